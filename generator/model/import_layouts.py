"""导入的布局: how another system's workbook is laid out, and what its columns and rows are in the edition's terms.

Data of templates/imports/*.yml, so that a bureau mends it without Python. Nothing here says where a cell stands:
sheets, columns and rows are found by their texts.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from gongkai.model.columns import FormModel
from gongkai.model.conditions import Texts

EACH_COLUMN = "*"
"""in what a row is: the name of the column (财政拨款三公经费支出决算表.*.公务接待费)"""

Target = Annotated[dict[str, Texts], BeforeValidator(lambda data: data if isinstance(data, dict) else {"": data})]
"""是什么: by column, or for every column (\"\"); of several, the first that the edition has"""


class RowLayout(FormModel):
    """一行: what its figures are, and what else it may be called."""

    short: ClassVar[str] = "是"
    means: Target = Field(alias="是")
    called: Texts = Field(default=(), alias="又作")


class BlockLayout(FormModel):
    """一组栏 that has rows of its own, known by the head over its labels."""

    heads: Texts = Field(alias="栏头", min_length=1)
    rows: dict[str, RowLayout] = Field(default_factory=dict, alias="行")


class SheetLayout(FormModel):
    """一张工作表."""

    titles: Texts = Field(default=(), alias="又作")
    """what its name or its title may be besides its own key, without number, year and brackets"""
    tables: Texts = Field(default=(), alias="表")
    """the edition's table that it is, of several the first that there is; its own key unless given"""
    columns: dict[str, Texts] = Field(default_factory=dict, alias="栏")
    """the edition's column → how heads may call it besides; 上.下 where the head above has to be said"""
    unused: Texts = Field(default=(), alias="不用的栏")
    rows: dict[str, RowLayout] = Field(default_factory=dict, alias="行")
    blocks: tuple[BlockLayout, ...] = Field(default=(), alias="栏组")
    across: bool = Field(default=False, alias="横排")
    """whether its columns are codes (of the rows of the edition's table), its rows items"""
    all_funds: str = Field(default="", alias="全部资金")
    """of one that is 横排 and of all funds: 表.栏 that says how much of an item is of the table's fund"""
    by_code: dict[str, str] = Field(default_factory=dict, alias="编码行")
    """of rows by code that are no table of the edition: what a row with a code (*) and the total are"""
    matches: dict[str, str] = Field(default_factory=dict, alias="对照")
    """head → what the figure of each item (*) has to be by other sheets; of one that is 横排, of 合计"""
    holds: dict[str, Texts] = Field(default_factory=dict, alias="包含")
    """of one that is 横排 and of all funds: a figure of another sheet → the codes that it is spent on"""
    of_fund: str = Field(default="", alias="包含资金")
    """the fund of those figures"""
    needed: bool = Field(default=False, alias="必有")


class ImportLayout(FormModel):
    """一种工作簿."""

    name: str = Field(alias="名称", min_length=1)
    kinds: Texts = Field(alias="文种", min_length=1)
    """which documents it is of (templates/kinds.yml)"""
    named: Texts = Field(default=(), alias="表名以")
    """how names of its sheets begin (Z): one of such a name that no sheet below is, is told"""
    sheets: dict[str, SheetLayout] = Field(alias="工作表", min_length=1)
    last_year: dict[str, Texts] = Field(default_factory=dict, alias="上年")
    """of an export of the year before: what it gives → which cells of it that is, the first
    of which is typed (填报.上年.收支总计: [收入支出决算总表.收入总计.金额, 收入支出决算总表.支出总计.金额])"""
