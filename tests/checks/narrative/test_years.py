"""年度: texts of 2024 that speak of another year, wrongly and rightly."""

from __future__ import annotations

import pytest

from gongkai.checks.narrative.years import texts_are_of_the_year
from gongkai.model.findings import Finding, Severity
from tests.checks.words import with_reason, with_text, worded

WRONG = [
    "2023年度，我部门共有项目12个",
    "2022年，我部门组织对所有项目开展绩效自评",
    "我单位2023年度整体支出绩效目标全部完成",
    "2023年我局紧紧围绕中心工作，完成了各项任务",
    "经自评，2021年度项目资金使用规范",
    "根据要求，2020年部门整体支出绩效自评得分92分",
    "2026年度，我校共培训教师1200人次",
    "全年共接待游客3万人次，2027年收入增加",
    "于2023年6月30日前完成管网改造",
    "2025年完成检测1200批次，服务企业86家",
    "项目绩效目标已完成，2022年，全县共检查企业430家",
]
RIGHT = [
    "我局是2019年新组建单位",
    "按照“十四五”（2021年—2025年）规划，持续推进水网建设",
    "根据财政厅〔2021〕15号文件要求开展自评",
    "按照《南湖区2022年度部门决算批复》执行",
    "与2023年相比，服务人次增加",
    "比2022年度多完成检测300批次",
    "截至2025年1月，项目已全部验收",
    "2025年3月，评价组进行了现场核查",
    "2018年以来，累计改造校舍42栋",
    "自2020年起实行集中采购",
    "2021年签订的三年期运维合同在本期到期",
    "2023年度绩效评价结果应用于2024年度预算",
    "该工程于2022年立项，总投资3000万元",
    "力争到2025年，污水处理率达到98%",
    "2020年第七次全国人口普查的资料整理",
    "2024年度，我部门共有项目12个",
    "《中华人民共和国档案法》（2020年修订）",
    "2023年末结转资金全部使用",
    "2024年12月31日前完成",
    "计划于2026年完工",
    "实施2023年度高标准农田建设，面积2万亩",
    "2023年度部门预算已按时公开",
    "部分乡镇服务组织招标延迟，2025年已完成签约",
    "尾款于2025年一季度支付",
    "为迎接2025年省运会修缮场馆",
    "筹备2026年世界园艺博览会",
    "检查发现的问题在2025年初全部整改到位",
    "绿化苗木因冬季停工，2025年春季补栽完毕",
]


def found(text: str) -> list[Finding]:
    return [one for one in texts_are_of_the_year(with_text(text)) if isinstance(one, Finding)]


@pytest.mark.parametrize("text", WRONG)
def test_another_year_is_told_in_every_kind_of_text(text: str) -> None:
    told = found(text)
    assert [one.place.path.rpartition("/")[2] for one in told] == ["f.yml", "01.yml", "report.md"]
    assert {one.severity for one in told} == {Severity.WARNING}


@pytest.mark.parametrize("text", RIGHT)
def test_a_year_that_is_rightly_another_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_in_a_report_the_column_is_that_of_the_year() -> None:
    told = found("项目完成情况：2022年，我部门建成3个站点。")
    assert (told[-1].place.line, told[-1].place.column) == (3, 8)
    assert told[-1].message == "“项目完成情况：2022年，我部门建成3个站点”写的是2022年，本文件是2024年度的"


def test_the_duties_are_looked_at() -> None:
    case = worded("概况: {部门职责: [2022年度我部门主要负责档案管理]}\n")
    assert len([one for one in texts_are_of_the_year(case) if isinstance(one, Finding)]) == 1


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("2021年，我部门信息化项目增加", 1),
        ("2027年项目资金增加", 1),
        ("2023年，我部门实施了一次性普查项目", 0),
        ("支付2021年签订的合同尾款", 0),
        ("2021年人员增加", 0),  # N304 tells it
    ],
)
def test_reasons_that_the_rule_on_reasons_lets_pass(reason: str, told: int) -> None:
    outcomes = texts_are_of_the_year(with_reason(reason))
    assert len([one for one in outcomes if isinstance(one, Finding)]) == told
