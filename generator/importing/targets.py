"""是什么: what a layout says that a figure is, looked up in the edition: an input, a cell, or a formula."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.edition import Edition, InputKind, declared
from gongkai.model.forms import TableForm
from gongkai.model.statements import Address

INPUT = "填报."


class Target(Struct, frozen=True, kw_only=True):
    """是什么."""

    quantity: str
    address: Address | None = None
    path: str = ""
    counted: bool = False
    """whether it is a count, not an amount"""


def target_of(edition: Edition, text: str) -> Target | None:
    """What a text means in an edition; None where it has no such thing."""
    if text.startswith(INPUT) and " " not in text:
        return _input(edition, text)
    if " " in text or "[" in text:
        known = all(_begins(edition, word) for word in text.split() if word not in "+-至")
        return Target(quantity=text) if known else None
    table, _, rest = text.partition(".")
    form = edition.tables.get(table)
    address = _address(form, table, rest) if form is not None else None
    return Target(quantity=text, address=address) if address is not None else None


def _begins(edition: Edition, word: str) -> bool:
    if word.startswith(INPUT):
        return declared(edition.inputs, word.removeprefix(INPUT)) is not None
    return word.partition(".")[0] in edition.tables


def _address(form: TableForm, table: str, rest: str) -> Address | None:
    """行.列, a row of one column, or a column of a table with one row."""
    if form.rule is None and len(form.placed_rows) == 1:
        called = form.columns_called(rest)
        return Address(table, next(iter(form.placed_rows)), called[0]) if len(called) == 1 else None
    row, _, column = rest.partition(".")
    if form.rule is None:
        rows = form.row_names.get(row, ())
        if len(rows) != 1:
            return None
        block = form.placed_rows[rows[0]][0]
        columns = form.columns_called(column, block) if column else form.parts[block].amounts
        return Address(table, rows[0], columns[0]) if len(columns) == 1 else None
    columns = form.columns_called(column)
    return Address(table, row, columns[0]) if len(columns) == 1 else None


def _input(edition: Edition, text: str) -> Target | None:
    """填报.项: what people type in explanation.yml."""
    path = text.removeprefix(INPUT)
    form = declared(edition.inputs, path)
    if form is None:
        return None
    return Target(quantity=text, path=path, counted=form[0].kind is InputKind.COUNT)
