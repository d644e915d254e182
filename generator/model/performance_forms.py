"""绩效表单的格式: how a performance form is laid out, as data."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from generator.model.forms import FormModel


class FormCell(FormModel):
    """单元格: a printed label (题) or a value of the form's data (值)."""

    label: str | None = Field(default=None, alias="题")
    value: str = Field(default="", alias="值")
    span: int = Field(default=1, alias="跨")
    kind: str = Field(default="文字", alias="类")
    merge: bool = Field(default=False, alias="并")


class Band(FormModel):
    """行组: a row of cells; or rows under a vertical label; or rows repeated for each item of a list."""

    cells: tuple[FormCell, ...] = Field(default=(), alias="格")
    label: str | None = Field(default=None, alias="纵题")
    span: int = Field(default=1, alias="跨")
    repeat: str = Field(default="", alias="重复")
    bands: tuple[Band, ...] = Field(default=(), alias="行")
    head: bool = Field(default=False, alias="表头")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"格": data} if isinstance(data, list | tuple) else data


class PerformanceForm(FormModel):
    """绩效表单."""

    id: str = Field(alias="键")
    title: str = Field(default="", alias="题")
    subtitle: str = Field(default="", alias="副题")
    caption: tuple[str, str, str] = Field(default=("", "", ""), alias="栏头")
    landscape: bool = Field(default=False, alias="页")
    widths: tuple[float, ...] = Field(alias="列宽")
    name: str = Field(default="", alias="名")
    bands: tuple[Band, ...] = Field(alias="行")
    notes: tuple[str, ...] = Field(default=(), alias="注")

    @model_validator(mode="before")
    @classmethod
    def _page(cls, data: Any) -> Any:
        if isinstance(data, dict):
            if data.get("页") in ("横", "竖"):
                data = {**data, "页": data["页"] == "横"}
            if isinstance(data.get("注"), str):
                data = {**data, "注": [data["注"]]}
        return data
