"""原因: what a reason may say without a word from any rule, and what each rule must find."""

from __future__ import annotations

import pytest

from gongkai.checks.explained_figures import with_figures
from gongkai.model.findings import found
from tests.checks.words import GREW, codes, told, with_item_reason, with_reason, worded

OF_GROWTH = [
    "人员增加",
    "本年新招录公务员4人，人员经费相应增加",
    "养老保险缴费基数上调",
    "按政策补发2023年度绩效奖金",
    "机构改革，职能划转，人员转入",
    "新增政务云服务项目",
    "年初未安排此项预算，年中追加",
    "年初未列入部门预算",
    "为迎接2026年省运会，修缮场馆",
    "筹备2026年世界园艺博览会，场馆布展支出增加",
    "上年项目延期至本年实施",
    "使用上年结转资金安排的支出增加",
    "动用以前年度结余资金",
    "上年未支付的款项在本年支付",
    "工程完工，支付尾款",
    "合同到期，结算服务费",
    "债务到期，偿还本金",
    "延迟退休人员增多",
    "政策性增资和职务晋升",
    "退休费减少，但在职人员工资增加，总体有所上升",
    "项目支出增加",
    "较上年增加专项债券项目",
    "办公用房搬迁，购置办公家具",
    "大数据平台二期启动建设",
    "支付2019年签订的合同尾款",
    "补缴2014年10月至2018年12月职业年金",
    "执行2018年印发的差旅费标准",
    "根据豫财〔2022〕12号文件要求，提高补助标准",
    "疫情结束后各项工作恢复正常开展",
    "2020年老旧小区改造项目纳入结算",
    "公务员住房补贴政策调整，标准提高",
    "加大对基层的支持力度",
]
OF_DECLINE = [
    "人员减少",
    "厉行节约，压减一般性支出",
    "严格落实过紧日子要求，节约开支",
    "项目支出减少",
    "本年未新增设备采购",
    "没有新招录人员",
    "2021年度集中采购的设备本年不再采购",
    "不再新增聘用人员",
    "停止新建办公用房",
    "退休人员去世，遗属补助减少",
    "上年购置专用设备，本年无此项支出",
    "上年新招录人员较多",
    "去年一次性追加了专项资金",
    "提高资金使用效率",
    "加强管理，提高节约意识",
    "设备购置计划调整",
    "项目启动较晚，年底未达到付款条件",
    "新增项目尚未支付",
    "新建项目未开工",
    "项目推迟至2025年实施",
    "项目按计划将于2026年完工",
    "政府采购价格低于预算",
    "机构改革，部分人员划转至其他单位",
    "2022年一次性项目本年没有安排",
    "在职人员增加，但项目支出减少",
    "财政收回存量资金",
    "社保缴费比例下调",
    "创新设计类项目结束",
    "减少不必要的会议",
    "培训改为线上进行",
    "部分项目跨年实施",
]


@pytest.mark.parametrize("reason", OF_GROWTH)
def test_nothing_is_said_of_reasons_for_growth(reason: str) -> None:
    assert told(with_reason(reason)) == []


@pytest.mark.parametrize("reason", OF_DECLINE)
def test_nothing_is_said_of_reasons_for_decline(reason: str) -> None:
    assert told(with_reason(reason, grew=False)) == []


@pytest.mark.parametrize("grew", [True, False])
@pytest.mark.parametrize(
    "reason",
    [
        "人员增加，办公费减少",
        "新增两个项目，同时压减公用经费",
        "调入3人、退休减员5人",
        "落实过紧日子要求，追加民生支出",
    ],
)
def test_a_reason_of_both_directions_is_never_against_the_sign(reason: str, *, grew: bool) -> None:
    assert "N301" not in codes(with_reason(reason, grew=grew))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("公务接待费", "外地来人减少"),
        ("公务接待费", "国内团组减少，严控陪餐人数"),
        ("公务接待费", "厉行节约"),
        ("公务用车费", "车辆维修次数减少"),
        ("公务用车费", "车辆老旧报废，保险费下降"),
        ("因公出国（境）费", "出访团组取消"),
        ("因公出国（境）费", "严格控制因公出国（境）和公务接待"),
        ("因公出国（境）费", "年中核减"),
        ("公用经费", "办公费、水电费压减，项目支出减少"),
        ("公用经费", "收费项目的印刷费由协会承担，严控开支"),
        ("公用经费", "部分差旅费转列项目支出，公用经费减少"),
    ],
)
def test_nothing_is_said_of_reasons_of_the_item(path: str, reason: str) -> None:
    assert told(with_reason(reason, path, grew=False)) == []


@pytest.mark.parametrize(
    ("code", "budget", "reason"),
    [
        ("2080505", "18.00", "人员增加，缴费基数提高"),
        ("2080505", "18.00", "补缴以前年度养老保险"),
        ("2080505", "22.00", "退休人员增多，在职人员减少"),
        ("2010302", "40.00", "业务量增加"),
        ("2010302", "40.00", "年中追加项目"),
        ("2010301", "110.00", "公用经费压减"),
    ],
)
def test_nothing_is_said_of_reasons_of_items(code: str, budget: str, reason: str) -> None:
    assert told(with_item_reason(reason, code, budget)) == []


