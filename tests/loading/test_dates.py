"""日期 in document.yml and department.yml: read, or told how to write; one wrong value hides no other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.loading.binding import bind_rest
from gongkai.loading.problems import Read
from gongkai.model.dates import is_date
from gongkai.model.departments import Department
from gongkai.model.documents import DocumentHead
from tests.loading.trees import load

HEAD = "版式: e\n状态: 编制\n金额单位: 元\n"
DEPARTMENT = "行政区划: 甲省/乙市\n"


def head(lines: str) -> Read[DocumentHead | None]:
    node = load(HEAD + lines).node
    assert node is not None
    return bind_rest(node, DocumentHead)


def department(lines: str) -> Read[Department | None]:
    node = load(DEPARTMENT + lines).node
    assert node is not None
    return bind_rest(node, Department)


def told(bound: Read[DocumentHead | None] | Read[Department | None]) -> list[tuple[int, str, str]]:
    return [(one.place.line, str(one.code), one.hint) for one in bound.findings]


@pytest.mark.parametrize("text", ["2022-09", "2022-09-30", "2024-02-29", ""])
def test_a_date_may_stop_at_the_month(text: str) -> None:
    bound = head(f'成文日期: "{text}"\n')
    assert bound.value is not None
    assert (bound.value.date, bound.findings) == (text, ())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2022年9月", "写成 2022-09"),
        ("2022年9月30日", "写成 2022-09-30"),
        ("2022/9/3", "写成 2022-09-03"),
        ("2022.9", "写成 2022-09"),
        ("２０２２－09", "写成 2022-09"),
        ("2022", "核对"),
        ("2022-13", "核对"),
        ("2022-02-30", "核对"),
        ("2022-09-00", "核对"),
        ("0022-09", "核对"),
        ("二〇二二年九月", "核对"),
    ],
)
def test_no_date(text: str, hint: str) -> None:
    ((line, code, said),) = told(head(f"成文日期: {text}\n"))
    assert (line, code) == (4, "L312")
    assert hint in said


def test_a_name_needs_its_day() -> None:
    bound = department("名称:\n  - {自: 2019年1月, 名称: 乙市水利局}\n  - {自: 2023-06-01, 名称: 乙市水务局}\n")
    assert told(bound) == [(3, "L312", "写到哪一天，如 2019-01-01")]


@given(st.dates(min_value=date(1949, 1, 1), max_value=date(2199, 12, 31)))
def test_every_date_of_our_time_is_one(day: date) -> None:
    assert is_date(day.isoformat())
    assert is_date(day.isoformat()[:7])


@given(st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    assert is_date(text) in (True, False)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_names_go_by_date_whatever_the_order_of_lines(order: tuple[int, ...]) -> None:
    lines = (
        "  - {自: 2014-03-01, 名称: 乙市卫生局}\n",
        "  - {自: 2015-07-01, 名称: 乙市卫生和计划生育委员会}\n",
        "  - {自: 2019-01-15, 名称: 乙市卫生健康委员会}\n",
    )
    bound = department("名称:\n" + "".join(lines[number] for number in order))
    assert bound.value is not None
    assert [bound.value.name_in(year) for year in (2010, 2014, 2018, 2019, 2024)] == [
        "乙市卫生局",
        "乙市卫生局",
        "乙市卫生和计划生育委员会",
        "乙市卫生健康委员会",
        "乙市卫生健康委员会",
    ]


def test_two_names_from_one_day_are_told() -> None:
    bound = department("名称: [{自: 2019-01-01, 名称: 甲局}, {自: 2019-01-01, 名称: 乙局}]\n")
    assert [one.message for one in bound.findings] == ["有两个名称都从2019-01-01起用，程序不知道用哪一个"]


def test_what_is_wrong_is_left_out_and_the_rest_is_read() -> None:
    bound = head("成文日期: 2024年9月\n缺漏: [第3页]\n错: 1\n")
    assert [code for _, code, _ in told(bound)] == ["L312", "L401"]
    assert bound.value is not None
    assert (bound.value.date, bound.value.missing) == ("", ("第3页",))


def test_an_item_of_a_list_goes_with_what_it_lacks() -> None:
    bound = department(
        "名称: [{自: 2019-01-01, 名称: 甲局}]\n单位:\n"
        '  - {代码: "101001", 名称: 本级, 自: 2022年}\n  - {代码: "101002"}\n  - {代码: "101003", 名称: 乙站}\n'
    )
    assert [(line, code) for line, code, _ in told(bound)] == [(4, "L405"), (5, "L402")]
    assert bound.value is not None
    assert [unit.code for unit in bound.value.units] == ["101001", "101003"]


@pytest.mark.parametrize("lines", ["金额单位: 元\n", "版式: e\n状态: 编辑\n金额单位: 元\n"])
def test_nothing_is_made_up_for_what_must_be_there(lines: str) -> None:
    node = load(lines).node
    assert node is not None
    bound = bind_rest(node, DocumentHead)
    assert bound.value is None
    assert bound.findings
