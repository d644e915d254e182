"""出入的种类: in what respect two texts differ, whatever they say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.mentions import measures
from gongkai.model.text_diff import Aspect, differences

WORDS = st.text(alphabet="一般公共预算支出决数完成年初占、，。；：（）“”0123456789.%万元增加减少持平", max_size=40)
CLASSES = ["教育支出", "科学技术支出", "住房保障支出", "卫生健康支出"]
AMOUNTS = st.decimals(min_value="0.01", max_value="99999.99", places=2).map(str)


@given(WORDS)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert kinds_of(text, text) == frozenset()


@given(AMOUNTS, AMOUNTS)
def test_another_amount(right: str, wrong: str) -> None:
    found = kinds_of(f"支出决算为{right}万元", f"支出决算为{wrong}万元")
    assert found == (frozenset() if right == wrong else {Kind.AMOUNT})


@given(AMOUNTS, AMOUNTS)
def test_another_percentage(right: str, wrong: str) -> None:
    found = kinds_of(f"，完成年初预算的{right}%。", f"，完成年初预算的{wrong}%。")
    assert found == (frozenset() if right == wrong else {Kind.PERCENTAGE})


@given(AMOUNTS, st.data())
def test_one_changed_digit(amount: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([index for index, sign in enumerate(amount) if sign.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789".replace(amount[place], "")))
    changed = amount[:place] + digit + amount[place + 1 :]
    assert Kind.AMOUNT in kinds_of(f"支出{amount}万元，占60.00%", f"支出{changed}万元，占60.00%")
    assert Kind.PERCENTAGE in kinds_of(f"支出8.00万元，占{amount}%", f"支出8.00万元，占{changed}%")


@given(st.integers(min_value=0, max_value=99999))
def test_fewer_decimals_are_the_same_number(whole: int) -> None:
    assert kinds_of(f"支出{whole}.00万元", f"支出{whole}万元") == {Kind.DECIMALS}
    assert kinds_of(f"支出{whole:,}.50万元", f"支出{whole}.5万元") == {Kind.DECIMALS}


@given(AMOUNTS)
def test_the_way_of_writing_is_no_difference(amount: str) -> None:
    whole, _, decimals = amount.partition(".")
    assert kinds_of(f"支出{amount}万元", f"支出{int(whole):,}.{decimals} 万元") == frozenset()


@given(st.permutations(CLASSES))
def test_order(names: list[str]) -> None:
    found = kinds_of("、".join(CLASSES), "、".join(names))
    assert found == (frozenset() if names == CLASSES else {Kind.ORDER})


@given(st.sets(st.sampled_from(CLASSES), min_size=2), st.sets(st.sampled_from(CLASSES), min_size=2))
def test_lists(own: set[str], other: set[str]) -> None:
    found = kinds_of("、".join(sorted(own)), "、".join(sorted(other)))
    assert (Kind.LIST in found) == (own != other and bool(own & other))


@given(WORDS, WORDS)
def test_words_are_told_only_where_nothing_graver_is_the_matter(expected: str, printed: str) -> None:
    found = kinds_of(expected, printed)
    light = {Kind.WORDS, Kind.MISTYPED, Kind.SURPLUS}
    assert not (found & light) or found <= light | {Kind.DECIMALS}


@given(WORDS)
def test_a_number_is_read_as_it_stands(text: str) -> None:
    for token in tokens(text):
        assert token.text in text
        assert re.fullmatch(r"\d+(\.\d*[1-9])?", token.value)


@pytest.mark.parametrize(
    ("expected", "printed", "kinds"),
    [
        ("增加5.00万元", "减少5.00万元", {Kind.DIRECTION}),
        ("增长3.00%", "下降3.00%", {Kind.DIRECTION}),
        ("大于", "小于", {Kind.DIRECTION}),
        ("增长3.00%", "增加3.00%", {Kind.WORDS}),
        ("与年初预算数持平。", "与年初预算数存在差异的主要原因是节约开支。", {Kind.NO_DIFFERENCE}),
        ("与年初预算数持平。", "与年初预算数不存在差异。", {Kind.WORDS}),
        ("年初无此预算", "完成年初预算的0.00%", {Kind.OF_NOTHING}),
        ("年初无此预算", "完成年初预算的85.33%", {Kind.OF_NOTHING}),
        ("支出决算0.00万元，占", "支出决算0.00万元，完成预算的0%，占", {Kind.OF_NOTHING}),
        ("增加5.00万元", "增加5.00万元，增长3.20%", set()),
        ("增加5.00万元，增长3.20%", "增加5.00万元", set()),
        ("我单位纳入", "我单机纳入", {Kind.MISTYPED}),
        ("其他用车0辆；", "其他用车0辆，无其他用车；", {Kind.SURPLUS}),
        ("2024年机构运转经费", "2024机构运转经费", {Kind.WORDS}),
        ("主要包括：基本工资、津贴补贴", "主要包括：基本工资、奖金", {Kind.LIST}),
        ("团组2个、来宾10人次", "团组0个、来宾0人次", {Kind.AMOUNT}),
        ("10.00万元，占40.00%；15.00万元，占60.00%", "15.00万元，占60.00%；10.00万元，占40.00%", {Kind.ORDER}),
    ],
)
def test_kinds(expected: str, printed: str, kinds: set[Kind]) -> None:
    assert kinds_of(expected, printed) >= kinds
    graver = set(Kind) - {Kind.WORDS, Kind.MISTYPED, Kind.SURPLUS}
    assert kinds_of(expected, printed) & graver == kinds & graver
