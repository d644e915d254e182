"""行的格式: a fixed row, rows that the figures generate, and blank rows that keep two sides level."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from gongkai.model.columns import ORDINAL, FormerNames, FormModel, Pulling, Template
from gongkai.model.conditions import Conditions, Texts


class RowForm(Pulling):
    """固定行: one printed row of a fixed skeleton."""

    short: ClassVar[str] = "题"
    title: Template = Field(default="", alias="题")
    key: str = Field(default="", alias="键")
    former: FormerNames = Field(default=(), alias="原名")
    code: str = Field(default="", alias="编码")
    formula: str | dict[str, str] = Field(default="", alias="公式")
    """one formula for all columns, or one for each of some columns"""
    where: Conditions = Field(default_factory=dict, alias="条件")
    strong: bool = Field(default=False, alias="粗")

    @cached_property
    def name(self) -> str:
        """The key of the row in formulas and figures.yml."""
        return self.key or self.code or ORDINAL.sub("", self.title)

    @property
    def names(self) -> tuple[str, ...]:
        """What it may be called as well, if no other row is."""
        return tuple(filter(None, (self.code, self.title, ORDINAL.sub("", self.title))))


class RowRule(FormModel):
    """生成行: rows made from the figures: by 科目, by 单位, by records or grouped records."""

    by: Texts = Field(alias="按", min_length=1)
    sources: Texts = Field(default=(), alias="来自")
    where: Conditions = Field(default_factory=dict, alias="条件")
    levels: Texts = Field(default=(), alias="级次")
    """those that are printed, by name; all unless given"""
    subtotals: Texts = Field(default=(), alias="小计")
    """of grouped rows: the first names of 按 that get a row of their own above their members"""
    total: Literal["首", "末", "无"] = Field(default="首", alias="合计")
    total_title: str = Field(default="合计", alias="合计题")
    order: Literal["编码", "填报"] = Field(default="编码", alias="序")
    department_row: bool = Field(default=False, alias="部门行")
    numbering: Texts = Field(default=(), alias="序号")
    """how the first row of each level printed is numbered: 一、 （一） 1."""
    key: str = Field(default="", alias="键")
    """what formulas call all its rows together"""

    @property
    def records(self) -> bool:
        return self.by == ("记录",)

    @property
    def grouped(self) -> bool:
        return len(self.by) > 1

    @property
    def name(self) -> str:
        """What formulas call the rows of the highest level together."""
        return self.key or f"各{self.by[0]}"

    def check_place(self, coded: Collection[str]) -> None:
        """Raises ValueError where it cannot stand among fixed rows; `coded`: what there are codes of."""
        if self.grouped or self.by[0] not in coded:
            raise ValueError(f"同固定的行写在一列里的，“按”只能是{'、'.join(coded)}中的一种")
        if {"total", "total_title", "department_row", "subtotals"} & self.model_fields_set:
            raise ValueError(f"同固定的行写在一列里的，不写“合计”“部门行”“小计”；合计另写一行：公式: {self.name}")


class Filler(FormModel):
    """补齐: blank rows, as many as make its block end level with the longest beside it."""

    filler: Literal["true"] = Field(alias="补齐")


def _kind_of_item(data: Any) -> str:
    if isinstance(data, dict):
        return "rule" if "按" in data else "filler" if "补齐" in data else "row"
    return "rule" if isinstance(data, RowRule) else "filler" if isinstance(data, Filler) else "row"


RowItem = Annotated[
    Annotated[RowForm, Tag("row")] | Annotated[RowRule, Tag("rule")] | Annotated[Filler, Tag("filler")],
    Discriminator(_kind_of_item),
]
"""一列行里的一项"""
