"""已经填的数: what the files of a document say already, as it is typed, and under which keys."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from gongkai.figures.classify_entries import TOTAL
from gongkai.model.edition import Edition
from gongkai.model.forms import TableForm
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence
from gongkai.model.numbers import read
from gongkai.model.origins import OriginKey


class TypedCell(Struct, frozen=True, kw_only=True):
    """一个填了的数: its text, and the keys that lead to it."""

    text: str
    path: tuple[str, ...]

    @property
    def number(self) -> Decimal | None:
        found = read(self.text)
        return found.value if found is not None else None


def same(text: str, other: str) -> bool:
    """Whether two texts are one number, or one text."""
    one, two = read(text), read(other)
    return one.value == two.value if one is not None and two is not None else text == other


def typed_figures(node: Node | None, edition: Edition, attribute: str) -> dict[OriginKey, TypedCell]:
    """Every figure of figures.yml."""
    found: dict[OriginKey, TypedCell] = {}
    for key, value in node.items if isinstance(node, Mapping) else ():
        form = edition.tables.get(key.text)
        if form is not None and isinstance(value, Mapping):
            for one, cell in _of_table(key.text, form, value, attribute):
                found.setdefault(one, cell)
    return found


def _of_table(table: str, form: TableForm, node: Mapping, attribute: str) -> Iterator[tuple[OriginKey, TypedCell]]:
    sole = sole_row(form)
    if sole:
        yield from _of_row(OriginKey(table, sole), form, node, (table,))
        return
    for key, value in node.items:
        names = form.row_names.get(key.text, ())
        row = names[0] if len(names) == 1 else TOTAL if form.rule and key.text == form.rule.total_title else key.text
        items = value.items if isinstance(value, Sequence) else (value,)
        for at, item in enumerate(items, start=1):
            path = (table, key.text, *((f"#{at}",) if isinstance(value, Sequence) else ()))
            fund = item.said(attribute)
            own = OriginKey(table, row, "" if fund == default_fund(form, attribute) else fund)
            yield from _of_row(own, form, item, path)


def sole_row(form: TableForm) -> str:
    """The row of a table that has just one; "" for another."""
    return next(iter(form.placed_rows)) if form.rule is None and len(form.placed_rows) == 1 and not form.rules else ""


def written_column(form: TableForm, column: str) -> tuple[str, ...]:
    """The keys that lead to a column of a table with one row: by a name that heads no others."""
    names = [name for name, keys in form.column_names.items() if keys == (column,)]
    groups = {name.partition(".")[0] for name in form.column_names if "." in name}
    best = min(
        (name for name in names if name not in groups), key=lambda name: (name != column, len(name)), default=column
    )
    return tuple(best.split("."))


def default_fund(form: TableForm, attribute: str) -> str:
    own = form.attributes.get(attribute)
    return own.default if own is not None else ""


def _of_row(
    key: OriginKey, form: TableForm, node: Node, path: tuple[str, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[OriginKey, TypedCell]]:
    """The figures of a row, columns below titles too."""
    block = form.placed_rows[key.row][0] if key.row in form.placed_rows else None
    if isinstance(node, Scalar):
        columns = form.parts_at(block)[0].typed or form.parts_at(block)[0].amounts
        yield from _at_column(key, columns, node, path)
        return
    for called, value in node.items if isinstance(node, Mapping) else ():
        name, there = ".".join((*above, called.text)), (*path, called.text)
        if isinstance(value, Mapping):
            yield from _of_row(key, form, value, there, (*above, called.text))
        elif isinstance(value, Scalar):
            columns = (name,) if name in form.name_fields else form.columns_called(name, block)
            yield from _at_column(key, columns, value, there)


def _at_column(
    key: OriginKey, columns: tuple[str, ...], node: Scalar, path: tuple[str, ...]
) -> Iterator[tuple[OriginKey, TypedCell]]:
    """What is typed at the only column that is meant."""
    if len(columns) == 1:
        yield key._replace(column=columns[0]), TypedCell(text=node.text, path=path)


def typed_inputs(node: Node | None, prefix: str = "") -> dict[str, TypedCell]:
    """Every single value of explanation.yml, by its path."""
    found: dict[str, TypedCell] = {}
    open_: list[tuple[tuple[str, ...], Node]] = [((), node)] if node is not None else []
    while open_:
        path, one = open_.pop()
        if isinstance(one, Mapping):
            open_ += [((*path, key.text), value) for key, value in one.items]
        elif isinstance(one, Scalar) and path and not one.null:
            found[prefix + ".".join(path)] = TypedCell(text=one.text, path=path)
    return found


def typed_controls(node: Node | None) -> dict[str, TypedCell]:
    """Every control total, by its name."""
    found: dict[str, TypedCell] = {}
    for at, source in enumerate(node.items if isinstance(node, Sequence) else (), start=1):
        totals = source.get("核对数") if isinstance(source, Mapping) else None
        for key, value in totals.items if isinstance(totals, Mapping) else ():
            number = value.get("数") if isinstance(value, Mapping) else value
            if isinstance(number, Scalar):
                found.setdefault(key.text, TypedCell(text=number.text, path=(f"#{at}", "核对数", key.text)))
    return found
