"""科目代码: codes that the list of the year has, and what is asked of those that it has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from gongkai.checks.classification.codes import TypedCode, told_of, typed_codes
from gongkai.checks.classification.near_codes import how_near, named, near_codes
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.model.classification import Classification, Extent, name_key
from gongkai.model.entries import Entry
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.forms import TableForm
from gongkai.model.places import Place


class _Unlisted(Struct, frozen=True, kw_only=True):
    """一个表里没有的编码, where it was typed first."""

    code: str
    by: str
    classification: Classification
    entry: Entry
    name: str
    """as figures.yml names it"""
    listing: str
    """the list as a message calls it"""

    @property
    def table(self) -> str:
        return self.entry.table

    @property
    def place(self) -> Place:
        return self.entry.place


def _groups(case: Case) -> Iterator[list[_Unlisted] | Skipped]:
    """Codes that are told of together: nothing for one that is listed.

    What is wrong is told by itself, what has no name by entry, all others of a list at once.
    """
    for codes in _by_list(case).values():
        groups: dict[str | Place, list[_Unlisted]] = {}
        wrong: set[str] = set()
        for outcome in codes:
            if not isinstance(outcome, _Unlisted):
                yield outcome or []
            elif not any(outcome.code.startswith(code) for code in wrong):  # what is below it is told with it
                certain = bool(_wrong(case, outcome))
                wrong.update([outcome.code] * certain)
                key = outcome.code if certain else "" if outcome.name else outcome.place
                groups.setdefault(key, []).append(outcome)
        yield from groups.values()


def _by_list(case: Case) -> dict[str, list[_Unlisted | Skipped | None]]:
    """What is known of each code, by its list."""
    lists = case.document.edition.lists
    codes: dict[str, dict[str, _Unlisted | Skipped | None]] = {}
    for typed in typed_codes(case):
        if typed.by in lists.coded:
            listed = codes.setdefault(lists.folder(typed.by), {})
            if typed.code not in listed:
                listed[typed.code] = _known(case, typed)
    return {folder: list(listed.values()) for folder, listed in codes.items()}


@each(_groups)
def codes_are_known(case: Case, codes: list[_Unlisted]) -> Iterator[Said]:
    """K101 科目代码: every code is in the list of the year, and so are the 款 and 类 above it (rule R43).

    The lists that ship hold what real documents print, not all of 政府收支分类科目. So a code that is named beside its
    figure warns; it is an error where nothing can be printed for it, where it is one digit from a listed code of its
    section and bears no name of its own, where there is no such 类, or where the list says that it is whole.
    """
    if codes:
        told = _named if codes[0].name else _nameless
        yield _wrong(case, codes[0]) or told(case, codes)


def _known(case: Case, typed: TypedCode) -> _Unlisted | Skipped | None:
    """What there is to say of a code; nothing if it is listed, or no matter of this rule."""
    by, code, entry = typed.by, typed.code, typed.entry
    classification = case.document.edition.lists.coded[by]
    listed, naming = case.list_of(classification), case.accounts.naming
    if not listed.sound:
        return Skipped(reason=f"{listed.path or classification.folder}有错误")
    changed = 0 < case.changes.since(code) <= case.document.year  # the matter of C301
    if changed or code in naming.listed(by):
        return None
    return _Unlisted(
        code=code,
        by=by,
        classification=classification,
        entry=entry,
        name=naming.of(by, code),
        listing=_listing(case, classification),
    )


def _wrong(case: Case, one: _Unlisted) -> Finding | None:
    return _impossible(case, one) or _mistyped(case, one)


def _impossible(case: Case, one: _Unlisted) -> Finding | None:
    """A code that cannot be, as the list stands."""
    classification, code = one.classification, one.code
    listed, names = case.list_of(classification), case.accounts.naming.listed(one.by)
    table, listing, digits = one.table, one.listing, len(code)
    if digits not in classification.lengths:
        severity = Severity.INCONSISTENCY if one.name else Severity.ERROR
        wanted = classification.digits
        return found(
            "K101", one.place, "位数", severity=severity, 表=table, 科目表=listing, 编码=code, 位=digits, 应=wanted
        )
    if digits == min(classification.lengths) and listed.extent is not Extent.SOME and names:
        return found("K101", one.place, "类", 表=table, 科目表=listing, 编码=code, 位=digits, 文件=listed.path)
    if listed.extent is Extent.WHOLE and listed.year == case.document.year:
        near = named(near_codes(code, names, classification))
        return found(
            "K101",
            one.place,
            "全部",
            hint="有近的" if near else "没有近的",
            表=table,
            科目表=listing,
            编码=code,
            近=near,
            文件=listed.path,
        )
    return None


def _mistyped(case: Case, one: _Unlisted) -> Finding | None:
    """A lowest code one slip from a listed one of its section, with no name of its own, and that no pair knows."""
    classification, code = one.classification, one.code
    parent = classification.parent(code)
    near = near_codes(code, case.accounts.naming.listed(one.by), classification)
    near = {other: name for other, name in near.items() if classification.parent(other) == parent}
    if not near or len(code) != max(classification.lengths) or one.name not in ("", *near.values()):
        return None
    if any(code in pair for pair in case.pairs):
        return None
    return found(
        "K101",
        one.place,
        "相近",
        表=one.table,
        科目表=one.listing,
        编码=code,
        处=f"同一{classification.level(parent)}" if parent else "表",
        差别=how_near(code, near),
        近=named(near),
        写法=_how(one),
    )


def _nameless(case: Case, together: list[_Unlisted]) -> Finding:
    """Codes of one entry that would be printed without a name."""
    first, last = together[0], together[-1]
    classification = first.classification
    near = near_codes(last.code, case.accounts.naming.listed(first.by), classification)
    return found(
        "K101",
        first.place,
        "没有名称",
        表=first.table,
        科目表=first.listing,
        编码="、".join(f"{classification.level(one.code)}“{one.code}”" for one in together),
        近=named(_of_its_fund(case, last, near)),
        写法="；".join(_how(one) for one in reversed(together)),
    )


def _named(case: Case, together: list[_Unlisted]) -> Finding:
    """Codes that are printed as figures.yml names them."""
    first = together[0]
    folder = first.classification.folder
    return found(
        "K101",
        first.place,
        "照填",
        related=tuple(dict.fromkeys(one.place for one in together if one.place != first.place)),
        表=first.table,
        科目表=first.listing,
        编码="、".join(f"{one.code}{one.name}" for one in together),
        文件=case.list_of(first.classification).path or f"content/classifications/{folder}",
    )


def _listing(case: Case, classification: Classification) -> str:
    """2023年的功能分类科目表, and whether the document's own year has none."""
    listed, year = case.list_of(classification), case.document.year
    if listed.year == year or not listed.names:
        return f"{year}年的{classification.title}表"
    return f"{listed.year}年的{classification.title}表（还没有{year}年的）"


