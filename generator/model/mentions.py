"""提到的数、日期和增减: what a text says that can be right or wrong, each as a whole: a figure, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from gongkai.model.amounts import UNIT_PATTERN
from gongkai.model.numbers import Number

COUNTERS = (
    "个月|人次|批次|车次|台次|个百分点|百分点|平方米|公里|[个辆台套批人家项分次件户名张份条所处座间册吨亩度天月年]"
)
"""what stands behind a count; any other word behind a number is no unit"""
COUNTED_ALIKE = ("个台辆套", "个家户所项", "个人名")
"""counters that may stand for each other"""
_CHINESE = "一二三四五六七八九"
_FIGURE = re.compile(
    rf"(?P<number>(?:(?<![\d年月日A-Za-z])[-－−])?\d[\d,]{{0,30}}(?:\.\d{{1,30}})?)\s{{0,9}}(?P<unit>{UNIT_PATTERN}|[%％]|{COUNTERS})?"
    rf"|(?P<spelt>[{_CHINESE}两十百]{{1,9}})(?P<counter>人次|批次|[个辆台套家名人项])"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR}|[二一〇○零{_CHINESE}]{{4}})\s*年度?(?:\s*(?P<month>\d\d?)\s*月份?(?:\s*(?P<day>\d\d?)\s*日)?)?"
    rf"|(?<![\d.,])(?P<bare_year>{_YEAR})(?=[一-鿿\-—–~])(?!{UNIT_PATTERN}|{COUNTERS})"
    rf"|(?<!\d)(?P<only_month>\d\d?)\s*月\s*(?P<only_day>\d\d?)\s*日"
    rf"|[〔\[（(](?P<issued>{_YEAR})[〕\]）)]\s*第?\s*(?P<issue>\d+)\s*号"
)
_LONE_UNIT = re.compile(rf"(?:(?<=[：:（(，、])|^)(?:人民币)?(?:{UNIT_PATTERN})(?=[）)。，、；]|$)")
_DIGITS = str.maketrans("○〇零" + _CHINESE, "000123456789")


class Direction(StrEnum):
    """增减."""

    MORE = "增"
    LESS = "减"
    SAME = "平"


DIRECTIONS = {
    **dict.fromkeys(("增加", "增长", "上升", "大于", "高于", "超出"), Direction.MORE),
    **dict.fromkeys(("减少", "下降", "降低", "小于", "低于"), Direction.LESS),
    **dict.fromkeys(("持平", "不存在差异", "无差异", "相等"), Direction.SAME),
}
DIRECTION = re.compile("|".join(sorted(DIRECTIONS, key=len, reverse=True)))


class Mention(Struct, frozen=True, kw_only=True):
    """一处提到的: a stretch of a text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Measure(Mention, frozen=True, kw_only=True):
    """一个数 with its unit."""

    number: Number

    @property
    def is_rate(self) -> bool:
        return self.number.unit == "%"

    def says(self, other: Measure) -> bool:
        """Whether both are one quantity, however it is written: 1060000元 and 106万元, 0台 and 0辆."""
        own, others = self.number, other.number
        if own.money and others.money:
            return own.plain == others.plain
        return own.value == others.value and _counts_alike(own.unit, others.unit)


class Date(Mention, frozen=True, kw_only=True):
    """一个日期, a year, or the number of a document: 2023年度, 2023年12月31日, 〔2023〕12号."""

    parts: tuple[int, ...]
    """year, month, day, as far as they are said (0: not said); of a document its year and number"""

    def says(self, other: Date) -> bool:
        """Whether both may be one date, one of them said less exactly."""
        return all(own == others for own, others in zip(self.parts, other.parts, strict=False) if own and others)

    def loses_its_year(self, other: Date) -> bool:
        """Whether 年 is missing in the other: 2024机构运转经费."""
        return self.parts == other.parts and "年" in self.text and "年" not in other.text


class Turn(Mention, frozen=True, kw_only=True):
    """增加, 减少, 持平."""

    direction: Direction

    def says(self, other: Turn) -> bool:
        return self.direction is other.direction


class LoneUnit(Mention, frozen=True, kw_only=True):
    """单位 without a figure: 单位：万元, 金额（元）."""

    def says(self, other: LoneUnit) -> bool:
        return self.text == other.text


@lru_cache(maxsize=4096)
def measures(text: str) -> tuple[Measure, ...]:
    """The figures of a text, but for those of its dates."""
    undated = _DATE.sub(lambda date: "日" * len(date[0]), text)
    return tuple(
        Measure(text=match[0].rstrip(), start=match.start(), number=_number(match))
        for match in _FIGURE.finditer(undated)
    )


def dates(text: str) -> tuple[Date, ...]:
    """The dates, years and numbers of documents in a text."""
    return tuple(Date(text=match[0], start=match.start(), parts=_parts(match)) for match in _DATE.finditer(text))


def turns(text: str) -> tuple[Turn, ...]:
    """Its words for more, less and equal."""
    found = DIRECTION.finditer(text)
    return tuple(Turn(text=match[0], start=match.start(), direction=DIRECTIONS[match[0]]) for match in found)


def lone_units(text: str) -> tuple[LoneUnit, ...]:
    """Units of money that no figure stands before."""
    return tuple(LoneUnit(text=match[0], start=match.start()) for match in _LONE_UNIT.finditer(text))


def says_equal(text: str) -> bool:
    return any(turn.direction is Direction.SAME for turn in turns(text))


def _counts_alike(own: str, other: str) -> bool:
    """Whether units count the same; a figure without a unit takes the other's."""
    ends = own.endswith(other) or other.endswith(own)  # 批次, 次
    return ends or any(own in group and other in group for group in COUNTED_ALIKE)


def _number(match: re.Match[str]) -> Number:
    if match["spelt"]:
        return Number(text=match[0], value=Decimal(_spelt(match["spelt"])), places=0, unit=match["counter"])
    digits = re.sub("[－−]", "-", match["number"].replace(",", ""))
    unit = (match["unit"] or "").replace("％", "%")
    return Number(text=match[0].rstrip(), value=Decimal(digits), places=len(digits.partition(".")[2]), unit=unit)


def _spelt(numeral: str) -> int:
    """十二 is 12, 一百零五 is not read."""
    total = digit = 0
    for sign in numeral.replace("两", "二"):
        if sign in _CHINESE:
            digit = 10 * digit + _CHINESE.index(sign) + 1
        else:
            total, digit = total + (digit or 1) * {"十": 10, "百": 100}[sign], 0
    return total + digit


def _parts(match: re.Match[str]) -> tuple[int, ...]:
    if match["issued"]:
        return (int(match["issued"]), int(match["issue"]))
    year = (match["year"] or match["bare_year"] or "0").translate(_DIGITS)
    return tuple(_all(year, match["month"] or match["only_month"], match["day"] or match["only_day"]))


def _all(*texts: str | None) -> Iterator[int]:
    return (int(text or 0) for text in texts)
