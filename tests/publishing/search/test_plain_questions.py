"""Plain talk, read in a browser by search-query.js: of invented cities (core.json)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.publishing.search.test_questions import EDUCATION, FINANCE, core, readings, table

pytestmark = pytest.mark.browser
BUDGETED = "预算数|年初预算|全年预算|调整后预算|预算情况"
CHANGED = "多还是少|变化|变动|增减|增加|增长|减少|下降|持平"
DONE = "完成率|完成年初预算|完成全年预算|完成预算"
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
        # what is said around it
        ("临江市财政局那套系统的会议费", f"{FINANCE} ： 系统 ＋ 会议费 ： "),
        ("临江市财政局会议费咋这么高", f"{FINANCE} ： 会议费 ： reason"),
        ("临江市财政局会议费能报多少", f"{FINANCE} ： 会议费 ： amount"),
        ("培训费太贵了", " ： 培训费 ： "),
        ("会议费叫啥", " ： 会议费 ： meaning"),
        ("临江市财政局是干嘛的", f"{FINANCE} ： 职责 ： "),
        ("临江市财政局下面还管着哪些单位", f"{FINANCE} ： 下属单位|二级预算单位|所属单位 ： "),
        ("临江2021跟2022哪年花得多", f"云岭省/临江市 2021、2022 ： {SPENT} ＋ ?2021年 ＋ ?2022年 ： compare"),
        ("青川市会议费多还是少", f"云岭省/青川市 ： 会议费 ＋ {CHANGED} ： reason"),
        ("临江市财政局花钱比预算少多少", f"{FINANCE} ： {DONE} ： "),
        ("各单位会议费放一块比", " ： 会议费 ： compare"),
        # the same money, called otherwise
        ("培训花费", " ： 培训花费|培训费 ： "),
        # with a code, heads need not be found
        ("2050299决算数", " ： 2050299|2050299 ＋ ?决算数 ： "),
        ("公开 05 表", " ： 公开05表 ： "),
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
        ("拆围墙花了多少", " ： 围墙 ： amount"),
        ("公用经费优机关运行经费", " ： 公用经费 ＋ 机关运行经费 ： "),
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


def test_a_place_may_be_written_by_sound_before_an_office_of_it(page: Page, core: object, table: object) -> None:
    """But no other place that is called alike: 临将 is none, 青传 is said to be one here."""
    assert isinstance(core, dict)
    there = {**core, "elsewhere": ["青传"]}
    assert f"{EDUCATION} ： 会议费 ： " in readings(page, there, "临将教育局会议费", table)
    assert all("云岭" not in one for one in readings(page, there, "青传财政局会议费", table))
    assert all("青川" not in one for one in readings(page, there, "青传市财政局会议费", table))
    assert all("临江" not in one for one in readings(page, there, "临将会议费", table))


@pytest.mark.parametrize("question", ["huiyif", "peixunf", "gwjdf"])
def test_pinyin_may_be_cut_short(page: Page, core: object, table: object, question: str) -> None:
    meant = {"huiyif": "会议费", "peixunf": "培训费", "gwjdf": "公务接待费"}[question]
    assert readings(page, core, question, table)[0].startswith(f" ： {meant}")


def test_letters_that_are_no_pinyin_stay(page: Page, core: object, table: object) -> None:
    assert readings(page, core, "http", table)[0] == " ： http ： "


def test_an_office_keeps_its_ending(page: Page, core: object) -> None:
    for question in ("青川市城管局会议费", "青川市政府办会议费"):
        assert all("城管局" in one or "政府办" in one for one in readings(page, core, question))


def test_final_accounts_are_no_column_of_a_budget(page: Page, core: object) -> None:
    assert all("决算数" not in one for one in readings(page, core, "临江市财政局2022年决算的会议费"))


def test_what_is_left_out_is_told(page: Page, core: object) -> None:
    script = """async ([core, question]) => {
        const { read } = await import("/search-query.js");
        const notes = [];
        for (let one = read(question, core); one; one = one.instead) notes.push(one.notes.join(""));
        return notes;
    }"""
    assert "没有按“员工”检索" in page.evaluate(script, [core, "临江市财政局给员工发了多少奖金"])
