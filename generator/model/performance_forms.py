"""绩效表单的格式: how a performance form is laid out, as data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from gongkai.model.amounts import Unit
from gongkai.model.columns import TEMPLATE, AsciiId, Caption, FormerNames, FormModel, Template
from gongkai.model.conditions import Texts
from gongkai.model.names import near
from gongkai.model.performance_roles import FormRoles


class FormCell(FormModel):
    """单元格: a printed label (题) or a value of the form's data (值)."""

    label: Annotated[str | None, TEMPLATE] = Field(default=None, alias="题")
    value: str = Field(default="", alias="值")
    former: FormerNames = Field(default=(), alias="原名")
    """of 值"""
    span: int = Field(default=1, alias="跨", ge=1, le=100)
    kind: Literal["文字", "数字", "金额"] = Field(default="文字", alias="类")
    merge: bool = Field(default=False, alias="并")


class Band(FormModel):
    """行组: a row of cells; or rows under a vertical label; or rows repeated for each item of a list."""

    cells: tuple[FormCell, ...] = Field(default=(), alias="格")
    label: Annotated[str | None, TEMPLATE] = Field(default=None, alias="纵题")
    span: int = Field(default=1, alias="跨", ge=1, le=100)
    repeat: str = Field(default="", alias="重复")
    bands: tuple[Band, ...] = Field(default=(), alias="行")
    head: bool = Field(default=False, alias="表头")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, data: Any) -> Any:
        return {"格": data} if isinstance(data, list | tuple) else data

    def walk(self, above: str = "") -> Iterator[tuple[str, str]]:
        """Every value that is printed: the list it is repeated for ("" for none), and its path there."""
        own = ".".join(filter(None, (above, self.repeat)))
        yield from ((own, cell.value) for cell in self.cells if cell.value)
        for band in self.bands:
            yield from band.walk(own)


class PerformanceForm(FormModel):
    """绩效表单."""

    id: AsciiId = Field(alias="键")
    former: FormerNames = Field(default=(), alias="原名")
    title: Template = Field(default="", alias="题")
    subtitle: Template = Field(default="", alias="副题")
    caption: Annotated[Caption, TEMPLATE] = Field(default=("", "", ""), alias="栏头")
    paper: Literal["横", "竖"] = Field(default="竖", alias="页")
    widths: tuple[float, ...] = Field(alias="列宽", min_length=1)
    unit: Unit = Field(default=Unit.WAN, alias="单位")
    """of the amounts typed in the form"""
    name: str = Field(default="", alias="名")
    bands: tuple[Band, ...] = Field(alias="行")
    notes: Annotated[Texts, TEMPLATE] = Field(default=(), alias="注")
    roles: FormRoles = Field(default_factory=FormRoles, alias="角色")

    @model_validator(mode="after")
    def _roles_are_printed(self) -> PerformanceForm:
        for path, _ in self.roles.fields():
            if path not in self.paths:
                raise ValueError(f"“角色”里的“{path}”，这张表单没有印（“行”里没有这个“值”）{near(path, self.paths)}")
        return self

    def walk(self) -> Iterator[tuple[str, str]]:
        """Every value that it holds: the list it is repeated for ("" for none), and its path there."""
        for band in self.bands:
            yield from band.walk()
        if self.name:
            yield "", self.name

    @cached_property
    def paths(self) -> frozenset[str]:
        """数据路径 of all that it holds, lists without a number: 绩效指标.三级."""
        return frozenset(".".join(filter(None, pair)) for pair in self.walk())

    @cached_property
    def cells(self) -> frozenset[str]:
        """数据路径 of what is filled in once."""
        return frozenset(path for list_, path in self.walk() if not list_)

    @cached_property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """数据路径 of lists, with what their items hold."""
        found: dict[str, dict[str, None]] = {}
        for list_, path in self.walk():
            found.setdefault(list_, {})[path] = None
        return {list_: tuple(names) for list_, names in found.items() if list_}

    @property
    def landscape(self) -> bool:
        return self.paper == "横"
