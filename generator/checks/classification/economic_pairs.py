"""经济科目的对照: pairs of 部门经济 and 政府经济 codes, by the mapping of the year and by the 性质 of the units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.model.amounts import NOTHING
from gongkai.model.classification import DEPARTMENTAL, GOVERNMENTAL, name_key
from gongkai.model.entries import Entry
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import Finding, found

ADMINISTRATIVE, INSTITUTION = "行政", "事业"
NO_MAPPING = Skipped(reason="没有 content/classifications/economic-pairs 的对照表")
Pair = tuple[str, str]
"""部门经济, 政府经济"""


def nature(text: str) -> str:
    """性质 of a unit as the mapping knows it: 参照公务员法管理的事业单位 spend as 行政单位 do; empty if unknown."""
    if word_pattern("K204", "照行政单位").search(text):
        return ADMINISTRATIVE
    return INSTITUTION if INSTITUTION in text else ""


def pair_of(fields: Mapping[str, str]) -> Pair | None:
    codes = (fields.get(DEPARTMENTAL, ""), fields.get(GOVERNMENTAL, ""))
    return codes if all(codes) else None


def paired(case: Case, tables: tuple[str, ...]) -> dict[Pair, list[Entry]]:
    """Every pair that these tables hold, with its lines; printed tables come first."""
    lines: dict[Pair, list[Entry]] = {}
    hidden = {name for name in tables if case.document.edition.tables[name].hidden}
    entries = [entry for entry in case.document.entries if entry.table in tables]
    for entry in sorted(entries, key=lambda entry: entry.table in hidden):
        pair = pair_of(dict(entry.fields))
        if pair is not None:
            lines.setdefault(pair, []).append(entry)
    return lines


def _pairs(case: Case) -> Iterator[tuple[Pair, list[Entry]] | Skipped]:
    """Pairs of which the mapping has the departmental code, with their lines."""
    economic = case.document.edition.economic
    if economic is None:
        return
    if not case.pairs:
        yield NO_MAPPING
        return
    mapped = {departmental for departmental, _ in case.pairs}
    for pair, entries in paired(case, economic.tables).items():
        yield (pair, entries) if pair[0] in mapped else Skipped(reason=f"对照表没有部门经济科目{pair[0]}")


@each(_pairs)
def pairs_are_allowed(case: Case, paired_lines: tuple[Pair, list[Entry]]) -> Iterator[Said]:
    """K204 经济科目的对照: a pair must be in the mapping, and some unit must be of the 性质 that uses it (domain 2.5).

    行政单位 use 501 to 504, 事业单位 505 and 506, both 509.
    """
    (pair, entries), kind = paired_lines, case.pairs.get(paired_lines[0])
    natures = {nature(unit.nature) for unit in case.document.units}
    if kind is None or (not natures & {"", kind} and kind):
        place, *others = (entry.place for entry in entries)
        yield found(
            "K204",
            place,
            "不是一对" if kind is None else "性质",
            related=tuple(others),
            表=entries[0].table,
            一对=told(case, pair),
            性质=kind or "",
            部门科目=pair[0],
            可配=allowed(case, pair[0]),
        )


def told(case: Case, pair: Pair) -> str:
    """A pair with its names: 30226劳务费、50502商品和服务支出."""
    naming = case.accounts.naming
    names = zip((DEPARTMENTAL, GOVERNMENTAL), pair, strict=True)
    return "、".join(f"{code}{naming.of(by, code)}" for by, code in names)


def allowed(case: Case, departmental: str) -> str:
    """The governmental codes that a departmental one may stand with, for a hint."""
    codes = [(code, kind) for (own, code), kind in case.pairs.items() if own == departmental]
    return "、".join(f"{code}（{kind}单位）" if kind else code for code, kind in codes)


def _alike(case: Case) -> Iterable[list[Entry]]:
    """Lines of a printed table by economic codes that say the same."""
    coded = case.document.edition.lists.coded.keys()
    names = frozenset(map(name_key, coded))
    lines: dict[tuple[str, tuple[tuple[str, str], ...]], list[Entry]] = defaultdict(list)
    for entry in case.document.entries:
        form = case.document.edition.tables[entry.table]
        records = form.rule is not None and form.rule.records and not form.hidden
        if records and coded & dict(entry.fields).keys():
            said = tuple(sorted(field for field in entry.fields if field[0] not in names))
            lines[entry.table, said].append(entry)
    return lines.values()


@each(_alike)
def pairs_stand_once(case: Case, entries: list[Entry]) -> Iterator[Said]:
    """K205 一对一行: in a printed table by economic codes, lines that say the same are one line (domain 2.5)."""
    if len({entry.row for entry in entries}) > 1:
        yield _repeated(case, entries)


def _repeated(case: Case, entries: list[Entry]) -> Finding:
    first, second, *others = entries
    column = next((amount.column for amount in first.amounts), "")
    amounts = [amount.amount for entry in entries for amount in entry.amounts if amount.column == column]
    pair = pair_of(dict(first.fields))
    return found(
        "K205",
        second.place,
        related=(first.place, *(entry.place for entry in others)),
        表=first.table,
        一对=told(case, pair) if pair else "、".join(value for _, value in first.fields),
        行数=len(entries),
        各数="、".join(case.shown(amount) for amount in amounts),
        合计=case.shown(sum(amounts, NOTHING)),
    )
