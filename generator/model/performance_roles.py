"""绩效表单的角色: what the data of a form means, declared with its layout, so that checks know no edition's labels."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import Field, model_validator

from gongkai.model.columns import FormModel
from gongkai.model.form_fields import (
    EXECUTION,
    DataField,
    FundRoles,
    IndicatorRoles,
    ListRoles,
    ScoredList,
    SummaryRoles,
    TotalRoles,
)
from gongkai.model.numbers import Kind


class Subject(StrEnum):
    """对象: what a performance form is about."""

    PROJECT = "项目"
    DEPARTMENT = "部门"
    SUMMARY = "汇总"
    """one row for each project that has a form"""
    LIST = "清单"
    """units and all their projects"""


USUAL = {
    "项目自评": (Subject.PROJECT, True),
    "部门自评": (Subject.DEPARTMENT, True),
    "自评汇总": (Subject.SUMMARY, True),
    "部门目标": (Subject.DEPARTMENT, False),
    "项目目标": (Subject.LIST, False),
}


class FormKind(FormModel):
    """种类 of performance forms: one of the usual ones by its name, or one of the edition's own."""

    name: str = Field(alias="名称", min_length=1)
    subject: Subject = Field(alias="对象")
    outcome: bool = Field(alias="有结果")
    """whether it tells what came of the targets"""

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, data: Any) -> Any:
        if not isinstance(data, str):
            return data
        if data not in USUAL:
            raise ValueError(
                f"没有叫“{data}”的表单种类；可以写{'、'.join(USUAL)}，"
                f"别的写成 {{名称: {data}, 对象: {'|'.join(Subject)}, 有结果: true|false}}"
            )
        subject, outcome = USUAL[data]
        return {"名称": data, "对象": subject, "有结果": outcome}


class Shift(FormModel):
    """调整: where its points go if a form has no indicators of a kind."""

    absent: str = Field(alias="无")
    to: str = Field(alias="加在")
    points: Decimal = Field(alias="分", gt=0)


class Weights(FormModel):
    """权重: points of each part of the form, as the form's note sets them."""

    execution: Decimal | None = Field(default=None, alias="执行率", ge=0)
    parts: dict[str, Decimal] = Field(default_factory=dict, alias="各部分")
    """points by 一级指标, or by the name of a scored list"""
    shifts: tuple[Shift, ...] = Field(default=(), alias="调整")

    def expected(self, present: Collection[str]) -> dict[str, Decimal]:
        """Points by part: where a form has no indicators of a kind, their points go where the note says."""
        expected = dict(self.parts)
        for shift in self.shifts:
            if shift.absent not in present and shift.to in expected:
                expected[shift.absent] = Decimal(0)
                expected[shift.to] += shift.points
        return expected | ({} if self.execution is None else {EXECUTION: self.execution})


class Quotient(FormModel):
    """可算指标: an indicator that the document's own figures determine, in percent."""

    indicator: str = Field(alias="指标")
    part: str = Field(alias="分子")
    whole: str = Field(alias="分母")


CALLED: dict[str, tuple[str, ...]] = {
    "得分": ("得分", "评分", "总分", "分数"),
    "等级": ("等级", "等次", "评级"),
    "执行率": ("执行率", "使用率", "支付率", "支出率", "执行进度", "支出进度"),
    "年初预算": ("年初预算",),
    "全年预算": ("预算", "资金总额", "项目资金", "项目金额"),
    "执行数": ("支出", "执行数", "执行金额", "执行资金", "决算"),
}
"""叫法: what lists in the explanation call the data of a form; the longest word in a field's name decides"""
SHARES = (
    *("满意度", "满意率", "合格率", "达标率", "覆盖率", "知晓率", "准确率", "正确率", "及时率", "通过率", "优良率"),
    *("优秀率", "完好率", "成活率", "出勤率", "按时办结率", "按期办结率", "占比"),
)
"""占比指标: indicators that are a part of a whole, and never more than all of it (执行率 and 增长率 may be)"""


