"""别的单位: a clause that speaks of a body nobody here knows, as of oneself."""

from __future__ import annotations

import pytest

from gongkai.checks.narrative.bodies import no_other_body
from gongkai.model.departments import Department
from gongkai.model.documents import DocumentHead
from gongkai.model.findings import Finding, Severity
from tests.checks.words import with_reason, with_text, worded

WRONG = {
    "禹州市卫生健康委员会2024年度收入支出增加": "禹州市卫生健康委员会",
    "主要原因是市教育局人员增加": "市教育局",
    "长寿区第三中学严格落实厉行节约要求": "长寿区第三中学",
    "绩效自评完成，柳林镇中心小学高度重视绩效管理": "柳林镇中心小学",
    "青山县水利局是全额拨款单位": "青山县水利局",
    "宁远县人民医院（本级）2024年完成门诊12万人次": "宁远县人民医院",
    "市场监督管理局整体支出绩效自评得分95分": "市场监督管理局",
    "东湖区城市管理综合执法大队认真开展自评": "东湖区城市管理综合执法大队",
    "清源市水务局组织对2024年度项目支出全面开展绩效自评": "清源市水务局",
    "柳州县民政局组织开展了2024年度绩效自评": "柳州县民政局",
}
RIGHT = [
    "市财政局2024年度绩效管理要求提高",
    "测试局2024年度收入支出增加",
    "经青山县水利局批复，项目调整",
    "青山县水利局划转人员10名，人员经费增加",
    "青山县水利局、县林业局等12个部门接入平台",
    "与东湖区城市管理局共同开展检查",
    "市民服务中心开展活动增加",
    "市级中心建设项目增加",
    "各区卫生健康局人员增加",
    "全县中小学项目支出增加",
    "原青山县水利局人员转入",
    "县委办公室印发通知，工作增加",
    "县域医共体中心开展检测",
    "区块链中心建设项目开展",
    "办公室认真开展自评",
    "信息中心2024年度运行正常",
    "我市公安局人员经费增加",
    "省级以上开发区管理委员会项目增加",
    "行政审批局面全面改善",
    "清源市水务局组织的防汛演练增加",
    "清源市统计局组织对企业开展满意度调查",
]


def found(text: str) -> list[Finding]:
    return [one for one in no_other_body(with_text(text)) if isinstance(one, Finding)]


@pytest.mark.parametrize("text", WRONG)
def test_another_body_at_the_beginning_of_a_clause(text: str) -> None:
    told = found(text)
    assert len(told) == 3
    assert {one.severity for one in told} == {Severity.WARNING}
    assert told[0].message == f"句首写的是“{WRONG[text]}”，不是本部门（测试局），也不是它的单位"
    assert (told[2].place.line, told[2].place.column) == (3, text.index(WRONG[text]) + 1)


@pytest.mark.parametrize("text", RIGHT)
def test_bodies_that_may_stand(text: str) -> None:
    assert found(text) == []


def _department(**more: object) -> Department:
    return Department.model_validate(
        {"名称": [{"自": "2019-01-01", "名称": "青山县教育体育局"}], "行政区划": "青山县"} | more
    )


def named(text: str, listed: tuple[str, ...] = ()) -> int:
    head = {"版式": "ceshi", "状态": "编制", "金额单位": "万元", "文中单位": list(listed)}
    units = [{"代码": "1", "名称": "青山县第一高级中学"}]
    case = worded(
        f"绩效: {{情况: [{text}]}}\n", department=_department(单位=units), head=DocumentHead.model_validate(head)
    )
    return len([one for one in no_other_body(case) if isinstance(one, Finding)])


@pytest.mark.parametrize(
    "text", ["县教体局2024年度项目增加", "青山县教育体育局机关认真开展自评", "青山县第一高级中学2024年度收入增加"]
)
def test_itself_its_units_and_short_forms_of_them(text: str) -> None:
    assert named(text) == 0


def test_the_document_may_list_whom_it_speaks_of() -> None:
    text = "青山县供销合作社联合会2024年度项目支出由本局代管的部分增加"
    text = "青山县科学技术协会2024年度项目支出增加"
    assert named(text) == 1
    assert named(text, ("青山县科学技术协会",)) == 0


def test_duties_speak_of_others() -> None:
    """概况: others' duties stand beside one's own; only what says who the text is about counts."""
    duties = worded("概况: {部门职责: [青山县公安局负责道路交通管理, 青山县公安局是主管公安工作的政府工作部门]}\n")
    assert [one.place.line for one in no_other_body(duties) if isinstance(one, Finding)] == [1]


def test_reasons_too() -> None:
    assert len([one for one in no_other_body(with_reason("青山县公安局人员增加")) if isinstance(one, Finding)]) == 1


@pytest.mark.parametrize(
    ("reason", "name"),
    [
        ("云溪市水利局减少公务接待批次", "云溪市水利局"),
        ("青山县交通运输局承担的防汛任务增加", "青山县交通运输局"),
        ("人员增加，主要原因是市教育局新增公用经费", "市教育局"),
        ("长寿区卫生健康委员会工资调标", "长寿区卫生健康委员会"),
    ],
)
def test_a_reason_tells_of_oneself(reason: str, name: str) -> None:
    told = [one for one in no_other_body(with_reason(reason)) if isinstance(one, Finding)]
    assert [one.message for one in told] == [f"句首写的是“{name}”，不是本部门（测试局），也不是它的单位"]


@pytest.mark.parametrize(
    "reason",
    [
        "市发展和改革委员会立项的污水处理项目开工",
        "省水利厅下达防汛补助",
        "县人力资源和社会保障局统一招录，人员增加",
        "市委办公室交办的专项工作增加",
        "市公安局大楼维修完工",
        "市卫生健康委员会直属医院搬迁项目开工",
        "云溪市水务局与我局联合执法增加",
        "人员增加",
    ],
)
def test_what_another_body_did_to_oneself_may_stand(reason: str) -> None:
    assert [one for one in no_other_body(with_reason(reason)) if isinstance(one, Finding)] == []


@pytest.mark.parametrize(
    ("region", "duty", "told"),
    [
        ("山岳省/白石市", "黑水市应急管理局负责全市应急管理工作", 1),
        ("云岭省/清源市/东湖区", "西山区民政局承担全区社会救助工作", 1),
        ("云岭省/清源市", "江南省民政厅拟订全省民政事业规划", 1),
        ("云岭省/清源市", "清源市民政局负责全市社会救助工作", 0),
        ("云岭省/清源市", "云岭省民政厅负责全省性社会组织的登记", 0),
        ("云岭省/清源市", "青山县民政局负责本县的养老服务", 0),
        ("云岭省/清源市", "负责城市管理局移交的案件", 0),
        ("云岭省/清源市", "指导各县市区民政局开展救助工作", 0),
        ("云岭省/清源市", "推进城市管理综合执法，市公安局协助", 0),
    ],
)
def test_duties_of_a_body_of_another_place(region: str, duty: str, told: int) -> None:
    department = Department.model_validate(
        {"名称": [{"自": "2019-01-01", "名称": f"{region.rpartition('/')[2]}审计局"}], "行政区划": region}
    )
    found = no_other_body(worded(f"概况: {{部门职责: [{duty}]}}\n", department=department))
    assert len([one for one in found if isinstance(one, Finding)]) == told
