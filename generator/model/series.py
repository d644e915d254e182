"""比较: which figures are set side by side over departments and years, and what one document gives of them."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field
from pydantic import Field, model_validator

from gongkai.model.columns import AsciiId, FormModel


class Whole(FormModel):
    """总数 of which something is a share."""

    name: str = Field(alias="名", min_length=1)
    figures: dict[str, str] = Field(alias="指标")


class ItemForm(FormModel):
    """项: one figure that is compared; `figures`: what it is called in the editions, by measure (决算数)."""

    key: AsciiId = Field(alias="键")
    title: str = Field(alias="题", min_length=1)
    figures: dict[str, str] = Field(alias="指标")
    share: str = Field(default="", alias="占")


class GroupForm(FormModel):
    """组: figures of one sort; those of codes (科目) have `figures` with a * instead of items."""

    key: AsciiId = Field(alias="键")
    title: str = Field(alias="题", min_length=1)
    note: str = Field(default="", alias="说明")
    share: str = Field(default="", alias="占")
    per_head: bool = Field(default=False, alias="人均")
    items: tuple[ItemForm, ...] = Field(default=(), alias="项")
    figures: dict[str, str] = Field(default_factory=dict, alias="指标")

    @property
    def by_code(self) -> bool:
        return bool(self.figures)


class LevelForm(FormModel):
    """级的一张表: figures of all departments of a place side by side, each an item of a group: three-public/total.

    `additive`: whether the departments' figures may be added up without counting money twice.
    """

    title: str = Field(alias="题", min_length=1)
    items: tuple[str, ...] = Field(alias="项", min_length=1)
    additive: bool = Field(default=False, alias="可相加")


class Series(FormModel):
    """比较: templates/site/series.yml."""

    measures: dict[str, str] = Field(default_factory=dict, alias="数")
    """决算数 → the nature of the documents that hold it (类 of the kind)"""
    wholes: dict[str, Whole] = Field(default_factory=dict, alias="占")
    groups: tuple[GroupForm, ...] = Field(default=(), alias="组")
    levels: tuple[LevelForm, ...] = Field(default=(), alias="级")
    """what is shown of all departments of a place and year"""

    @model_validator(mode="after")
    def _consistent(self) -> Series:
        for group in self.groups:
            used = [group.figures, *(item.figures for item in group.items)]
            for name in sorted({name for figures in used for name in figures} - self.measures.keys()):
                raise ValueError(f"“{group.title}”用到了“{name}”，“数”里没有它")
            for share in sorted({group.share, *(item.share for item in group.items)} - {"", *self.wholes}):
                raise ValueError(f"“{group.title}”的“占”是“{share}”，这里没有这个总数")
        for name in (name for level in self.levels for name in level.items):
            if self.item(name) is None:
                raise ValueError(f"“级”用到了“{name}”，“组”里没有它")
        return self

    def group(self, key: str) -> GroupForm | None:
        return next((group for group in self.groups if group.key == key), None)

    def item(self, name: str) -> ItemForm | None:
        """three-public/total"""
        key, _, own = name.partition("/")
        group = self.group(key)
        return next((item for item in group.items if item.key == own), None) if group else None

    def measure(self, nature: str) -> str:
        """The first of the measures that documents of a nature hold: 决算数; "" if there is none."""
        return next((name for name, one in self.measures.items() if one == nature), "")

    @property
    def additive(self) -> dict[str, ItemForm]:
        """Items whose figures of all departments may be added up, by their names."""
        found = {name: self.item(name) for level in self.levels if level.additive for name in level.items}
        return {name: item for name, item in found.items() if item is not None}


class Line(NamedTuple):
    """一个数 that a document gives."""

    yuan: str
    """exact, a plain decimal"""
    text: str
    """as printed; empty where the cell is blank"""
    unit: str
    path: str
    """below the document, with the anchor of its cell"""
    table: str
    """the table that it is read from: two figures from different tables are accounted for differently"""
    name: str
    """of a code: what the document calls it"""
    expected: str = ""
    """what derives, where an original prints something else"""
    share: str = ""
    per_head: str = ""
    rows: int = 1
    """of how many printed cells it is the sum: of a code that stands in several records"""


class TableRow(NamedTuple):
    """表的一行 that other documents have too: of a form, or of a code."""

    key: str
    """what the edition calls it"""
    title: str
    code: str
    anchor: str
    cells: dict[str, tuple[str, str, str, str]]
    """column, as the edition calls it → 元 exact, as printed, what derives where an original prints something else, and
    the number behind the anchor"""


class TableGiven(NamedTuple):
    """一张表, as far as its figures can stand beside those of others."""

    name: str
    """what the edition calls it"""
    title: str
    page: str
    """below the document"""
    unit: str
    heads: dict[str, str]
    """number of a column → what stands over it, the widest first: one name may stand on both sides of a table"""
    rows: tuple[TableRow, ...]
    records: bool
    """whether there are rows besides that have no name in common with those of others: 项目"""

    def head(self, row: TableRow, column: str) -> str:
        return self.heads[row.cells[column][-1]]

    def line(self, row: TableRow, column: str) -> Line:
        """A cell, as figures are compared."""
        yuan, text, expected, number = row.cells[column]
        path = f"{self.page}#{row.anchor}-{number}"
        return Line(yuan, text, self.unit, path, self.name, row.title, expected)


class Head(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """一份文件, as far as its figures have to be compared."""

    id: str
    title: str
    department: str
    department_id: str
    region: tuple[str, ...]
    year: int
    kind: str
    kind_title: str
    """its 全称: 部门决算"""
    alone: bool
    """of the own office or of one unit alone"""
    units: tuple[str, ...]
    """in scope; empty where the department names none"""
    changes: tuple[tuple[str, str, str], ...] = ()
    """沿革 of the department: day, what happened, what is said of it"""
    people: str = ""
    """population of the region in the year as it is told, with its source"""
    without: tuple[str, ...] = ()
    """what its edition has no cell for: three-public/reception:决算数, or functional:决算数 of all codes"""
    withheld: str = ""
    """what is said of a document that is left out as a whole (不公开), with its basis"""
    nothing: str = ""
    """why a department has no figures at all (没有收支)"""
    known: bool = True
    """whether its figures are; not those of one that an older program made, and that cannot be made again now"""


Lines = dict[str, dict[str, Line]]
"""three-public/reception → 决算数 → the figure"""


class Contribution(Struct, frozen=True, kw_only=True):
    """一份文件给出的数."""

    head: Head
    lines: Lines
    tables: dict[str, TableGiven] = field(default_factory=dict)
    """by the address of the table among those that are compared (rendering/series/links.py)"""
