"""推算: every table of a document from its facts; each cell a signed sum of facts that knows its formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.figures.balances import balances, may_be_rounding
from gongkai.figures.borrowed import Lacking, Lender, with_loans
from gongkai.figures.classify_entries import sort_entries
from gongkai.figures.deriver import Deriver
from gongkai.figures.facts import Facts, Parts, combine
from gongkai.figures.formulas import FormulaError, Origin, parse, parse_ratio
from gongkai.figures.references import Part
from gongkai.figures.rows import Naming, Row
from gongkai.model.amounts import NOTHING, ZERO, Amount, Ratio, ratio
from gongkai.model.classification import lowest
from gongkai.model.edition import Edition
from gongkai.model.entries import Entry
from gongkai.model.forms import TableForm
from gongkai.model.statements import Address, Cell, Given, Relation, Statement, StatementRow
from gongkai.model.table_names import column_fault

NO_LENDERS: Mapping[str, Lender] = MappingProxyType({})


class Problem(Struct, frozen=True, kw_only=True):
    """版式的公式问题: a formula that cannot be evaluated, and why."""

    origin: Origin
    message: str
    cause: str


class Accounts(Struct, frozen=True, kw_only=True):
    """推算结果 of one document: its statements, and any quantity by name or formula."""

    edition: Edition
    statements: Mapping[str, Statement]
    cells: Mapping[Address, Cell]
    """every printed cell, and those that are given without being printed"""
    deriver: Deriver
    canonical: Mapping[Parts, Given]
    settled: Mapping[Parts, Amount]
    """quantities that are printed otherwise than they derive, though nobody typed them: balances of rounding only"""
    problems: tuple[Problem, ...]
    lenders: Mapping[str, Lender]
    lacking: tuple[Lacking, ...]
    """what should come from other documents and does not"""
    printed_as: Mapping[Parts, tuple[Address, ...]]
    """of each quantity but nothing, the cells of the printed tables that are it, in printed order"""

    def again(self, entries: Iterable[Entry]) -> Accounts:
        """All statements as they would be of other figures."""
        return derive(self.edition, entries, self.naming, self.lenders)

    @property
    def facts(self) -> Facts:
        return self.deriver.sorted.facts

    @property
    def naming(self) -> Naming:
        return self.deriver.naming

    def quantity(self, reference: str) -> Amount:
        """数: an indicator, a cell or a formula.

        Raises FormulaError if it names nothing.
        """
        parts = self.deriver.references.evaluate(reference)
        address = parts[0].address if len(parts) == 1 and parts[0].sign == 1 else None
        if address is not None and address in self.cells:
            return self.cells[address].amount
        facts = self.facts
        form = combine([(part.sign, part.form) for part in parts])
        quantity = facts.parts(form)
        known = self.canonical.get(quantity)
        return known.amount if known else self.settled.get(quantity, facts.total(form))

    def hides(self, reference: str) -> bool:
        """不公开: whether a quantity is nothing but figures that may not be printed.

        Raises FormulaError if it names nothing.
        """
        parts = self.deriver.references.evaluate(reference)
        address = parts[0].address if len(parts) == 1 else None
        if address is not None and address in self.cells:
            return self.cells[address].left_out
        found = self.facts.parts(combine([(part.sign, part.form) for part in parts]))
        return bool(found) and all(self.facts.items[number].left_out for number, _ in found)

    def codes(self, indicator: str) -> tuple[str, ...] | None:
        """The lowest codes behind an indicator of codes, as the tables have them; None if there is none."""
        if indicator not in self.edition.indicators:
            return None
        statements = (self.statements.get(table) for table in self.tables(indicator))
        rows = (row for statement in statements if statement is not None for row in statement.rows)
        codes = {row.code for row in rows if not row.department} - {""}  # 部门行 has the department's code
        return tuple(sorted(lowest(codes)))

    def tables(self, name: str) -> tuple[str, ...]:
        """The tables behind an indicator, or that of a code (一般公共预算支出.2010301); none if there is none."""
        indicators = self.edition.indicators
        pattern = name if name in indicators else f"{name.rpartition('.')[0]}.*"
        return tuple(_tables_behind(pattern, indicators)) if pattern in indicators else ()

    @property
    def largest(self) -> Decimal:
        """The largest figure of all tables, in 元."""
        return max((abs(cell.amount.yuan) for cell in self.cells.values()), default=ZERO)

    def cells_of(self, reference: str) -> tuple[Address, ...]:
        """The printed cell that a quantity is, or those that it is the sum of; none where it is neither.

        Raises FormulaError if it names nothing.
        """
        references = self.deriver.references
        parts = references.evaluate(reference)
        while formula := references.meant(reference):
            reference, parts = formula, references.evaluate(formula)
        cells = [self._printed(part) if part.sign > 0 else None for part in parts]
        return tuple(cell for cell in cells if cell) if all(cells) else ()

    def _printed(self, part: Part) -> Address | None:
        """The printed cell that a term names, else the first that is the same quantity."""
        address = part.address
        if address is not None and address in self.cells and not self.edition.tables[address.table].hidden:
            return address
        return next(iter(self.printed_as.get(self.facts.parts(part.form), ())), None)


def _tables_behind(name: str, indicators: Mapping[str, str]) -> Iterator[str]:
    """The tables that an indicator reads, itself or through others (一般公共预算支出.*: 财政拨款支出.*)."""
    rest = {key: formula for key, formula in indicators.items() if key != name}
    for term in parse(indicators[name]):
        path = term.first.path
        yield from _tables_behind(path, rest) if path in rest else (path.partition(".")[0],)


class _Derivation(Struct):
    """Makes cells from linear forms and collects what cannot be made."""

    deriver: Deriver
    cells: dict[Address, Cell] = field(default_factory=dict)
    canonical: dict[Parts, Given] = field(default_factory=dict)
    settled: dict[Parts, Amount] = field(default_factory=dict)
    problems: dict[tuple[tuple[str, ...], str], Problem] = field(default_factory=dict)
    """by place and message: one fault of a column is not told for every row"""

    def collect(self) -> None:
        """The printed figure of every quantity: the entered figure it is, else the first that was given for it.

        What is given against its own figures (F101) stands for itself only.
        """
        facts = self.deriver.sorted.facts
        for address, given in self.deriver.sorted.given.items():
            try:
                form = self.deriver.cell(address)[0]
            except FormulaError as error:
                self.problem(address, error)
                continue
            parts = facts.parts(form)
            if parts and not facts.single(parts) and given.amount.agrees(facts.total(form)):
                self.canonical.setdefault(parts, given)

    def settle(self) -> None:
        """A balance below zero, by no more than rounding can make, is nothing (decision 0022)."""
        facts = self.deriver.sorted.facts
        for address in balances(self.deriver.references):
            parts = facts.parts(self.deriver.cell(address)[0])
            amount = facts.total(dict(parts))
            if amount.yuan < 0 and may_be_rounding(parts, amount):
                self.settled[parts] = replace(amount, yuan=ZERO)

    def _of_nothing(self, relations: Iterable[Relation]) -> bool:
        """Whether a cell is the sum of cells that all print zero."""
        for relation in relations:
            cells = [self.cell(term) for _, term in relation.terms]
            if cells and all(cell is not None and not cell.amount.yuan for cell in cells):
                return True
        return False

    def problem(self, address: Address, error: FormulaError) -> None:
        working = self.deriver.working(self.deriver.sheets.row(address.table, address.row), address)
        own = Origin(path=("表", address.table), formula=working.formula or working.pull, what=str(address))
        origin = error.origin or own
        problem = Problem(origin=origin, message=str(error), cause=error.cause)
        self.problems.setdefault((origin.path, str(error)), problem)

    def cell(self, address: Address) -> Cell | None:
        if address not in self.cells:
            try:
                self.cells[address] = self._cell(address)
            except FormulaError as error:
                self.problem(address, error)
        return self.cells.get(address)

    def _cell(self, address: Address) -> Cell:
        form, relations = self.deriver.cell(address)
        facts = self.deriver.sorted.facts
        parts = facts.parts(form)
        derived = facts.total(form)
        given = self.deriver.sorted.given.get(address)
        known = given or self.canonical.get(parts)
        if known is None and may_be_rounding(parts, derived) and self._of_nothing(relations):
            self.settled.setdefault(parts, replace(derived, yuan=ZERO))
        fact = facts.single(parts)
        own = fact if fact and (fact.table, fact.row, fact.column) == tuple(address) else None
        entered = own.place if own else None
        return Cell(
            address=address,
            amount=known.amount if known else self.settled.get(parts, derived),
            derived=derived,
            parts=parts,
            given=given,
            entered=entered,
            relations=relations,
            left_out=known is None and self.deriver.sorted.leaves_out(address, parts),
        )

    def row(self, table: str, row: Row) -> StatementRow:
        block = self.deriver.edition.tables[table].parts[row.block]
        cells: dict[str, Cell] = {}
        for column in () if row.blank else block.amounts:
            cell = self.cell(Address(table, row.key, column))
            if cell is not None:
                cells[column] = cell
        return StatementRow(
            key=row.key,
            block=row.block,
            code=row.code,
            title=row.title,
            level=row.level,
            fields=row.fields,
            number=row.number,
            ordinal=row.ordinal,
            numbering=row.numbering,
            strong=row.strong,
            blank=row.blank,
            department=row.department,
            cells=cells,
            ratios={} if row.blank else dict(self._ratios(table, row, cells)),
        )

    def _ratios(self, table: str, row: Row, cells: Mapping[str, Cell]) -> Iterator[tuple[str, Ratio | None]]:
        form = self.deriver.edition.tables[table]
        for column, leaf in form.parts[row.block].percents:
            try:
                part, whole = (_sum(form, table, row, side, cells) for side in parse_ratio(leaf.formula))
            except FormulaError as error:
                self.problem(Address(table, row.key, column), error)
            else:
                yield column, ratio(part, whole)

    def statement(self, table: str) -> Statement:
        deriver = self.deriver
        return Statement(
            name=table,
            form=deriver.edition.tables[table],
            rows=tuple(self.row(table, row) for row in deriver.sheets.rows[table].values()),
            last_rows=tuple(self.row(table, row) for row in deriver.sheets.last[table].values()),
        )


def _sum(form: TableForm, table: str, row: Row, formula: str, cells: Mapping[str, Cell]) -> Amount:
    """One side of a percentage: a signed sum of the row's own columns."""
    total = NOTHING
    for term in parse(formula):
        called = form.columns_called(term.first.path, row.block)
        if len(called) != 1 or term.last is not None:
            fault = column_fault(form, table, term.first.path, row.block) or "不能用“至”"
            raise FormulaError(f"百分比列里只能写这张表的金额列：{fault}", f"{table}.{term.first.path}")
        if called[0] not in cells:  # what is wrong with it has been told
            continue
        amount = cells[called[0]].amount
        total = total + amount if term.sign > 0 else total - amount
    return total


