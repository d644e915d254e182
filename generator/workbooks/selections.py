"""取的数: figures of which nobody knows yet which there will be, in the place of those of a document."""

from __future__ import annotations

from msgspec import Struct, field

from gongkai.figures.facts import Facts, LinearForm, Parts
from gongkai.figures.formulas import Reference
from gongkai.figures.queries import Queries
from gongkai.figures.references import References
from gongkai.figures.rows import Row
from gongkai.model.conditions import Where, where
from gongkai.model.row_forms import RowRule
from gongkai.model.statements import Address


class Selection(Struct, frozen=True, order=True):
    """取的数: the typed figures of a column that meet a condition."""

    table: str
    column: str
    where: Where


class Selections(Facts, frozen=True):
    """Facts of which nobody knows yet which there will be: each selection of them is a number of its own."""

    made: dict[Selection, int] = field(default_factory=dict)
    known: list[Selection] = field(default_factory=list)

    def select(self, table: str, column: str, where: Where) -> LinearForm:
        return {self._number(Selection(table, column, where)): 1}

    def among(self, form: LinearForm, where: Where) -> LinearForm:
        whole = [(self.known[number], factor) for number, factor in form.items()]
        return {self._number(Selection(one.table, one.column, (*where, *one.where))): factor for one, factor in whole}

    def _number(self, one: Selection) -> int:
        if one not in self.made:
            self.made[one] = len(self.known)
            self.known.append(one)
        return self.made[one]

    def parts(self, form: LinearForm) -> Parts:
        return frozenset(form.items())


class SheetQueries(Queries):
    """Queries that stop at a table whose lines stand on a sheet, derived columns and all."""

    listed: frozenset[str] = frozenset()

    def _sum(self, table: str, column: str, block: int | None = None) -> LinearForm:
        if table in self.listed:
            key, _ = self._leaf(table, column, block)
            return self.facts.select(table, key, ())
        return Queries._sum(self, table, column, block)  # noqa: SLF001 - what it overrides


class SheetReferences(References):
    """References that sum generated rows (各科目) by what is behind them, whichever rows there will be."""

    def _members(self, reference: Reference, at: Address | None) -> None:  # noqa: ARG002 - they are no rows here
        return None

    def _resolve(self, reference: Reference, at: Address | None, *, across: bool) -> tuple[LinearForm, Address | None]:
        behind = self._behind(reference, at) if reference.where is None else None
        if behind is not None:
            return behind, None
        return References._resolve(self, reference, at, across=across)  # noqa: SLF001 - what it overrides

    def _behind(self, reference: Reference, at: Address | None) -> LinearForm | None:
        table, _, rest = reference.path.partition(".")
        name, _, called = rest.partition(".")
        if table not in self.edition.tables:
            table, name, called = (at.table, reference.path, at.column) if at is not None else ("", "", "")
        form = self.edition.tables.get(table)
        if form is None:
            return None
        for block, rule in form.placed_rules:
            columns = form.columns_called(called, block) if called else ()
            if rule.name == name and len(columns or form.parts[block].amounts) == 1:
                return self._summed(table, block, rule, (columns or form.parts[block].amounts)[0])
        return None

    def _summed(self, table: str, block: int, rule: RowRule, column: str) -> LinearForm:
        leaf = self.edition.tables[table].parts[block].by_key[column]
        if leaf.pull and not leaf.formula:
            return self.queries.pull(leaf.pull, (*where(rule.where), *where(leaf.where)))
        return self.queries.unprinted(table, column, Row(key="", block=block, where=where(rule.where)))
