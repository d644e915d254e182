"""取数的反面: what a printed table shows of the figures that another one holds, so that they can be had from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from msgspec import Struct

from gongkai.figures.formulas import FormulaError, Reference, parse
from gongkai.model.block_forms import BlockForm
from gongkai.model.edition import Edition
from gongkai.model.forms import TableForm
from gongkai.model.row_forms import RowForm
from gongkai.model.statements import Address


class Pull(Struct, frozen=True, kw_only=True):
    """一处取数: a column, or the cell of a fixed row, that shows `column` of `table` under conditions."""

    table: str
    column: str
    seen_table: str
    seen_column: str
    where: Mapping[str, tuple[str, ...]]
    row: str = ""
    """the fixed row; "" for rows by code"""
    codes: str = ""
    """what the rows of `table` are codes of"""
    attribute: str = ""

    @property
    def by_code(self) -> bool:
        return not self.row

    @property
    def address(self) -> Address:
        return Address(self.seen_table, self.row, self.seen_column)

    @property
    def funds(self) -> tuple[str, ...]:
        return self.where.get(self.attribute, ("",))

    @property
    def fund(self) -> str:
        return self.funds[0] if len(self.funds) == 1 else ""

    @property
    def prefix(self) -> str:
        """How the codes begin that it shows; "" for all."""
        return next(iter(self.where.get(self.codes, ("",))))

    def takes(self, code: str) -> bool:
        """Whether it shows rows of a code."""
        return code.startswith(tuple(self.where.get(self.codes, ("",))))


def pulls_of(edition: Edition) -> tuple[Pull, ...]:
    """All of them in an edition's printed tables."""
    return tuple(_found(edition))


def _found(edition: Edition) -> Iterator[Pull]:
    for name, form in edition.tables.items():
        conditions = dict(form.rule.where) if form.rule is not None else {}
        for block in form.parts:
            for key, leaf in block.keyed:
                if leaf.pull and form.rule is not None:
                    yield from _pull(edition, name, key, leaf.pull, conditions | dict(leaf.where), "")
                for row in _rows_of_conditions(block) if leaf.pull else ():
                    yield from _pull(edition, name, key, leaf.pull, dict(row.where) | dict(leaf.where), row.name)
            for (row, text), key in product(_rows_that_pull(block), block.amounts):
                yield from _pull(edition, name, key, text, dict(row.where), row.name)


def _rows_of_conditions(block: BlockForm) -> Iterator[RowForm]:
    """Rows that say what part of a column they show."""
    return (row for row in block.fixed if row.where and not row.formula and not row.pull)


def _rows_that_pull(block: BlockForm) -> Iterator[tuple[RowForm, str]]:
    """Rows that say by themselves where they are from, with the formula."""
    for row in block.fixed:
        text = row.formula if isinstance(row.formula, str) and row.formula else row.pull
        if text:
            yield row, text


def _pull(
    edition: Edition, seen: str, key: str, pull: str, where: dict[str, tuple[str, ...]], row: str
) -> Iterator[Pull]:
    """A pull of one column; sums of several say nothing of each."""
    try:
        terms = parse(pull)
    except FormulaError:
        return
    if len(terms) != 1 or terms[0].last is not None or terms[0].sign < 0:
        return
    found = _column(edition, terms[0].first)
    if found is None or found[0] == seen:
        return
    table, column = found
    form = edition.tables[table]
    attribute = fund_attribute(edition, form)
    joint = where | dict(terms[0].first.where or ())
    if joint.keys() - {attribute, form.rows_are}:
        return
    yield Pull(
        table=table,
        column=column,
        seen_table=seen,
        seen_column=key,
        where=joint,
        row=row,
        codes=form.rows_are,
        attribute=attribute,
    )


def fund_attribute(edition: Edition, form: TableForm) -> str:
    """What the rows of a table say of their funds (资金); "" where they say nothing."""
    own = edition.funds.attribute if edition.funds is not None else ""
    return own if own in form.attributes else next(iter(form.attributes), "")


def _column(edition: Edition, reference: Reference) -> tuple[str, str] | None:
    """表.列, if a reference sums a column."""
    table, _, name = reference.path.partition(".")
    form = edition.tables.get(table)
    if form is None or (reference.where is None and "." in name):
        return None
    columns = form.columns_called(name)
    rows = form.row_names.get(name, ())
    return (table, columns[0]) if len(columns) == 1 and not rows else None


def inputs_behind(form: TableForm, column: str) -> tuple[str, ...]:
    """The typed columns that a column sums."""
    leaf = next((block.by_key[column] for block in form.parts if column in block.by_key), None)
    if leaf is None or not leaf.formula:
        return (column,)
    try:
        terms = parse(leaf.formula)
    except FormulaError:
        return ()
    return tuple(key for term in terms for key in form.columns_called(term.first.path))
