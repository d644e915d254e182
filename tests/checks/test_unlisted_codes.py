"""K101, K201: a department whose codes no list has publishes after typing their names, and mistyped codes are found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.checks.classification import codes, known_codes
from gongkai.model.findings import Finding
from gongkai.model.publication import Publication, Table
from gongkai.model.spans import plain
from tests.checks.cases import case, rules_of
from tests.controls import write_controls
from tests.projects import assemble, edit, prepare, publication

DOCUMENT = "ceshi/jiangcheng/education-bureau/2023/final-accounts"
FIGURES = f"content/departments/{DOCUMENT}/figures.yml"
LIST = "content/classifications/functional/2023.csv"
TABLES = """
支出: {键: s, 列: [{题: 编码, 类: 编码}, {题: 科目名称, 类: 名称}, 金额], 行: {按: 科目}}
收入: {键: r, 列: [{题: 编码, 类: 编码}, {题: 科目名称, 类: 名称}, 金额], 行: {按: 科目}}
明细: {键: e, 列: [{题: 编码, 类: 编码, 值: 部门经济}, {题: 政府, 类: 编码, 值: 政府经济}, 金额], 行: {按: 记录}}
固定: {键: f, 列: [{题: 编码, 类: 编码}, {题: 科目名称, 类: 名称}, 金额], 行: [{编码: "301"}, {编码: "30777"}]}
"""


def k101(figures: str) -> list[tuple[str, str]]:
    """Severity and message of each finding."""
    looked_at = case(TABLES, figures)
    found = (one for rule in rules_of(known_codes) for one in rule.check(looked_at))
    return [(one.severity.value, one.message) for one in found if isinstance(one, Finding)]


def cells(publication: Publication) -> dict[str, set[str]]:
    """What stands beside each code, over all tables."""
    found: dict[str, set[str]] = {}
    for part in publication.parts:
        for section in part.sections:
            for block in section.blocks:
                for row in block.body if isinstance(block, Table) else ():
                    texts = [cell.text for cell in row.cells]
                    if texts[0].isdigit() and len(texts[0]) in (5, 7) and len(texts) > 1:
                        found.setdefault(texts[0], set()).add(texts[1])
    return found


def words(publication: Publication) -> str:
    return "\n".join(
        plain(block.spans)
        for part in publication.parts
        for section in part.sections
        for block in section.blocks
        if not isinstance(block, Table) and hasattr(block, "spans")
    )


def test_a_department_nobody_has_seen_publishes_after_typing_names(tmp_path: Path) -> None:
    project = assemble(tmp_path, "jiangcheng", editions=True)
    write_controls((project.root / FIGURES).parent)
    prepared = prepare(project, DOCUMENT)
    assert not prepared.blocked
    (said,) = [finding for finding in prepared.findings if finding.code == "K101"]
    assert "2050299其他普通教育支出" in said.message
    printed = publication(prepared)
    assert cells(printed)["2050299"] == {"其他普通教育支出"}
    assert cells(printed)["20502"] == {"普通教育"}
    assert "教育支出（类）普通教育（款）其他普通教育支出（项）" in words(printed)


def test_without_names_each_is_asked_for_once_at_its_place(tmp_path: Path) -> None:
    project = assemble(tmp_path, "jiangcheng", editions=True)
    file = project.root / FIGURES
    text = re.sub(r'  "\d{5}": \{科目名称: .*\}\n', "", file.read_text(encoding="utf-8"))
    file.write_text(re.sub(r"科目名称: [^,}]+, ", "", text), encoding="utf-8")
    prepared = prepare(project, DOCUMENT)
    assert prepared.blocked
    asked = [finding for finding in prepared.findings if finding.code == "K101"]
    assert [finding.place.line for finding in asked] == [2, 3, 4, 5, 6, 7, 13]
    assert {finding.severity.value for finding in asked} == {"error"}
    assert '"2050202": {科目名称: ……, 财政拨款收入: ……}' in asked[1].hint
    assert '"20502": {科目名称: ……}' in asked[1].hint
    assert "（款）（项）" not in words(publication(prepared))


def test_a_whole_list_has_all_there_is(tmp_path: Path) -> None:
    project = assemble(tmp_path, "jiangcheng", editions=True)
    edit(project, LIST, "# 收录: 类", "# 收录: 全部")
    prepared = prepare(project, DOCUMENT)
    assert prepared.blocked
    assert any(finding.code == "K101" and "收录了全部科目" in finding.message for finding in prepared.findings)


@pytest.mark.parametrize(
    ("figures", "severity", "part"),
    [
        ('支出: {"2010304": {金额: 1}}', "error", "同一款里有只差一个数字的：2010301行政运行"),
        ('支出: {"2010304": {科目名称: 行政运行, 金额: 1}}', "error", "只差一个数字"),
        ('支出: {"2010310": {金额: 1}}', "error", "里有两个数字颠倒的：2010301行政运行"),
        ('支出: {"2010308": {科目名称: 信访事务, 金额: 1}}', "warning", "2010308信访事务，照填的名称印"),
        ('支出: {"2510301": {科目名称: 行政运行, 金额: 1}}', "error", "没有“251”这一类"),
        ('支出: {"20103": {金额: 1}, "2010377": {金额: 1}}', "error", "没有项“2010377”，不知道名称"),
        ('明细: [{部门经济: "30155", 政府经济: "50101", 金额: 1}]', "error", "没有款“30155”，不知道名称"),
        ('明细: [{部门经济: "30155", 部门经济名称: 驻外津贴, 金额: 1}]', "warning", "30155驻外津贴"),
        ('明细: [{部门经济: "30101", 政府经济: "50203", 金额: 1}]', "error", "没有款“50203”，不知道名称"),
        ('支出: {"20103011": {科目名称: 行政运行, 金额: 1}}', "inconsistency", "有8位，应为3、5或7位"),
        ('支出: {"21011102": {金额: 1}}', "error", "没有“21011102”（有8位，应为3、5或7位）"),
        ("", "error", "固定要印30777"),
    ],
)
def test_what_is_said_of_one_code(figures: str, severity: str, part: str) -> None:
    assert any(said == severity and part in message for said, message in k101(figures))


def test_names_typed_for_codes() -> None:
    """A name in a table of fixed rows counts; a line that only names a code prints no row of its own."""
    looked_at = case(
        TABLES, '固定: {"30777": {科目名称: 债务费用, 金额: 1}}\n支出: {"20105": {科目名称: 统计信息事务}}'
    )
    found = [one.message for one in known_codes.codes_are_known(looked_at) if isinstance(one, Finding)]
    assert found == ["支出：2024年的功能分类科目表里没有20105统计信息事务，照填的名称印"]
    assert [row.title for row in looked_at.accounts.statements["固定"].rows] == ["工资福利支出", "债务费用"]
    assert [row.key for row in looked_at.accounts.statements["支出"].rows] == ["合计"]


def test_two_names_for_one_code() -> None:
    looked_at = case(
        TABLES,
        '支出: {"2019999": {科目名称: 其他支出, 金额: 1}}\n收入: {"2019999": {科目名称: 其他一般支出, 金额: 1}}',
    )
    (found,) = [one for one in codes.names_agree(looked_at) if isinstance(one, Finding)]
    assert found.message == "收入：“2019999”的名称填的是“其他一般支出”，支出里填的是“其他支出”"
    assert looked_at.accounts.naming.of("科目", "2019999") == "其他支出"


def test_an_item_of_the_opening_budget_that_nothing_was_spent_on_is_named_in_a_line_of_its_own(tmp_path: Path) -> None:
    project = assemble(tmp_path, "jiangcheng", editions=True)
    explanation = f"content/departments/{DOCUMENT}/explanation.yml"
    edit(
        project,
        explanation,
        "  合计: 57857880.85\n",
        '  合计: 58357880.85\n  "2050205": {年初预算数: 500000.00, 原因: 未实施}\n',
    )
    (said,) = [one for one in prepare(project, DOCUMENT).findings if one.code == "K101" and "2050205" in one.message]
    assert '“收入决算表”里加一行，只写名称："2050205": {科目名称: ……}' in said.hint
    edit(project, FIGURES, "收入决算表:\n", '收入决算表:\n  "2050205": {科目名称: 高等教育}\n')
    prepared = prepare(project, DOCUMENT)
    assert [one for one in prepared.findings if "2050205" in one.message and one.severity.value != "warning"] == []
    assert "教育支出（类）普通教育（款）高等教育（项）" in words(publication(prepared))


@pytest.mark.parametrize(
    ("fund", "asked"),
    [
        (", 资金: 政府性基金预算", "核对编码；没有错的"),
        (", 资金: 一般公共预算", "是不是2070101行政运行"),
        ("", "是不是2070101行政运行"),
    ],
)
def test_no_code_of_another_budget_is_asked_for(tmp_path: Path, fund: str, asked: str) -> None:
    """2070701 is of a government fund: where the line says so, 2070101 is not what was meant."""
    project = assemble(tmp_path, "jiangcheng", editions=True)
    edit(project, FIGURES, "收入决算表:\n", f'收入决算表:\n  "2070701": {{财政拨款收入: 6.00{fund}}}\n')
    hints = [one.hint for one in prepare(project, DOCUMENT).findings if one.code == "K101" and "2070701" in one.message]
    assert len(hints) == 1
    assert asked in hints[0]