@pytest.mark.parametrize(
    ("reason", "grew", "code"),
    [
        ("节约开支", True, "N301"),
        ("厉行节约，压减一般性支出", True, "N301"),
        ("人员减少", True, "N301"),
        ("项目支出减少", True, "N301"),
        ("三个项目推迟到下年度实施", True, "N301"),
        ("严控公用经费", True, "N301"),
        ("项目未开展", True, "N301"),
        ("社保缴费比例下调", True, "N301"),
        ("人员增加", False, "N301"),
        ("新招录公务员4人", False, "N301"),
        ("年中追加项目资金", False, "N301"),
        ("物价上涨", False, "N301"),
        ("提高基础绩效奖标准", False, "N301"),
        ("工资上调，人员不断增加", False, "N301"),
        ("支出增加", True, "N303"),
        ("本年度支出增加", True, "N303"),
        ("经费支出有所减少", False, "N303"),
        ("预算收入变动", True, "N303"),
        ("由于决算数与预算数存在差异造成的", True, "N303"),
        ("无", True, "N303"),
        ("正常变化", True, "N303"),
        ("据实列支", True, "N303"),
        ("工作需要", True, "N303"),
        ("根据实际情况", True, "N303"),
        ("我局是2019年新组建单位，工作业务增多", True, "N304"),
        ("2021年人员增加", True, "N304"),
        ("2026年人员增加", True, "N304"),
        ("2020年机构改革，人员转入", True, "N304"),
    ],
)
def test_reasons_that_explain_nothing(reason: str, code: str, *, grew: bool) -> None:
    assert codes(with_reason(reason, grew=grew)) == {code}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("公用经费", "项目支出减少"),
        ("公用经费", "项目资金有所减少"),
        ("公务接待费", "公务用车减少"),
        ("公务接待费", "没有出国任务"),
        ("公务用车费", "公务接待批次减少"),
        ("因公出国（境）费", "减少公务接待"),
        ("因公出国（境）费", "车辆报废"),
    ],
)
def test_reasons_out_of_scope(path: str, reason: str) -> None:
    assert codes(with_reason(reason, path, grew=False)) == {"N302"}


@pytest.mark.parametrize("reason", ["人员增加，业务量增加", "工作任务增多", "项目增加"])
def test_pensions_do_not_grow_with_the_work(reason: str) -> None:
    assert codes(with_item_reason(reason, "2080505", "18.00")) == {"N302"}


def test_the_same_reason_out_of_scope_is_told_once() -> None:
    items = "'2080505': {年初预算数: 18.00, 原因: 业务量增加}, '2080506': {年初预算数: 0, 原因: 业务量增加}"
    [finding] = told(worded(f"年初预算: {{{items}}}\n"))
    assert finding.code == "N302"
    assert "2080505" in finding.message
    assert "2080506" in finding.message
    assert len(finding.related) == 1


MANY = ("2010301", "2010302", "2080505", "2101101", "2210201")


def test_one_sentence_for_items_of_every_kind() -> None:
    items = ", ".join(f"'{code}': {{年初预算数: 1.00, 原因: 年初预算与决算口径不同}}" for code in MANY)
    [finding] = told(worded(f"年初预算: {{{items}}}\n"))
    assert finding.code == "N305"
    assert finding.message.startswith("5项、4类支出的原因都是“年初预算与决算口径不同”")


def test_items_of_one_class_may_share_a_reason() -> None:
    items = ", ".join(
        f"'{code}': {{年初预算数: 1.00, 原因: 年初预算与决算口径不同}}"
        for code in ("2010301", "2010302", "2010303", "2010350", "2010399", "2080505")
    )
    assert told(worded(f"年初预算: {{{items}}}\n")) == []


def test_equal_figures_and_those_within_rounding_have_no_direction() -> None:
    assert "N301" not in codes(worded("上年: {支出合计: 175.51}\n原因: {支出合计: 人员增加}\n"))


def test_a_reason_without_its_figures_is_not_run() -> None:
    """No 上年: nothing to compare with, and no finding."""
    assert told(worded("原因: {支出合计: 节约开支}\n")) == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("原因.支出合计", "本年175.50，上年150.00，多25.50万元（17.0%）"),
        ("原因.公务接待费", "本年0.50，预算数1.00，少0.50万元（50.0%）"),
        ("年初预算.2010301.原因", "行政运行：本年100.00，年初预算数0.00，多100.00万元"),
        ("原因.公用经费", "本年120.00，上年100.00，多20.00万元（20.0%）"),
        ("年初预算.2010302.原因", "一般行政管理事务：本年55.50，年初预算数55.50，相同"),
    ],
)
def test_what_a_missing_reason_is_to_explain_is_told(path: str, told: str) -> None:
    looked_at = worded(GREW + '年初预算: {"2010301": {年初预算数: 0}, "2010302": {年初预算数: 55.50}}\n')
    asked = found("N101", looked_at.document.place, "没有填", 处=path)
    assert with_figures(looked_at, asked).about == (path, told)
    assert with_figures(looked_at, asked).message.endswith(f"还没有填；{told}")


@pytest.mark.parametrize("path", ["原因.支出合计", "绩效.情况", "年初预算.2080505.原因", "没有.这一项"])
def test_where_a_figure_is_lacking_nothing_is_told(path: str) -> None:
    looked_at = worded("绩效: {情况: [按要求开展]}\n")
    asked = found("N101", looked_at.document.place, "没有填", 处=path)
    assert with_figures(looked_at, asked) == asked
