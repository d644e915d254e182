"""印刷: what a bureau asks of the printed document besides its look, which is the style sheet's."""

from __future__ import annotations

from pydantic import Field

from gongkai.model.columns import FormModel, Template


class PrintForm(FormModel):
    """印刷; without it the document has the pages of an official one (GB/T 9704) and no more."""

    head: bool = Field(default=False, alias="页眉")
    """the document's title above each page"""
    right: bool = Field(default=False, alias="单页起")
    """every part begins on a right-hand page"""
    fold: int | None = Field(default=None, alias="折页", ge=1)
    """tables of more columns than this are printed on A3, to be folded in"""
    seal: bool = Field(default=False, alias="盖章处")
    """a place for the seal, on the date of the cover"""
    file_number: Template = Field(default="", alias="发文字号")
    """on the cover; empty: none"""
