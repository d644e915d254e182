"""勾稽与口径: what an edition's checks.yml demands of the figures and names beside what its formulas derive."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from gongkai.model.columns import FormModel


class Weight(StrEnum):
    """程度: how bad it is if a relation does not hold."""

    INCONSISTENCY = "不一致"
    AUTHORED = "编制不一致"
    """blocks where the document is written here; of an archived one, whose items need not all be printed, a hint"""
    WARNING = "提醒"


class Treatment(StrEnum):
    """检查: what an edition makes of a kind of finding."""

    OFF = "不查"
    WARNING = "提醒"
    INCONSISTENCY = "不一致"


class RelationForm(FormModel):
    """勾稽关系: 甲 = 乙 + 丙, 甲 ≤ 乙; a * stands for every row of a table."""

    short: ClassVar[str] = "式"
    formula: str = Field(alias="式")
    each: str = Field(default="", alias="每行")
    """the table whose rows stand for *; the table named before the first .* unless given"""
    weight: Weight = Field(default=Weight.INCONSISTENCY, alias="程度")
    remark: str = Field(default="", alias="说明")


def _numbered(data: Any) -> Any:
    """A list of relations without numbers: the first is 1."""
    if isinstance(data, list | tuple):
        return {str(number): item for number, item in enumerate(data, start=1)}
    return data


Relations = Annotated[dict[str, RelationForm], BeforeValidator(_numbered)]
"""relations by their number: R33"""


class CountedForm(FormModel):
    """有数有量: an amount, and the counts that must not be zero where it is not, nor it where they are not."""

    title: str = Field(alias="题")
    amount: str = Field(alias="金额")
    counts: tuple[str, ...] = Field(alias="数量", min_length=1)
    averages: dict[str, tuple[Decimal, Decimal]] = Field(default_factory=dict, alias="平均")
    """by one of the counts: the least and the most 元 that fall to each, as a rule"""

    @model_validator(mode="after")
    def _averages_of_counts(self) -> CountedForm:
        for name, (least, most) in self.averages.items():
            if name not in self.counts:
                raise ValueError(f"“平均”里的“{name}”不在“数量”里")
            if not 0 <= least < most:
                raise ValueError(f"“平均”里的“{name}”写从小到大两个数，单位是元")
        return self


class MagnitudeForm(FormModel):
    """量级: what shows that figures were typed in another unit; amounts in 元."""

    slip: tuple[Decimal, Decimal] = Field(default=(Decimal(2000), Decimal(50000)), alias="一万倍")
    """how many times one of two figures that belong together is the other, if their units differ"""
    least: Decimal = Field(default=Decimal(1000), alias="填报最少")
    """in a document in 元: an amount of the explanation below it is one in 万元, unless another figure is near it"""
    most: Decimal = Field(default=Decimal(20), alias="填报最多倍数")
    """in a document in 万元: an amount so many times the largest figure of the tables is one in 元"""
    department: Decimal = Field(default=Decimal(10) ** 12, alias="部门最多")
    """no department has more in a year"""
    together: dict[str, tuple[str, str]] = Field(default_factory=dict, alias="相近")
    """pairs of figures that belong together, beside those that 解释 gives"""


class ChangeForm(FormModel):
    """悬殊: a change beyond which the figures are to be looked at again, and the change explained."""

    times: Decimal = Field(default=Decimal(5), alias="倍数", gt=1)
    """one figure is more than so many times the other"""
    least: Decimal = Field(default=Decimal(200_000), alias="金额", ge=0)
    """and they are more than so many 元 apart"""
    percent: Decimal = Field(default=Decimal(1000), alias="百分比", gt=0)
    """no percentage above it is printed without a reason"""
    compared: dict[str, tuple[str, str]] = Field(default_factory=dict, alias="相比")
    """pairs of figures, the newer one first, beside those that 解释 gives"""


class EconomicForm(FormModel):
    """经济分类口径: where a budget shows pairs of 部门经济 and 政府经济 codes, and whose projects stand behind them."""

    tables: tuple[str, ...] = Field(alias="成对的表")
    rest: str = Field(default="", alias="项目分对")
    """表.列: the project expenditure of each pair"""
    projects: str = Field(default="", alias="项目")
    """表.列: the projects, a record each with its 单位"""
    project_name: str = Field(default="项目名称", alias="项目名")


class FundsForm(FormModel):
    """科目资金: which attribute says of what fund a figure is, and which of its values are budgets (本预算)."""

    attribute: str = Field(alias="属性")
    budgets: dict[str, str] = Field(alias="预算")
    """value of the attribute → budget as content/classifications/funds.csv calls it; other values are no budget"""


class RequiredTable(FormModel):
    """应公开的表: a table that has to be published, and on what ground."""

    short: ClassVar[str] = "依据"
    basis: str = Field(default="", alias="依据")
