"""不公开的内容: what a document leaves out by law, and what is said in its place; nothing left out is printed as 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct, field
from pydantic import Field, model_validator

from gongkai.model.columns import FormModel

WITHHELD = "不公开"
"""what stands in the place of a figure"""


class OmissionForm(FormModel):
    """不公开的一处, as typed in document.yml; without 表 and 节 it is the whole document."""

    braces_are_text: ClassVar[bool] = True
    table: str = Field(default="", alias="表", description="哪张表；同“节”只写一样，都不写是整份文件")
    row: str = Field(default="", alias="行", description="表里的哪一行：科目编码或行名；不写是整张表")
    section: str = Field(default="", alias="节", description="文字的哪一节：题或键，如 政府采购支出情况说明")
    basis: str = Field(alias="依据", min_length=1, description="依据哪部法律、哪个文件，写全")
    said: str = Field(default="", alias="说明", description="印给读者看的一句话，不写句号；不写的用版式的话")

    @model_validator(mode="after")
    def _one_thing(self) -> OmissionForm:
        if self.table and self.section:
            raise ValueError("“表”和“节”只写一样，要写两处的写成两条")
        if self.row and not self.table:
            raise ValueError("写了“行”，还要写是哪张“表”")
        return self


class WithheldWords(FormModel):
    """不公开的话: what is said in the place of what is left out; the basis follows in brackets."""

    whole: str = Field(default="本文件涉及国家秘密，不予公开", alias="整份")
    table: str = Field(default="本表涉及国家秘密，不予公开", alias="表")
    row: str = Field(default="涉及国家秘密，不予公开", alias="行")
    """behind the row's name"""
    section: str = Field(default="这一部分涉及国家秘密，不予公开", alias="节")
    nothing: str = Field(default="没有收支，本表没有数据", alias="没有数")
    """in the tables of a department that has no figures; its reason follows"""
    no_text: str = Field(default="没有收支，没有需要说明的", alias="没有说明")
    """the same in its sections"""


class Withheld(Struct, frozen=True, kw_only=True):
    """不公开的内容 of one document, with the sentence for each: 本表涉及国家秘密，不予公开（依据：…）。"""

    whole: str = ""
    tables: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """by table and row"""
    sections: Mapping[str, str] = field(default_factory=dict)
    """by what the section is called: its key or its title"""
    nothing: str = ""
    """why there are no figures at all (没有收支): no secret, but nothing to print either"""

    @property
    def silent(self) -> bool:
        """Whether the document has no figure at all."""
        return bool(self.whole or self.nothing)

    def row(self, table: str, row: str) -> str:
        return self.rows.get((table, row), "")


def withheld(omissions: tuple[OmissionForm, ...], nothing: str, words: WithheldWords) -> Withheld:
    """What the forms of a document come to, in the words of its edition."""
    tables = {one.table: _said(one, words.table) for one in omissions if one.table and not one.row}
    rows = {(one.table, one.row): _said(one, words.row) for one in omissions if one.row}
    sections = {one.section: _said(one, words.section) for one in omissions if one.section}
    whole = next((_said(one, words.whole) for one in omissions if not one.table and not one.section), "")
    return Withheld(whole=whole, tables=tables, rows=rows, sections=sections, nothing=nothing)


def _said(one: OmissionForm, words: str) -> str:
    return f"{one.said.rstrip('。') or words}（依据：{one.basis.rstrip('。')}）。"
