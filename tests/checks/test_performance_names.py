"""名称, 清单, 汇总, 文字, 填写: what forms call things, and what is said of them elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks.performance import claims, lists, names, narrative, plausible_values, summary
from gongkai.checks.performance.plausible_values import differ_by_a_slip
from gongkai.model.names import abbreviates, same_body
from tests.checks.cases import rules_of
from tests.checks.performance import PROJECT, case, outcomes, project, said, told
from tests.checks.printed import printed_in

BUDGET = "nanyang-2024-budget"
TARGETS = """\
表单: 项目绩效目标汇总表
项目:
  - {编码: "152", 资金总额: "7.00", 政府预算资金: "7.00"}
  - {编码: "152101", 名称: 测试市政务服务和数据局, 资金总额: "5.00", 政府预算资金: "5.00"}
  - {编码: "1", 名称: 会议费, 资金总额: "3.00", 政府预算资金: "3.00"}
  - {编码: "2", 名称: 电子政务外网维护, 资金总额: "2.00", 政府预算资金: "2.00"}
  - {编码: "152201", 名称: 测试市信息中心, 资金总额: "2.00", 政府预算资金: "2.00"}
  - {编码: "3", 名称: 网站维护, 资金总额: "2.00", 政府预算资金: "2.00"}
"""
LISTED = """\
项目支出预算表:
  记录:
    - {类型: 其他运转类, 项目名称: 会议费, 单位: "152101", 一般公共预算: 3.00}
    - {类型: 其他运转类, 项目名称: 电子政务外网维护, 单位: "152101", 一般公共预算: 2.00}
    - {类型: 其他运转类, 项目名称: 网站维护, 单位: "152201", 一般公共预算: 2.00}
"""
SUMMARY = """\
表单: 项目支出绩效自评汇总表
项目:
  - {项目名称: 办事大厅改造, 全年预算数: "40", 全年执行数: "38", 预算执行率: 95%, 资金管理情况得分率: 100%, 成本指标得分率: 100%, 产出指标得分率: 100%, 效益指标得分率: 100%, 满意度指标得分率: 100%, 自评得分: "99.5", 评价形式: 线上}
