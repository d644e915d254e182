"""版式的勾稽关系: exact reasoning, silence on the real documents, and what it must find."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.editions.relations import relation_faults
from gongkai.checks.editions.trial_findings import trial
from gongkai.checks.figures.relations import relations_hold
from gongkai.checks.outcomes import Held, Skipped
from gongkai.loading.binding import bind
from gongkai.model.amounts import Amount
from gongkai.model.columns import FormModel
from gongkai.model.relations import Relations
from tests.checks.cases import case
from tests.checks.real import ALL, NANYANG_2021, NANYANG_2024, changed, findings, real
from tests.figures.small import edition, node

TWO = """
总表:
  键: t01
  列: [{题: 项目, 类: 名称}, 金额]
  行: [甲, 乙, 丙]
明细表:
  键: t02
  列: [{题: 科目编码, 类: 编码}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目, 合计: 首}
"""


def told(figures: str, *relations: str) -> list[str]:
    looked_at = case(TWO, figures, 勾稽={f"R{number}": one for number, one in enumerate(relations, start=1)})
    return [one.message for one in findings(relations_hold, looked_at)]


@pytest.mark.parametrize("id", ALL)
def test_real_documents_hold(id: str) -> None:
    outcomes = list(relations_hold(real(id)))
    assert [one for one in outcomes if not isinstance(one, Held)] == []
    assert len(outcomes) > 20


def test_difference_within_rounding() -> None:
    assert told("总表: {甲: 10.01, 乙: 5.00, 丙: 5.00}", "总表.甲 = 总表.乙 + 总表.丙") == []


def test_difference_beyond_rounding() -> None:
    """Three figures of 万元 may be out by 0.015 together."""
    assert told("总表: {甲: 10.02, 乙: 5.00, 丙: 5.00}", "总表.甲 = 总表.乙 + 总表.丙") == [
        "R1：总表·甲是10.02万元，应等于总表·乙 + 总表·丙（10.00万元），相差0.02万元，超出四舍五入的尾差"
    ]


def test_figure_on_both_sides_widens_nothing() -> None:
    figures = "总表: {乙: 0.01}\n明细表: {'2010301': {基本: 5.00}, '2010302': {基本: 7.00}}"
    formula = "明细表.合计.基本 + 总表.乙 = 明细表.合计.基本"
    assert len(told(figures, formula)) == 1


@pytest.mark.parametrize(("figure", "sound"), [("5.00", True), ("5.01", True), ("5.02", False)])
def test_not_greater(figure: str, *, sound: bool) -> None:
    assert (told(f"总表: {{甲: {figure}, 乙: 5.00}}", "总表.甲 ≤ 总表.乙") == []) is sound


def test_not_smaller() -> None:
    assert told("总表: {甲: 4.00, 乙: 5.00}", "总表.甲 ≥ 总表.乙")[0].startswith("R1：总表·甲是4.00万元，不应小于")


def test_every_row_but_the_totals_that_it_explains() -> None:
    figures = "明细表: {'2010301': {基本: 5.00, 项目: 7.00}, '2010302': {基本: 7.00, 项目: 6.00}}"
    assert [message.split("是")[0] for message in told(figures, "明细表.*.项目 ≤ 明细表.*.基本")] == [
        "R1：明细表·2010301·项目",
    ]


NOTHING = pytest.mark.parametrize(
    ("figures", "relation", "said"),
    [
        ("总表: {甲: -0.01}", "总表.甲 ≥ 0", ["R1：总表·甲是-0.01万元，不应是负数"]),
        ("总表: {甲: 0.01}", "总表.甲 ≥ 0", []),
        ("总表: {甲: 3.00}", "总表.甲 ≤ 0", ["R1：总表·甲是3.00万元，不应大于零"]),
        ("总表: {甲: -3.00, 乙: 3.00}", "总表.甲 + 总表.乙 = 0", []),
        ("总表: {甲: 3.00}", "总表.甲 + 总表.乙 = 0", ["R1：总表·甲 + 总表·乙是3.00万元，应是零"]),
        ("总表: {甲: 3.00, 乙: 4.00, 丙: -1.00}", "总表.甲 - 总表.乙 - 总表.丙 ≥ 0", []),
    ],
)


@NOTHING
def test_relation_with_nothing(figures: str, relation: str, said: list[str]) -> None:
    assert told(figures, relation) == said


def test_of_relations_that_say_the_same_the_first_is_told() -> None:
    """One fund out of balance puts the whole out of balance."""
    figures = "总表: {甲: 5.00, 乙: 3.00}\n明细表: {'2010301': {基本: 4.00, 项目: 3.00}}"
    relations = ("总表.甲 + 总表.乙 = 明细表.合计.合计", "总表.甲 = 明细表.合计.基本", "明细表.合计.基本 = 总表.甲")
    assert [message.split("：")[0] for message in told(figures, *relations)] == ["R2"]


def test_two_causes_are_both_told() -> None:
    figures = "总表: {甲: 5.00, 乙: 3.00}\n明细表: {'2010301': {基本: 4.00, 项目: 7.00}}"
    relations = ("总表.甲 + 总表.乙 = 明细表.合计.合计", "总表.甲 = 明细表.合计.基本", "总表.乙 = 明细表.合计.项目")
    assert [message.split("：")[0] for message in told(figures, *relations)] == ["R2", "R3"]


def test_a_warning_does_not_hide_what_blocks() -> None:
    figures = "总表: {甲: 5.00}\n明细表: {'2010301': {基本: 4.00}}"
    looked_at = case(
        TWO,
        figures,
        勾稽={"R1": {"式": "总表.甲 = 明细表.合计.基本", "程度": "提醒"}, "R2": "明细表.合计.基本 = 总表.甲"},
    )
    assert [one.severity.value for one in findings(relations_hold, looked_at)] == ["warning", "inconsistency"]


def test_total_that_contradicts_its_details_is_another_matter() -> None:
    """F101 tells of 9.00; the relation waits."""
    figures = "总表: {甲: 5.00}\n明细表: {合计: {基本: 9.00}, '2010301': {基本: 5.00}}"
    looked_at = case(TWO, figures, 勾稽={"R1": "总表.甲 = 明细表.合计.基本"})
    outcomes = list(relations_hold(looked_at))
    assert [type(one) for one in outcomes] == [Skipped]


def test_table_that_nobody_filled() -> None:
    looked_at = case(TWO, "总表: {甲: 5.00}", 勾稽={"R1": "总表.甲 = 明细表.合计.基本"})
    assert list(relations_hold(looked_at)) == [Skipped(reason="R1：没有“明细表”的数")]


def test_nothing_on_either_side_is_no_test() -> None:
    looked_at = case(TWO, "总表: {丙: 5.00}\n明细表: {'2010301': {基本: 5.00}}", 勾稽={"R1": "总表.甲 = 总表.乙"})
    assert list(relations_hold(looked_at)) == []


@pytest.mark.parametrize(
    ("id", "table", "row", "column", "number"),
    [
        (NANYANG_2021, "一般公共预算财政拨款基本支出决算明细表", "30101", "金额", "R33"),
        (NANYANG_2024, "部门收入总体情况表", "152101", "一般公共预算", "B01"),
        (NANYANG_2024, "一般公共预算三公经费支出情况表", "行", "公务接待费", "B08-2"),
        (NANYANG_2024, "项目支出预算表", "#1", "一般公共预算", "B10-2"),
    ],
)
def test_changed_figure(id: str, table: str, row: str, column: str, number: str) -> None:
    """A figure that nothing else derives from is off by 100万元."""
    more = Amount(yuan=Decimal(5_000_000), margin=Decimal(50))
    said = findings(relations_hold, changed(without_totals(id), table, row, column, more))
    assert number in {one.message.partition("：")[0] for one in said}


def without_totals(id: str) -> Case:
    """The document with only the figures that nothing derives, so that no total contradicts its details."""
    looked_at = real(id)
    given = {tuple(address) for address, cell in looked_at.accounts.cells.items() if cell.given}
    entries = tuple(
        replace(
            entry,
            amounts=tuple(one for one in entry.amounts if (entry.table, entry.row, one.column) not in given),
        )
        for entry in looked_at.document.entries
        if entry.row not in ("合计", "152")
    )
    return replace(looked_at, document=replace(looked_at.document, entries=entries))


def test_list_is_numbered() -> None:
    class Fragment(FormModel):
        relations: Relations

    made = Fragment(relations=["甲 = 乙", {"式": "甲 ≤ 乙"}])
    assert {number: one.formula for number, one in made.relations.items()} == {"1": "甲 = 乙", "2": "甲 ≤ 乙"}


def test_unknown_weight_is_told() -> None:
    class Fragment(FormModel):
        relations: Relations

    assert bind(node("relations: {R1: {式: 甲 = 乙, 程度: 严重}}"), Fragment).findings


def test_faults_of_checks() -> None:
    form = edition(
        TWO,
        衔接={"R42": "总表.甲 = 上年决算.甲", "R43": "总表.丁 = 上年决算.甲"},
        汇总=["总表.甲", "总表.丁"],
        勾稽={"R1": {"式": "总表.甲 = 总表.乙", "每行": "别的表"}},
        经济分类={"成对的表": ["总表", "别的表"], "项目分对": "总表.金额", "项目": "总表.丁"},
    )
    assert [fault.text for fault in relation_faults(form, trial(form))] == [
        "总表.丁 = 上年决算.甲",
        "总表.丁",
        "别的表",
        "别的表",
        "总表.丁",
    ]