def derive(
    edition: Edition, entries: Iterable[Entry], naming: Naming, lenders: Mapping[str, Lender] = NO_LENDERS
) -> Accounts:
    """All statements of a document, registers included; `lenders`: the neighbouring documents, as far as they exist."""
    sorted_, lacking = with_loans(edition, sort_entries(edition, entries, naming.department_key), lenders)
    deriver = Deriver(edition, sorted_, replace(naming, typed=sorted_.names))
    derivation = _Derivation(deriver)
    for table, error in deriver.lay_out():
        derivation.problem(Address(table, "", ""), error)
    derivation.collect()
    derivation.settle()
    statements = {table: derivation.statement(table) for table in edition.tables}
    for address in sorted_.given:
        derivation.cell(address)
    return Accounts(
        edition=edition,
        statements=statements,
        cells=derivation.cells,
        deriver=deriver,
        canonical=derivation.canonical,
        settled=derivation.settled,
        problems=tuple(derivation.problems.values()),
        lenders=lenders,
        lacking=lacking,
        printed_as=_printed_as(statements),
    )


def _printed_as(statements: Mapping[str, Statement]) -> dict[Parts, tuple[Address, ...]]:
    found: dict[Parts, list[Address]] = {}
    for statement in statements.values():
        for cell in () if statement.form.hidden else statement.cells:
            if cell.parts:
                found.setdefault(cell.parts, []).append(cell.address)
    return {parts: tuple(cells) for parts, cells in found.items()}
