"""个数, 百分比, 科目编码 as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.loading.typed_values import read_count, read_percent
from gongkai.model.findings import Finding
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


@given(st.text(max_size=40))
def test_no_reader_ever_raises(text: str) -> None:
    node = scalar(text)
    assert isinstance(read_count(node), int | Finding)
    assert isinstance(read_percent(node), Decimal | Finding)
