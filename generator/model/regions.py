"""地区: what is known of a region itself (region.yml), for figures per head."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import Field, field_validator

from gongkai.model.amounts import Amount, Unit
from gongkai.model.columns import twice
from gongkai.model.forms import FormModel
from gongkai.model.numbers import MONEY, amount_of, read

REGION = "region.yml"
TOTALS = "公布的合计"
_PEOPLE = re.compile(r"(?P<number>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*|[0-9]+\.[0-9]+)(?P<unit>万人|万|人|)")


class Population(FormModel):
    """人口 of one year."""

    year: int = Field(alias="年度", description="哪一年，如 2023")
    people: str = Field(alias="人数", description="多少人，如 961.7万人、356120人")
    counted: str = Field(default="", alias="口径", description="常住人口、户籍人口；年末的写年末")
    source: str = Field(alias="来源", min_length=1, description="抄自哪里，如 2023年国民经济和社会发展统计公报")

    @field_validator("people")
    @classmethod
    def _is_number(cls, text: str) -> str:
        found = _PEOPLE.fullmatch(text.strip())
        if found is None or not _count(found):
            raise ValueError(f"“{text}”不是人数；写 961.7万人 或 356120人")
        if _count(found) % 1:
            raise ValueError(f"“{text}”不是整数个人；用“万人”的，小数最多四位")
        return text.strip()

    @property
    def count(self) -> Decimal:
        found = _PEOPLE.fullmatch(self.people)
        return _count(found) if found else Decimal(0)

    @property
    def told(self) -> str:
        """For readers: 常住人口961.7万人（来源）."""
        number = self.people if self.people.endswith("人") else f"{self.people}人"
        return f"{self.counted or '人口'}{number}（{self.source}）"


def _count(found: re.Match[str]) -> Decimal:
    number = Decimal(found["number"].replace(",", ""))
    return number * 10_000 if found["unit"].startswith("万") else number


class PublishedTotal(FormModel):
    """公布的合计: what the bureau published of all departments of the place together."""

    year: int = Field(alias="年度", description="哪一年，如 2023")
    nature: str = Field(default="决算", alias="类", description="决算或者预算；不写是决算")
    item: str = Field(alias="项", min_length=1, description="三公经费合计、公务接待费等，照网站各部门一览的栏名")
    amount: str = Field(alias="金额", description="带单位，如 1234.56万元")
    source: str = Field(alias="来源", min_length=1, description="抄自哪里，如 2023年市级“三公”经费决算情况说明")

    @field_validator("amount")
    @classmethod
    def _is_amount(cls, text: str) -> str:
        number = read(text)
        if number is None or number.unit not in MONEY:
            raise ValueError(f"“{text}”不是带单位的金额；写 1234.56万元")
        return text

    @property
    def known(self) -> Amount:
        """As exact as its decimals say."""
        number = read(self.amount)
        found = amount_of(number, Unit.YUAN) if number else None
        if found is None:
            raise ValueError(self.amount)
        return found


class RegionFile(FormModel):
    """region.yml."""

    populations: tuple[Population, ...] = Field(default=(), alias="人口", description="各年的人口，一年一行")

    totals: tuple[PublishedTotal, ...] = Field(
        default=(), alias=TOTALS, description="财政局公布的各部门合计，用来同各部门的数核对，一个数一行"
    )

    @field_validator("populations")
    @classmethod
    def _once(cls, populations: tuple[Population, ...]) -> tuple[Population, ...]:
        for year in twice(str(one.year) for one in populations):
            raise ValueError(f"{year}年的人口写了两次，程序不知道用哪一个")
        return populations

    def in_year(self, year: int) -> Population | None:
        """The population of a year; that of another is not taken for it."""
        return next((one for one in self.populations if one.year == year), None)