"""


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("测试市政务服务和数据局", 0),
        ("测试市政务服务和数据局 152101", 0),
        ("测试市信息中心", 0),
        ("测试市财政局", 0),
        ("测试市东区政务服务和数据局", 0),
        ("测试市政务服务与数据局", 1),
        ("测试市老局", 1),
        ("清源市政务服务和数据局", 1),
        ("临江市信息中心", 1),
        ("东湖区信息中心", 0),
        ("清源市公安局", 0),
    ],
)
def test_departments(tmp_path: Path, name: str, found: int) -> None:
    looked_at = case(tmp_path, project(("主管部门: 测试市政务服务和数据局", f"主管部门: {name}")))
    assert len(said(names.departments_are_named, looked_at)) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [("152101", 0), ("152", 0), ("（152201）", 0), ("125101", 1), ("（152102）", 1), ("2024", 1), ("", 0)],
)
def test_codes_behind_names(tmp_path: Path, code: str, found: int) -> None:
    name = f"测试市政务服务和数据局{code}"
    looked_at = case(tmp_path, project(("主管部门: 测试市政务服务和数据局", f"主管部门: {name}")))
    wrong = told("E120", looked_at)
    assert len(wrong) == found
    assert all("名称后面的代码写的是" in one for one in wrong)


def test_captions(tmp_path: Path) -> None:
    explanation = "原文:\n  - {处: project-targets.栏头.左, 应为: 测试市政务服务和数据局, 印作: 测试市老局}\n"
    looked_at = case(tmp_path, TARGETS, edition=BUDGET, explanation=explanation)
    assert said(names.captions_are_named, looked_at) == [
        "explanation.yml:2: 表头印作“测试市老局”，这是旧名称或后来的名称，应为“测试市政务服务和数据局”"
    ]


def test_lists(tmp_path: Path) -> None:
    right = case(tmp_path / "right", TARGETS, edition=BUDGET, figures=LISTED)
    for rule in (lists.lists_add_up, lists.lists_agree_with_tables):
        assert set(outcomes(rule, right)) == {"Held"}
    wrong = TARGETS.replace("外网维护", "外往维护").replace(
        '"3.00", 政府预算资金: "3.00"', '"4.00", 政府预算资金: "4.00"'
    )
    looked_at = case(tmp_path / "wrong", wrong, edition=BUDGET, figures=LISTED)
    assert said(lists.lists_add_up, looked_at) == [
        "01-form.yml:4: “测试市政务服务和数据局”填的是5.00，所列各项目加起来是6，相差1万元"
    ]
    assert said(lists.lists_agree_with_tables, looked_at) == [
        "01-form.yml:5: “会议费”填的是4.00，项目支出预算表里是3",
        "01-form.yml:6: 项目名称是“电子政务外往维护”，项目支出预算表里是“电子政务外网维护”",
    ]


def test_summary(tmp_path: Path) -> None:
    rule = summary.rows_repeat_the_forms
    assert set(outcomes(rule, case(tmp_path / "right", PROJECT, SUMMARY))) == {"Held"}
    wrong = SUMMARY.replace('"38"', '"30"').replace("产出指标得分率: 100%", "产出指标得分率: 90%")
    assert told("E118", case(tmp_path / "wrong", PROJECT, wrong)) == [
        "02-form.yml:3: “办事大厅改造”：汇总表的全年执行数是30，项目自评表是38",
        "02-form.yml:3: “办事大厅改造”：汇总表的产出指标是90%，按项目自评表应为100%",
        "02-form.yml:3: “办事大厅改造”：自评得分填的是99.5；执行率95%得9.5分，各部分合计87分，应为96.5分",
    ]


def test_summary_with_points_for_rates(tmp_path: Path) -> None:
    points = {"资金管理情况": 20, "成本指标": 10, "产出指标": 30, "效益指标": 25, "满意度指标": 5}
    row = SUMMARY
    for part, score in points.items():
        row = row.replace(f"{part}得分率: 100%", f"{part}得分率: {score}%")
    found = told("E118", case(tmp_path, PROJECT, row))
    assert len(found) == 1
    assert "得分率填的是得分" in found[0]


def test_projects_of_the_summary(tmp_path: Path) -> None:
    other = PROJECT.replace("项目名称: 办事大厅改造", "项目名称: 办事大厅维护")
    rule = summary.every_project_has_a_row
    assert said(rule, case(tmp_path / "absent", PROJECT, other, SUMMARY)) == [
        "03-form.yml:1: 汇总表有1行，没有列出：办事大厅维护"
    ]
    lost = SUMMARY.replace("项目:", "缺漏: 缺一页\n项目:", 1)
    assert outcomes(rule, case(tmp_path / "lost", PROJECT, other, lost)) == ["Skipped"]


def test_copies(tmp_path: Path) -> None:
    copy = PROJECT.replace("项目名称", "附于: report\n项目名称", 1)
    rule = summary.copies_repeat_the_forms
    assert outcomes(rule, case(tmp_path / "same", PROJECT, copy)) == ["Held"]
    other = copy.replace('得分: "99.5"', '得分: "98"')
    assert said(rule, case(tmp_path / "other", PROJECT, other)) == [
        "02-form.yml:17: 报告里重附的“办事大厅改造”自评表是98，正文的自评表是99.5"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办事大厅改造自评得分为99.5分", 0),
        ("办事大厅改造99.50分，办事快了", 0),
        ("办事大厅改造自评得分为95分", 1),
        ("办事大厅改造等级为“优”", 0),
        ("办事大厅改造等级为“良”", 1),
        ("我部门开展了3个项目绩效自评", 1),
        ("我部门开展了1个项目绩效自评", 0),
        ("组织对2024年度项目支出全面开展绩效自评，共涉及项目12个", 1),
        ("组织对项目支出开展绩效自评，涉及预算项目3个，资金400万元", 1),
        ("组织开展绩效自评，共涉及项目1个。", 0),
        ("组织开展绩效自评。全市共涉及项目12个", 0),
        ("开展事前评估，共涉及项目5个，并做好绩效自评", 0),
        ("办事大厅排队缩短5分钟", 0),
    ],
)
def test_text(tmp_path: Path, text: str, found: int) -> None:
    looked_at = case(tmp_path, PROJECT, explanation=f"绩效: {{项目自评情况: 从自评情况看，{text}}}\n")
    assert len(told("E114", looked_at)) == found


def test_text_that_names_a_project_whose_name_begins_with_anothers(tmp_path: Path) -> None:
    """99.5 points are those of the first project, not of its second phase."""
    second = project(("办事大厅改造\n主管", "办事大厅改造二期\n主管"), ('得分: "99.5"', '得分: "98"'))
    looked_at = case(tmp_path, PROJECT, second, explanation="绩效: {项目自评情况: 办事大厅改造二期自评得分为99.5分}\n")
    assert told("E114", looked_at) == [
        "explanation.yml:1: 文中“办事大厅改造二期”的得分是99.5分，绩效自评表的总分是98分"
    ]


def test_originals(tmp_path: Path) -> None:
    """Amounts and counts, whole or in part; a figure of another section is no form's."""
    looked_at = case(tmp_path, PROJECT)
    [(part, section)] = list(looked_at.document.edition.sections_of_forms())[:1]
    paragraphs = [
        ("项目支出", "38.00万元", "83.00万元", ""),
        ("项目支出", "38.00万元", "38万元", ""),
        ("共评价项目", "10", "9", "个"),
        ("项目支出38.00", "万元", "元", "，办事大厅改造自评得分为99.5分"),
    ]
    looked_at = printed_in(looked_at, part, section, paragraphs)
    assert said(narrative.printed_numbers_are_the_forms, looked_at) == [
        "explanation.yml:1: 文中金额印作83.00万元，按绩效表单应为38.00万元",
        "explanation.yml:3: 文中个数印作9个，按绩效表单应为10个",
        "explanation.yml:4: 文中金额印作38.00元，按绩效表单应为38.00万元",
    ]
    elsewhere = printed_in(looked_at, part, "overall", paragraphs)
    assert said(narrative.printed_numbers_are_the_forms, elsewhere) == []


