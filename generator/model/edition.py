"""版式: the forms and wording that a finance bureau mandates for a year, as data."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field, model_validator

from generator.model.amounts import Unit
from generator.model.forms import FormModel, TableForm
from generator.model.performance_forms import PerformanceForm


class DocumentKind(StrEnum):
    """文种."""

    FINAL_ACCOUNTS = "决算"
    BUDGET = "预算"


class AmountStyle(FormModel):
    """金额格式: how amounts print in this edition."""

    unit: Unit = Field(default=Unit.WAN, alias="单位")
    places: int = Field(default=2, alias="小数")
    zero: str = Field(default="0.00", alias="零")
    zero_in_text: str | None = Field(default=None, alias="文中零")
    percent_places: int = Field(default=2, alias="百分比小数")


class Item(FormModel):
    """内容项: exactly one of a wording file, performance forms, a report, the glossary."""

    wording: str = Field(default="", alias="文")
    forms: tuple[str, ...] = Field(default=(), alias="表单")
    report: str = Field(default="", alias="报告")
    glossary: bool = Field(default=False, alias="名词解释")


class SectionForm(FormModel):
    """节; a table is a section of its own."""

    table: str = Field(default="", alias="表")
    ordinal: str | None = Field(default=None, alias="序")
    title: str = Field(default="", alias="题")
    contents_title: str = Field(default="", alias="目录题")
    key: str = Field(default="", alias="键")
    items: tuple[Item, ...] = Field(default=(), alias="内容")


class PartForm(FormModel):
    """部分."""

    ordinal: str = Field(default="", alias="序")
    separator: str = Field(default=" ", alias="分隔")
    title: str = Field(alias="题")
    key: str = Field(alias="键")
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
    source: str = Field(default="", alias="取")
    """上年决算.<指标> | 同年预算.<指标> | 上年预算.<指标>: read there where that document exists"""
    remark: str = Field(default="", alias="说明")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"类": data} if isinstance(data, str) else data


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
    glossary: tuple[str, ...] = Field(default=(), alias="名词解释")
    highlights: tuple[Highlight, ...] = Field(default=(), alias="要览")
    indicators: dict[str, str] = Field(default_factory=dict, alias="指标")
    tables: dict[str, TableForm] = Field(default_factory=dict, alias="表")
    inputs: dict[str, InputForm] = Field(default_factory=dict, alias="填报")
    performance: dict[str, PerformanceForm] = Field(default_factory=dict, alias="表单")
