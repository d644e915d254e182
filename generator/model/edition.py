"""版式: the forms and wording that a finance bureau mandates for a year, as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import Field, ValidationInfo, model_validator

from gongkai.model.amounts import Unit
from gongkai.model.classification import Classifications, knowing
from gongkai.model.columns import AsciiId, FormModel
from gongkai.model.forms import TableForm
from gongkai.model.kinds import DocumentKind
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.relations import (
    CountedForm,
    EconomicForm,
    FundsForm,
    MagnitudeForm,
    Relations,
    RequiredTable,
)


class AmountStyle(FormModel):
    """金额格式: how amounts print in this edition; a table may say otherwise for itself."""

    unit: Unit = Field(default=Unit.WAN, alias="单位")
    places: int = Field(default=2, alias="小数", ge=0, le=6)
    zero: str = Field(default="0.00", alias="零")
    unit_in_text: Unit | None = Field(default=None, alias="文中单位")
    places_in_text: int | None = Field(default=None, alias="文中小数", ge=0, le=6)
    zero_in_text: str | None = Field(default=None, alias="文中零")
    percent_places: int = Field(default=2, alias="百分比小数", ge=0, le=6)


class Item(FormModel):
    """内容项: exactly one of a wording file, a table, performance forms, a report, the glossary."""

    wording: str = Field(default="", alias="文")
    table: str = Field(default="", alias="表")
    forms: tuple[str, ...] = Field(default=(), alias="表单")
    report: str = Field(default="", alias="报告")
    report_on: str = Field(default="", alias="凭")
    """of a report: the input whose empty list says that there was nothing to report on"""
    glossary: bool = Field(default=False, alias="名词解释")

    @model_validator(mode="after")
    def _one(self) -> Item:
        given = [self.wording, self.table, self.forms, self.report, self.glossary]
        if sum(map(bool, given)) != 1:
            raise ValueError("“内容”的每一项只写“文”“表”“表单”“报告”“名词解释”中的一样")
        if self.report_on and not self.report:
            raise ValueError("“凭”只同“报告”一起写")
        return self


class SectionForm(FormModel):
    """节; a table is a section of its own."""

    table: str = Field(default="", alias="表")
    ordinal: str | None = Field(default=None, alias="序")
    title: str = Field(default="", alias="题")
    contents_title: str = Field(default="", alias="目录题")
    key: AsciiId | None = Field(default=None, alias="键")
    items: tuple[Item, ...] = Field(default=(), alias="内容")

    @model_validator(mode="after")
    def _whole(self) -> SectionForm:
        if not self.table and not (self.title and self.key):
            raise ValueError("一节要写“题”和“键”；整节就是一张表的，写“表”")
        return self


class PartForm(FormModel):
    """部分."""

    ordinal: str = Field(default="", alias="序")
    separator: str = Field(default=" ", alias="分隔")
    title: str = Field(alias="题")
    key: AsciiId = Field(alias="键")
    section_ordinals: str = Field(default="一、", alias="节序")
    """the first section's number; the others count on from it: 一、 1. （一）"""
    sections: tuple[SectionForm, ...] = Field(default=(), alias="节")
    items: tuple[Item, ...] = Field(default=(), alias="内容")


class InputKind(StrEnum):
    """填报项类别."""

    TEXT = "文字"
    TEXTS = "文字列"
    AMOUNT = "金额"
    COUNT = "个数"
    PERCENT = "百分比"
    RECORDS = "记录列"


class InputForm(FormModel):
    """填报项: one thing that a person types because no table holds it."""

    kind: InputKind = Field(alias="类")
    unit: Unit | None = Field(default=None, alias="单位")
    """of an amount that is typed in another unit than the document's"""
    source: str = Field(default="", alias="取")
    """上年决算.<指标>, or another neighbour's of the kind of document: read there where that document exists"""
    remark: str = Field(default="", alias="说明")
    fund: str = Field(default="", alias="资金")
    """of an amount by code (*): which fund it is (of the values of 科目资金)"""
    explains: tuple[str, str] | None = Field(default=None, alias="解释")
    """of a reason: the two figures (指标 or other inputs) whose difference it explains, the newer or real one first"""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"类": data} if isinstance(data, str) else data


