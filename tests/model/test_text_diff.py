"""出入的种类: in what respect two texts differ, whatever they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.mentions import measures
from gongkai.model.text_diff import Aspect, differences

WORDS = st.text(alphabet="一般公共预算支出决数完成年初占、，。；：（）“”0123456789.%万元增加减少持平", max_size=40)
CLASSES = ["教育支出", "科学技术支出", "住房保障支出", "卫生健康支出"]
AMOUNTS = st.decimals(min_value="0.01", max_value="99999.99", places=2).map(str)


def aspects(expected: str, printed: str, before: str = "", after: str = "") -> set[Aspect]:
    return {one.aspect for one in differences(expected, printed, before, after)}


@given(WORDS)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert aspects(text, text) == set()


@given(AMOUNTS, AMOUNTS)
def test_another_amount(right: str, wrong: str) -> None:
    found = aspects(f"支出决算为{right}万元", f"支出决算为{wrong}万元")
    assert found == (set() if right == wrong else {Aspect.FIGURE})


@given(AMOUNTS, AMOUNTS)
def test_another_percentage(right: str, wrong: str) -> None:
    found = aspects(f"，完成年初预算的{right}%。", f"，完成年初预算的{wrong}%。")
    assert found == (set() if right == wrong else {Aspect.RATE})


@given(AMOUNTS, st.data())
def test_one_changed_digit(amount: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([index for index, sign in enumerate(amount) if sign.isdigit()]))
    digit = data.draw(st.sampled_from("0123456789".replace(amount[place], "")))
    changed = amount[:place] + digit + amount[place + 1 :]
    assert Aspect.FIGURE in aspects(f"支出{amount}万元，占60.00%", f"支出{changed}万元，占60.00%")
    assert Aspect.RATE in aspects(f"支出8.00万元，占{amount}%", f"支出8.00万元，占{changed}%")


@given(st.integers(min_value=0, max_value=99999))
def test_fewer_decimals_are_the_same_number(whole: int) -> None:
    assert aspects(f"支出{whole}.00万元", f"支出{whole}万元") == {Aspect.DECIMALS}
    assert aspects(f"支出{whole:,}.50万元", f"支出{whole}.5万元") == {Aspect.DECIMALS}


@given(AMOUNTS)
def test_the_way_of_writing_is_no_difference(amount: str) -> None:
    whole, _, decimals = amount.partition(".")
    assert aspects(f"支出{amount}万元", f"支出{int(whole):,}.{decimals} 万元") == set()


@given(st.permutations(CLASSES))
def test_order(names: list[str]) -> None:
    found = aspects("、".join(CLASSES), "、".join(names))
    assert found == (set() if names == CLASSES else {Aspect.ORDER})


@given(st.sets(st.sampled_from(CLASSES), min_size=2), st.sets(st.sampled_from(CLASSES), min_size=2))
def test_lists(own: set[str], other: set[str]) -> None:
    found = aspects("、".join(sorted(own)), "、".join(sorted(other)))
    assert (Aspect.LIST in found) == (own != other and bool(own & other))


@given(WORDS, WORDS)
def test_words_are_told_only_where_nothing_graver_is_the_matter(expected: str, printed: str) -> None:
    found = aspects(expected, printed)
    light = {Aspect.WORDS, Aspect.MISTYPED, Aspect.ADDED, Aspect.MISSING}
    assert not (found & light) or found <= light | {Aspect.DECIMALS}


@given(WORDS)
def test_a_number_is_read_as_it_stands(text: str) -> None:
    for one in measures(text):
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    ("expected", "printed", "kinds"),
    [
        ("增加5.00万元", "减少5.00万元", {Aspect.DIRECTION}),
        ("增长3.00%", "下降3.00%", {Aspect.DIRECTION}),
        ("大于", "小于", {Aspect.DIRECTION}),
        ("增长3.00%", "增加3.00%", {Aspect.WORDS}),
        ("与年初预算数持平。", "与年初预算数存在差异的主要原因是节约开支。", {Aspect.NO_DIFFERENCE}),
        ("与年初预算数持平。", "与年初预算数不存在差异。", {Aspect.WORDS}),
        ("年初无此预算", "完成年初预算的0.00%", {Aspect.OF_NOTHING}),
        ("年初无此预算", "完成年初预算的85.33%", {Aspect.OF_NOTHING}),
        ("支出决算0.00万元，占", "支出决算0.00万元，完成预算的0%，占", {Aspect.OF_NOTHING}),
        ("增加5.00万元", "增加5.00万元，增长3.20%", set()),
        ("增加5.00万元，增长3.20%", "增加5.00万元", set()),
        ("我单位纳入", "我单机纳入", {Aspect.MISTYPED}),
        ("其他用车0辆；", "其他用车0辆，无其他用车；", {Aspect.ADDED}),
        ("2024年机构运转经费", "2024机构运转经费", {Aspect.WORDS}),
        ("主要包括：基本工资、津贴补贴", "主要包括：基本工资、奖金", {Aspect.LIST}),
        ("团组2个、来宾10人次", "团组0个、来宾0人次", {Aspect.FIGURE}),
        ("10.00万元，占40.00%；15.00万元，占60.00%", "15.00万元，占60.00%；10.00万元，占40.00%", {Aspect.ORDER}),
    ],
)
def test_kinds(expected: str, printed: str, kinds: set[Aspect]) -> None:
    assert aspects(expected, printed) >= kinds
    graver = set(Aspect) - {Aspect.WORDS, Aspect.MISTYPED, Aspect.ADDED, Aspect.MISSING}
    assert aspects(expected, printed) & graver == kinds & graver
