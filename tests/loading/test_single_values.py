"""个数, 百分比, 日期, 科目编码 as people type them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.loading.dates import read_date
from generator.loading.numbers import read_count, read_percent
from generator.model.dates import PartialDate
from generator.model.findings import Finding
from tests.loading.trees import scalar


def told(result: object) -> tuple[str, str]:
    assert isinstance(result, Finding), result
    return (result.code, result.hint)


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("12", 12), ("1,200", 1200), ("1,234,567", 1234567)])
def test_count(text: str, count: int) -> None:
    assert read_count(scalar(text)) == count


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("２", "L302", "2"),
        ("2辆", "L310", "只写整数：2"),
        ("012", "L310", "只写整数：12"),
        ("2.0", "L310", "写整数"),
        ("-1", "L310", "写整数"),
        ("二", "L310", "写整数"),
        ("1,20", "L310", "写整数"),
        ("1e3", "L310", ""),
        ("9999999999", "L310", ""),
    ],
)
def test_not_a_count(text: str, code: str, hint: str) -> None:
    found, said = told(read_count(scalar(text)))
    assert found == code
    assert hint in said


@pytest.mark.parametrize(("text", "value"), [("94.87%", "94.87"), ("0%", "0"), ("-3.50%", "-3.50"), ("1250%", "1250")])
def test_percentage_keeps_its_decimals(text: str, value: str) -> None:
    assert str(read_percent(scalar(text))) == value


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("94.87％", "L302", "94.87%"),
        ("94.87", "L311", "94.87%"),
        ("0.95", "L311", "是 95% 还是 0.95%"),
        ("百分之五", "L311", ""),
        ("1e3%", "L311", ""),
        ("NaN%", "L311", ""),
    ],
)
def test_not_a_percentage(text: str, code: str, hint: str) -> None:
    found, said = told(read_percent(scalar(text)))
    assert found == code
    assert hint in said


def test_date_may_stop_at_the_month() -> None:
    assert read_date(scalar("2022-09")) == PartialDate(2022, 9)
    assert read_date(scalar("2024-02-29")) == PartialDate(2024, 2, 29)
    assert [str(PartialDate(2022, 9)), str(PartialDate(2022, 9, 3))] == ["2022-09", "2022-09-03"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2022年9月", "写成 2022-09"),
        ("2022年9月30日", "写成 2022-09-30"),
        ("2022/9/3", "写成 2022-09-03"),
        ("2022.9", "写成 2022-09"),
        ("2022-9", "写成 2022-09"),
        ("2022", "核对"),
        ("2022-13", "核对"),
        ("2022-02-30", "核对"),
        ("2022-09-00", "核对"),
        ("0022-09", "核对"),
        ("二〇二二年九月", "核对"),
    ],
)
def test_not_a_date(text: str, hint: str) -> None:
    found, said = told(read_date(scalar(text)))
    assert found == "L312"
    assert hint in said


def test_full_width_date() -> None:
    assert told(read_date(scalar("２０２２－09"))) == ("L302", "改成半角：2022-09")


@given(st.dates(min_value=date(1949, 1, 1), max_value=date(2199, 12, 31)))
def test_every_date_of_our_time_is_read(day: date) -> None:
    result = read_date(scalar(day.isoformat()))
    assert result == PartialDate(day.year, day.month, day.day)
    assert str(result) == day.isoformat()


@given(st.text(max_size=40))
def test_no_reader_ever_raises(text: str) -> None:
    node = scalar(text)
    assert isinstance(read_count(node), int | Finding)
    assert isinstance(read_percent(node), Decimal | Finding)
    assert isinstance(read_date(node), PartialDate | Finding)