def declared(forms: Mapping[str, InputForm], path: str) -> tuple[InputForm, str] | None:
    """The declaration of an input, and what stands in the place of its *; a * in the path itself fits anything."""
    if path in forms:
        return forms[path], ""
    parts = path.split(".")
    for pattern, form in forms.items():
        wanted = pattern.split(".")
        if len(wanted) == len(parts) and all(
            want == part or "*" in (want, part) for want, part in zip(wanted, parts, strict=True)
        ):
            return form, next((part for want, part in zip(wanted, parts, strict=True) if want == "*"), "")
    return None


class TermForm(FormModel):
    """名词: a term that the edition explains; with a text of its own where content/glossary has none or another."""

    term: str = Field(alias="名词")
    text: str = Field(default="", alias="文")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"名词": data} if isinstance(data, str) else data


class Highlight(FormModel):
    """要览: a key figure on the overview of a document."""

    title: str = Field(alias="题")
    quantity: str = Field(alias="数")
    table: str = Field(default="", alias="表")


class Edition(FormModel):
    """版式: everything a bureau may change, without Python."""

    id: str = Field(default="", alias="编号")
    lineage: tuple[str, ...] = Field(default=(), alias="沿革")
    """this edition and those it inherits from, nearest first"""
    name: str = Field(alias="名称")
    year: int = Field(alias="年度")
    kind: DocumentKind = Field(alias="种类")
    amounts: AmountStyle = Field(default_factory=AmountStyle, alias="金额")
    title: str = Field(alias="标题")
    cover: tuple[str, ...] = Field(alias="封面")
    contents_title: str = Field(default="目录", alias="目录题")
    caption: tuple[str, str, str] = Field(default=("", "", ""), alias="栏头")
    parts: tuple[PartForm, ...] = Field(alias="部分")
    glossary: tuple[TermForm, ...] = Field(default=(), alias="名词解释")
    term_ordinals: str = Field(default="一、", alias="名词序")
    """the first term's number; the others count on from it"""
    highlights: tuple[Highlight, ...] = Field(default=(), alias="要览")
    indicators: dict[str, str] = Field(default_factory=dict, alias="指标")
    relations: Relations = Field(default_factory=dict, alias="勾稽")
    """relations between figures that hold by the forms, not by derivation, by number: 甲 = 乙 + 丙, 甲 ≤ 乙"""
    continuity: Relations = Field(default_factory=dict, alias="衔接")
    """relations with last year's and the same year's documents: 年初结转和结余 = 上年决算.年末结转和结余"""
    input_relations: Relations = Field(default_factory=dict, alias="填报勾稽")
    """relations between what people type for the explanation and the figures: 填报.甲 ≤ 乙"""
    counted: tuple[CountedForm, ...] = Field(default=(), alias="有数有量")
    """amounts that go with counts: money spent on guests means that guests came"""
    others: tuple[str, ...] = Field(default=("财政局", "财政厅", "财政部", "人民政府"), alias="文中单位")
    """how names end of bodies of which every document may speak"""
    magnitude: MagnitudeForm = Field(default_factory=MagnitudeForm, alias="量级")
    """what shows that figures were typed in another unit"""
    totals_of_units: tuple[str, ...] = Field(default=(), alias="汇总")
    """指标 of which a department's is the sum of its units'"""
    economic: EconomicForm | None = Field(default=None, alias="经济分类")
    funds: FundsForm | None = Field(default=None, alias="科目资金")
    required: dict[str, RequiredTable] = Field(default_factory=dict, alias="应公开的表")
    tables: dict[str, TableForm] = Field(default_factory=dict, alias="表")
    inputs: dict[str, InputForm] = Field(default_factory=dict, alias="填报")
    performance: dict[str, PerformanceForm] = Field(default_factory=dict, alias="表单")
    lists: Classifications = Field(default_factory=Classifications, alias="科目表")
    """what its tables can have codes of"""

    @model_validator(mode="before")
    @classmethod
    def _knowing(cls, data: Any, info: ValidationInfo) -> Any:
        return knowing(data, info)

    @property
    def rules(self) -> tuple[str, ...]:
        """The formulas of 勾稽."""
        return tuple(relation.formula for relation in self.relations.values())
