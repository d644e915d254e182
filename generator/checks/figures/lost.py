"""有数没有行: figures that the columns of a table take and none of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct, field

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, together
from gongkai.figures.balances import closing_total
from gongkai.figures.classify_entries import TOTAL
from gongkai.figures.deriver import Deriver
from gongkai.figures.facts import Fact, LinearForm
from gongkai.figures.formulas import FormulaError, Reference, parse
from gongkai.figures.rows import Row
from gongkai.model.columns import ColumnForm
from gongkai.model.conditions import Where, only, where
from gongkai.model.findings import Finding, found
from gongkai.model.forms import TableForm
from gongkai.model.statements import Address


def _figures(case: Case) -> Iterable[Fact]:
    return (fact for fact in case.accounts.facts.items if fact.amount.yuan)


@together(_figures)
def every_figure_has_a_row(case: Case, _: list[Fact]) -> Iterator[Said]:
    """F306 有数没有行: what a table's columns take stands in one of its rows, so that its total is the whole.

    What a column does not take (another fund, by its 条件) is not missing.
    """
    for line, tables in _by_line(case).items():
        yield _finding(case, line, tables)


def _by_line(case: Case) -> dict[tuple[str, str], dict[str, set[int]]]:
    """What is lost of each typed row, by the table that loses it."""
    missing: dict[tuple[str, str], dict[str, set[int]]] = {}
    for table, numbers in lost(case).items():
        for number in sorted(numbers):
            fact = case.accounts.facts.items[number]
            missing.setdefault((fact.table, fact.row), {}).setdefault(table, set()).add(number)
    return missing


def _finding(case: Case, line: tuple[str, str], tables: dict[str, set[int]]) -> Finding:
    facts = case.accounts.facts
    numbers = sorted(set().union(*tables.values()))
    return found(
        "F306",
        facts.items[numbers[0]].place,
        表=line[0],
        行=line[1],
        名=_name(case, *line),
        数=case.shown(facts.total(dict.fromkeys(numbers, 1))),
        各表="、".join(f"“{table}”" for table in tables),
    )


@lru_cache(maxsize=2)
def lost(case: Case) -> dict[str, frozenset[int]]:
    """The figures, by number, that each table loses."""
    deriver = case.accounts.deriver
    losing = {table: frozenset(_of_table(deriver, table, form)) for table, form in deriver.edition.tables.items()}
    return {table: numbers for table, numbers in losing.items() if numbers}


class _Source(Struct):
    """Where rows of one column take their figures from: under which conditions, and which they are."""

    conditions: list[Where] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    @property
    def scope(self) -> Where:
        """The conditions that all rows share: what the column speaks of at all."""
        first, *others = self.conditions
        return tuple(one for one in first if all(one in other for other in others))


def _of_table(deriver: Deriver, table: str, form: TableForm) -> Iterator[int]:
    for index, block in enumerate(form.parts):
        rows = [row for row in deriver.sheets.rows[table].values() if row.block == index and not row.blank]
        for column, leaf in block.keyed:
            try:
                if column in block.amounts and not leaf.formula:
                    yield from _pulled(deriver, Address(table, "", column), leaf, rows)
                    if form.blocks and closing_total(block):
                        yield from _named(deriver, Address(table, "", column), rows)
            except FormulaError:
                continue  # L622


def _pulled(deriver: Deriver, at: Address, leaf: ColumnForm, rows: Iterable[Row]) -> Iterator[int]:
    """What a column pulls and no row that it is pulled for meets the condition of."""
    if not leaf.pull:
        return
    source = _Source()
    for row in rows:
        own = row.form is not None and (row.form.pull or deriver.working(row, at).of_row)
        total = row.department or (row.form is None and row.key == TOTAL) or (source.conditions and not row.where)
        if not own and not total:
            source.conditions.append(row.where)
            source.taken |= _numbers(deriver, deriver.queries.pull(leaf.pull, (*row.where, *where(leaf.where))))
    rule = deriver.edition.tables[at.table].rule
    if rule is not None:
        source.conditions.append(where(rule.where))
    if source.conditions:
        whole = deriver.queries.pull(leaf.pull, (*source.scope, *where(leaf.where)))
        yield from _numbers(deriver, whole) - source.taken


def _named(deriver: Deriver, at: Address, rows: Iterable[Row]) -> Iterator[int]:
    """What rows name by code in their formulas, class by class, and leave out; none of what stands whole above them."""
    taken: dict[tuple[str, str, Where], set[int]] = {}
    above: set[int] = set()
    for row in rows:
        formula = deriver.working(row, at).of_row
        slices = [_slice(deriver, term.first) for term in parse(formula)] if formula else []
        for table, name, condition in slices:
            rest = tuple(one for one in condition if one[0] not in deriver.edition.lists.coded)
            if rest != condition:
                numbers = _numbers(deriver, deriver.queries.column(table, name, condition))
                taken.setdefault((table, name, rest), set(above)).update(numbers)
        if formula:
            above |= _numbers(deriver, deriver.cell(Address(at.table, row.key, at.column))[0])
    for (table, name, rest), numbers in taken.items():
        yield from _numbers(deriver, deriver.queries.column(table, name, rest)) - numbers


def _slice(deriver: Deriver, reference: Reference) -> tuple[str, str, Where]:
    """表.列[科目=201] and 表.201.列 as table, column and condition; no condition where it names no code."""
    if reference.where is not None:
        return (*deriver.queries.table_column(reference), reference.where)
    table, _, rest = reference.path.partition(".")
    code, _, column = rest.partition(".")
    form = deriver.edition.tables.get(table)
    rule = form.rule_of(code) if form is not None and form.is_code(code) else None
    return (table, column, only(rule.by[0], code)) if rule is not None and column else ("", "", ())


def _numbers(deriver: Deriver, form: LinearForm) -> set[int]:
    return {number for number, _ in deriver.sorted.facts.parts(form)}


def _name(case: Case, table: str, row: str) -> str:
    rule = case.document.edition.tables[table].rule_of(row)
    return case.accounts.naming.of(rule.by[0], row) if rule is not None else ""
