"""文字里的数: amounts and rates that people type into texts."""

from __future__ import annotations

import pytest

from generator.checks.case import Case
from tests.checks.words import codes, told, with_reason, worded

SOUND = [
    # the document's own figures: 支出合计 175.50, 基本支出 120.00, 项目支出 55.50
    "2024年度支出合计175.50万元，其中：基本支出120.00万元，占68.38%；项目支出55.50万元，占31.62%。",
    "本年度支出合计175.5万元。",
    "我单位基本支出120万元，项目支出55.50万元",
    "公务接待费预算1.00万元，支出0.50万元，预算执行率50%",
    # other years, other bodies, parts
    "2023年度支出合计150.00万元，其中基本支出90.00万元。",
    "上年度项目支出40.00万元，本年55.50万元",
    "所属单位项目支出20.00万元，用于设备更新。",
    "信息中心支出合计50.00万元，其中：基本支出30.00万元。",
    "本年度新增项目支出12.00万元，用于大厅改造。",
    "2024年全市一般公共预算支出完成312.40亿元",
    "累计拨付各类资金1,280.00万元",
    "“十四五”期间安排项目预算900.00万元",
    # outcomes, contracts, limits
    "为企业减负1200万元，节约财政资金35万元",
    "招商引资到位资金3.5亿元，审减金额86.40万元",
    "合同金额46.50万元，中标价45.90万元，培训费支出标准每人550元",
    "单笔支付超过50万元的项目",
    "完成投资2亿元，带动社会资本5亿元",
    "发放困难群众补助1.2万元",
    "单价100万元以上设备0台",
]


RATES = [
    "年初预算100万元，调整后预算120万元，支出96万元，执行率80%",
    "全年预算55.50万元，实际支出55.50万元，资金到位率100%，任务完成率98%",
    "全年预算55.50万元，实际支出55.50万元，结余率0%",
    "项目全年预算55.50万元（年初预算120.00万元），实际支出55.50万元，预算执行率100%",
    "预算55.50万元，支出55.50万元，群众满意率96.50%",
    "预算执行率97.40%，产出指标完成率100%",
    "年初预算100万元，支出96万元，项目执行率为95.99%",
]
FORM = {
    "项目名称": "大厅改造",
    "资金": {"总额": {"全年预算数": "35.00", "全年执行数": "34.20"}},
    "预期目标": "使用35万元资金改造大厅，其中设备12.60万元。",
}


def text(words: str) -> Case:
    """In the explanation and in a report, beside the form of one project."""
    return worded(
        f"上年: {{支出合计: 150.00}}\n年初预算: {{合计: 160.00}}\n绩效: {{情况: ['{words}']}}\n",
        report=f"{words}\n",
        form=FORM,
        填报勾稽={"X07": "填报.上年.支出合计 + 填报.年初预算.合计 ≥ 支出合计"},
    )


@pytest.mark.parametrize("words", SOUND)
def test_nothing_is_said_of_sound_sentences(words: str) -> None:
    assert [finding.message for finding in told(text(words))] == []


@pytest.mark.parametrize("words", RATES)
def test_nothing_is_said_of_sound_rates(words: str) -> None:
    assert "N503" not in codes(text(words))


@pytest.mark.parametrize(
    "words",
    [
        "大厅改造项目全年预算35万元，支出34.20万元，预算执行率97.71%",
        "项目设备支出12.60万元",
        "年初预算160.00万元",
        "支出比年初预算多，共支出175.50万元",
        "两项合计预算310.00万元",
    ],
)
def test_amounts_of_inputs_forms_and_relations_are_known(words: str) -> None:
    assert told(text(words)) == []


@pytest.mark.parametrize("reason", ["新招录4人，工资支出增加28.50万元", "年中追加预算120.00万元"])
def test_what_a_difference_consists_of_is_in_no_table(reason: str) -> None:
    assert told(with_reason(reason)) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("大厅改造项目全年预算36万元", "N501"),
        ("全年实际支出57.50万元", "N501"),
        ("财政拨款共拨付5.55亿元", "N501"),
        ("项目支出预算555,000元，支出决算55.00万元", "N501"),
        ("预算安排资金 61.40 万元，用于大厅运行。", "N501"),
        ("2024年度支出合计175.05万元，其中：基本支出120.00万元。", "N502"),
        ("2024年度支出合计175.50万元，其中：基本支出102.00万元，占68.38%。", "N502"),
        ("本年度项目支出为5.55万元。", "N502"),
        ("我部门支出合计1755000万元。", "N502"),
        ("大厅改造项目全年预算35.00万元，支出34.20万元，预算执行率98.71%", "N503"),
        ("项目预算35万元，实际支出34.20万元，完成年初预算的100%", "N503"),
        ("项目预算35万元，实际支出34.20万元，执行率为9.77%", "N503"),
        ("全年预算35.00万元，资金支付34.20万元，支出进度达到85.00%", "N503"),
    ],
)
def test_faults(words: str, code: str) -> None:
    assert code in codes(text(words))
    assert codes(text(words)) <= {code, "N501"}


def test_a_rate_of_nothing() -> None:
    [finding] = [one for one in told(text("项目预算0.00万元，支出35.00万元，预算执行率0%")) if one.code == "N503"][:1]
    assert "没有预算，不能算百分比" in finding.message
