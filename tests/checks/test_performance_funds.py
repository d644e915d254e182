"""资金, 成本, 目标, 总额: amounts of a form against each other, its words, and the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks.performance import costs, funds, goals, purposes, totals
from tests.checks.cases import rules_of
from tests.checks.performance import PROJECT, case, outcomes, project, said

TOTAL = '年度资金总额: {年初预算数: "40", 全年预算数: "40", 全年执行数: "38", 分值: "10", 执行率: 95%, 得分: "9.5"}'
WHOLE = """\
表单: 部门整体支出绩效自评情况表
资金:
  部门预算总额: {年初预算数: "100", 全年预算数: "120", 全年执行数: "108", 分值: "10", 执行率: 90%, 得分: "10"}
绩效指标:
  - {一级: 投入管理指标, 三级: 预算调整率, 指标值: ≤10%, 完成值: 20%}
  - {一级: 投入管理指标, 三级: “三公经费”控制率, 指标值: ≤100%, 完成值: 0%}
  - {一级: 投入管理指标, 三级: 政府采购执行率, 指标值: ≥90%, 完成值: 95%}
"""


def test_a_right_form_is_right(tmp_path: Path) -> None:
    looked_at = case(tmp_path, PROJECT)
    for rule in rules_of(funds, costs, goals, purposes):
        assert set(outcomes(rule.check, looked_at)) == {"Held"}, rule.code


def test_sources(tmp_path: Path) -> None:
    rule = funds.sources_add_up
    one = PROJECT.replace('全年执行数: "38"}', '全年执行数: "37.998"}')
    assert said(rule, case(tmp_path / "one", one)) == [
        "01-form.yml:5: 年度资金总额的全年执行数填的是38，财政拨款是37.998，相差0.002万元"
    ]
    two = one.replace("资金管理:", '  单位资金: {全年执行数: "0.002"}\n资金管理:')
    assert said(rule, case(tmp_path / "two", two)) == []
    blank = project((TOTAL, '年度资金总额: {全年预算数: "40", 全年执行数: "38"}'))
    assert said(rule, case(tmp_path / "blank", blank)) == [
        "01-form.yml:5: 年度资金总额的年初预算数没有填，各资金来源填了"
    ]
    lost = blank.replace("项目名称", "缺漏: 只留下两个数\n项目名称", 1)
    assert outcomes(rule, case(tmp_path / "lost", lost)) == ["Skipped", "Held", "Held"]


@pytest.mark.parametrize(
    ("budget", "spent", "rate", "found"),
    [
        ("178.13", "178.128", "99.99%", 0),
        ("2", "1.9978", "99.9%", 0),
        ("0", "0", "0.00%", 0),
        ("0", "0", "-", 0),
        ("40", "0", "0.00%", 0),
        ("40", "0", "5%", 1),
        ("0.01", "0", "50%", 1),
        ("40", "0", "-", 1),
        ("0", "0", "100.0%", 1),
        ("0", "5", "100%", 1),
        ("40", "38", "96%", 1),
    ],
)
def test_rates(tmp_path: Path, budget: str, spent: str, rate: str, found: int) -> None:
    row = f'年度资金总额: {{全年预算数: "{budget}", 全年执行数: "{spent}", 执行率: "{rate}"}}'
    looked_at = case(tmp_path, project((TOTAL, row)))
    assert len(said(funds.rates_follow, looked_at)) == found


def test_execution_of_a_department_is_full_from_ninety_per_cent(tmp_path: Path) -> None:
    rule = funds.execution_is_scored
    assert outcomes(rule, case(tmp_path / "full", WHOLE)) == ["Held"]
    low = WHOLE.replace('"108"', '"13.19"').replace('90%, 得分: "10"', '10.99%, 得分: "1.22"')
    assert outcomes(rule, case(tmp_path / "low", low)) == ["Held"]
    naive = low.replace('"1.22"', '"1.1"')
    assert said(rule, case(tmp_path / "naive", naive)) == [
        "01-form.yml:3: 执行率10.99%，分值10，得分填的是1.1，按10×执行率÷90%应为1.22"
    ]


@pytest.mark.parametrize("name", ["人均月保障标准", "孤儿养育标准", "公益性岗位补贴标准", "最低工资"])
def test_what_people_get_is_at_least_its_target(tmp_path: Path, name: str) -> None:
    form = project(("三级: 改造费用, 指标值: ≤40万元", f"三级: {name}, 指标值: ≥650元"))
    assert said(costs.costs_have_a_ceiling, case(tmp_path, form)) == []
    reversed_ = project(("指标值: ≤40万元", "指标值: ≥40万元"))
    assert len(said(costs.costs_have_a_ceiling, case(tmp_path / "reversed", reversed_))) == 1


@pytest.mark.parametrize(
    ("name", "target", "outcome"),
    [
        ("亩均投入", "≤2400元", "2380元"),
        ("补贴标准", "≤2000元", "1860元"),
        ("单位面积造价", "≤3200元/平方米", "3050元/平方米"),
        ("户均改造费用", "≤1.2万元", "1.1万元"),
        ("工作餐", "≤25元", "24元"),
    ],
)
def test_the_price_of_a_piece_is_no_share_of_the_budget(tmp_path: Path, name: str, target: str, outcome: str) -> None:
    form = project(
        ("三级: 改造费用, 指标值: ≤40万元, 完成值: 38万元", f"三级: {name}, 指标值: {target}, 完成值: {outcome}")
    )
    assert said(costs.costs_are_the_budget, case(tmp_path, form)) == []


def test_a_target_may_stay_what_the_opening_budget_was(tmp_path: Path) -> None:
    cut = project((TOTAL, TOTAL.replace('全年预算数: "40"', '全年预算数: "39"')))
    assert said(costs.costs_are_the_budget, case(tmp_path / "cut", cut)) == []
    slip = project(("指标值: ≤40万元", "指标值: ≤40元"))
    assert len(said(costs.costs_are_the_budget, case(tmp_path / "slip", slip))) == 1


def test_costs(tmp_path: Path) -> None:
    rule = costs.costs_are_the_budget
    wrong = project(("指标值: ≤40万元", "指标值: ≤70.7万元"))
    assert said(rule, case(tmp_path / "wrong", wrong)) == [
        "01-form.yml:12: 成本指标的指标值：“改造费用”≤70.7万元；项目的全年预算数是40万元，相差30.7万元"
    ]
    unit = project(("指标值: ≤40万元", "指标值: ≤400000元"))
    assert said(rule, case(tmp_path / "unit", unit)) == []
    saving = project(("三级: 改造费用, 指标值: ≤40万元", "三级: 节约资金, 指标值: ≥5万元"))
    assert outcomes(rule, case(tmp_path / "saving", saving)) == []
    assert outcomes(costs.costs_have_a_ceiling, case(tmp_path / "up", saving)) == []
    other = project(
        ("三级: 改造窗口数量, 指标值: =10个, 完成值: 10个", "三级: 项目投入资金, 指标值: ≤40万元, 完成值: 40万元")
    )
    assert said(rule, case(tmp_path / "other", other)) == [
        "01-form.yml:13: 成本指标的完成值：“项目投入资金”40万元；项目的全年执行数是38万元，相差2万元"
    ]


@pytest.mark.parametrize(
    ("words", "said_of"),
    [
        ("使用40万元资金，改造大厅", []),
        ("使用40.0万资金，改造大厅", []),
        ("为2万人服务，建成3个大厅", []),
        ("投入资金26万元改造大厅", ["预期目标写的是“26万元”，项目的全年预算数是40万元"]),
        ("使用40万无资金改造大厅", ["预期目标写的是“40万无”（疑为“40万元”）"]),
    ],
)
def test_goals(tmp_path: Path, words: str, said_of: list[str]) -> None:
    looked_at = case(tmp_path, project(("使用40万元资金，改造办事大厅。", words)))
    found = said(goals.goals_name_the_budget, looked_at)
    assert [one.split(": ", 1)[1] for one in found] == said_of


def test_rounded_amount_in_a_goal_is_a_warning(tmp_path: Path) -> None:
    form = project((TOTAL, TOTAL.replace("40", "18.48")), ("使用40万元", "使用18.5万元"))
    assert said(goals.goals_name_the_budget, case(tmp_path, form)) == [
        "01-form.yml:9: 预期目标写的是“18.5万元”，项目的全年预算数是18.48万元，写的是约数"
    ]


def test_purpose(tmp_path: Path) -> None:
    other = project(("项目名称: 办事大厅改造", "项目名称: 绩效考核奖励金"))
    assert len(said(purposes.goals_are_the_projects, case(tmp_path / "other", other))) == 1
    common = project(("项目名称: 办事大厅改造", "项目名称: 补助经费"))
    assert outcomes(purposes.goals_are_the_projects, case(tmp_path / "common", common)) == []


@pytest.mark.parametrize(
    ("name", "goal", "indicators"),
    [
        ("城市中小学校舍建设", "改扩建教学楼2栋", "新增学位"),
        ("雪亮工程二期", "新建高清视频监控点位1200个", "设备在线率"),
        ("春蕾计划", "资助困难女童300名", "资助金足额发放率"),
        ("消防装备购置", "采购抢险救援器材120件套", "验收合格率"),
        ("四好农村路", "新改建县乡公路86公里", "路面合格率"),
        ("城市亮化", "路灯和景观灯亮灯率达到98%", "维修及时率"),
    ],
)
def test_a_purpose_in_other_words(tmp_path: Path, name: str, goal: str, indicators: str) -> None:
    form = project(
        ("项目名称: 办事大厅改造", f"项目名称: {name}"),
        ("使用40万元资金，改造办事大厅。", goal),
        ("三级: 改造窗口数量", f"三级: {indicators}"),
        ("三级: 改造费用", "三级: 费用"),
    )
    assert said(purposes.goals_are_the_projects, case(tmp_path, form, form)) == []


def test_a_purpose_of_another_project(tmp_path: Path) -> None:
    """One or two characters in common (改造) do not make it this project's where all the rest is the other's."""
    copied = project(("项目名称: 办事大厅改造", "项目名称: 雨污分流管网改造"))
    (told,) = said(purposes.goals_are_the_projects, case(tmp_path, copied, project()))
    assert "项目是“雨污分流管网改造”，预期目标和各项指标几乎没有提到它，倒像是“办事大厅改造”的" in told


def test_done_without_spending(tmp_path: Path) -> None:
    rule = goals.done_means_paid
    unspent = project((TOTAL, TOTAL.replace('"38"', '"0"')))
    assert len(said(rule, case(tmp_path / "unspent", unspent))) == 1
    told = unspent.replace("大厅改造完成。", "大厅已改造，款项尚未支付。")
    assert outcomes(rule, case(tmp_path / "told", told)) == ["Held"]


def test_whole_department(tmp_path: Path) -> None:
    figures = '支出决算表:\n  "2010601": {基本支出: 108.00}\n'
    explanation = "年初预算: {合计: 130.00}\n"
    looked_at = case(tmp_path, WHOLE, figures=figures, explanation=explanation)
    assert said(totals.forms_fit_the_document, looked_at) == [
        "01-form.yml:3: 部门预算总额的年初预算数填的是100.00万元，不应小于年初预算·合计130.00万元，相差30.00万元"
    ]
    assert outcomes(totals.indicators_follow_the_figures, looked_at) == ["Held", "Held", "Skipped"]


def test_zero_base(tmp_path: Path) -> None:
    looked_at = case(tmp_path, WHOLE.replace("完成值: 0%", "完成值: 100%"))
    assert said(totals.indicators_follow_the_figures, looked_at) == [
        "01-form.yml:6: “‘三公经费’控制率”的完成值填的是100%；三公经费决算数0.00万元，三公经费预算数0.00万元，没有基数，不能算出这个比率"
    ]


def test_projects_together(tmp_path: Path) -> None:
    figures = '支出决算表:\n  "2010601": {项目支出: 70.00}\n'
    second = PROJECT.replace("项目名称: 办事大厅改造", "项目名称: 办事大厅维护")
    assert outcomes(totals.projects_fit_the_table, case(tmp_path / "one", PROJECT, figures=figures)) == ["Held"]
    found = said(totals.projects_fit_the_table, case(tmp_path / "two", PROJECT, second, figures=figures))
    assert found == ["figures.yml:2: 2张项目自评表的全年执行数加起来是76.00万元，比决算表的项目支出70.00万元多6.00万元"]
