"""绩效: what is said of a project twice is one thing: in lists, in words, in its goal; shares of a whole; copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks.performance.claims import texts_agree_with_forms
from gongkai.checks.performance.goals import goals_keep_the_point
from gongkai.checks.performance.plausible_values import shares_are_of_a_whole
from gongkai.checks.performance.purposes import goals_name_no_other_project, results_are_the_projects
from gongkai.checks.performance.results import results_are_the_outcomes
from gongkai.checks.wording.repetition import lists_hold_each_thing_once, texts_stand_in_one_place
from gongkai.model.findings import Finding
from tests.checks.performance import case, outcomes, project, said

RECORD = "绩效:\n  重点评价项目:\n    - {{名称: 办事大厅改造, {}}}\n"
"""of the form: 预算 40, 支出 38, 执行率 95%, 得分 99.5, 主管部门 测试市政务服务和数据局"""


@pytest.mark.parametrize(
    "fields",
    [
        '得分: "59.5"',
        '自评得分: "95.9"',
        '评价等级: "中"',
        '预算执行率: "59%"',
        '预算: "400"',
        '全年预算数: "40.5"',
        '预算金额（元）: "40"',
        '支出: "83"',
        '资金支出: "3.8万元"',
        '实际支出数: "0.38亿元"',
        "主管部门: 临川市大数据局",
    ],
)
def test_a_record_says_something_else(tmp_path: Path, fields: str) -> None:
    (finding,) = said(texts_agree_with_forms, case(tmp_path, project(), explanation=RECORD.format(fields)))
    assert finding.startswith("explanation.yml:3: “办事大厅改造”的“")


@pytest.mark.parametrize(
    "fields",
    [
        '得分: "99.5"',
        '评分: "99.50分"',
        "等级: 优",
        '执行率: "95%"',
        '资金使用率: "95.00"',
        '预算: "40万元"',
        '预算（元）: "400000"',
        '支出: "380000元"',
        '支出金额: "0.0038亿元"',
        "主管部门: 测试市政务服务和数据局",
        "支出内容: 换窗口、修屋顶",
        "得分: 不参加评分",
        '绩效指标个数: "4"',
        '评价机构: "3家"',
    ],
)
def test_a_record_says_the_same_or_something_of_its_own(tmp_path: Path, fields: str) -> None:
    assert said(texts_agree_with_forms, case(tmp_path, project(), explanation=RECORD.format(fields))) == []


def test_a_record_of_no_form_and_a_line_of_text_are_left_alone(tmp_path: Path) -> None:
    explanation = "绩效:\n  管理工作开展情况: [办事大厅改造]\n  重点评价项目: [{名称: 河道清淤, 得分: '1'}]\n"
    assert outcomes(texts_agree_with_forms, case(tmp_path, project(), explanation=explanation)) == []


RESULT = "实际完成情况: 大厅改造完成。"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("全年改造窗口12个，群众满意度96%。", "Finding"),
        ("群众满意度达到98%。", "Finding"),
        ("大厅改造窗口8个，均已启用。", "Finding"),
        ("改造费用39万元。", "Finding"),
        ("当年改造12个窗口。", "Finding"),
        ("完成8个改造窗口，方便群众。", "Finding"),
        ("当年改造了10个窗口。", "Held"),
        ("改造窗口10个，群众满意度96%。", "Held"),
        ("改造窗口共１０个，其中改造窗口3个为无障碍窗口。", "Held"),
        ("改造费用38.00万元。", "Held"),
        ("改造费用380000元。", "Held"),
    ],
)
def test_results_in_words(tmp_path: Path, told: str, kind: str) -> None:
    form = project((RESULT, f"实际完成情况: {told}"))
    assert kind in outcomes(results_are_the_outcomes, case(tmp_path, form))


@pytest.mark.parametrize(
    "told",
    [
        "改造窗口12平方米。",
        "改造窗口约12个。",
        "改造第3个窗口时停工。",
        "改造12个窗口屏幕。",
        "拟改造12个窗口。",
        "群众满意度超过95%。",
        "群众满意度比上年提高3%。",
        "目标是群众满意度95%以上。",
        "改造窗口以外的3个房间。",
        "办事效率提高30%。",
        "每个改造窗口2个座位。",
        "计划改造窗口12个。",
    ],
)
def test_numbers_of_other_things_are_left_alone(tmp_path: Path, told: str) -> None:
    form = project((RESULT, f"实际完成情况: {told}"))
    assert "Finding" not in outcomes(results_are_the_outcomes, case(tmp_path, form))


LAST = (
    '三级: 群众满意度, 指标值: ≥95%, 完成值: 96%, 分值: "5", 得分: "5", 偏差度: "0.00"',
    '三级: {}, 指标值: {}, 完成值: {}, 分值: "5", 得分: "5", 偏差度: "0.00"',
)


@pytest.mark.parametrize(
    ("name", "target", "outcome", "count"),
    [
        ("群众满意度", "≥95%", "196%", 1),
        ("游客满意度", "≥950%", "96%", 1),
        ("工程验收合格率", "=100%", "110%", 1),
        ("政策知晓率", "≥90", "900%", 1),
        ("家长满意度", "≥90%", "-5%", 1),
        ("群众满意度", "≥95%", "100%", 0),
        ("群众满意度提升率", "≥10%", "120%", 0),
        ("预算执行率", "≥90%", "103%", 0),
        ("税收增长率", "≥5%", "150%", 0),
        ("满意度调查份数", "≥200份", "300份", 0),
        ("任务完成率", "≥100%", "120%", 0),
    ],
)
def test_shares_of_a_whole(tmp_path: Path, name: str, target: str, outcome: str, count: int) -> None:
    form = project((LAST[0], LAST[1].format(name, f"'{target}'", f"'{outcome}'")))
    assert len(said(shares_are_of_a_whole, case(tmp_path, form))) == count


def other(name: str, goal: str, budget: str = "70") -> str:
    return project(
        ("项目名称: 办事大厅改造", f"项目名称: {name}"),
        ("预期目标: 使用40万元资金，改造办事大厅。", f"预期目标: {goal}"),
        ('年初预算数: "40", 全年预算数: "40", 全年执行数: "38", 分值', f'全年预算数: "{budget}", 分值'),
    )


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("完成办事大厅改造，方便群众。", "warning"),
        ("使用40万元，完成办事大厅改造，方便群众。", "inconsistency"),
        ("使用70万元资金，改造大厅屏幕。", ""),
        ("建设城市运行平台，与办事大厅改造同步。", ""),
        ("平台全年运行稳定，故障少于两次。", ""),
    ],
)
def test_a_goal_names_another_project(tmp_path: Path, goal: str, found: str) -> None:
    looked_at = case(tmp_path, project(), other("城市运行平台", goal))
    told = [one.severity for one in goals_name_no_other_project(looked_at) if isinstance(one, Finding)]
    assert [str(one) for one in told] == [found] * bool(found)


def test_a_form_without_a_name_is_no_project_that_a_goal_names(tmp_path: Path) -> None:
    nameless = project(("项目名称: 办事大厅改造", '项目名称: ""'))
    looked_at = case(tmp_path, nameless, other("城市运行平台", "保障平台全年运行。"))
    assert said(goals_name_no_other_project, looked_at) == []


def test_two_projects_have_one_goal(tmp_path: Path) -> None:
    goal = "保障全年正常运行，服务群众，提高效率。"
    found = said(goals_name_no_other_project, case(tmp_path, other("水上救援", goal), other("山区护林", goal)))
    assert found == ["02-form.yml:9: 项目“山区护林”的预期目标与“水上救援”的一字不差"]
    again = case(tmp_path / "b", other("水上救援", goal), other("2023年水上救援", goal))
    assert said(goals_name_no_other_project, again) == []


def test_a_short_goal_is_another_projects(tmp_path: Path) -> None:
    """保障道路清扫: nothing of it is 执法装备."""
    found = said(
        goals_name_no_other_project,
        case(tmp_path, other("道路清扫", "道路每日清扫"), other("执法装备", "道路每日清扫")),
    )
    assert found == ["02-form.yml:9: 项目“执法装备”的预期目标与“道路清扫”的一字不差"]


@pytest.mark.parametrize(
    ("result", "count"),
    [
        ("城区道路每日清扫，达到标准", 1),
        ("已完成", 0),
        ("各项工作全部完成，资金使用规范", 0),
        ("道路清扫和执法装备都已完成", 0),
    ],
)
def test_a_result_is_another_projects(tmp_path: Path, result: str, count: int) -> None:
    listed = [
        other(name, f"{name}到位").replace(RESULT, f"实际完成情况: {result}") for name in ("道路清扫", "执法装备")
    ]
    assert len(said(results_are_the_projects, case(tmp_path, *listed))) == count


@pytest.mark.parametrize(
    ("goal", "budget", "found"),
    [
        ("项目资金共906万元，用于管网。", "90.6", "inconsistency"),
        ("总额12.5元，用于管网。", "12.5", "inconsistency"),
        ("资金规模120万元，用于管网。", "12", "warning"),
        ("项目资金共90.6万元，用于管网。", "90.6", ""),
        ("带动社会投资906万元。", "90.6", ""),
        ("每户补助9.06万元。", "90.6", ""),
        ("资金规模80万元，用于管网。", "8", ""),
        ("建成管网906米。", "90.6", ""),
    ],
)
def test_a_goal_loses_its_point(tmp_path: Path, goal: str, budget: str, found: str) -> None:
    looked_at = case(tmp_path, other("老城管网", goal, budget))
    told = [str(one.severity) for one in goals_keep_the_point(looked_at) if isinstance(one, Finding)]
    assert told == [found] * bool(found)


@pytest.mark.parametrize(
    ("lines", "severities"),
    [
        ("管理工作开展情况: [建立制度。, 开展培训。, 建立制度]", ["inconsistency"]),
        ("重点评价项目: [{名称: 江堤加固, 内容: 修堤}, {名称: 江堤加固, 内容: 修堤}]", ["inconsistency"]),
        ("重点评价项目: [{名称: 江堤加固, 内容: 修堤}, {名称: 江堤加固, 内容: 种树}]", ["warning"]),
        ("管理工作开展情况: [建立制度。, 建立台账。]", []),
        ("重点评价项目: [{名称: 江堤加固, 内容: 修堤}, {名称: 海堤加固, 内容: 修堤}]", []),
        ("重点评价项目: []", []),
    ],
)
def test_a_list_holds_each_thing_once(tmp_path: Path, lines: str, severities: list[str]) -> None:
    looked_at = case(tmp_path, explanation=f"绩效:\n  {lines}\n")
    found = [one for one in lists_hold_each_thing_once(looked_at) if isinstance(one, Finding)]
    assert [str(one.severity) for one in found] == severities


def test_a_paragraph_stands_in_two_texts(tmp_path: Path) -> None:
    paragraph = "我们高度重视绩效管理，把绩效目标作为预算安排的前提，全年开展两次监控，年末组织全面自评。"
    text = f"绩效:\n  管理工作开展情况: [{paragraph}]\n  项目自评情况: {paragraph.rstrip('。')}\n"
    assert len(said(texts_stand_in_one_place, case(tmp_path, explanation=text))) == 1
    short = "绩效:\n  管理工作开展情况: [情况较好。]\n  项目自评情况: 情况较好\n"
    assert said(texts_stand_in_one_place, case(tmp_path / "b", explanation=short)) == []
    reasons = f"原因: {{三公经费: {paragraph}, 公务接待费: {paragraph}}}\n"
    assert said(texts_stand_in_one_place, case(tmp_path / "c", explanation=reasons)) == []


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("办事大厅改造项目预算400万元，共支出38万元。", ["Finding", "Held"]),
        ("办事大厅改造全年预算40万元，执行率59%。", ["Held", "Finding"]),
        ("办事大厅改造已支付83万元。", ["Finding"]),
        ("办事大厅改造预算40万元，支出380000元，预算执行率达到95%。", ["Held", "Held", "Held"]),
        ("办事大厅改造于2021年预算12万元。", []),
        ("办事大厅改造其中设备支出12万元。", []),
        ("办事大厅改造等3个项目预算400万元。", []),
        ("城东桥梁维修预算400万元。", []),
    ],
)
def test_a_sentence_about_a_project(tmp_path: Path, sentence: str, kinds: list[str]) -> None:
    explanation = f"绩效:\n  项目自评情况: {sentence}\n"
    looked_at = case(tmp_path, project(), explanation=explanation)
    assert sorted(outcomes(texts_agree_with_forms, looked_at)) == sorted(kinds)
