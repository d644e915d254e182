"""Plain talk, read in a browser by search-query.js: of invented cities (core.json)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.publishing.search.test_questions import EDUCATION, FINANCE, core, readings, table

pytestmark = pytest.mark.browser
BUDGETED = "预算数|年初预算|全年预算|调整后预算|预算情况"
SPENT = "总支出|本年支出合计|支出合计|支出总计|收支总计"
__all__ = ["core", "table"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        # how much, in words that go together
        ("临江市财政局一共有几辆车", f"{FINANCE} ： 保有量|车辆 ： amount"),
        ("临江市财政局接待了多少批", f"{FINANCE} ： 接待 ＋ ?批次|团组 ： amount"),
        ("青川市的水费要交多少钱", "云岭省/青川市 ： 水费 ： amount"),
        ("晒一晒青川市会议费", "云岭省/青川市 ： 会议费 ： "),
        ("青川市会议费涨了三成多", "云岭省/青川市 ： 会议费 ＋ 涨了|增加|增长|上升|增多|变多|上涨|多了|提高 ： reason"),
        ("青川市会议费贵不贵", "云岭省/青川市 ： 会议费 ： "),
        # nothing is named but that it was spent, received, left; or what an office is for
        ("临江市财政局2022年花了多少钱", f"{FINANCE} 2022 ： {SPENT} ： amount"),
        ("临江市财政局2022年支出多少", f"{FINANCE} 2022 ： {SPENT} ： amount"),
        ("临江市教育局是管什么的", f"{EDUCATION} ： 职责 ： "),
        # a change is told by sentences
        ("青川市会议费涨了多少", "云岭省/青川市 ： 会议费 ＋ 涨了|增加|增长|上升|增多|变多|上涨|多了|提高 ： reason"),
        # amounts in words
        ("三百三十三万元", " ： 333万元#3330000,333 ： "),
        ("一万五千元", " ： 15000元#15000,1.5 ： "),
        ("三千多万元", " ： 3000万元#30000000,3000 ： "),
        ("千人计划", " ： 千人计划 ： "),
        ("百分之十二点五", " ： 12.5%#12 ： "),
        # departments and years side by side
        ("各部门会议费对比", " ： 会议费 ： compare"),
        ("临江市财政局近三年培训费", f"{FINANCE} ： 培训费 ： compare"),
        ("哪个单位的会议费最多", " ： 会议费 ： compare"),
        ("2022年所有部门的决算", "2022 决算、单位决算 ：  ： "),
        # offices
        ("临江局的会议费", f"{FINANCE} {EDUCATION} ： 会议费 ： "),
        ("2022年初预算", "2022 ： 年初预算 ： "),
        ("《临江市会议费》", "云岭省/临江市 ： 会议费 ： "),
        ("财决07表", " ： 财决07表|07表 ： "),
        # an amount, and no table
        ("会议费预算3万", "预算 ： 会议费 ＋ 3万#30000,3,3.0 ： "),
        ("临江市财政局会议费两千多块", f"{FINANCE} ： 会议费 ＋ ?2000块#2000,0.2 ： "),
        ("青川市培训费用了预算的七成", "云岭省/青川市 ： 培训费 ＋ 完成率|完成年初预算|完成全年预算|完成预算 ： "),
        ("临江市财政局会议费预算3万花了多少", f"{FINANCE} ： 会议费 ＋ {BUDGETED} ＋ 3万#30000,3,3.0 ： amount"),
        ("青川市100万元以上的设备", "云岭省/青川市 ： 100万元#1000000,100 ＋ 设备 ： "),
        # shortened in pieces
        ("青川市年末结余", "云岭省/青川市 ： 年末结余|年末结转和结余 ： "),
        # whose task it is
        ("青川市数字政府归谁管", "云岭省/青川市 ： 数字政府 ： duty"),
    ],
)
def test_plain_talk_is_read(page: Page, core: object, question: str, first: str) -> None:
    assert readings(page, core, question)[0] == first


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("临江市财政局给员工发了多少奖金", f"{FINANCE} ： 奖金 ： amount"),
        ("我县打算搞的老年食堂", " ： 老年食堂 ： "),
        ("聘保安花了多少钱", " ： 保安 ： amount"),
    ],
)
def test_what_says_little_is_left_out_where_nothing_is_found_with_it(
    page: Page, core: object, question: str, meant: str
) -> None:
    found = readings(page, core, question)
    assert found[0] != meant
    assert meant in found[1:]


def test_an_office_may_be_written_by_sound(page: Page, core: object, table: object) -> None:
    """But the 政府办 of a place is no 政服办, as 政府 is a word."""
    assert f"{EDUCATION} ： 会议费 ： " in readings(page, core, "临江市叫育局会议费", table)
    assert all("财政" not in one.split(" ： ")[0] for one in readings(page, core, "临江市采购局会议费", table))


def test_what_is_left_out_is_told(page: Page, core: object) -> None:
    script = """async ([core, question]) => {
        const { read } = await import("/search-query.js");
        const notes = [];
        for (let one = read(question, core); one; one = one.instead) notes.push(one.notes.join(""));
        return notes;
    }"""
    assert "没有按“员工”检索" in page.evaluate(script, [core, "临江市财政局给员工发了多少奖金"])
