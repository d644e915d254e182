"""科目代码: codes that the list of the year has, and what is asked of those that it has not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gongkai.checks.classification.codes import with_parents
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.model.classification import Classification, Extent, name_key
from gongkai.model.entries import Entry
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
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


def codes_are_known(case: Case) -> Iterator[Outcome]:
    """K101 科目代码: every code is in the list of the year, and so are the 款 and 类 above it (rule R43).

    The lists that ship hold what real documents print, not all of 政府收支分类科目. So a code that is named beside its
    figure warns; it is an error where nothing can be printed for it, where it is one digit from a listed code of its
    section and bears no name of its own, where there is no such 类, or where the list says that it is whole.
    """
    lists = case.document.edition.lists
    found: dict[str, list[_Unlisted]] = {}
    told: set[tuple[str, str]] = set()
    for entry in case.document.entries:
        for by, code in with_parents(case, entry):
            folder = lists.folder(by)
            if by not in lists.coded:
                yield from _unit(case, entry, code)
            elif (folder, code) not in told:
                told.add((folder, code))
                outcome = _known(case, by, code)
                if outcome is not None:
                    yield outcome
                    continue
                one = _Unlisted(
                    code=code,
                    by=by,
                    classification=lists.coded[by],
                    entry=entry,
                    name=case.accounts.naming.of(by, code),
                )
                found.setdefault(folder, []).append(one)
    for listed in found.values():
        yield from _unlisted(case, listed)
    yield from _nameless_rows(case, told)


def _known(case: Case, by: str, code: str) -> Outcome | None:
    """What there is to say of a code that is listed, or that is no matter of this rule; None if it is unlisted."""
    classification = case.document.edition.lists.coded[by]
    listed = case.list_of(classification)
    if not listed.sound:
        return Skipped(reason=f"{listed.path or classification.folder}有错误")
    changed = 0 < case.changes.since(code) <= case.document.year  # the matter of C301
    return Held() if changed or code in case.accounts.naming.listed(by) else None


def _unlisted(case: Case, listed: list[_Unlisted]) -> Iterator[Finding]:
    """Codes of one list: those that are wrong each by itself, those that lack names by entry, the others together."""
    nameless: dict[Place, list[_Unlisted]] = {}
    named: list[_Unlisted] = []
    wrong: set[str] = set()
    for one in listed:
        if any(one.code.startswith(code) for code in wrong):
            continue  # below a code that is wrong already
        finding = _wrong(case, one)
        if finding is not None:
            wrong.add(one.code)
            yield finding
        elif one.name:
            named.append(one)
        else:
            nameless.setdefault(one.entry.place, []).append(one)
    for together in nameless.values():
        yield _nameless(case, together)
    if named:
        yield _named(case, named)


def _wrong(case: Case, one: _Unlisted) -> Finding | None:
    """A code that cannot be right, whatever it is called."""
    classification = one.classification
    listed, names = case.list_of(classification), case.accounts.naming.listed(one.by)
    title, code = f"{one.entry.table}：{_title(case, classification)}", one.code
    if len(code) not in classification.lengths:
        message = f"{title}里没有“{code}”（有{len(code)}位，应为{classification.digits}位）"
        return _finding(one, Severity.INCONSISTENCY if one.name else Severity.ERROR, message, "请核对编码")
    if len(code) == min(classification.lengths) and listed.extent is not Extent.SOME and names:
        hint = f"请核对编码的前{len(code)}位；确有这一类的，请财政局补进 {listed.path}"
        return _finding(one, Severity.ERROR, f"{title}里没有“{code}”这一类", hint)
    if listed.extent is Extent.WHOLE and listed.year == case.document.year:
        near = _near(code, names, classification)
        hint = f"是不是{_listed(near)}？" if near else "请核对编码"
        message = f"{title}里没有“{code}”，这张表收录了全部科目"
        return _finding(one, Severity.ERROR, message, f"{hint}；确有这个科目的，请财政局补进 {listed.path}")
    parent = classification.parent(code)
    near = _near(code, names, classification)
    near = {other: name for other, name in near.items() if classification.parent(other) == parent}
    where = f"同一{classification.level(parent)}" if parent else "表"
    paired = any(code in pair for pair in case.pairs)  # it is known to exist
    if len(code) == max(classification.lengths) and near and one.name in ("", *near.values()) and not paired:
        message = f"{title}里没有“{code}”，{where}里有{_how_near(code, near)}的：{_listed(near)}"
        hint = f"写错了的，改成对的那一个；确是另一个科目，{_how(one)}"
        return _finding(one, Severity.ERROR, message, hint)
    return None


def _nameless(case: Case, together: list[_Unlisted]) -> Finding:
    """Codes of one entry that would be printed without a name."""
    first = together[0]
    classification = first.classification
    codes = "、".join(f"{classification.level(one.code)}“{one.code}”" for one in together)
    near = _of_its_fund(
        case, together[-1], _near(together[-1].code, case.accounts.naming.listed(first.by), classification)
    )
    message = f"{first.entry.table}：{_title(case, classification)}里没有{codes}，不知道名称，印不出来"
    asked = f"（是不是{_listed(near)}？）" if near else ""
    hint = f"核对编码{asked}；没有错的，{'；'.join(_how(one) for one in reversed(together))}"
    return _finding(first, Severity.ERROR, message, hint)


def _named(case: Case, named: list[_Unlisted]) -> Finding:
    """Codes that are printed as figures.yml names them."""
    first = named[0]
    classification = first.classification
    told = "、".join(f"{one.code}{one.name}" for one in named)
    place = case.list_of(classification).path or f"content/classifications/{classification.folder}"
    finding = _finding(
        first,
        Severity.WARNING,
        f"{first.entry.table}：{_title(case, classification)}里没有{told}，照填的名称印",
        f"照本年度的《政府收支分类科目》核对编码和名称；请财政局补进 {place}",
    )
    places = dict.fromkeys(one.entry.place for one in named[1:] if one.entry.place != first.entry.place)
    return replace(finding, related=tuple(places))


def _title(case: Case, classification: Classification) -> str:
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


def _of_its_fund(case: Case, one: _Unlisted, near: Mapping[str, str]) -> dict[str, str]:
    """Where 资金 of the line is what the code's 款 requires, no code of another budget: 2070701 is no slip there."""
    funds, known = case.document.edition.funds, case.funds.of(one.code)
    written = dict(one.entry.fields).get(funds.attribute, "") if funds else ""
    if funds is None or known is None or not written or funds.budgets.get(written) != known.budget:
        return dict(near)
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
        if form.hidden or (classification := form.classification) is None:
            continue
        lacking = [row for row in case.accounts.statements[name].rows if row.code and not row.title]
        lacking = [row for row in lacking if (classification.folder, row.code) not in seen]
        if not lacking or not case.list_of(classification).sound:
            continue
        seen.update((classification.folder, row.code) for row in lacking)
        codes = "、".join(row.code for row in lacking)
        key = name_key(form.rows_are)
        yield Finding(
            code=FindingCode.UNKNOWN_CODE,
            severity=Severity.ERROR,
            place=case.document.place,
            message=f"{name}要印{codes}，{_title(case, classification)}里没有，不知道名称",
            hint=f'在 figures.yml 的“{name}”里写上名称，一行一个："{lacking[0].code}": {{{key}: ……}}',
        )


def _finding(one: _Unlisted, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(code=FindingCode.UNKNOWN_CODE, severity=severity, place=one.entry.place, message=message, hint=hint)


def _unit(case: Case, entry: Entry, key: str) -> Iterator[Outcome]:
    units = case.accounts.naming.units
    if key in units or key in units.values():
        yield Held()
    elif units:
        yield Finding(
            code=FindingCode.UNKNOWN_CODE,
            severity=Severity.INCONSISTENCY,
            place=entry.place,
            message=f"{entry.table}：department.yml 的“单位”里没有“{key}”，或者它不在{case.document.year}年",
            hint=f"请核对；{case.document.year}年的单位：{'、'.join(units)}",
        )


RULES = (Rule(code=FindingCode.UNKNOWN_CODE, check=codes_are_known),)