def _of_its_fund(case: Case, one: _Unlisted, near: Mapping[str, str]) -> Mapping[str, str]:
    """Where 资金 of the line is what the code's 款 requires, no code of another budget: 2070701 is no slip there."""
    funds, known = case.document.edition.funds, case.funds.of(one.code)
    written = dict(one.entry.fields).get(funds.attribute, "") if funds else ""
    if funds is None or known is None or not written or funds.budgets.get(written) != known.budget:
        return near
    return {code: name for code, name in near.items() if case.funds.of(code) == known}


def _how(one: _Unlisted) -> str:
    """What to type so that a code has a name: beside its figure, or for one above it in a line of its own."""
    entry, key = one.entry, name_key(one.by)
    rest = f", {entry.amounts[0].column}: ……" if entry.amounts else ""
    if entry.row == one.code:
        return f'在这一行写上名称："{one.code}": {{{key}: ……{rest}}}'
    if one.code in dict(entry.fields).values():
        return f'在这一行写上名称：{{{one.by}: "{one.code}", {key}: ……{rest}}}'
    return f'在它上面加一行写{one.classification.level(one.code)}的名称："{one.code}": {{{key}: ……}}'


def _printed_codes(case: Case) -> Iterator[tuple[str, TableForm, list[str]]]:
    """Tables that an edition prints by code, with the codes that no list names and nothing was said of before."""
    lists = case.document.edition.lists
    seen = {(lists.folder(by), code) for by, code in told_of(case)}
    for name, form in case.document.edition.tables.items():
        classification = None if form.hidden else form.classification
        if classification is not None and case.list_of(classification).sound:
            rows = [row for row in case.accounts.statements[name].rows if row.code and not row.title]
            nameless = {(classification.folder, row.code) for row in rows} - seen
            yield name, form, [row.code for row in rows if (classification.folder, row.code) in nameless]
            seen |= nameless


@each(_printed_codes)
def printed_codes_are_known(case: Case, printed: tuple[str, TableForm, list[str]]) -> Iterator[Said]:
    """K101 要印的科目: rows that an edition prints by code have names, whether they have figures or not."""
    name, form, codes = printed
    if codes and form.classification:
        yield found(
            "K101",
            case.document.place,
            "要印",
            表=name,
            编码="、".join(codes),
            科目表=_listing(case, form.classification),
            写法=f'"{codes[0]}": {{{name_key(form.rows_are)}: ……}}',
        )
