"""推算器: every cell as a linear form over the entered figures, each worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from gongkai.figures.classify_entries import Sorted
from gongkai.figures.facts import Fact, LinearForm, Parts, combine
from gongkai.figures.formulas import FormulaError
from gongkai.figures.generated import Generator
from gongkai.figures.queries import Queries
from gongkai.figures.references import Part, References
from gongkai.figures.rows import Naming, Row, laid_out, last
from gongkai.figures.table_index import Sheets
from gongkai.model.block_forms import Working
from gongkai.model.columns import ColumnForm, ColumnKind
from gongkai.model.conditions import only, where
from gongkai.model.edition import Edition
from gongkai.model.forms import RowRule, TableForm
from gongkai.model.statements import Address, Relation

Derived = tuple[LinearForm, tuple[Relation, ...]]


class Deriver:
    """推算器 for one document."""

    def __init__(self, edition: Edition, sorted: Sorted, naming: Naming) -> None:
        self.edition = edition
        self.sorted = sorted
        self.naming = naming
        self.sheets = Sheets(edition.tables)
        self.queries = Queries(edition.tables, sorted.facts)
        self.references = References(edition, self.sheets, self.queries, lambda address: self.cell(address)[0])
        self.memo: dict[Address, Derived] = {}
        self.open: set[Address] = set()
        """cells being worked out, to notice a circle"""

    def lay_out(self) -> Iterator[tuple[str, FormulaError]]:
        """Lay out the rows of every table; yields the tables whose formulas do not tell which rows there are."""
        for name, form in self.edition.tables.items():
            below = last(form)
            self.sheets.lay(name, (), below)
            try:
                self.sheets.lay(name, self._rows(name, form), below)
            except FormulaError as error:
                yield name, error

    def _rows(self, table: str, form: TableForm) -> tuple[Row, ...]:
        if form.rule is not None:
            rows = self._generator(table, 0, form.rule).rows()
        else:
            entries = self.sorted.entries.get(table, ())
            rows = laid_out(form, entries, self.naming, lambda *where: self._generator(table, *where).body())
        twice = next((key for key, count in Counter(row.key for row in rows).items() if count > 1), None)
        if twice is not None:
            raise FormulaError(f"{table}有两行都是“{twice}”：由“按”生成的行同别的行重复，请用“条件”分开")
        return rows

    def _generator(self, table: str, block: int, rule: RowRule) -> Generator:
        return Generator(
            table=table,
            form=self.edition.tables[table],
            rule=rule,
            sorted=self.sorted,
            naming=self.naming,
            is_zero=lambda row: not any(self._behind(table, block, row)),
            pulled=lambda: self._pulled(table, block, rule),
        )

    def _behind(self, table: str, block: int, row: Row) -> Iterator[Parts]:
        """The figures but zero that stand behind each column of a row that might be printed."""
        placed = replace(row, block=block)
        for column, leaf in self.edition.tables[table].parts[block].keyed:
            if leaf.kind is ColumnKind.AMOUNT and not leaf.formula:
                address = Address(table, row.key, column)
                pull = self.working(placed, address).pull
                yield self.sorted.facts.parts(self._leaf_form(address, placed, leaf, pull))

    def _pulled(self, table: str, block: int, rule: RowRule) -> Iterator[Fact]:
        for leaf in self.edition.tables[table].parts[block].leaves:
            if leaf.pull and not leaf.formula:
                form = self.queries.pull(leaf.pull, (*where(rule.where), *where(leaf.where)))
                yield from (self.sorted.facts.items[number] for number in form)

    def cell(self, address: Address) -> Derived:
        """Linear form and relations of a cell.

        Raises FormulaError if formulas lead back to the cell itself or name nothing.
        """
        if address not in self.memo:
            if address in self.open:
                raise FormulaError(f"{address}的公式绕回了自己")
            self.open.add(address)
            try:
                self.memo[address] = self._derive(address)
            finally:
                self.open.discard(address)
        return self.memo[address]

    def working(self, row: Row | None, address: Address) -> Working:
        """How the edition says that a cell is worked out."""
        block = self.edition.tables[address.table].parts[row.block if row is not None else 0]
        return block.working(row.form if row is not None else None, address.column)

    def _derive(self, address: Address) -> Derived:
        table, key, column = address
        row = self.sheets.row(table, key)
        if row is None:
            return self.queries.unprinted(table, column, self.sheets.unprinted(table, key, f"{key}.{column}")), ()
        leaf = self.sheets.leaf(table, row, column)
        working = self.working(row, address)
        relations: list[Relation] = []
        form: LinearForm | None = None
        for kind, formula in (("行", working.of_row), ("列", working.of_column)):
            if formula:
                parts = self._evaluated(formula, address, across=kind == "列")
                relations.extend(_relation(kind, parts))
                form = combine([(part.sign, part.form) for part in parts]) if form is None else form
        children = [self.sheets.beside(address, child) for child in row.children]
        below = combine([(1, self.cell(child)[0]) for child in children])
        if form is None:
            is_sum = children and row.form is not None and not working.pull
            form = below if is_sum else self._leaf_form(address, row, leaf, working.pull)
        if children and self.sorted.facts.parts(form) == self.sorted.facts.parts(below):
            relations.insert(0, Relation(kind="行", terms=tuple([(1, child) for child in children])))
        return form, tuple(relations)

    def _evaluated(self, formula: str, address: Address, *, across: bool) -> tuple[Part, ...]:
        try:
            return self.references.evaluate(formula, address, across=across)
        except FormulaError as error:
            error.of("表", address.table, formula=formula, what=str(address))
            raise

    def _leaf_form(self, address: Address, row: Row, leaf: ColumnForm, pull: str) -> LinearForm:
        """What a cell without a formula sums: figures of other tables, or those typed for its row."""
        if pull:
            try:
                return self.queries.pull(pull, (*row.where, *where(leaf.where)))
            except FormulaError as error:
                error.of("表", address.table, formula=pull, what=str(address))
                raise
        own = row.own if row.form is None else only("行", row.key)
        return self.sorted.facts.select(address.table, address.column, own)


def _relation(kind: str, parts: tuple[Part, ...]) -> list[Relation]:
    terms = tuple((part.sign, part.address) for part in parts if part.address is not None)
    return [Relation(kind=kind, terms=terms)] if len(terms) == len(parts) and terms else []
