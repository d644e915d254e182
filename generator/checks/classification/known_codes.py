"""科目代码: codes that the list of the year has, and what is asked of those that it has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.checks.classification.codes import with_parents
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.model.classification import Classification, Extent, name_key
from gongkai.model.entries import Entry
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.places import Place

MOST_NAMED = 3
"""near codes that a message lists"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unlisted:
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


def codes_are_known(case: Case) -> Iterator[Outcome]:
    """K101 科目代码: every code is in the list of the year, and so are the 款 and 类 above it (rule R43).

    The lists that ship hold what real documents print, not all of 政府收支分类科目. So a code that is named beside its
    figure warns; it is an error where nothing can be printed for it, where it is one digit from a listed code of its
    section and bears no name of its own, where there is no such 类, or where the list says that it is whole.
    """
    lists = case.document.edition.lists
    unlisted: dict[str, list[_Unlisted]] = {}
    told: set[tuple[str, str]] = set()
    for entry in case.document.entries:
        for by, code in with_parents(case, entry):
            folder = lists.folder(by)
            if by not in lists.coded:
                yield from _unit(case, entry, code)
            elif (folder, code) not in told:
                told.add((folder, code))
                outcome = _known(case, entry, by, code)
                if isinstance(outcome, _Unlisted):
                    unlisted.setdefault(folder, []).append(outcome)
                else:
                    yield outcome
    for listed in unlisted.values():
        yield from _unlisted(case, listed)
    yield from _nameless_rows(case, told)


def _known(case: Case, entry: Entry, by: str, code: str) -> Outcome | _Unlisted:
    """What there is to say of a code that is listed, or that is no matter of this rule."""
    classification = case.document.edition.lists.coded[by]
    listed, naming = case.list_of(classification), case.accounts.naming
    if not listed.sound:
        return Skipped(reason=f"{listed.path or classification.folder}有错误")
    changed = 0 < case.changes.since(code) <= case.document.year  # the matter of C301
    if changed or code in naming.listed(by):
        return Held()
    return _Unlisted(
        code=code,
        by=by,
        classification=classification,
        entry=entry,
        name=naming.of(by, code),
        listing=_listing(case, classification),
    )


def _unlisted(case: Case, listed: list[_Unlisted]) -> Iterator[Finding]:
    """Codes of one list: those that are wrong each by itself, those that lack names by entry, the others together."""
    nameless: dict[Place, list[_Unlisted]] = {}
    named: list[_Unlisted] = []
    wrong: set[str] = set()
    for one in listed:
        if any(one.code.startswith(code) for code in wrong):
            continue  # below a code that is wrong already
        finding = _impossible(case, one) or _mistyped(case, one)
        if finding is not None:
            wrong.add(one.code)
            yield finding
        elif one.name:
            named.append(one)
        else:
            nameless.setdefault(one.place, []).append(one)
    for together in nameless.values():
        yield _nameless(case, together)
    if named:
        yield _named(case, named)


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
        near = _listed(_near(code, names, classification))
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
    near = _near(code, case.accounts.naming.listed(one.by), classification)
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
        差别=_how_near(code, near),
        近=_listed(near),
        写法=_how(one),
    )


def _nameless(case: Case, together: list[_Unlisted]) -> Finding:
    """Codes of one entry that would be printed without a name."""
    first, last = together[0], together[-1]
    classification = first.classification
    near = _near(last.code, case.accounts.naming.listed(first.by), classification)
    return found(
        "K101",
        first.place,
        "没有名称",
        表=first.table,
        科目表=first.listing,
        编码="、".join(f"{classification.level(one.code)}“{one.code}”" for one in together),
        近=_listed(_of_its_fund(case, last, near)),
        写法="；".join(_how(one) for one in reversed(together)),
    )


def _named(case: Case, named: list[_Unlisted]) -> Finding:
    """Codes that are printed as figures.yml names them."""
    first = named[0]
    folder = first.classification.folder
    return found(
        "K101",
        first.place,
        "照填",
        related=tuple(dict.fromkeys(one.place for one in named if one.place != first.place)),
        表=first.table,
        科目表=first.listing,
        编码="、".join(f"{one.code}{one.name}" for one in named),
        文件=case.list_of(first.classification).path or f"content/classifications/{folder}",
    )


