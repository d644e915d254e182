"""绩效表单里的数: every way in which the originals print a number or a target."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.model.amounts import Amount, Unit
from gongkai.model.numbers import absent, amount_of, read, shown
from gongkai.model.targets import Direction, read_target


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("70.7万元", "70.7", "万元"),
        ("81.1%", "81.1", "%"),
        ("100", "100", ""),
        ("20 天", "20", "天"),
        ("1,790.63", "1790.63", ""),
        ("５条", "5", "条"),
        ("5条%", "5", "条%"),
        ("-43.75", "-43.75", ""),
        ("0.5s", "0.5", "s"),
        ("1次/年", "1", "次/年"),
    ],
)
def test_numbers(text: str, value: str, unit: str) -> None:
    number = read(text)
    assert number is not None
    assert (number.value, number.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["", "—", "2023年12月31日前", "提高", "≥95%", "一年", "1.2.3"])
def test_no_numbers(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("≥95%", Direction.LEAST, "95"),
        ("满意度≥95%", Direction.LEAST, "95"),
        ("不低于95%", Direction.LEAST, "95"),
        ("20人以上", Direction.LEAST, "20"),
        (">90%", Direction.LEAST, "90"),
        ("≤50万元", Direction.MOST, "50"),
        ("不超过5天", Direction.MOST, "5"),
        ("30分钟以内", Direction.MOST, "30"),
        ("2个工作日内", Direction.MOST, "2"),
        ("60分及以上", Direction.LEAST, "60"),
        ("<5%", Direction.MOST, "5"),
        ("=3个", Direction.EXACT, "3"),
        ("100%", Direction.OPEN, "100"),
        ("510万元", Direction.OPEN, "510"),
    ],
)
def test_targets(text: str, bound: Direction, value: str) -> None:
    target = read_target(text)
    assert target is not None
    assert (target.bound, target.number.value) == (bound, Decimal(value))


@pytest.mark.parametrize(
    "text", ["提高", "2023年12月31日前", "高于省评18个一级指标", "小于等于预算金额", "不超预算", ""]
)
def test_words_are_no_targets(text: str) -> None:
    assert read_target(text) is None


@pytest.mark.parametrize(
    ("target", "outcome", "met"),
    [
        ("≥95%", "95%", True),
        ("≥95%", "94.9%", False),
        (">90%", "90%", False),
        ("<5%", "0%", True),
        ("≤210万", "210万", True),
        ("≤1万元", "9000元", True),
        ("=3个", "4个", False),
        ("100%", "98%", False),
    ],
)
def test_met(target: str, outcome: str, met: bool) -> None:  # noqa: FBT001 - a column of the table above
    aim, actual = read_target(target), read(outcome)
    assert aim is not None
    assert actual is not None
    assert aim.met(actual) is met


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12批次", "12次", True),
        ("≤2万", "1.9978", True),
        ("5条", "5条%", False),
        ("100%", "10个", False),
        ("3万", "3%", False),
    ],
)
def test_units(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a column of the table above
    aim, actual = read_target(one), read(other)
    assert aim is not None
    assert actual is not None
    assert aim.number.comparable(actual) is same


def test_nothing() -> None:
    assert all(map(absent, ["", " ", "-", "—", "不涉及"]))
    assert not absent("0")


def test_amounts() -> None:
    number, exact = read("2941.5"), read("15000元")
    assert number is not None
    assert exact is not None
    assert amount_of(number, Unit.WAN) == Amount(yuan=Decimal(29415000), margin=Decimal(50))
    assert amount_of(number, Unit.WAN, exact=False) == Amount(yuan=Decimal(29415000), margin=Decimal(500))
    assert amount_of(exact, Unit.WAN) == Amount(yuan=Decimal(15000))


def test_shown() -> None:
    assert [shown(Decimal(text)) for text in ("95.0", "-0.00", "1E+2", "0.10")] == ["95", "0", "100", "0.1"]
