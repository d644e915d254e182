"""P101: which tables people must fill."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.checks.publication import completeness
from gongkai.model.filled_forms import Report
from gongkai.model.places import Place
from tests.checks import performance
from tests.checks.cases import case, messages

REPORTS = (completeness.reports_show_their_forms, completeness.forms_stand_in_their_own_lines)
SPENDING = "支出: {键: s, 列: [{题: 编码, 类: 编码}, 基本], 行: {按: 科目}}\n"


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲]}", True),
        ("表: {键: t, 登记: true, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲]}", False),
        ("表: {键: t, 列: [{题: 项目, 类: 名称}, {题: 金额, 取: 支出.基本}], 行: [甲]}", False),
        ("表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [{题: 甲, 公式: 支出.合计.基本}]}", False),
        ("表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, {题: 乙, 公式: 甲}]}", True),
        ("表: {键: t, 列: [{题: 编码, 类: 编码}, {题: 基本, 取: 支出.基本}], 行: {按: 科目, 来自: 支出}}", False),
        ("表: {键: t, 列: [{题: 编码, 类: 编码}, 金额], 行: {按: 科目}}", True),
        ("表: {键: t, 列: [{题: 单位, 类: 名称}], 行: {按: 单位}}", False),
        (
            "表: {键: t, 列: [{题: 编码, 类: 编码}, 金额], 行: [{编码: '301'}, {编码: '30101', 公式: 支出.合计.基本}]}",
            False,
        ),
    ],
)
def test_tables_that_hold_entered_figures_are_asked_for(table: str, *, asked: bool) -> None:
    looked_at = case(SPENDING + table, '支出: {"2010301": 1}')
    assert messages(completeness.tables_are_filled, looked_at) == (["0: 没有“表”的数"] if asked else [])


def test_a_table_that_says_it_is_empty() -> None:
    looked_at = case(SPENDING, "", declared_empty=frozenset({"支出"}))
    assert messages(completeness.tables_are_filled, looked_at) == []


@pytest.mark.parametrize(
    ("attached", "text", "told"),
    [
        ("evaluation-report", "# 报告\n\n[[绩效:01-form]]\n", []),
        ("evaluation-report", "# 报告\n\n[[绩效:02-form]]\n", ["报告里没有 [[绩效:01-form]] 这一行"]),
        ("evaluation-reprot", "# 报告\n", ["reports 里没有 evaluation-reprot.md"]),
        (
            "evaluation-report",
            "# 报告\n见[[绩效:01-form]]。\n",
            ["报告里没有 [[绩效:01-form]] 这一行", "夹在别的文字里"],
        ),
    ],
)
def test_a_form_that_belongs_to_a_report_is_shown_by_it(
    tmp_path: Path, attached: str, text: str, told: list[str]
) -> None:
    form = performance.project().replace("项目名称:", f"附于: {attached}\n项目名称:", 1)
    looked_at = performance.case(tmp_path, form)
    report = Report(slug="evaluation-report", text=text, place=Place(path="r.md"))
    document = replace(looked_at.document, reports={report.slug: report})
    found = [one for rule in REPORTS for one in performance.said(rule, replace(looked_at, document=document))]
    assert len(found) == len(told)
    assert all(part in one for part, one in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("explanation", "told"),
    [
        ("绩效:\n  重点评价项目: []\n", False),
        ("绩效:\n  重点评价项目:\n    - {名称: 甲, 自评表: 甲, 内容: 修路, 实施情况: 已完工}\n", True),
        ("绩效:\n  项目自评情况: 按计划完成\n", True),
    ],
)
def test_no_report_is_asked_for_where_nothing_was_evaluated(tmp_path: Path, explanation: str, *, told: bool) -> None:
    looked_at = performance.case(tmp_path, performance.project(), explanation=explanation)
    found = performance.said(completeness.performance_is_there, looked_at)
    assert any("evaluation-report" in one for one in found) is told
