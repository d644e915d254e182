"""填报内容: what authors typed, read and typed, with its place; not yet derived."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gongkai.model.amounts import Amount
from gongkai.model.edition import InputKind
from gongkai.model.places import Place
from gongkai.model.typed_text import as_typed


class EnteredAmount(Struct, frozen=True, kw_only=True):
    """填报金额 in one column of a row, with the digits it was typed with."""

    column: str
    amount: Amount
    place: Place


class Entry(Struct, frozen=True, kw_only=True):
    """填报行: one row of a table in figures.yml.

    `row` is the key (code, row name, unit code; `#3` for the third record of a list); `fields` holds attributes
    (资金) and a record's texts.
    """

    table: str
    row: str
    fields: tuple[tuple[str, str], ...]
    amounts: tuple[EnteredAmount, ...]
    place: Place
    unit: str = ""
    """汇总: of a figure that a unit's document gives, the unit; 核销 of what is taken away"""
    asserted: bool = False
    """汇总: whether units give the figure, so that what the department typed is an assertion wherever it stands"""


InputValue = Amount | int | str | tuple[str, ...] | tuple[Mapping[str, str], ...]


class Input(Struct, frozen=True, kw_only=True):
    """填报项 of explanation.yml or 概况, by its path."""

    path: str
    kind: InputKind
    value: InputValue
    place: Place
    items: tuple[Place, ...] = ()
    """of a list: where each item stands"""
    records: tuple[Mapping[str, Input], ...] = ()
    """of records whose fields are declared: the fields of each, which are inputs of their own too"""


class OriginalWording(Struct, frozen=True, kw_only=True):
    """原文: what an archived original prints at a place, where that differs from what derives."""

    where: str
    expected: str
    printed: str
    remark: str
    place: Place

    def __str__(self) -> str:
        """As it is to be typed."""
        return f"- {{处: {as_typed(self.where)}, 应为: {as_typed(self.expected)}, 印作: {as_typed(self.printed)}}}"

    def applied(self, text: str) -> str:
        """A text as the original prints it."""
        return text.replace(self.expected, self.printed, 1)
