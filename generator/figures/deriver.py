"""推算器: every cell as a linear form over the entered figures, each worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.figures.classify_entries import Sorted
from gongkai.figures.facts import LinearForm, combine
from gongkai.figures.formulas import FormulaError
from gongkai.figures.generated import Generator
from gongkai.figures.queries import Queries
from gongkai.figures.references import Part, References
from gongkai.figures.rows import Naming, Row, fixed, last
from gongkai.figures.table_index import Sheets
from gongkai.model.columns import ColumnForm, ColumnKind
from gongkai.model.conditions import only, where
from gongkai.model.edition import Edition
from gongkai.model.statements import Address, Relation

Derived = tuple[LinearForm, tuple[Relation, ...]]


@dataclass(slots=True)
class Deriver:
    """推算器 for one document."""

    edition: Edition
    sorted: Sorted
    naming: Naming
    sheets: Sheets = field(init=False)
    queries: Queries = field(init=False)
    references: References = field(init=False)
    memo: dict[Address, Derived] = field(default_factory=dict)
    open: set[Address] = field(default_factory=set)
    """cells being worked out, to notice a circle"""

    def __post_init__(self) -> None:
        self.sheets = Sheets(self.edition.tables)
        self.queries = Queries(self.edition.tables, self.sorted.facts)
        self.references = References(self.edition, self.sheets, self.queries, lambda address: self.cell(address)[0])

    def lay_out(self) -> Iterator[tuple[str, FormulaError]]:
        """Lay out the rows of every table; yields the tables whose formulas do not tell which rows there are."""
        for name, form in self.edition.tables.items():
            entries = self.sorted.entries.get(name, ())
            self.sheets.last[name] = {row.key: row for row in last(form)}
            self.sheets.rows[name] = {row.key: row for row in fixed(form, entries, self.naming)}
        for name, form in self.edition.tables.items():
            if form.rule is None:
                continue
            generator = Generator(
                table=name,
                form=form,
                rule=form.rule,
                sorted=self.sorted,
                naming=self.naming,
                is_zero=lambda row, name=name: self._is_zero(name, row),  # type: ignore[misc]
            )
            try:
                self.sheets.rows[name] = {row.key: row for row in generator.rows()}
            except FormulaError as error:
                yield name, error

    def _is_zero(self, table: str, row: Row) -> bool:
        """Whether no figure but zero stands behind any column of a row that might be printed."""
        return not any(
            self.sorted.facts.parts(self._leaf_form(Address(table, row.key, column), row, leaf))
            for column, leaf in self.edition.tables[table].parts[0].keyed
            if leaf.kind is ColumnKind.AMOUNT and not leaf.formula
        )

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

    def _derive(self, address: Address) -> Derived:
        table, key, column = address
        row = self.sheets.row(table, key)
        if row is None:
            return self.queries.column(table, column, self.sheets.unprinted(table, key, f"{key}.{column}")), ()
        leaf = self.sheets.leaf(table, row, column)
        relations: list[Relation] = []
        form: LinearForm | None = None
        own = self.edition.tables[table].parts[row.block].formula_of(row.form, column) if row.form else ""
        for kind, formula in (("行", own), ("列", leaf.formula)):
            if formula:
                parts = self._evaluated(formula, address, across=kind == "列")
                relations.extend(_relation(kind, parts))
                form = combine((part.sign, part.form) for part in parts) if form is None else form
        children = [self.sheets.beside(address, child) for child in row.children]
        below = combine((1, self.cell(child)[0]) for child in children)
        if form is None:
            form = below if _is_sum(row, leaf) else self._leaf_form(address, row, leaf)
        if children and self.sorted.facts.parts(form) == self.sorted.facts.parts(below):
            relations.insert(0, Relation(kind="行", terms=tuple((1, child) for child in children)))
        return form, tuple(relations)

    def _evaluated(self, formula: str, address: Address, *, across: bool) -> tuple[Part, ...]:
        try:
            return self.references.evaluate(formula, address, across=across)
        except FormulaError as error:
            error.of("表", address.table, formula=formula, what=str(address))
            raise

    def _leaf_form(self, address: Address, row: Row, leaf: ColumnForm) -> LinearForm:
        """What a cell without a formula sums: figures of other tables, or those typed for its row."""
        pull = (row.form.pull if row.form else "") or leaf.pull
        if pull:
            try:
                return self.queries.pull(pull, (*row.where, *where(leaf.where)))
            except FormulaError as error:
                error.of("表", address.table, formula=pull, what=str(address))
                raise
        own = row.own if row.form is None else only("行", row.key)
        return self.sorted.facts.select(address.table, address.column, own)


def _is_sum(row: Row, leaf: ColumnForm) -> bool:
    """Whether a cell of a fixed skeleton is nothing but the sum of the rows below it (301 of 30101 …)."""
    return bool(row.children) and row.form is not None and not row.form.pull and not leaf.derives


def _relation(kind: str, parts: tuple[Part, ...]) -> list[Relation]:
    terms = tuple((part.sign, part.address) for part in parts if part.address is not None)
    return [Relation(kind=kind, terms=terms)] if len(terms) == len(parts) and terms else []