def _listing(case: Case, classification: Classification) -> str:
    """2023年的功能分类科目表, and whether the document's own year has none."""
    listed, year = case.list_of(classification), case.document.year
    if listed.year == year or not listed.names:
        return f"{year}年的{classification.title}表"
    return f"{listed.year}年的{classification.title}表（还没有{year}年的）"


def _near(code: str, names: Mapping[str, str], classification: Classification) -> dict[str, str]:
    """Listed codes of the same 类 and length that are one slip away, those of the same section and 颠倒 first."""
    top, parent = classification.lengths[0], classification.parent
    alike = (one for one in names if len(one) == len(code) and (one[:top] == code[:top] or len(code) == top))
    near = [one for one in alike if _swapped(code, one) or sum(a != b for a, b in zip(one, code, strict=True)) == 1]
    first = sorted(near, key=lambda one: (parent(one) != parent(code), not _swapped(code, one), one))
    return {one: names[one] for one in first}


def _of_its_fund(case: Case, one: _Unlisted, near: Mapping[str, str]) -> Mapping[str, str]:
    """Where 资金 of the line is what the code's 款 requires, no code of another budget: 2070701 is no slip there."""
    funds, known = case.document.edition.funds, case.funds.of(one.code)
    written = dict(one.entry.fields).get(funds.attribute, "") if funds else ""
    if funds is None or known is None or not written or funds.budgets.get(written) != known.budget:
        return near
    return {code: name for code, name in near.items() if case.funds.of(code) == known}


def _swapped(code: str, other: str) -> bool:
    """颠倒: the two differ by two digits side by side that changed places."""
    at = [number for number, (a, b) in enumerate(zip(code, other, strict=True)) if a != b]
    return len(at) == 2 and at[1] == at[0] + 1 and code[at[0] : at[1] + 1] == other[at[0] : at[1] + 1][::-1]


def _how_near(code: str, near: Mapping[str, str]) -> str:
    swapped = [_swapped(code, one) for one in near]
    slips = ("只差一个数字",) * (not all(swapped)) + ("两个数字颠倒",) * any(swapped)
    return "、".join(slips)


def _listed(near: Mapping[str, str]) -> str:
    told = "、".join(f"{code}{name}" for code, name in list(near.items())[:MOST_NAMED])
    return told + ("等" if len(near) > MOST_NAMED else "")


def _how(one: _Unlisted) -> str:
    """What to type so that a code has a name: beside its figure, or for one above it in a line of its own."""
    entry, key = one.entry, name_key(one.by)
    rest = f", {entry.amounts[0].column}: ……" if entry.amounts else ""
    if entry.row == one.code:
        return f'在这一行写上名称："{one.code}": {{{key}: ……{rest}}}'
    if one.code in dict(entry.fields).values():
        return f'在这一行写上名称：{{{one.by}: "{one.code}", {key}: ……{rest}}}'
    return f'在它上面加一行写{one.classification.level(one.code)}的名称："{one.code}": {{{key}: ……}}'


def _nameless_rows(case: Case, told: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Rows that an edition prints by code and that no list names, whether they have figures or not."""
    seen = set(told)
    for name, form in case.document.edition.tables.items():
        classification = None if form.hidden else form.classification
        if classification is None or not case.list_of(classification).sound:
            continue
        nameless = (row.code for row in case.accounts.statements[name].rows if row.code and not row.title)
        codes = [code for code in nameless if (classification.folder, code) not in seen]
        seen.update((classification.folder, code) for code in codes)
        if codes:
            yield found(
                "K101",
                case.document.place,
                "要印",
                表=name,
                编码="、".join(codes),
                科目表=_listing(case, classification),
                写法=f'"{codes[0]}": {{{name_key(form.rows_are)}: ……}}',
            )


def _unit(case: Case, entry: Entry, key: str) -> Iterator[Outcome]:
    units = case.accounts.naming.units
    if key in units or key in units.values():
        yield Held()
    elif units:
        yield found("K101", entry.place, "单位", 表=entry.table, 名=key, 年=case.document.year, 各单位="、".join(units))
