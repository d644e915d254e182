"""绩效表单的数据: where the amounts, indicators, scores and rows of a performance form stand, as roles name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import Field

from gongkai.model.columns import FormModel
from gongkai.model.numbers import Kind

OWN = "本表."
"""before a name in an equation: an amount of the form itself"""
EXECUTION = "预算执行率"
"""the part of a form that is scored for it"""
KINDS = {
    **dict.fromkeys(("amount", "initial", "budget", "spent", "sources"), Kind.AMOUNT),
    **dict.fromkeys(("rate", "deviation", "parts"), Kind.SHARE),
    **dict.fromkeys(("points", "score"), Kind.SCORE),
}
"""what a number is whose path a role gives"""
DataField = tuple[str, Kind | None]
"""the path of a value, and of what kind its number is; None for words"""


class Rows(FormModel):
    """一列: a list of the form's data."""

    OTHER: ClassVar[tuple[str, ...]] = ("at",)
    """what names no field of an item"""
    at: str = Field(alias="处")

    def _values(self) -> dict[str, Any]:
        return {key: getattr(self, key) for key in type(self).model_fields if key not in self.OTHER}

    @property
    def columns(self) -> dict[str, str]:
        """Roles with one field of an item each, and the names of these fields."""
        return {key: value for key, value in self._values().items() if isinstance(value, str)}

    def fields(self) -> Iterator[DataField]:
        """Paths of what an item holds, after the list's own."""
        for key, value in self._values().items():
            names = [value] if isinstance(value, str) else value.values() if isinstance(value, dict) else value
            yield from ((f"{self.at}.{name}", KINDS.get(key)) for name in names if name)


class FundRoles(FormModel):
    """资金: a block of amounts, one row for the total and one for each source."""

    at: str = Field(alias="处")
    total: str = Field(alias="总额")
    sources: tuple[str, ...] = Field(default=(), alias="来源")
    structure: tuple[str, ...] = Field(default=(), alias="结构")
    """another way to split the total: 基本支出, 项目支出"""
    amount: str = Field(default="", alias="金额")
    """the only amount of a row, where it has one; \"\" with no columns at all: the row is the amount"""
    initial: str = Field(default="", alias="年初预算")
    budget: str = Field(default="", alias="全年预算")
    spent: str = Field(default="", alias="执行数")
    rate: str = Field(default="", alias="执行率")
    points: str = Field(default="", alias="分值")
    score: str = Field(default="", alias="得分")

    @property
    def columns(self) -> tuple[str, ...]:
        """列 that hold amounts; one nameless column where a row is the amount itself."""
        return tuple(filter(None, (self.amount, self.initial, self.budget, self.spent))) or ("",)

    def path(self, row: str, column: str) -> str:
        return ".".join(filter(None, (self.at, row, column)))

    def path_named(self, name: str) -> str:
        """The path of an amount as equations name it: 执行数 (of the total), 财政拨款.执行数, 基本支出."""
        columns = {"年初预算": self.initial, "全年预算": self.budget, "执行数": self.spent, "金额": self.amount}
        row, _, column = name.rpartition(".")
        if column in columns:
            return self.path(row or self.total, columns[column])
        return self.path(name, "")

    def cells(self) -> dict[str, Kind]:
        """Values of all rows by their paths, each with what its number is."""
        scored = {getattr(self, key): KINDS[key] for key in ("rate", "points", "score") if getattr(self, key)}
        kinds = dict.fromkeys(self.columns, Kind.AMOUNT) | scored
        rows = (self.total, *self.sources, *self.structure)
        return {self.path(row, column): kind for row in rows for column, kind in kinds.items()}

    def fields(self) -> Iterator[DataField]:
        """What has to be printed: amounts of all rows; rate and scores of the total."""
        total = self.path(self.total, "") + "."
        return (cell for cell in self.cells().items() if cell[1] is Kind.AMOUNT or cell[0].startswith(total))


class ScoredList(Rows):
    """得分项: a list of things that are scored without targets (资金管理情况)."""

    OTHER = ("at", "title")
    title: str = Field(alias="名")
    """what 权重 and the summary call the list"""
    item: str = Field(alias="项")
    points: str = Field(alias="分值")
    score: str = Field(alias="得分")
    remedy: str = Field(default="", alias="措施")


class IndicatorRoles(Rows):
    """指标: the list of indicators with target, outcome and score."""

    first: str = Field(alias="一级")
    second: str = Field(alias="二级")
    third: str = Field(alias="三级")
    target: str = Field(alias="指标值")
    outcome: str = Field(default="", alias="完成值")
    points: str = Field(default="", alias="分值")
    score: str = Field(default="", alias="得分")
    deviation: str = Field(default="", alias="偏差度")
    reason: str = Field(default="", alias="原因")
    definition: str = Field(default="", alias="说明")


class TotalRoles(FormModel):
    """总分."""

    points: str = Field(alias="分值")
    score: str = Field(alias="得分")


class SummaryRoles(Rows):
    """汇总: one row for each project."""

    OTHER = ("at", "forms")
    project: str = Field(alias="项目")
    budget: str = Field(default="", alias="全年预算")
    spent: str = Field(default="", alias="执行数")
    rate: str = Field(default="", alias="执行率")
    score: str = Field(default="", alias="得分")
    parts: dict[str, str] = Field(default_factory=dict, alias="得分率")
    """part of the form (成本指标) → the column with its 得分率"""
    form: str = Field(default="", alias="形式")
    forms: dict[str, str] = Field(default_factory=dict, alias="形式表单")
    """what the column 形式 says → the form it means"""


class ListRoles(Rows):
    """清单: the department, its units and their projects, each with its amount."""

    OTHER = ("at", "table", "table_title", "table_amount")
    code: str = Field(alias="编码")
    title: str = Field(alias="名称")
    amount: str = Field(alias="总额")
    sources: tuple[str, ...] = Field(default=(), alias="来源")
    table: str = Field(default="", alias="对照表")
    """the table of the document that lists the same projects, one record each"""
    table_title: str = Field(default="", alias="对照名称")
    table_amount: str = Field(default="", alias="对照金额")