class FormRoles(FormModel):
    """角色 of one form; what is left out is not checked."""

    kind: FormKind | None = Field(default=None, alias="种类")
    project: str = Field(default="", alias="项目")
    names: tuple[str, ...] = Field(default=(), alias="单位名称")
    """where names of the department and its units stand"""
    funds: FundRoles | None = Field(default=None, alias="资金")
    scored: ScoredList | None = Field(default=None, alias="得分项")
    indicators: IndicatorRoles | None = Field(default=None, alias="指标")
    total: TotalRoles | None = Field(default=None, alias="总分")
    goal: str = Field(default="", alias="预期目标")
    result: str = Field(default="", alias="完成情况")
    weights: Weights | None = Field(default=None, alias="权重")
    full_rate: Decimal | None = Field(default=None, alias="满分执行率", gt=0)
    """执行率 in percent from which on the execution scores in full; below it in proportion"""
    proportional: bool = Field(default=False, alias="按比例计分")
    """the form's note: 定量指标完成指标值的记全部分值，未完成的按完成值与指标值的比例计分"""
    last_band: Decimal = Field(default=Decimal(60), alias="定性末档")
    """定性指标: below which percentage of its points only what was not achieved scores"""
    costs: tuple[str, ...] = Field(default=(), alias="成本指标")
    """names of 一级 or 二级 whose targets are costs"""
    grades: dict[str, Decimal] = Field(default_factory=dict, alias="等级")
    """等级 → the least score it takes, best first"""
    tasks: str = Field(default="", alias="任务")
    """where the department's main tasks are named, in a list: 主要任务.名称"""
    equations: tuple[str, ...] = Field(default=(), alias="对照")
    """年初预算 ≥ 填报.年初预算.合计: the form's total against the document's figures"""
    sum_at_most: str = Field(default="", alias="执行数合计不超过")
    """a quantity of the document that the 执行数 of all forms of this kind cannot exceed"""
    services_bought: str = Field(default="", alias="服务采购额")
    """what the document spent on procured services: not zero where a project is the procurement of a service"""
    quotients: tuple[Quotient, ...] = Field(default=(), alias="可算指标")
    called: dict[str, tuple[str, ...]] = Field(default_factory=lambda: dict(CALLED), alias="叫法")
    """得分 → what a field in a list of the explanation is called that gives it: 得分, 评分"""
    shares: tuple[str, ...] = Field(default=SHARES, alias="占比指标")
    """words in the name of an indicator that is a part of a whole: 满意度"""
    summary: SummaryRoles | None = Field(default=None, alias="汇总")
    listed: ListRoles | None = Field(default=None, alias="清单")

    def about(self, *subjects: Subject, outcome: bool | None = True) -> bool:
        """Whether the form is about one of these, and tells outcomes (or does not; None: either)."""
        kind = self.kind
        return kind is not None and kind.subject in subjects and outcome in (None, kind.outcome)

    @property
    def naming(self) -> frozenset[str]:
        """数据路径 of what the items of lists are called: 绩效指标.三级."""
        naming = {self.tasks}
        if self.indicators:
            naming.add(f"{self.indicators.at}.{self.indicators.third}")
        if self.scored:
            naming.add(f"{self.scored.at}.{self.scored.item}")
        if self.summary:
            naming.add(f"{self.summary.at}.{self.summary.project}")
        if self.listed:
            naming.add(f"{self.listed.at}.{self.listed.title}")
        return frozenset(naming)

    def role_of(self, field: str) -> str:
        """What a field of a list means, by the longest word for it that stands in its name; empty for anything else."""
        words = [(len(word), role) for role, known in self.called.items() for word in known if word in field]
        return max(words, default=(0, ""))[1]

    def fields(self) -> Iterator[DataField]:
        """数据路径 of all that has a role; a path in a list is written after the list's own."""
        texts = (self.project, self.goal, self.result, self.tasks, *self.names)
        totals = (self.total.points, self.total.score) if self.total else ()
        yield from ((path, None) for path in texts if path)
        yield from ((path, Kind.SCORE) for path in totals)
        for block in (self.funds, self.scored, self.indicators, self.summary, self.listed):
            yield from block.fields() if block else ()
