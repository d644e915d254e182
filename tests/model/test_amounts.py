"""金额: intervals of rounding, ratios, and how amounts are told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.amounts import NOTHING, Amount, Unit, ratio

HALF = Decimal(50)


def wan(text: str) -> Amount:
    """A figure as printed in 万元."""
    return Amount(yuan=Decimal(text) * 10000, margin=HALF if Decimal(text) else Decimal(0))


def test_sums_add_margins() -> None:
    assert wan("1.00") + wan("2.00") - wan("0.50") == Amount(yuan=Decimal(25000), margin=3 * HALF)
    assert wan("1.00") + NOTHING == wan("1.00")


@pytest.mark.parametrize(
    ("a", "b", "agree"), [("148.41", "148.40", True), ("148.42", "148.40", False), ("0", "0.01", False)]
)
def test_agrees(a: str, b: str, *, agree: bool) -> None:
    assert wan(a).agrees(wan(b)) is agree


@pytest.mark.parametrize(
    ("yuan", "printed"), [("50", "0.01"), ("49.99", "0.00"), ("-50", "-0.01"), ("123450", "12.35")]
)
def test_rounds_half_up(yuan: str, printed: str) -> None:
    assert str(Amount(yuan=Decimal(yuan)).rounded(Unit.WAN, 2)) == printed


@pytest.mark.parametrize(
    ("yuan", "told"),
    [("12345600", "1,234.56万元"), ("12345678.9", "1,234.57万元"), ("30", "0.003万元"), ("0", "0.00万元")],
)
def test_told(yuan: str, told: str) -> None:
    assert Amount(yuan=Decimal(yuan)).told(Unit.WAN, 2) == told


def test_ratio_of_zero_and_of_next_to_nothing() -> None:
    assert ratio(wan("1"), NOTHING) is None
    nothing = ratio(NOTHING, wan("0.01") + wan("0.01") - wan("0.01"))
    assert nothing is not None
    assert nothing.allows(Decimal(0), 2)
    assert not nothing.allows(Decimal(50), 2)
    small = ratio(wan("0.01"), wan("0.01") + wan("0.01") - wan("0.01"))
    assert small is not None
    assert (small.percent, small.low.is_finite(), small.high.is_finite()) == (Decimal(100), False, False)
    assert small.allows(Decimal("12.34"), 2)


@pytest.mark.parametrize(
    ("part", "whole", "printed", "right"),
    [
        ("52.73", "61.79", "85.33", True),  # t1
        ("4.04", "5.00", "80.85", True),  # t2
        ("2.09", "3.00", "69.77", True),  # t3
        ("0.23", "1.00", "22.80", True),  # t5
        ("0.23", "1.00", "23.70", False),
        ("101.51", "107.00", "85.33", False),
    ],
)
def test_printed_percentages(part: str, whole: str, printed: str, *, right: bool) -> None:
    found = ratio(wan(part), wan(whole))
    assert found is not None
    assert found.allows(Decimal(printed), 2) is right


@given(st.integers(min_value=1, max_value=10**12), st.integers(min_value=6_000, max_value=10**12))
def test_the_true_percentage_is_always_allowed(part: int, whole: int) -> None:
    """Exact amounts in cents, printed in 万元: the percentage of the exact ones lies in the interval of the printed."""
    true, base = (Amount(yuan=Decimal(cents) / 100) for cents in (part, whole))
    exact = ratio(true, base)
    printed = [one.rounded(Unit.WAN, 2) for one in (true, base)]
    found = ratio(*(Amount(yuan=value * 10000, margin=HALF) for value in printed))
    assert exact is not None
    assert found is not None
    assert found.low <= exact.percent <= found.high
    assert found.allows(exact.percent.quantize(Decimal("0.01")), 2)
