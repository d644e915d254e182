"""经济科目的对照: pairs of 部门经济 and 政府经济 codes, by the mapping of the year and by the 性质 of the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.model.amounts import NOTHING
from gongkai.model.classification import DEPARTMENTAL, GOVERNMENTAL, name_key
from gongkai.model.entries import Entry
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity

ADMINISTRATIVE, INSTITUTION = "行政", "事业"
TREATED_AS_ADMINISTRATIVE = ("行政", "参照", "参公")


def nature(text: str) -> str:
    """性质 of a unit as the mapping knows it: 参照公务员法管理的事业单位 spend as 行政单位 do; empty if unknown."""
    if any(word in text for word in TREATED_AS_ADMINISTRATIVE):
        return ADMINISTRATIVE
    return INSTITUTION if INSTITUTION in text else ""


def pair_of(fields: Mapping[str, str]) -> tuple[str, str] | None:
    codes = (fields.get(DEPARTMENTAL, ""), fields.get(GOVERNMENTAL, ""))
    return codes if all(codes) else None


def paired(case: Case, tables: tuple[str, ...]) -> dict[tuple[str, str], list[Entry]]:
    """Every pair that these tables hold, with its lines; printed tables come first."""
    found: dict[tuple[str, str], list[Entry]] = {}
    hidden = {name for name in tables if case.document.edition.tables[name].hidden}
    entries = [entry for entry in case.document.entries if entry.table in tables]
    for entry in sorted(entries, key=lambda entry: entry.table in hidden):
        pair = pair_of(dict(entry.fields))
        if pair is not None:
            found.setdefault(pair, []).append(entry)
    return found


def pairs_are_allowed(case: Case) -> Iterator[Outcome]:
    """K204 经济科目的对照: a pair must be in the mapping, and some unit must be of the 性质 that uses it (domain 2.5).

    行政单位 use 501 to 504, 事业单位 505 and 506, both 509.
    """
    economic = case.document.edition.economic
    if economic is None:
        return
    if not case.pairs:
        yield Skipped(reason="没有 content/classifications/economic-pairs 的对照表")
        return
    document = case.document
    natures = {nature(unit.nature) for unit in document.department.units_in(document.year)}
    mapped = {departmental for departmental, _ in case.pairs}
    for pair, entries in paired(case, economic.tables).items():
        if pair[0] not in mapped:
            yield Skipped(reason=f"对照表没有部门经济科目{pair[0]}")
        elif pair not in case.pairs:
            yield _not_mapped(case, pair, entries)
        elif case.pairs[pair] and "" not in natures and case.pairs[pair] not in natures:
            yield _wrong_nature(case, pair, entries)
        else:
            yield Held()


def told(case: Case, pair: tuple[str, str]) -> str:
    """A pair with its names: 30226劳务费、50502商品和服务支出."""
    naming = case.accounts.naming
    names = zip((DEPARTMENTAL, GOVERNMENTAL), pair, strict=True)
    return "、".join(f"{code}{naming.of(by, code)}" for by, code in names)


def allowed(case: Case, departmental: str) -> str:
    """The governmental codes that a departmental one may stand with, for a hint."""
    codes = [(code, kind) for (own, code), kind in case.pairs.items() if own == departmental]
    return "、".join(f"{code}（{kind}单位）" if kind else code for code, kind in codes)


def _not_mapped(case: Case, pair: tuple[str, str], entries: list[Entry]) -> Finding:
    return Finding(
        code=FindingCode.ECONOMIC_PAIR,
        severity=Severity.WARNING,
        place=entries[0].place,
        message=f"{entries[0].table}：{told(case, pair)}不是对照表里的一对",
        hint=f"{pair[0]}可以配：{allowed(case, pair[0])}",
        related=tuple(entry.place for entry in entries[1:]),
    )


def _wrong_nature(case: Case, pair: tuple[str, str], entries: list[Entry]) -> Finding:
    kind = case.pairs[pair]
    return Finding(
        code=FindingCode.ECONOMIC_PAIR,
        severity=Severity.WARNING,
        place=entries[0].place,
        message=f"{entries[0].table}：{told(case, pair)}是{kind}单位用的一对，本部门没有{kind}单位",
        hint=f"{pair[0]}可以配：{allowed(case, pair[0])}；单位的性质在 department.yml",
        related=tuple(entry.place for entry in entries[1:]),
    )


def pairs_stand_once(case: Case) -> Iterator[Outcome]:
    """K205 一对一行: in a printed table by economic codes, lines that say the same are one line (domain 2.5)."""
    coded = case.document.edition.lists.coded.keys()
    names = frozenset(map(name_key, coded))
    for name, form in case.document.edition.tables.items():
        if form.hidden or form.rule is None or not form.rule.records:
            continue
        lines: dict[tuple[tuple[str, str], ...], list[Entry]] = {}
        for entry in case.document.entries:
            if entry.table == name and coded & dict(entry.fields).keys():
                told_ = tuple(sorted(field for field in entry.fields if field[0] not in names))
                lines.setdefault(told_, []).append(entry)
        for entries in lines.values():
            yield Held() if len(entries) == 1 else _repeated(case, entries)


def _repeated(case: Case, entries: list[Entry]) -> Finding:
    first, *others = entries
    column = next((amount.column for amount in first.amounts), "")
    amounts = [amount.amount for entry in entries for amount in entry.amounts if amount.column == column]
    total = sum(amounts, NOTHING)
    pair = pair_of(dict(first.fields))
    what = told(case, pair) if pair else "、".join(value for _, value in first.fields)
    return Finding(
        code=FindingCode.REPEATED_PAIR,
        severity=Severity.WARNING,
        place=others[0].place,
        message=(
            f"{first.table}：{what}分成了{len(entries)}行"
            f"（{'、'.join(case.shown(amount) for amount in amounts)}），合起来是{case.shown(total)}"
        ),
        hint="同一对科目合成一行",
        related=(first.place, *(entry.place for entry in others[1:])),
    )


RULES = (
    Rule(code=FindingCode.ECONOMIC_PAIR, check=pairs_are_allowed, whole=True),
    Rule(code=FindingCode.REPEATED_PAIR, check=pairs_stand_once, whole=True),
)
