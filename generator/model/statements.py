"""报表: a complete table of figures; every cell knows its value, how it derives, and what was given for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from gongkai.model.amounts import Amount, Ratio
from gongkai.model.forms import TableForm
from gongkai.model.places import Place


class Address(NamedTuple):
    """单元格地址."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return "·".join(part for part in self if part and part != "行")


class Given(Struct, frozen=True, kw_only=True):
    """印出数: a figure that the author gave beside what derives (an assertion)."""

    amount: Amount
    place: Place


class Relation(Struct, frozen=True, kw_only=True):
    """勾稽关系: the cell equals the signed sum of other cells. kind: 行 (down a column), 列 (across a row), 表间."""

    kind: str
    terms: tuple[tuple[int, Address], ...]


class Cell(Struct, frozen=True, kw_only=True):
    """单元格. `amount` is what is printed: the given figure where there is one, else the derived one."""

    address: Address
    amount: Amount
    derived: Amount
    parts: frozenset[tuple[int, int]]
    """the linear form: (fact, coefficient) of every non-zero figure behind the cell; equal parts = one quantity"""
    given: Given | None = None
    entered: Place | None = None
    """where the figure was typed, if the cell is a figure itself"""
    relations: tuple[Relation, ...] = ()
    left_out: bool = False
    """不公开: whether it is nothing but figures that may not be printed"""

    @property
    def place(self) -> Place | None:
        """Where the printed figure was typed; None where it only derives."""
        return self.given.place if self.given else self.entered


class StatementRow(Struct, frozen=True, kw_only=True):
    """报表行."""

    key: str
    block: int
    code: str = ""
    title: str = ""
    level: int = 0
    fields: Mapping[str, str]
    number: int | None = None
    """行次"""
    ordinal: int | None = None
    """序号"""
    numbering: str = ""
    """一、 before the title of a generated row"""
    strong: bool = False
    blank: bool = False
    department: bool = False
    """部门行: prints code and name where the columns say so"""
    cells: Mapping[str, Cell]
    ratios: Mapping[str, Ratio | None]
    """百分比 columns; None where the base is zero"""


class Statement(Struct, frozen=True, kw_only=True):
    """报表: rows of each block in print order."""

    name: str
    form: TableForm
    rows: tuple[StatementRow, ...]
    last_rows: tuple[StatementRow, ...] = ()

    def block(self, index: int) -> tuple[StatementRow, ...]:
        return tuple(row for row in self.rows if row.block == index)

    def row(self, key: str) -> StatementRow | None:
        return next((row for row in (*self.rows, *self.last_rows) if row.key == key), None)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in (*self.rows, *self.last_rows) for cell in row.cells.values())

    @property
    def empty(self) -> bool:
        """Whether the table has no data: every amount is zero; a table without amounts, if it has no row."""
        cells = self.cells
        return all(cell.amount.yuan == 0 for cell in cells) if cells else not any(row.fields for row in self.rows)
