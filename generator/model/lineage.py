"""沿革: how a department came to be, from which others, and what it must not publish at all."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import Field, field_validator, model_validator

from gongkai.model.amounts import Amount, Unit
from gongkai.model.columns import FormModel
from gongkai.model.numbers import MONEY, amount_of, read

WHOLE = Decimal(1)
_RATE = re.compile(r"(\d{1,2}(?:\.\d{1,4})?|100)%")


class DepartmentEvent(StrEnum):
    """事 after which a department's figures are not those of the year before."""

    FOUNDED = "组建"
    MERGED = "合并"
    SPLIT = "拆分"
    TRANSFERRED = "划转"
    DISSOLVED = "撤销"
    """there is no such department any more: nothing is asked of it from that year on"""


TAKES_ALL = (DepartmentEvent.FOUNDED, DepartmentEvent.MERGED)
"""after which a 前身 goes on whole, unless its share is stated"""


class Predecessor(FormModel):
    """前身: a department whose figures, or some of them, this one goes on with; in short, just its folder."""

    short: ClassVar[str] = "文件夹"
    folder: str = Field(alias="文件夹", description="content/departments 以下，如 henan/nanyang/data-centre")
    rate: str = Field(default="", alias="比例", description="只接过来一部分的，占它的百分之几：40%")
    figures: dict[str, str] = Field(
        default_factory=dict,
        alias="数",
        description="或者一个数一个数地写它上年的数里归本部门的，连单位：{收支总计: 120.50万元}",
    )

    @field_validator("rate")
    @classmethod
    def _is_rate(cls, text: str) -> str:
        if text and not _RATE.fullmatch(text):
            raise ValueError(f"“{text}”不是百分比，写成 40% 或 12.5%")
        return text

    @field_validator("figures")
    @classmethod
    def _with_units(cls, figures: dict[str, str]) -> dict[str, str]:
        for name, text in figures.items():
            number = read(text)
            if number is None or number.unit not in MONEY:
                raise ValueError(f"“{name}”的“{text}”不是金额，连单位一起写，如 120.50万元")
        return figures

    @model_validator(mode="after")
    def _one_share(self) -> Predecessor:
        if self.rate and self.figures:
            raise ValueError("“比例”和“数”只写一样")
        return self

    @property
    def amounts(self) -> dict[str, Amount]:
        """数, read."""
        numbers = {name: read(text) for name, text in self.figures.items()}
        read_ = {name: amount_of(number, Unit.YUAN) for name, number in numbers.items() if number is not None}
        return {name: amount for name, amount in read_.items() if amount is not None}


class ChangeOfDepartment(FormModel):
    """沿革: what made a department larger or smaller, began it or ended it; a new name alone is none."""

    day: date = Field(alias="日期", description="哪一天，如 2024-03-15")
    what: DepartmentEvent = Field(alias="事", description="组建、合并、拆分、划转、撤销")
    said: str = Field(alias="说明", min_length=1, description="一句话，印给读者看：由市大数据局、市行政审批局合并组建")
    predecessors: tuple[Predecessor, ...] = Field(
        default=(), alias="前身", description="上年的数从哪些部门来，写它们的文件夹；只接过来一部分的写份额"
    )

    def takes(self, one: Predecessor) -> Decimal | None:
        """Which part of a 前身 goes on here, 1 for the whole; None where nobody states it as one rate."""
        if one.rate:
            return Decimal(one.rate.removesuffix("%")) / 100
        return WHOLE if self.what in TAKES_ALL and not one.figures else None


def horizon(year: int, *, looks_back: bool) -> date:
    """The last day on which a department can begin and still have a document of a year: a budget is drawn up before."""
    return date(year, 12, 31) if looks_back else date(year, 3, 31)


class Exemption(FormModel):
    """不公开: what a department need not publish at all, from a year on, and by what."""

    since: int | None = Field(default=None, alias="自", description="哪一年起；不写是一直")
    until: int | None = Field(default=None, alias="至", description="到哪一年止")
    basis: str = Field(alias="依据", min_length=1, description="依据哪部法律、哪个文件，写全")
    said: str = Field(default="", alias="说明", description="印给读者看的一句话；不写是“涉及国家秘密，不公开”")

    def holds_in(self, year: int) -> bool:
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)
