"""文字: residue, marks, repetition and units: sentences as bureaus write them, and what is plainly wrong in one."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.checks.wording.punctuation import wording_leaves_nothing_out
from gongkai.model.entries import OriginalWording
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE
from gongkai.model.publication import Paragraph
from gongkai.model.spans import Text
from tests.checks.printed import publishing
from tests.checks.words import codes, printed, told, with_text, worded

SOUND = [
    # purposes and three public expenses
    "主要用于公务用车燃油费、维修费、过路过桥费和保险费",
    "主要用于无障碍设施改造和无人机购置",
    "主要包括无形资产摊销、无线网络租赁",
    "主要用于没有劳动能力的困难群众救助",
    "公务接待费支出为0。",
    "国内公务接待12批次、86人次（不包括陪同人员）",
    # duties
    "承担市委、市政府交办的其他事项。",
    "负责贯彻执行《中华人民共和国政府采购法》（以下简称《采购法》）等法律法规",
    "1）拟订规划；2）组织实施；3）监督检查。",
    "一）完善制度；二）加强培训。",
    "负责合同（如有）的审核，报销按（根据实际需要）核定的标准执行",
    "在此处填埋的垃圾清运",
    "邀请填写满意度问卷，申请填写服务事项",
    # words that meet their like
    "提高政务服务服务质量，完善部门预算预算执行监控",
    "市政府政府采购采购方式变更审批",
    "推进数据中心中心机房改造，保障聘用人员人员经费",
    "实施第二个三年三年行动计划",
    "一户一户走访，一项一项落实，一批一批推进",
    "达到目的的措施有三项",
    "在在线平台上办理，做到准确及及时，文明和和谐",
    "进行了了解，实现了了结",
    "行为为规范，坚持为为民服务",
    "实实在在解决问题",
    "办理李某某案等典型案件12件",
    "审计发现某单位长期闲置设备",
    # numbers
    "单价100万元以上设备2台（套），单位价值50万元（含）以上通用设备9台（套）",
    "在职人员增加2，退休人员减少1。",
    "部门预算2024，三年规划2023—2025。",
    "一般行政管理事务支出2010302、2010399。",
    "分别支出1.20、2.30万元",
    "执行率0.98，完成率100。",
    "分值占10，满意度占10。",
    "增长3.5个百分点，下降2.1倍",
    "能耗下降3.20%，占比12.50%",
    "项目支出增加1.50万元，下降4.20%，合计12.30亿元。",
    "PM2.5浓度下降，系统升级到3.0。",
    "根据豫财〔2022〕12号、豫政办〔2023〕5号文件",
    "2024年3月15日至12月31日，分3批拨付",
    "比例为1：15",
    # template-like but meant
    "增加（减少以“－”号填列）",
    "人员增加或减少的，按规定调整",
    "粒径最大小于5毫米",
    "只增不减少",
    "力量有待补充，机制亟待补充完善",
    "型号为XXL的防护服，IPv6改造，OXXO系统",
    "联系电话13*****，身份证号4101**********1234",
    "编制（增加）3名",
    "（一）加强领导。（二）落实责任。",
    "“放管服”改革、“互联网＋政务服务”",
    "从“能办”向“好办”转变……群众满意。",
    "质量、数量、时效、成本指标均完成；满意度≥95%。",
    "项目编号：4100000024XX",
    "一般公共预算财政拨款支出主要用于保障机构正常运转。",
]


@pytest.mark.parametrize("text", SOUND)
def test_nothing_is_said_of_sound_sentences(text: str) -> None:
    assert [finding.message for finding in told(with_text(text))] == []


@pytest.mark.parametrize(
    "line",
    [
        "**增加**的主要原因是***新增项目***。",
        "***",
        "___",
        "| 单位编码（项目编码） | 项目单位（项目名称） | 项目金额（万元） | 执行率 |",
        "|---|---|---|---|",
        "| 大厅运行 | 35.00 | 34.20 | 97.71% |",
        "- 支出 34.20",
        "1. 预算执行情况",
        "[附件](附件.pdf)",
        "__重点__事项",
    ],
)
def test_nothing_is_said_of_markdown(line: str) -> None:
    assert told(worded("绩效: {情况: []}\n", report=f"# 报告\n\n{line}\n")) == []


def test_a_pair_may_close_on_another_line_of_a_report() -> None:
    assert (
        told(worded("绩效: {情况: []}\n", report="依据《关于全面实施\n预算绩效管理的意见》（以下\n简称《意见》）\n"))
        == []
    )
    assert codes(worded("绩效: {情况: []}\n", report="依据《关于全面实施\n预算绩效管理的意见（以下简称）\n")) == {
        "W202"
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("XX项目已完成", "W201"),
        ("对ＸＸ单位进行检查", "W201"),
        ("××市财政局", "W201"),
        ("某某单位开展了培训", "W201"),
        ("完成某某项目建设", "W201"),
        ("某年度支出情况", "W201"),
        ("支出为____万元", "W201"),
        ("比上年增加（减少）3.00万元", "W201"),
        ("比上年增长/下降3.00%", "W201"),
        ("比上年（增加）减少3.00万元", "W201"),
        ("决算数大于（小于）预算数", "W201"),
        ("决算数大小于预算数", "W201"),
        ("减少（增加）的原因", "W201"),
        ("比上年增减少3.00万元", "W201"),
        ("一、部门职责 PAGEREF _Toc123 3", "W201"),
        ("目录[bookmark12]", "W201"),
        ("错误！未定义书签。", "W201"),
        ("请填写主要用途", "W201"),
        ("此处填写项目情况", "W201"),
        ("（根据实际情况填写）", "W201"),
        ("（如无，请删除）", "W201"),
        ("（待补充）", "W201"),
        ("待填写", "W201"),
        ("（部门名称）负责实施", "W201"),
        ("其中0车0辆", "W201"),
        ("主要用于无此项支出。", "W201"),
        ("来访人员主要包括：无外宾来访等。", "W201"),
        ("主要用于无", "W201"),
        ("主要原因是无。", "W201"),
        ("成效明显。。", "W202"),
        ("加强管理，，提高效率", "W202"),
        ("加强管理。，提高效率", "W202"),
        ("完善制度；。", "W202"),
        ("办公费、、印刷费", "W202"),
        ("情况如下：：", "W202"),
        ("办公室（机关党委、人事科", "W202"),
        ("办公室机关党委）、人事科", "W202"),
        ("推进“放管服改革", "W202"),
        ("推进”放管服”改革", "W202"),
        ("贯彻《预算法和《采购法》", "W202"),
        ("豫财〔2022号", "W202"),
        ("本科目反映反映单位的支出", "W203"),
        ("加强加强监管", "W203"),
        ("进一步进一步提高", "W203"),
        ("公务用车公务用车运行", "W203"),
        ("项目项目支出减少", "W203"),
        ("完成完成率", "W203"),
        ("节约经费经费", "W203"),
        ("政务服务政务服务大厅", "W203"),
        ("项目的的实施", "W203"),
        ("完成了了任务", "W203"),
        ("组织实施预算绩效管理工作。组织实施预算绩效管理工作。", "W203"),
    ],
)
def test_faults(text: str, code: str) -> None:
    assert codes(with_text(text)) == {code}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("培训支出为35.20，全部完成", "W204"),
        ("收入合计1,234.50。", "W204"),
        ("比上年增加3.40，增长12.50%", "W204"),
        ("比上年增加3.40万元，增长12.50。", "W204"),
        ("预算执行率97.40，较好", "W204"),
        ("占比25.00；", "W204"),
    ],
)
def test_missing_units(text: str, code: str) -> None:
    """In texts, not in the cells of forms, where the head has the unit."""
    assert codes(worded(f"绩效: {{情况: ['{text}']}}\n")) == {code}
    assert told(worded("绩效: {情况: []}\n", form={"完成情况": text})) == []


def test_a_finding_stands_at_the_item_of_a_list() -> None:
    [finding] = told(worded("概况:\n  部门职责:\n    - 拟订规划\n    - 组织实施。。\n"))
    assert (finding.place.line, finding.message) == (4, "标点重复：“组织实施。。”")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("支出XX万元", set()), ("的通知》", set()), ("取得成效。。", {"W202"}), ("反映反映单位", {"W203"})],
)
def test_originals_are_looked_at_for_doubled_marks_and_words_only(text: str, expected: set[str]) -> None:
    """What they print of a template is told by N209 and N210; their words may begin in the middle of a pair."""
    original = OriginalWording(where="explanation.overall", expected="", printed=text, remark="", place=NOWHERE)
    made = worded("上年: {支出合计: 150.00}\n")
    assert codes(replace(made, document=replace(made.document, originals=(original,)))) == expected


def test_missing_full_stops_are_told_once() -> None:
    [finding] = [one for one in told(printed("节约开支。", "节约开支")) if one.code == "W202"]
    assert finding.message == "有1句末尾缺句号：“节约开支”"


@pytest.mark.parametrize(
    ("before", "typed", "after", "found"),
    [
        ("内设机构0个，包括：", "", "。", ["W202"]),
        ("1. 测试中心（", "", "）；", ["W202"]),
        ("包括：", "办公室、财务科", "。", []),
        ("主要原因是", "人员增加。", "。", []),
    ],
)
def test_the_wording_leaves_nothing_out(before: str, typed: str, after: str, found: list[str]) -> None:
    """What ends in a mark of its own is told where it was typed, not here."""
    spans = (Text(text=before), *((Text(text=typed, places=(NOWHERE,)),) if typed else ()), Text(text=after))
    case = publishing(worded(""), "explanation", "overall", (Paragraph(spans=spans),))
    assert [one.code for one in wording_leaves_nothing_out(case) if isinstance(one, Finding)] == found
