"""图: what the bars of an edition's pictures show of three invented bureaus of another city, and what is said beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount, Unit
from gongkai.model.edition import InputKind
from gongkai.model.entries import Input
from gongkai.model.lineage import ChangeOfDepartment
from gongkai.model.pictures import Picture
from gongkai.model.places import Place
from gongkai.picturing.measuring import Earlier
from gongkai.picturing.pictures import pictures
from tests.checks.cases import case

TABLES = """
支出表:
  键: t03
  列:
    - {题: 科目代码, 类: 编码}
    - {题: 科目名称, 类: 名称}
    - {题: 合计, 公式: 基本支出 + 项目支出}
    - 基本支出
    - 项目支出
  行: {按: 科目, 级次: [类, 款, 项], 合计: 首}
三公表:
  键: t09
  列: [出国费, 用车费, 接待费, {题: 合计, 公式: 出国费 + 用车费 + 接待费}]
  行: [{键: 行}]
"""
INDICATORS = {
    "支出": "支出表.合计.合计",
    "基本支出": "支出表.合计.基本支出",
    "项目支出": "支出表.合计.项目支出",
    "三公": "三公表.合计",
    "出国费": "三公表.出国费",
    "用车费": "三公表.用车费",
    "接待费": "三公表.接待费",
}
PICTURES = {
    "去向": {
        "键": "classes",
        "题": "钱花在哪里",
        "各": "类",
        "数": {"决算数": "支出表.合计[科目=*]"},
        "合计": {"决算数": "支出"},
        "占比": True,
        "最多": 3,
    },
    "两种支出": {
        "键": "kinds",
        "题": "基本支出和项目支出",
        "项": ["基本支出", "项目支出"],
        "数": {"决算数": "*"},
        "合计": {"决算数": "支出"},
        "占比": True,
    },
    "预算": {
        "键": "budget",
        "题": "预算和决算",
        "各": "类",
        "数": {"年初预算数": "填报.年初预算.*", "决算数": "支出表.合计[科目=*]"},
        "合计": {"年初预算数": "填报.预算合计", "决算数": "支出"},
    },
    "历年": {"键": "years", "题": "历年支出", "年": 5, "数": {"决算数": "支出"}, "上年": {"决算数": "填报.上年支出"}},
    "三公": {
        "键": "three-public",
        "题": "三公",
        "项": ["出国费", "用车费", "接待费"],
        "数": {"上年决算数": "上年决算.*", "决算数": "*"},
        "合计": {"上年决算数": "上年决算.三公", "决算数": "三公"},
    },
}
INPUTS = {
    "年初预算.*": {"类": "金额"},
    "预算合计": {"类": "金额"},
    "上年支出": {"类": "金额"},
}
HARBOUR = """
支出表:
  2010301: {基本支出: 60.00, 项目支出: 20.00}
  2080505: {基本支出: 15.00}
