"""金额 as people type it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.loading.typed_values import read_amount
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping, Scalar
from gongkai.model.places import Place
from tests.loading.trees import scalar


def read(text: str, unit: Unit = Unit.WAN) -> Amount:
    amount = read_amount(scalar(text), unit)
    assert isinstance(amount, Amount), amount
    return amount


def refused(text: str, unit: Unit = Unit.WAN) -> Finding:
    finding = read_amount(scalar(text), unit)
    assert isinstance(finding, Finding), finding
    return finding


@pytest.mark.parametrize(
    ("text", "yuan", "margin"),
    [
        ("148.41", "1484100", 50),
        ("5", "50000", 50),
        ("5.0", "50000", 50),
        ("-5.00", "-50000", 50),
        ("0.01", "100", 50),
        ("1,790.63", "17906300", 50),
        ("12,345,678.90", "123456789000", 50),
        ("0", "0", 0),
        ("0.00", "0", 0),
    ],
)
def test_wan(text: str, yuan: str, margin: int) -> None:
    amount = read(text)
    assert (amount.yuan, amount.margin) == (Decimal(yuan), Decimal(margin))


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "margin"),
    [
        ("5400.00", Unit.QIAN, "5400000", "5"),
        ("-0.01", Unit.QIAN, "-10", "5"),
        ("12.34", Unit.YI, "1234000000", "500000"),
        ("0", Unit.YI, "0", "0"),
    ],
)
def test_a_figure_stands_for_what_its_unit_rounds(text: str, unit: Unit, yuan: str, margin: str) -> None:
    amount = read(text, unit)
    assert (amount.yuan, amount.margin) == (Decimal(yuan), Decimal(margin))


def test_a_unit_typed_behind_a_figure_is_converted() -> None:
    assert refused("12万元", Unit.QIAN).hint == "本文件夹的单位是千元，换算后写 120.00"
    assert refused("3500千元", Unit.YI).hint == "本文件夹的单位是亿元，换算后写 0.04"


@pytest.mark.parametrize(("text", "yuan"), [("1484123.45", "1484123.45"), ("1,484,123", "1484123"), ("-0.01", "-0.01")])
def test_yuan_is_exact(text: str, yuan: str) -> None:
    assert read(text, Unit.YUAN) == Amount(yuan=Decimal(yuan))


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("１４８．４１", "L302", "148.41"),
        ("1，790.63", "L302", "1,790.63"),
        ("148。41", "L302", "148.41"),
        ("－5", "L302", "-5"),
        ("−5", "L302", "-5"),
        ("148.41\u3000", "L302", "148.41"),
        ("1,79.63", "L303", "去掉逗号"),
        ("1790,63", "L303", "去掉逗号"),
        ("1 790.63", "L303", "空格"),
        ("0,123", "L303", ""),
        ("NaN", "L304", ""),
        (".nan", "L304", ""),
        ("-inf", "L304", ""),
        ("1e999", "L304", ""),
        ("1E3", "L304", ""),
        ("0x1F", "L304", ""),
        ("1_000", "L304", ""),
        (".5", "L305", "写成 0.5"),
        ("5.", "L305", "写成 5"),
        ("-0", "L305", "写 0"),
        ("-0.00", "L305", "写 0"),
        ("+5", "L305", "写成 5"),
        ("007.50", "L305", "写成 7.50"),
        ("(5.00)", "L305", "写成 -5.00"),
        ("（5.00）", "L305", "写成 -5.00"),
        ("148.413", "L306", "148.41；"),
        ("148.415", "L306", "148.42；"),
        ("148.4134567", "L306", "148.41"),
        ("53万元", "L307", "只写数：53；"),
        ("５３万元", "L307", "只写数：53；"),
        ("530000元", "L307", "换算后写 53.00"),
        ("¥1,000", "L307", "只写数：1000；"),
        ("5亿元", "L307", "换算"),
        ("53%", "L307", "不是百分比"),
        ("无", "L301", "写 0"),
        ("—", "L301", "写 0"),
        ("/", "L301", "写 0"),
        ("1.2.3", "L301", ""),
        ("五万", "L301", ""),
        ("٣", "L301", ""),
        ("123456789012345", "L309", ""),
        ("9" * 15_000, "L309", ""),
    ],
)
def test_what_to_type_instead(text: str, code: str, hint: str) -> None:
    finding = refused(text)
    assert finding.code == code
    assert hint in finding.hint
    assert finding.place == Place(path="f.yml", line=1, column=1)


def test_three_decimals_of_wan_may_move_to_yuan() -> None:
    assert "写 1484130.00" in refused("148.413").hint
    assert "元，这里写" not in refused("148.4134567").hint
    assert "这里写" not in refused("1484123.456", Unit.YUAN).hint


def test_yuan_document_converts_wan() -> None:
    assert "换算后写 530000.00" in refused("53万元", Unit.YUAN).hint


def test_nothing_filled_in_and_more_than_one_value() -> None:
    place = Place(path="f.yml", line=2, column=3)
    empty = read_amount(Scalar(text="", place=place, null=True), Unit.WAN)
    several = read_amount(Mapping(items=(), place=place), Unit.WAN)
    assert isinstance(empty, Finding)
    assert isinstance(several, Finding)
    assert (empty.code, several.code, several.place) == ("L308", "L314", place)


CENTS = st.integers(min_value=-(10**14), max_value=10**14)


@given(CENTS, st.sampled_from(Unit), st.sampled_from([".2f", ",.2f"]))
def test_round_trip(cents: int, unit: Unit, form: str) -> None:
    value = Decimal(cents) / 100
    text = format(value, form)
    amount = read(text, unit)
    assert amount.yuan == value * unit.yuan
    assert amount.rounded(unit, 2) == value
    assert (amount == NOTHING) == (cents == 0)


@given(CENTS)
def test_full_width_is_always_told_and_what_it_tells_can_be_read(cents: int) -> None:
    text = f"{Decimal(cents) / 100:.2f}"
    wide = text.translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))
    finding = refused(wide)
    assert finding.code == "L302"
    assert read(finding.hint.removeprefix("改成半角：")) == read(text)


@given(st.text(max_size=60), st.sampled_from(Unit))
def test_any_text_is_an_amount_or_a_finding(text: str, unit: Unit) -> None:
    result = read_amount(scalar(text), unit)
    if isinstance(result, Amount):
        assert text.isascii()
        assert result.yuan == Decimal(text.replace(",", "")) * unit.yuan
    else:
        assert result.message


@given(
    st.from_regex(
        r"[-+(（¥]?[0-9０-９]{0,18}[.．,，_e ]?[0-9]{0,9}[.．,， ]?[0-9]{0,4}(万元|元|%|\)|）)?", fullmatch=True
    )
)
def test_near_numbers_are_amounts_or_findings(text: str) -> None:
    result = read_amount(scalar(text), Unit.WAN)
    if isinstance(result, Amount):
        assert result.yuan == Decimal(text.replace(",", "")) * 10000
