"""往来: money that passes between departments or units, as each side states it, and what a document knows of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct, field
from pydantic import Field, model_validator

from gongkai.model.amounts import Amount, Unit
from gongkai.model.columns import FormModel
from gongkai.model.numbers import Kind, amount_of, read

DEALINGS = "往来"
OTHER = "对方"


class Dealing(FormModel):
    """一笔往来 in document.yml: `received` or `paid`, in the document's unit."""

    braces_are_text: ClassVar[bool] = True
    other: str = Field(alias=OTHER, min_length=1, description="对方的全称，照它的文件封面写")
    received: str = Field(default="", alias="收", description="从对方收到多少，金额单位同这份文件；收、付写一个")
    paid: str = Field(default="", alias="付", description="付给对方多少，金额单位同这份文件")
    under: str = Field(default="", alias="列入", description="算在表里哪一项：其他收入、上级补助收入等")
    why: str = Field(default="", alias="事由", description="什么钱；不会公开")

    @model_validator(mode="after")
    def _one_amount(self) -> Dealing:
        if bool(self.received) == bool(self.paid):
            raise ValueError("收、付写一个：从对方收到的写“收”，付给对方的写“付”")
        number = read(self.received or self.paid)
        if number is None or not Kind.AMOUNT.fits(number) or number.value <= 0:
            raise ValueError(f"“{self.received or self.paid}”不是金额；写大于零的数，如 120.00")
        return self

    def amount(self, unit: Unit) -> Amount:
        """What passed, in the unit of its document."""
        number = read(self.received or self.paid)
        found = amount_of(number, unit) if number else None
        if found is None:
            raise ValueError(self.received or self.paid)
        return found


class Counterpart(Struct, frozen=True, kw_only=True):
    """对方的文件: the other side's document of the same year and sort."""

    id: str
    title: str
    """2024年度部门决算"""
    names: tuple[str, ...]
    """what others may call it"""
    archived: bool
    unit: Unit
    dealings: tuple[Dealing, ...]


class SharedProject(Struct, frozen=True, kw_only=True):
    """别的部门的同一个项目: by its code."""

    code: str
    name: str
    amount: Amount | None
    department: str
    document: str


class Others(Struct, frozen=True, kw_only=True):
    """别的部门: what a document knows of documents of the same year that speak of the same money."""

    counterparts: Mapping[str, Counterpart] = field(default_factory=dict)
    """by the name that the document gives"""
    unread: frozenset[str] = frozenset()
    """names of counterparts whose document could not be read"""
    nearest: Mapping[str, str] = field(default_factory=dict)
    """a name that nobody has → the one that is most like it; "" if none is"""
    of_units: Mapping[str, tuple[tuple[Dealing, Unit], ...]] = field(default_factory=dict)
    """往来 of the documents of its units, by the unit's name"""
    projects: tuple[SharedProject, ...] = ()
