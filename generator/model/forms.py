"""表的格式: what an edition says of one table: columns, rows, formulas, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, ValidationInfo, model_validator

from gongkai.model.amounts import Unit
from gongkai.model.classification import Classification, Classifications, knowing
from gongkai.model.columns import AsciiId, ColumnForm, ColumnKind, FormModel, keyed
from gongkai.model.conditions import Conditions

__all__ = ["BlockForm", "ColumnForm", "ColumnKind", "FormModel", "RowForm", "RowRule", "TableForm", "column_keys"]

ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]\s*|\d+[.．、]\s*|其中[：:]\s*)+")


class RowForm(FormModel):
    """固定行: one printed row of a fixed skeleton."""

    title: str = Field(default="", alias="题")
    key: str = Field(default="", alias="键")
    code: str = Field(default="", alias="编码")
    formula: str | dict[str, str] = Field(default="", alias="公式")
    """one formula for all columns, or one for each of some columns"""
    pull: str = Field(default="", alias="取")
    where: Conditions = Field(default_factory=dict, alias="条件")
    strong: bool = Field(default=False, alias="粗")

    def formula_for(self, column: str) -> str:
        """The row's formula in a column, if it has one there."""
        return self.formula if isinstance(self.formula, str) else self.formula.get(column, "")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"题": data} if isinstance(data, str) else data

    @cached_property
    def name(self) -> str:
        """The key of the row in formulas and figures.yml."""
        return self.key or self.code or ORDINAL.sub("", self.title)


