"""读数: what a cell for an amount says, as a number: exact, in its unit and in 元, and as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from gongkai.model.amounts import Unit
from gongkai.model.grid import body_places, columns
from gongkai.model.grid_cells import GridCell
from gongkai.model.numbers import read
from gongkai.model.once import once
from gongkai.model.publication import Table
from gongkai.model.spans import AsPrinted, Figure, NoteMark, Span
from gongkai.rendering.anchors import holds_amount, rows_of
from gongkai.rendering.search.text import table_unit

PERCENT = "%"
IN_YUAN = {unit.value: unit.yuan for unit in Unit}
BRACKETED = re.compile(r"[(（](?P<size>.+)[)）]")


class Reading(Struct, frozen=True, kw_only=True):
    """一格的数; texts are plain decimals, empty where there is none."""

    printed: str
    value: str
    """in the unit of its column: exact, or what an original prints"""
    expected: str = ""
    """what derives, where an original prints something else"""


def reading(cell: GridCell) -> Reading:
    """What stands in a cell."""
    printed = cell.text.strip()
    spans = cell.spans if len(cell.spans) == 1 else [span for span in cell.spans if not isinstance(span, NoteMark)]
    if len(spans) == 1 and isinstance(spans[0], Figure):
        return Reading(printed=printed, value=spans[0].value)
    expected = "".join(span.expected for span in spans if isinstance(span, AsPrinted))
    return Reading(printed=printed, value=number(printed), expected=number(expected))


def number(text: str) -> str:
    """A printed number as a plain decimal, (5.00) as -5.00; empty where it is none."""
    bracketed = BRACKETED.fullmatch(text.strip())
    found = read(bracketed["size"] if bracketed else text)
    if found is None:
        return ""
    return f"{-found.value if bracketed else found.value:f}"


@lru_cache(maxsize=4096)
def in_yuan(value: str, unit: str) -> str:
    """金额 in 元; empty where the unit is none of money."""
    if not value or unit not in IN_YUAN:
        return ""
    yuan = (Decimal(value) * IN_YUAN[unit]).normalize()
    return f"{yuan:f}" if yuan else "0"


@once
def column_units(table: Table) -> tuple[str, ...]:
    """The unit of each column of the grid, as far as it holds amounts: what its figures say, else the table."""
    found: list[set[str]] = [set() for _ in range(columns(table))]
    amounts: set[int] = set()
    for _, cells in rows_of(table):
        for one in cells:
            if holds_amount(table, one.cell):
                amounts.add(one.column)
                found[one.column].update(_units(one.cell.spans))
    general = table_unit(table) or _only(set().union(*found))
    return tuple((_only(units) or general) if column in amounts else "" for column, units in enumerate(found))


def _only(units: set[str]) -> str:
    return min(units) if len(units) == 1 else ""


def _units(spans: Iterable[Span]) -> Iterable[str]:
    for span in spans:
        if isinstance(span, Figure):
            yield span.unit
        elif isinstance(span, AsPrinted):
            yield from (one.unit for one in span.replaced if isinstance(one, Figure))


@once
def readings(table: Table) -> Mapping[tuple[int, int], Reading]:
    """What stands in each cell for an amount, by the row of the body and the column at which it begins."""
    return {(one.row, one.column): reading(one.cell) for one in body_places(table) if holds_amount(table, one.cell)}
