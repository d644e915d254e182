"""填报项: relations between what people type, amounts that go with counts, offices."""

from __future__ import annotations

import pytest

from gongkai.checks.context import Case
from gongkai.checks.figures.cost_of_each import one_costs_what_is_usual, one_costs_what_it_can
from gongkai.checks.narrative.inputs import amounts_go_with_counts, inputs_tie
from gongkai.checks.outcomes import Held, Skipped
from gongkai.loading.edition_files import load_edition
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE
from tests.checks.real import ROOT
from tests.checks.words import INPUTS, codes, told, worded

BUDGETS = "年初预算: {{合计: {total}, '2010301': {{年初预算数: 90.00}}, '2010302': {{年初预算数: 60.00}}}}\n"
SUM = {"X07": "填报.年初预算.合计 = 填报.年初预算.*.年初预算数"}
GUESTS = [
    {
        "题": "公务接待费",
        "金额": "三公经费表.公务接待费.决算数",
        "数量": ["三公经费.公务接待.批次", "三公经费.公务接待.人次"],
    }
]


def guests(batches: int, persons: int) -> str:
    return f"三公经费: {{公务接待: {{批次: {batches}, 人次: {persons}}}}}\n"


def test_sum_of_items() -> None:
    assert list(inputs_tie(worded(BUDGETS.format(total="150.00"), 填报勾稽=SUM))) == [Held()]
    [finding] = told(worded(BUDGETS.format(total="155.00"), 填报勾稽=SUM))
    assert finding.message == (
        "X07：年初预算·合计是155.00万元，应等于年初预算·各项·年初预算数（150.00万元），相差5.00万元"
    )
    assert finding.place.line == 1


ITEMS = "年初预算: {{合计: {total},\n  '2010301': {{年初预算数: {first}}},\n  '2010302': {{年初预算数: {second}}}}}\n"


@pytest.mark.parametrize(
    ("total", "first", "second", "line", "said"),
    [
        ("14820.53", "6502.31", "8138.22", 3, "年初预算·2010302·年初预算数（第3行）：看来有两个数字写颠倒了"),
        ("1560.27", "9003.1", "659.96", 2, "年初预算·2010301·年初预算数（第2行）：看来小数点错了一位"),
        ("701.64", "290.37", "41.27", 3, "年初预算·2010302·年初预算数（第3行）：看来漏写了一个数字"),
        ("150.00", "90.00", "40.00", 1, ""),
    ],
)
def test_the_item_that_alone_explains_the_difference_is_named(
    total: str, first: str, second: str, line: int, said: str
) -> None:
    """甲县, 乙市, 丙区: a digit of an item; where the total or another item may be wrong as well, all that may be."""
    typed = ITEMS.format(total=total, first=first, second=second)
    [finding] = told(worded(typed, 填报勾稽={"X07": {"式": SUM["X07"], "说明": "核对合计"}}))
    assert (finding.place.line, said in finding.hint) == (line, True)
    assert "如果只错了一处，错在" in finding.hint


@pytest.mark.parametrize(("total", "sound"), [("150.01", True), ("149.99", True), ("150.02", False), ("0.00", False)])
def test_sums_of_rounded_figures(total: str, *, sound: bool) -> None:
    """Three figures of 万元 may be out by 0.015 together; a zero is exact."""
    assert (codes(worded(BUDGETS.format(total=total), 填报勾稽=SUM)) == set()) is sound


def test_relation_with_a_table() -> None:
    rule = {"X14": {"式": "填报.年初预算.合计 ≤ 支出合计", "程度": "提醒"}}
    assert told(worded("年初预算: {合计: 175.50}\n", 填报勾稽=rule)) == []
    [finding] = told(worded("年初预算: {合计: 180.00}\n", 填报勾稽=rule))
    assert (str(finding.code), str(finding.severity.value)) == ("N211", "warning")


def test_relation_of_counts_is_told_without_a_unit() -> None:
    rule = {"X": "填报.三公经费.公务接待.批次 ≤ 填报.三公经费.公务接待.人次"}
    [finding] = told(worded(guests(5, 3), 填报勾稽=rule))
    assert finding.message == "X：三公经费·公务接待·批次是5，不应大于三公经费·公务接待·人次（3），相差2"


def test_what_nobody_typed_is_not_run() -> None:
    assert list(inputs_tie(worded("上年: {支出合计: 1}\n", 填报勾稽=SUM))) == [
        Skipped(reason="X07：没有填“年初预算.合计”")
    ]
    assert list(amounts_go_with_counts(worded("上年: {支出合计: 1}\n", 有数有量=GUESTS))) == [
        Skipped(reason="没有填“三公经费.公务接待.批次”")
    ]


