"""单元格: the cells and rows that a printed table is made of."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr

from gongkai.model.places import Place
from gongkai.model.spans import Span, plain
from gongkai.model.statements import Address


class CellKind(StrEnum):
    """单元格类别: decides alignment and type face."""

    AMOUNT = "amount"
    NUMBER = "number"
    """行次, 栏次, 序号, 分值, 得分"""
    CODE = "code"
    NAME = "name"
    TEXT = "text"
    LABEL = "label"
    """a printed label in the body of a form"""


class GridCell(Struct, frozen=True, kw_only=True):
    """单元格: printed spans with extent.

    header: "", "col" or "colgroup" (it heads what is below it), "row" or "rowgroup" (what is beside it: 纵题).
    """

    spans: tuple[Span, ...] = ()
    kind: CellKind = CellKind.TEXT
    header: str = ""
    colspan: int = 1
    rowspan: int = 1
    level: int = 0
    """depth of a 科目名称: 0 total, 1 类, 2 款, 3 项"""
    strong: bool = False
    places: tuple[Place, ...] = ()
    """where its content was typed"""
    where: str = ""
    """its address for 原文: t03.2010301.基本支出; empty where none can be recorded"""
    id: str = ""
    """its anchor on a page of the site (rendering/anchors.py)"""
    address: Address | None = None
    """which cell of its statement it is, if it holds an amount or a share"""
    field: str = ""
    """of a performance form: the path of its value in the data"""
    text: str = ""
    """its spans as plain words, whatever is given: asked for by everything that reads or draws a table"""

    def __post_init__(self) -> None:
        force_setattr(self, "text", plain(self.spans))

    @property
    def scope(self) -> str:
        """What it heads, as HTML has it."""
        return self.header.removesuffix("group")


class GridRow(Struct, frozen=True, kw_only=True):
    """行: `id` is an anchor such as t03-r2010301."""

    cells: tuple[GridCell, ...]
    id: str = ""
    strong: bool = False
    group: int = 0
    """rows of one group (1, 2, …) belong together on a page, because a cell spans them; 0: may be parted"""
    blank: bool = False
    """a line of an empty form, as high as one with words"""
