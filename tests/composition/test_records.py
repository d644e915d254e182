"""记录列 with declared fields, and 填 with a *: typed, printed, summed, compared, and told where they are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.editions.trial_findings import edition_findings, trial
from gongkai.checks.figures.ten_thousand import amounts_are_in_the_unit
from gongkai.checks.narrative import inputs
from gongkai.checks.texts import written
from gongkai.composition.compose import compose
from gongkai.figures.neighbours import Neighbour
from gongkai.linting.wording_check import wording_findings
from gongkai.loading.inputs_file import read_inputs
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import NOWHERE
from tests.checks.cases import case_of, rules_of
from tests.composition.test_answers import neighbours
from tests.figures.small import edition, entries, node
from tests.projects import text

TABLES = "表: {键: t01, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, 乙, {题: 合计, 公式: 甲 + 乙}]}"
PROJECTS = {"类": "记录列", "项": {"名称": "文字", "金额": "金额", "个数": "个数", "比例": "百分比"}}
FORMS: dict[str, Any] = {
    "项目列表": PROJECTS,
    "年初.*.数": {"类": "金额", "取": "同年预算.预算.*"},
    "年初.*.原因": "文字",
    "车辆.轿车": "个数",
    "车辆.客车": "个数",
}
TWO = """
项目列表:
  - {名称: 江堤加固, 金额: 120.50, 个数: 2, 比例: 94.87%}
  - {名称: 泵站改造, 金额: 30.00, 个数: 1, 比例: 100%}
"""


def read(explanation: str, unit: Unit = Unit.WAN, **forms: Any) -> tuple[Case, list[str]]:
    form = edition(TABLES, 填报={**FORMS, **forms}, 部分=[
        {"题": "部分", "键": "main", "节": [{"题": "文字", "键": "text", "内容": [{"文": "text.j2"}]}]}
    ])  # fmt: skip
    found = read_inputs(node(explanation), form, unit)
    case = case_of(form, entries(form, "{表: {甲: 100, 乙: 60}}", unit), inputs={one.path: one for one in found.inputs})
    head = case.document.head.model_copy(update={"unit": unit})
    told = [f"{one.place.line}:{one.place.column} {one.code} {one.message}｜{one.hint}" for one in found.findings]
    return replace(case, document=replace(case.document, head=head)), told


def composed(
    folder: Path, template: str, case: Case, others: dict[str, Neighbour] | None = None
) -> tuple[str, list[str]]:
    (folder / "text.j2").write_text(template, encoding="utf-8")
    made = compose(case.document, case.accounts, others or {}, {}, {}, (folder,))
    return text(made.publication, "text"), [one.message for one in made.findings]


EACH = "{% for 一 in 填('项目列表') %}{{ 一.名称 }}{{ 一.金额 }}万元，{{ 一.个数 }}处，完成{{ 一.比例 }}；{% endfor %}"
SUMS = "{{ 合计(填('项目列表'), '金额') }} {{ 合计(填('项目列表'), '个数') }} {{ 个数(填('项目列表')) }}"


def test_records_are_printed_and_summed(tmp_path: Path) -> None:
    case, told = read(TWO)
    assert told == []
    shown, said = composed(tmp_path, EACH + SUMS, case)
    assert shown == "江堤加固120.50万元，2处，完成94.87%；泵站改造30.00万元，1处，完成100%；150.50 3 2"
    assert said == []


def test_records_in_yuan_and_in_a_unit_of_their_own(tmp_path: Path) -> None:
    amounts = TWO.replace("120.50", "1205000.00").replace("30.00", "300000.00")
    assert composed(tmp_path, SUMS, read(amounts, Unit.YUAN)[0])[0] == "150.50 3 2"
    assert composed(tmp_path, SUMS, read(amounts, 项目列表={**PROJECTS, "单位": "元"})[0])[0] == "150.50 3 2"


def test_an_empty_list_is_an_answer(tmp_path: Path) -> None:
    assert composed(tmp_path, EACH + SUMS, read("项目列表: []")[0]) == ("0.00 0 0", [])
    assert composed(tmp_path, SUMS, read("{}")[0])[1] == ["情况说明要用到“项目列表”，还没有填"]


def test_fields_that_are_wrong_are_told_where_they_stand() -> None:
    wrong = """