@pytest.mark.parametrize(
    ("batches", "persons", "told_of"),
    [
        (3, 20, ""),
        (0, 0, "公务接待费是0.50万元，三公经费·公务接待·批次、三公经费·公务接待·人次却是0"),
        (3, 0, "公务接待费是0.50万元，三公经费·公务接待·人次却是0"),
    ],
)
def test_money_means_guests(batches: int, persons: int, told_of: str) -> None:
    found = told(worded(guests(batches, persons), 有数有量=GUESTS))
    assert [one.message for one in found] == ([told_of] if told_of else [])


def test_guests_without_money_are_asked_about() -> None:
    nothing = [GUESTS[0] | {"金额": "三公经费表.公务接待费.决算数 - 三公经费表.公务接待费.决算数"}]
    assert told(worded(guests(0, 0), 有数有量=nothing)) == []
    [finding] = told(worded(guests(3, 20), 有数有量=nothing))
    assert finding.severity.value == "warning"
    assert finding.message == "公务接待费是0.00万元，三公经费·公务接待·批次、三公经费·公务接待·人次却是3、20"


@pytest.mark.parametrize("office", ["办公室（机关党委）", "发展规划科", "测试局执法大队"])
def test_offices(office: str) -> None:
    assert told(worded(f"概况: {{内设机构: [{office}]}}\n")) == []


def test_the_bureau_is_not_its_own_office() -> None:
    [finding] = told(worded("概况:\n  内设机构:\n    - 办公室\n    - 测试局\n"))
    assert (str(finding.code), finding.place.line) == ("N212", 4)


AVERAGES = [GUESTS[0] | {"平均": {"三公经费.公务接待.人次": [5, 3000]}}]


def averages(case: Case) -> list[Finding]:
    outcomes = (*one_costs_what_is_usual(case), *one_costs_what_it_can(case))
    return [one for one in outcomes if isinstance(one, Finding)]


@pytest.mark.parametrize(
    ("persons", "told_of"),
    [
        (2, ""),
        (1000, ""),
        (1, "T102 平均每个5,000.00元，一般在5元至3,000元之间"),
        (1001, "T102 平均每个5.00元，一般在5元至3,000元之间"),
        (100_000, "F205 平均每个0.05元，不应少于1元"),
    ],
)
def test_money_for_each_guest_is_thinkable(persons: int, told_of: str) -> None:
    """0.50万元; 5元 and 2500元 may be."""
    found = averages(worded(guests(1, persons), 有数有量=AVERAGES))
    assert [f"{one.code} 平均每个{one.message.partition('平均每个')[2]}" for one in found] == (
        [told_of] if told_of else []
    )


def test_no_guests_have_no_average() -> None:
    nothing = [AVERAGES[0] | {"金额": "三公经费表.公务接待费.决算数 - 三公经费表.公务接待费.决算数"}]
    assert averages(worded(guests(0, 0), 有数有量=nothing)) == []


@pytest.mark.parametrize("wrong", [{"三公经费.公务接待.车次": [5, 30]}, {"三公经费.公务接待.人次": [30, 5]}])
def test_averages_are_of_counts_and_from_less_to_more(wrong: object) -> None:
    with pytest.raises(ValueError, match="平均"):
        worded(guests(1, 2), 有数有量=[GUESTS[0] | {"平均": wrong}])


COUNTS = {
    "henan-2023-final-accounts": ("X10-1", "X10-2", "X10-3"),
    "henan-2022-final-accounts": ("X10-1", "X10-2", "X10-3"),
    "henan-2021-final-accounts": ("X10-1", "X10-2", "X10-3"),
}


@pytest.mark.parametrize("id", COUNTS)
@pytest.mark.parametrize(("groups", "persons", "numbers"), [(21, 2, 1), (1, 1, 0), (0, 0, 0), (3, 40, 0), (2, 1, 1)])
def test_a_group_has_at_least_one_person(id: str, groups: int, persons: int, numbers: int) -> None:
    """What the shipped editions say of 团组 and 人次: 21 groups with 2 persons are told, once for each kind."""
    edition = load_edition(ROOT / "templates/editions", id, NOWHERE).edition
    assert edition is not None
    rules = {number: edition.input_relations[number].formula for number in COUNTS[id]}
    assert len(rules) == 3
    typed = f"{{外宾团组: {groups}, 外宾人次: {persons}, 国内团组: {groups}, 国内人次: {persons}}}"
    more = {f"三公经费.公务接待.{kind}{unit}": "个数" for kind in ("外宾", "国内") for unit in ("团组", "人次")}
    made = worded(
        f"三公经费: {{公务接待: {typed}, 因公出国（境）: {{团组: {groups}, 人次: {persons}}}}}\n",
        填报={**INPUTS, **more, "三公经费.因公出国（境）.团组": "个数", "三公经费.因公出国（境）.人次": "个数"},
        填报勾稽={number: {"式": formula, "程度": "提醒"} for number, formula in rules.items()},
    )
    found = [one for one in inputs_tie(made) if isinstance(one, Finding)]
    assert len(found) == 3 * numbers
    assert {one.severity.value for one in found} <= {"warning"}