def test_evaluated_projects(tmp_path: Path) -> None:
    unspent = PROJECT.replace('全年执行数: "38"', '全年执行数: "0"')
    explanation = "绩效: {重点评价项目: [{名称: 大厅, 自评表: 办事大厅改造, 内容: 改造大厅, 实施情况: 已执行完毕}]}\n"
    rule = claims.evaluated_projects_were_paid
    assert outcomes(rule, case(tmp_path / "paid", PROJECT, explanation=explanation)) == ["Held"]
    assert said(rule, case(tmp_path / "unpaid", unspent, explanation=explanation)) == [
        "explanation.yml:1: 文中说“办事大厅改造”执行完毕，它的绩效自评表全年执行数是0"
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("完成值: 10个", "完成值: 10个%", "“10个%”有两个单位"),
        ("完成值: 96%", '完成值: "96"', "“群众满意度”的指标值是≥95%，完成值“96”没有写单位"),
        ("完成值: 96%", "完成值: 96个", "“群众满意度”的指标值是≥95%，完成值是96个，单位不一样"),
        ("指标值: 提高", "指标值: 2023年12月31前", "“2023年12月31前”的日期缺“日”字"),
    ],
)
def test_slips(tmp_path: Path, old: str, new: str, found: str) -> None:
    looked_at = case(tmp_path, project((old, new)))
    assert [one.split(": ", 1)[1] for one in said(plausible_values.values_are_typed_right, looked_at)] == [found]


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("90%以上", "95%"),
        ("90%及以上", "95%以上"),
        ("10%以下", "8%"),
        ("95%左右", "96%"),
        ("2个工作日内", "1个工作日"),
        ("30分钟之内", "25分钟"),
    ],
)
def test_a_limit_after_the_unit_is_no_unit(tmp_path: Path, target: str, outcome: str) -> None:
    form = project(("三级: 群众满意度, 指标值: ≥95%, 完成值: 96%", f"三级: 完成, 指标值: {target}, 完成值: {outcome}"))
    assert said(plausible_values.values_are_typed_right, case(tmp_path, form)) == []


def test_a_right_form_is_typed_right(tmp_path: Path) -> None:
    looked_at = case(tmp_path, PROJECT)
    for rule in rules_of(plausible_values):
        assert said(rule.check, looked_at) == []


def test_slips_of_the_pen() -> None:
    assert differ_by_a_slip("全市数据共享率", "全身数据共享率")
    assert not differ_by_a_slip("市级数据共享率", "县级数据共享率")
    assert not differ_by_a_slip("数据共享率1", "数据共享率2")


def test_names_of_bodies() -> None:
    assert same_body("测试市政务服务与数据局", "测试市政务服务和数据局")
    assert not same_body("测试市政务局", "测试市东区政务局")
    assert abbreviates("电子政务外网运行费", "南阳市电子政务外网运行维护费")
    assert not abbreviates("外网电子政务", "南阳市电子政务外网运行维护费")
