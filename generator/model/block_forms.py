"""栏组的格式: columns with their rows, and how each cell is worked out."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from gongkai.model.columns import TEMPLATE, ColumnForm, ColumnKind, FormModel, column_names, keyed, twice
from gongkai.model.row_forms import Filler, RowForm, RowItem, RowRule


class Working(NamedTuple):
    """算法 of a cell: its row's formula, else its column's (both have to hold), else what it is pulled from."""

    of_row: str
    of_column: str
    pull: str

    @property
    def formula(self) -> str:
        return self.of_row or self.of_column


class BlockForm(FormModel):
    """栏组: columns with their rows; a table has one, or several side by side (收入 | 支出)."""

    title: Annotated[str | None, TEMPLATE] = Field(default=None, alias="题")
    """the head cell over the block; its key unless given, none where given as \"\" """
    columns: tuple[ColumnForm, ...] = Field(alias="列", min_length=1)
    rows: tuple[RowItem | None, ...] = Field(default=(), alias="行")
    first_number: int | Literal["续"] | None = Field(default=None, alias="行次")
    """续: it goes on from the block before"""

    @cached_property
    def fixed(self) -> tuple[RowForm, ...]:
        """Its fixed rows, whatever is generated or blank between them."""
        return tuple(row for row in self.rows if isinstance(row, RowForm))

    @cached_property
    def rules(self) -> tuple[RowRule, ...]:
        """Its generated rows (按) among the fixed ones."""
        return tuple(row for row in self.rows if isinstance(row, RowRule))

    @cached_property
    def typed(self) -> tuple[str, ...]:
        """列键 of the amounts that people type."""
        return tuple(key for key in self.amounts if not self.by_key[key].derives)

    def check(self, coded: Collection[str]) -> None:
        """Raises ValueError where its rows or columns cannot stand together; `coded`: what there are codes of."""
        for rule in self.rules:
            rule.check_place(coded)
        if sum(isinstance(row, Filler) for row in self.rows) > 1:
            raise ValueError("一栏里只能有一处“补齐”")
        for name in twice(key for key, _ in self.keyed):
            raise ValueError(f"有两列都叫“{name}”，请给其中一列写“键”")

    @cached_property
    def keyed(self) -> tuple[tuple[str, ColumnForm], ...]:
        """列键 and leaf, left to right."""
        return keyed(self.columns)

    @cached_property
    def by_key(self) -> dict[str, ColumnForm]:
        return dict(self.keyed)

    @cached_property
    def leaves(self) -> tuple[ColumnForm, ...]:
        return tuple(leaf for _, leaf in self.keyed)

    @cached_property
    def amounts(self) -> tuple[str, ...]:
        """列键 of the amount columns."""
        return tuple(key for key, leaf in self.keyed if leaf.kind is ColumnKind.AMOUNT)

    @cached_property
    def percents(self) -> tuple[tuple[str, ColumnForm], ...]:
        """列键 and leaf of the columns of percentages."""
        return tuple((key, leaf) for key, leaf in self.keyed if leaf.kind is ColumnKind.PERCENT)

    @cached_property
    def amount_names(self) -> dict[str, tuple[str, ...]]:
        """What columns of amounts may be called → 列键."""
        amounts = frozenset(self.amounts)
        return {name: tuple(key for key in keys if key in amounts) for name, keys in self.names.items()}

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What columns may be called → 列键, several where the name is not enough."""
        return column_names(self.columns)

    @cached_property
    def _workings(self) -> dict[tuple[str, str], Working]:
        """Those that were asked for."""
        return {}

    def working(self, row: RowForm | None, column: str) -> Working:
        """How a cell is worked out; no row: one that the figures generate."""
        asked = row.name if row is not None else "", column
        if asked not in self._workings:
            self._workings[asked] = self._worked_out(row, column)
        return self._workings[asked]

    def _worked_out(self, row: RowForm | None, column: str) -> Working:
        leaf = self.by_key.get(column)
        of_row = row.formula if row is not None else ""
        if isinstance(of_row, dict):
            of_row = next((formula for name, formula in of_row.items() if self.names.get(name) == (column,)), "")
        pull = (row.pull if row is not None else "") or (leaf.pull if leaf is not None else "")
        return Working(of_row, leaf.formula if leaf is not None else "", pull)