三公表: {出国费: 0, 用车费: 3.50, 接待费: 1.25}
"""


def bureau(figures: str, unit: Unit = Unit.WAN, inputs: dict[str, str] | None = None, **more: Any) -> Case:
    """A bureau of Linhai, which does not exist; amounts of the explanation in 万元."""
    typed = {path: amount(path, text) for path, text in (inputs or {}).items()}
    own: dict[str, Any] = {"指标": INDICATORS, "图": PICTURES, "填报": INPUTS} | more
    return case(TABLES, figures, unit, inputs=typed, **own)


def amount(path: str, text: str) -> Input:
    value = Amount(yuan=Decimal(text) * 10_000, margin=Decimal(50))
    return Input(path=path, kind=InputKind.AMOUNT, value=value, place=Place(path="f.yml"))


def beside(looked_at: Case, other: Case, which: str = "上年决算") -> Case:
    return replace(looked_at, neighbours={which: Neighbour(title="2023年决算", accounts=other.accounts)})


def drawn(looked_at: Case, name: str, earlier: tuple[Earlier, ...] = ()) -> Picture:
    return next(one for one in pictures(looked_at, earlier) if one.id == name)


def told(picture: Picture) -> list[str]:
    """Each bar as a line: 行政运行 决算数 60.00 80.00%."""
    return [
        " ".join(filter(None, (group.title, bar.series, bar.figure.text if bar.figure else "无数据", bar.share)))
        for group in picture.groups
        for bar in group.bars
    ]


def test_where_the_money_goes_the_largest_first() -> None:
    picture = drawn(bureau(HARBOUR), "classes")
    assert told(picture) == [
        "合计 决算数 95.00 100.00%",
        "一般公共服务支出 决算数 80.00 84.21%",
        "社会保障和就业支出 决算数 15.00 15.79%",
    ]
    assert picture.unit == "万元"
    assert (picture.shares_sum, picture.apart, picture.rest, picture.absent) == ("", "", (), ())


def test_a_figure_knows_its_cell() -> None:
    group = drawn(bureau(HARBOUR), "classes").groups[1]
    assert group.bars[0].figure is not None
    assert [tuple(cell) for cell in group.bars[0].figure.cells] == [("支出表", "201", "合计")]


def test_one_class_only() -> None:
    one = bureau("支出表:\n  2010301: {基本支出: 60.00}\n")
    assert told(drawn(one, "classes")) == ["合计 决算数 60.00 100.00%", "一般公共服务支出 决算数 60.00 100.00%"]
    kinds = drawn(one, "kinds")
    assert told(kinds) == ["合计 决算数 60.00 100.00%", "基本支出 决算数 60.00 100.00%"]
    assert kinds.nothing == ("项目支出",)


def test_many_classes_are_added_up_and_listed() -> None:
    lines = "".join(
        f"  {code}0101: {{基本支出: {sum_}}}\n" for code, sum_ in (("201", 9), ("202", 1), ("208", 3), ("210", 2))
    )
    picture = drawn(bureau(f"支出表:\n{lines}"), "classes")
    assert told(picture)[1:3] == ["一般公共服务支出 决算数 9.00 60.00%", "社会保障和就业支出 决算数 3.00 20.00%"]
    last = picture.groups[-1].bars[0]
    assert last.figure is not None
    assert (last.figure.text, last.share) == ("3.00", "20.00%")
    assert [group.bars[0].figure.text for group in picture.rest if group.bars[0].figure] == ["2.00", "1.00"]


def test_shares_that_do_not_sum_up_say_so() -> None:
    lines = "".join(f"  {code}0101: {{基本支出: 1.00}}\n" for code in ("201", "208", "210"))
    picture = drawn(bureau(f"支出表:\n{lines}"), "classes")
    assert picture.shares_sum == "99.99%"


def test_money_that_came_back_has_no_share() -> None:
    picture = drawn(bureau("支出表:\n  2010301: {基本支出: 60.00}\n  2080505: {项目支出: -5.00}\n"), "classes")
    assert told(picture) == ["合计 决算数 55.00", "一般公共服务支出 决算数 60.00", "社会保障和就业支出 决算数 -5.00"]
    assert picture.no_shares


def test_zero_is_zero_and_nothing_is_nothing() -> None:
    before = bureau(HARBOUR.replace("出国费: 0,", "出国费: 2.00,"))
    picture = drawn(beside(bureau(HARBOUR), before), "three-public")
    assert told(picture)[2:4] == ["出国费 上年决算数 2.00", "出国费 决算数 0.00"]
    assert [bar.look for bar in picture.groups[1].bars] == [1, 0]


def test_budget_against_outturn() -> None:
    typed = {"年初预算.2010301": "50.00", "年初预算.2010302": "4.00", "年初预算.2080505": "20.00", "预算合计": "80.00"}
    picture = drawn(bureau(HARBOUR, inputs=typed), "budget")
    assert told(picture) == [
        "合计 年初预算数 80.00",
        "合计 决算数 95.00",
        "一般公共服务支出 年初预算数 54.00",
        "一般公共服务支出 决算数 80.00",
        "社会保障和就业支出 年初预算数 20.00",
        "社会保障和就业支出 决算数 15.00",
    ]
    assert picture.apart == "年初预算数6.00万元"


def test_a_class_that_was_budgeted_and_not_spent() -> None:
    typed = {"年初预算.2010301": "60.00", "年初预算.2050101": "7.00", "预算合计": "67.00"}
    picture = drawn(bureau("支出表:\n  2010301: {基本支出: 60.00}\n", inputs=typed), "budget")
    assert told(picture)[-2:] == ["205 年初预算数 7.00", "205 决算数 0.00"]


def test_no_budget_is_said() -> None:
    picture = drawn(bureau(HARBOUR), "budget")
    assert picture.series == ("决算数",)
    assert [one.series for one in picture.absent] == ["年初预算数"]
    assert picture.absent[0].reason
    assert all(bar.series == "决算数" for group in picture.groups for bar in group.bars)


def test_a_document_in_yuan_prints_yuan() -> None:
    figures = "支出表:\n  2010301: {基本支出: 600000.50}\n"
    picture = drawn(bureau(figures, Unit.YUAN, 金额={"单位": "元"}), "classes")
    assert picture.unit == "元"
    assert told(picture)[0] == "合计 决算数 600,000.50 100.00%"


def test_a_zero_that_tables_leave_blank_is_shown() -> None:
    picture = drawn(bureau(HARBOUR, 金额={"零": ""}), "three-public")
    assert told(picture)[1] == "出国费 决算数 0.00"


def test_years_on_record() -> None:
    old = bureau("支出表:\n  2010301: {基本支出: 40.00}\n")
    last = bureau("支出表:\n  2010301: {基本支出: 70.00}\n")
    earlier = (
        Earlier(year=2023, accounts=last.accounts, units=frozenset()),
        Earlier(year=2022, reason="没有2022年的决算"),
        Earlier(year=2021, accounts=old.accounts, units=frozenset()),
        Earlier(year=2020, reason="没有2020年的决算"),
    )
    picture = drawn(bureau(HARBOUR), "years", earlier)
    assert told(picture) == [
        "2021年 决算数 40.00",
        "2022年 决算数 无数据",
        "2023年 决算数 70.00",
        "2024年 决算数 95.00",
    ]
    assert picture.groups[1].bars[0].reason == "没有2022年的决算"
    assert [group.current for group in picture.groups] == [False, False, False, True]
    assert picture.scopes == ()


def test_last_year_as_it_was_typed_where_its_document_is_not_there() -> None:
    earlier = (Earlier(year=2023, reason="没有2023年的决算"),)
    picture = drawn(bureau(HARBOUR, inputs={"上年支出": "88.00"}), "years", earlier)
    assert told(picture) == ["2023年 决算数 88.00", "2024年 决算数 95.00"]
    assert picture.told_here == (("2023年", "没有2023年的决算"),)


def test_a_merger_between_the_years_is_said() -> None:
    before = bureau("支出表:\n  2010301: {基本支出: 70.00}\n")
    told_of = [
        {"日期": day, "事": what, "说明": "由乙站并入"}
        for day, what in (("2023-01-01", "合并"), ("2024-03-01", "拆分"), ("2025-01-01", "合并"))
    ]
    changes = tuple(map(ChangeOfDepartment.model_validate, told_of))
    looked_at = bureau(HARBOUR)
    department = looked_at.document.department.model_copy(update={"changes": changes})
    looked_at = replace(looked_at, document=replace(looked_at.document, department=department))
    picture = drawn(looked_at, "years", (Earlier(year=2023, accounts=before.accounts, units=frozenset()),))
    assert picture.events == ("2024年3月拆分：由乙站并入",)
    assert drawn(looked_at, "classes").events == ()
    assert drawn(beside(looked_at, before), "three-public").events == ("2024年3月拆分：由乙站并入",)


def test_years_that_take_in_other_units_say_so() -> None:
    last = bureau("支出表:\n  2010301: {基本支出: 70.00}\n")
    picture = drawn(
        bureau(HARBOUR), "years", (Earlier(year=2023, accounts=last.accounts, units=frozenset({"甲站", "乙站"})),)
    )
    assert picture.scopes == ("2023年2个", "2024年没有写明")


def test_no_year_before_is_said() -> None:
    picture = drawn(bureau(HARBOUR), "years", (Earlier(year=2023, reason="没有2023年的决算"),))
    assert told(picture) == ["2024年 决算数 95.00"]
    assert [one.series for one in picture.absent] == ["往年"]
