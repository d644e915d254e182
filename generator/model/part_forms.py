"""各部分的格式: what a document shows, part by part: sections, and in them wording, tables, forms."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from gongkai.model.columns import AsciiId, FormModel, Template


class Item(FormModel):
    """内容项: exactly one of a wording file, a table, performance forms, a report, the glossary."""

    wording: str = Field(default="", alias="文")
    table: str = Field(default="", alias="表")
    in_text: bool = Field(default=False, alias="随文")
    """of a table: it runs with the text, without its title and number, on no page of its own"""
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
        if self.in_text and not self.table:
            raise ValueError("“随文”只同“表”一起写")
        return self


class SectionForm(FormModel):
    """节; a table is a section of its own."""

    table: str = Field(default="", alias="表")
    ordinal: str | None = Field(default=None, alias="序")
    title: Template = Field(default="", alias="题")
    contents_title: Template = Field(default="", alias="目录题")
    key: AsciiId | None = Field(default=None, alias="键")
    paper: Literal["横", "竖"] | None = Field(default=None, alias="页")
    """of its text, where it is not the part's"""
    items: tuple[Item, ...] = Field(default=(), alias="内容")

    @model_validator(mode="after")
    def _whole(self) -> SectionForm:
        if not self.table and not (self.title and self.key):
            raise ValueError("一节要写“题”和“键”；整节就是一张表的，写“表”")
        if self.table and self.paper:
            raise ValueError("整节就是一张表的，“页”写在这张表里")
        return self


class PartForm(FormModel):
    """部分."""

    ordinal: str = Field(default="", alias="序")
    separator: str = Field(default=" ", alias="分隔")
    title: Template = Field(alias="题")
    contents_title: Template = Field(default="", alias="目录题")
    key: AsciiId = Field(alias="键")
    paper: Literal["横", "竖"] = Field(default="竖", alias="页")
    """of its text"""
    section_ordinals: str = Field(default="一、", alias="节序")
    """the first section's number; the others count on from it: 一、 1. （一）"""
    sections: tuple[SectionForm, ...] = Field(default=(), alias="节")
    items: tuple[Item, ...] = Field(default=(), alias="内容")


class PassageForm(NamedTuple):
    """一段的样子: what a section shows, or what stands in a part outside any."""

    part: PartForm
    section: SectionForm | None
    items: tuple[Item, ...]