class RowRule(FormModel):
    """生成行: rows made from the figures: by 科目, by 单位, by records or grouped records."""

    by: tuple[str, ...] = Field(alias="按", min_length=1)
    sources: tuple[str, ...] = Field(default=(), alias="来自")
    where: Conditions = Field(default_factory=dict, alias="条件")
    levels: tuple[str, ...] = Field(default=(), alias="级次")
    """those that are printed, by name; all unless given"""
    subtotals: tuple[str, ...] = Field(default=(), alias="小计")
    """of grouped rows: the first names of 按 that get a row of their own above their members"""
    total: Literal["首", "末", "无"] = Field(default="首", alias="合计")
    total_title: str = Field(default="合计", alias="合计题")
    order: Literal["编码", "填报"] = Field(default="编码", alias="序")
    department_row: bool = Field(default=False, alias="部门行")

    @model_validator(mode="before")
    @classmethod
    def _single(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for key in ("按", "来自", "级次", "小计"):
                if isinstance(data.get(key), str):
                    data = {**data, key: (data[key],)}
        return data

    @property
    def records(self) -> bool:
        return self.by == ("记录",)

    @property
    def grouped(self) -> bool:
        return len(self.by) > 1


class BlockForm(FormModel):
    """栏组: columns with their rows; a table has one, or several side by side (收入 | 支出)."""

    title: str | None = Field(default=None, alias="题")
    """the head cell over the block; its key unless given, none where given as \"\" """
    columns: tuple[ColumnForm, ...] = Field(alias="列", min_length=1)
    rows: tuple[RowForm | None, ...] = Field(default=(), alias="行")
    first_number: int | None = Field(default=None, alias="行次")

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

    id: AsciiId = Field(alias="键")
    number: str = Field(default="", alias="编号")
    title: str = Field(default="", alias="题")
    paper: Literal["横", "竖"] = Field(default="竖", alias="页")
    caption: tuple[str, str, str] | None = Field(default=None, alias="栏头")
    number_row: str = Field(default="", alias="栏次")
    columns: tuple[ColumnForm, ...] = Field(default=(), alias="列")
    rows: tuple[RowForm | None, ...] | RowRule = Field(default=(), alias="行")
    first_number: int | None = Field(default=None, alias="行次")
    blocks: dict[str, BlockForm] = Field(default_factory=dict, alias="栏组")
    last_rows: tuple[RowForm, ...] = Field(default=(), alias="末行")
    notes: tuple[str, ...] = Field(default=(), alias="注")
    empty: EmptyForm = Field(default_factory=EmptyForm, alias="空表")
    unit: Unit | None = Field(default=None, alias="单位")
    places: int | None = Field(default=None, alias="小数", ge=0, le=6)
    zero: str | None = Field(default=None, alias="零")
    hidden: bool = Field(default=False, alias="登记")
    """登记表: holds figures, is never printed"""
    attributes: dict[str, Attribute] = Field(default_factory=dict, alias="属性")
    lists: Classifications = Field(default_factory=Classifications, alias="科目表")
    """what it can have codes of"""

    @model_validator(mode="before")
    @classmethod
    def _knowing(cls, data: Any, info: ValidationInfo) -> Any:
        return knowing(data, info)

    @model_validator(mode="after")
    def _complete(self) -> TableForm:
        if not self.blocks and not self.columns:
            raise ValueError("这张表没有“列”，也没有“栏组”")
        if self.blocks and (self.columns or self.rows):
            raise ValueError("有“栏组”的表，“列”和“行”写在各个栏组里")
        for name in _twice(row.name for row in self.fixed_rows):
            raise ValueError(f"有两行都叫“{name}”，请给其中一行写“键”")
        for block in self.parts:
            for name in _twice(key for key, _ in block.keyed):
                raise ValueError(f"有两列都叫“{name}”，请给其中一列写“键”")
        return self

    @property
    def landscape(self) -> bool:
        return self.paper == "横"

    @cached_property
    def parts(self) -> tuple[BlockForm, ...]:
        """The blocks of the table, one or several; a block is headed by its key unless it has a 题."""
        if self.blocks:
            return tuple(
                block if block.title is not None else block.model_copy(update={"title": key})
                for key, block in self.blocks.items()
            )
        rows = () if isinstance(self.rows, RowRule) else self.rows
        return (BlockForm.model_construct(title="", columns=self.columns, rows=rows, first_number=self.first_number),)

    @property
    def rule(self) -> RowRule | None:
        return self.rows if isinstance(self.rows, RowRule) else None

    @cached_property
    def fixed_rows(self) -> tuple[RowForm, ...]:
        """Every fixed row, over all blocks, last rows included."""
        return (*(row for block in self.parts for row in block.rows if row), *self.last_rows)

    @cached_property
    def placed_rows(self) -> dict[str, tuple[int, RowForm]]:
        """行键 → block and row. The last rows (末行) close the blocks in turn."""
        body = ((index, row) for index, block in enumerate(self.parts) for row in block.rows if row)
        last = ((index % len(self.parts), row) for index, row in enumerate(self.last_rows))
        return {row.name: (block, row) for block, row in (*body, *last)}

    def leaf(self, row: str, column: str) -> ColumnForm | None:
        """The column as it stands in the row's block; in a table of generated rows there is one block."""
        block = self.placed_rows[row][0] if row in self.placed_rows else 0
        return self.parts[block].by_key.get(column)

    @cached_property
    def codes_are(self) -> str:
        """What 编码 of fixed rows are codes of: what the code column says (值: 科目), else 经济科目."""
        fields = (leaf.field for block in self.parts for leaf in block.leaves if leaf.kind is ColumnKind.CODE)
        return next(filter(None, fields), "经济科目")

    @property
    def rows_are(self) -> str:
        """What its rows are by: 科目, 经济科目, 单位 …"""
        return self.rule.by[-1] if self.rule else self.codes_are

    @cached_property
    def classification(self) -> Classification | None:
        """What its rows are codes of."""
        return self.lists.coded.get(self.rows_are)

    def is_code(self, key: str) -> bool:
        """Whether the key of a row is typed as a code."""
        return self.classification.is_typed(key) if self.classification else key.isascii() and key.isdigit()

    def is_of_level(self, code: str, level: str) -> bool:
        """Whether a row of this code stands on a level of the list."""
        return self.classification is not None and self.classification.level(code) == level

    @cached_property
    def coded(self) -> frozenset[str]:
        """What its rows, columns and conditions hold codes of: 科目, 经济科目 …"""
        by = self.rule.by if self.rule is not None else ()
        rows = (self.codes_are for row in self.fixed_rows if row.code)
        fields = (leaf.field for block in self.parts for leaf in block.leaves)
        wheres = (name for row in self.fixed_rows for name in row.where)
        return frozenset(name for name in (*by, *rows, *fields, *wheres) if name in self.lists.coded)

    @cached_property
    def name_fields(self) -> tuple[str, ...]:
        """列键 under which figures.yml may name a row itself (科目名称)."""
        return tuple(
            key for block in self.parts for key, leaf in block.keyed if leaf.kind is ColumnKind.NAME and not leaf.field
        )


def _twice(names: Iterator[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def column_keys(block: BlockForm) -> tuple[str, ...]:
    """列键 of a block's leaves."""
    return tuple(key for key, _ in block.keyed)
