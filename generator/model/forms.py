"""表的格式: what an edition says of one table: column tree, rows, formulas, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]\s*|\d+[.．、]\s*|其中[：:]\s*)+"
)


class FormModel(BaseModel):
    """Base of everything read from an edition: frozen, no unknown keys, Chinese names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ColumnKind(StrEnum):
    """列的类别 (类)."""

    AMOUNT = "金额"
    CODE = "编码"
    NAME = "名称"
    ROW_NUMBER = "行次"
    TEXT = "文字"


class ColumnForm(FormModel):
    """列: a node of the column tree; a leaf unless it has `columns`."""

    title: str = Field(default="", alias="题")
    key: str = Field(default="", alias="键")
    kind: ColumnKind = Field(default=ColumnKind.AMOUNT, alias="类")
    digits: tuple[int, int] | None = Field(default=None, alias="段")
    field: str = Field(default="", alias="值")
    formula: str = Field(default="", alias="公式")
    pull: str = Field(default="", alias="取")
    where: dict[str, str] = Field(default_factory=dict, alias="条件")
    width: float | None = Field(default=None, alias="宽")
    zero: str | None = Field(default=None, alias="零")
    department: Literal["", "代码", "名称"] = Field(default="", alias="部门行")
    """what a leading column prints in the department's row (部门行)"""
    columns: tuple[ColumnForm, ...] = Field(default=(), alias="列")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"题": data} if isinstance(data, str) else data

    @property
    def leaves(self) -> Iterator[ColumnForm]:
        if not self.columns:
            yield self
        for column in self.columns:
            yield from column.leaves

    @property
    def depth(self) -> int:
        return 1 + max((column.depth for column in self.columns), default=0)


class RowForm(FormModel):
    """固定行: one printed row of a fixed skeleton."""

    title: str = Field(default="", alias="题")
    key: str = Field(default="", alias="键")
    code: str = Field(default="", alias="编码")
    formula: str | dict[str, str] = Field(default="", alias="公式")
    """one formula for all columns, or one for each of some columns"""
    pull: str = Field(default="", alias="取")
    where: dict[str, str] = Field(default_factory=dict, alias="条件")
    strong: bool = Field(default=False, alias="粗")

    def formula_for(self, column: str) -> str:
        """The row's formula in a column, if it has one there."""
        return self.formula if isinstance(self.formula, str) else self.formula.get(column, "")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"题": data} if isinstance(data, str) else data

    @property
    def name(self) -> str:
        """The key of the row in formulas and figures.yml."""
        return self.key or self.code or ORDINAL.sub("", self.title)


class RowRule(FormModel):
    """生成行: rows made from the figures: by 科目, by 单位, by records or grouped records."""

    by: tuple[str, ...] = Field(alias="按")
    sources: tuple[str, ...] = Field(default=(), alias="来自")
    where: dict[str, str] = Field(default_factory=dict, alias="条件")
    levels: tuple[str, ...] = Field(default=("类", "款", "项"), alias="级次")
    total: str = Field(default="首", alias="合计")
    total_title: str = Field(default="合计", alias="合计题")
    order: str = Field(default="编码", alias="序")
    department_row: bool = Field(default=False, alias="部门行")

    @model_validator(mode="before")
    @classmethod
    def _single(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for key in ("按", "来自"):
                if isinstance(data.get(key), str):
                    data = {**data, key: (data[key],)}
        return data


class BlockForm(FormModel):
    """栏组: columns with their rows; a table has one, or several side by side (收入 | 支出)."""

    title: str = Field(default="", alias="题")
    columns: tuple[ColumnForm, ...] = Field(alias="列")
    rows: tuple[RowForm | None, ...] = Field(default=(), alias="行")
    first_number: int | None = Field(default=None, alias="行次")

    @property
    def leaves(self) -> tuple[ColumnForm, ...]:
        return tuple(leaf for column in self.columns for leaf in column.leaves)


class Attribute(FormModel):
    """属性: what a row of figures.yml may say besides its amounts, e.g. 资金."""

    default: str = Field(alias="默认")
    values: tuple[str, ...] = Field(alias="取值")


class EmptyForm(FormModel):
    """空表: what is printed when every amount is zero (没有数据的表格应当列出空表并说明, 财预〔2016〕143号)."""

    statement: str = Field(default="", alias="说明")
    zero: str | None = Field(default=None, alias="零")


class TableForm(FormModel):
    """表: one form of an edition."""

    id: str = Field(alias="键")
    number: str = Field(default="", alias="编号")
    title: str = Field(default="", alias="题")
    landscape: bool = Field(default=False, alias="页")
    caption: tuple[str, str, str] | None = Field(default=None, alias="栏头")
    number_row: str = Field(default="", alias="栏次")
    columns: tuple[ColumnForm, ...] = Field(default=(), alias="列")
    rows: tuple[RowForm | None, ...] | RowRule = Field(default=(), alias="行")
    first_number: int | None = Field(default=None, alias="行次")
    blocks: dict[str, BlockForm] = Field(default_factory=dict, alias="栏组")
    last_rows: tuple[RowForm, ...] = Field(default=(), alias="末行")
    notes: tuple[str, ...] = Field(default=(), alias="注")
    empty: EmptyForm = Field(default_factory=EmptyForm, alias="空表")
    zero: str | None = Field(default=None, alias="零")
    hidden: bool = Field(default=False, alias="登记")
    """登记表: holds figures, is never printed"""
    attributes: dict[str, Attribute] = Field(default_factory=dict, alias="属性")

    @model_validator(mode="before")
    @classmethod
    def _page(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("页") in ("横", "竖"):
            data = {**data, "页": data["页"] == "横"}
        return data

    @property
    def parts(self) -> tuple[BlockForm, ...]:
        """The blocks of the table, one or several; a block is headed by its key unless it has a 题."""
        if self.blocks:
            return tuple(
                block if block.title else block.model_copy(update={"title": key})
                for key, block in self.blocks.items()
            )
        rows = () if isinstance(self.rows, RowRule) else self.rows
        return (
            BlockForm.model_construct(
                title="", columns=self.columns, rows=rows, first_number=self.first_number
            ),
        )

    @property
    def rule(self) -> RowRule | None:
        return self.rows if isinstance(self.rows, RowRule) else None


def column_keys(block: BlockForm) -> tuple[str, ...]:
    """列键 of a block's leaves: the title where it is unique, else the path joined by a point.

    A column tree whose groups repeat titles (预算数/决算数) gives keys such as 预算数.合计.
    """
    paths: list[tuple[ColumnForm, tuple[str, ...]]] = []

    def walk(column: ColumnForm, above: tuple[str, ...]) -> None:
        path = (*above, column.title)
        if column.columns:
            for child in column.columns:
                walk(child, path)
        else:
            paths.append((column, path))

    for column in block.columns:
        walk(column, ())
    titles = [path[-1] for _, path in paths]
    return tuple(
        leaf.key or (path[-1] if titles.count(path[-1]) == 1 else ".".join(path))
        for leaf, path in paths
    )