项目列表:
  - {名称: 江堤加固, 金鹅: 120.50, 个数: 2, 比例: 94.87%}
  - {名称: 泵站改造, 金额: 30万元, 个数: 两处, 比例: 1}
  - {名称: 清淤, 金额: 1.00, 个数: 0, 比例: 5%, 地点: 城北}
  - {名称: 绿化, 金额: 1.00, 个数: 0}
"""
    told = read(wrong)[1]
    assert [one.partition("｜")[0] for one in told] == [
        "3:16 L611 “项目列表”第1条里没有叫“金鹅”的项",
        "4:20 L307 “30万元”带了单位或符号",
        "4:30 L310 “两处”不是个数",
        "4:38 L311 “1”不是百分比",
        "5:39 L611 “项目列表”第3条里没有叫“地点”的项",
        "6:5 L612 “项目列表”第4条缺比例（百分比）",
    ]
    assert told[0].endswith("是不是“金额”？")
    assert told[4].endswith("可以写：名称、金额、个数、比例")


def test_a_list_that_no_sentence_uses_is_told_once(tmp_path: Path) -> None:
    assert composed(tmp_path, "无", read(TWO)[0])[1] == ["填了“项目列表”，但情况说明里没有用到"]
    assert composed(tmp_path, "{{ 填('项目列表.1.金额') }}", read(TWO)[0]) == ("120.50", [])


def told(rule_code: str, case: Case) -> list[str]:
    rules = [rule.check for rule in rules_of(inputs) if rule.code == rule_code]
    return [one.message for rule in rules for one in rule(case) if isinstance(one, Finding)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (TWO, []),
        (TWO.replace("120.50", "140.00"), ["X1：项目列表·各项·金额是170.00万元"]),
    ],
)
def test_fields_stand_in_relations(typed: str, found: list[str]) -> None:
    case, _ = read(typed)
    form = Edition.model_validate(
        case.document.edition.model_dump(by_alias=True) | {"填报勾稽": {"X1": "填报.项目列表.*.金额 ≤ 表.合计.金额"}}
    )
    said = told("N211", replace(case, document=replace(case.document, edition=form)))
    assert [one.partition("，")[0] for one in said] == found


def test_amounts_and_texts_of_records_are_under_the_rules() -> None:
    case, _ = read(TWO.replace("30.00", "3000000.00"))
    slips = [one.message for one in amounts_are_in_the_unit(case) if isinstance(one, Finding)]
    assert [one.partition("是")[0] for one in slips] == ["像"]
    assert "项目列表·2·金额是3,000,000.00万元" in slips[0]
    assert [(one.text, one.path) for one in written(case) if "江堤" in one.text] == [("江堤加固", "项目列表.1.名称")]


def faults(folder: Path, template: str, **forms: Any) -> list[str]:
    wording = folder / "templates/editions/ceshi/wording"
    wording.mkdir(parents=True)
    (wording / "text.j2").write_text(template, encoding="utf-8")
    form = read("{}", **forms)[0].document.edition
    return [
        f"{one.place.line}: {one.message.partition('：')[2]}" for one in wording_findings(form, (wording,), trial(form))
    ]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("\n{% for 一 in 填('项目列表') %}{{ 一.金顾 }}{% endfor %}", ["2: “项目列表”的一条里没有“金顾”，有：名称、金额、个数、比例"]),
        ("{{ 合计(填('项目列表'), '总金额') }}", ["1: “项目列表”的一条里没有“总金额”，是不是“金额”？"]),
        ("{{ 填('项目列表') | map(attribute='地点') | 顿号 }}", ["1: “项目列表”的一条里没有“地点”，有：名称、金额、个数、比例"]),
        ("{% for 一 in 填('年初.*.数') %}{{ 一.金额 }}{% endfor %}", ["1: “年初.*.数”的一条里没有“金额”，有：编码、名称、值"]),
        ("{{ 个数(填('年出.*.数')) }}", ["1: 措辞要用“年出.*.数”，但版式的“填报”里没有这一项，是不是“年初.*.数”？"]),
        (EACH + SUMS + "{{ 合计(填('年初.*.数'), '值') }}", []),
    ],
)  # fmt: skip
def test_names_that_records_have_not_are_told_with_the_edition(tmp_path: Path, template: str, found: list[str]) -> None:
    assert faults(tmp_path, template) == found


def test_declarations_that_cannot_be() -> None:
    wrongs: list[dict[str, Any]] = [
        {"类": "文字", "项": {"名称": "文字"}},
        {"类": "记录列", "项": {"名称": "文字列"}},
        {"类": "记录列", "项": {"金额.万元": "金额"}},
    ]
    for wrong in wrongs:
        with pytest.raises(ValueError, match="项"):
            edition(TABLES, 填报={"项目": wrong})
    form = edition(TABLES, 填报={"项目": {"类": "记录列", "单位": "元", "项": {"名称": "文字"}}})
    found = edition_findings(form, trial(form), lambda *_: NOWHERE)
    assert [one.message for one in found if one.severity is Severity.ERROR] == ["填报“项目”是记录列，不能写“单位”"]


MANY = "{% for 一 in 填('年初.*.数') %}{{ 一.编码 }}{{ 一.名称 }}{{ 一.值 }}；{% endfor %}"


def test_all_answers_of_a_wildcard(tmp_path: Path) -> None:
    typed = '年初: {"2010301": {数: 3.00, 原因: 增人}, "2080505": {数: 1.00}}'
    template = (
        MANY
        + "{{ 合计(填('年初.*.数'), '值') }} {{ 个数(填('年初.*.数')) }} {{ 填('年初.*.原因') | map(attribute='值') | 顿号 }}"
    )
    shown, said = composed(tmp_path, template, read(typed)[0])
    assert shown == "2010301行政运行3.00；2080505机关事业单位基本养老保险缴费支出1.00；4.00 2 增人"
    assert said == []
    assert composed(tmp_path, MANY + "{{ 合计(填('年初.*.数'), '值') }}", read("{}")[0]) == ("0.00", [])


def test_answers_of_a_wildcard_from_the_budget(tmp_path: Path) -> None:
    """What is typed stands first, and in the place of the budget's own."""
    shown, _ = composed(tmp_path, MANY, read('年初: {"2080505": {数: 1.00}}')[0], neighbours())
    assert shown == "2080505机关事业单位基本养老保险缴费支出1.00；2010301行政运行5.00；"
    unread = {"同年预算": Neighbour(title="2024年预算", accounts=None)}
    assert composed(tmp_path, MANY, read("{}")[0], unread)[1] == [
        "情况说明要用到“年初.*.数”，取自2024年预算，那份文件的数没有读成功"
    ]


def test_a_wildcard_over_declared_names_asks_for_each(tmp_path: Path) -> None:
    template = "{% for 一 in 填('车辆.*') %}{{ 一.名称 }}{{ 一.值 }}辆；{% endfor %}"
    assert composed(tmp_path, template, read("车辆: {轿车: 2, 客车: 1}")[0]) == ("轿车2辆；客车1辆；", [])
    shown, said = composed(tmp_path, template, read("车辆: {轿车: 2}")[0])
    assert shown == "轿车2辆；客车【待填：车辆.客车】辆；"
    assert said == ["情况说明要用到“车辆.客车”，还没有填"]
