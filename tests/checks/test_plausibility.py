"""相差悬殊: what is hard to believe beside last year and the budget, in 元 and 万元, of final accounts and budgets."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.figures.plausibility import changes_are_believable
from gongkai.checks.narrative.large_percentages import large_percentages_have_reasons
from gongkai.checks.outcomes import Held, Skipped
from gongkai.checks.pairs import believable
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount, Unit
from gongkai.model.documents import DocumentHead
from gongkai.model.edition import InputKind
from gongkai.model.entries import Input
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.model.relations import ChangeForm
from gongkai.pipeline.project import Project
from tests.checks.cases import case
from tests.composition.small import composed
from tests.figures.small import accounts
from tests.projects import assemble, edit, prepare

HANGZHOU = "ceshi/qianjiang/ecology-bureau/2024/final-accounts"
CASES = Path(__file__).parents[1] / "findings"
BASE = "ceshi/finance-bureau/2024/final-accounts"
CHENGDU = "ceshi/jinyun/education-bureau/2025/budget"
TABLES = """
支出决算表:
  键: t03
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 基本, 项目]
  行: {按: 科目, 合计: 首}
收入表:
  键: t02
  列: [{题: 收入, 类: 名称}, 金额]
  行: [财政拨款收入, 事业收入, 其他收入, {题: 合计, 公式: 财政拨款收入 + 事业收入 + 其他收入}]
"""
INDICATORS = {
    "收入合计": "收入表.合计",
    "事业收入": "收入表.事业收入",
    "其他收入": "收入表.其他收入",
    "支出合计": "支出决算表.合计.基本 + 支出决算表.合计.项目",
    "项目支出": "支出决算表.合计.项目",
    "支出.*": "支出决算表.*.项目",
}
INPUTS = {
    "上年.支出合计": {"类": "金额"},
    "原因.支出合计": {"类": "文字", "解释": ["支出合计", "填报.上年.支出合计"]},
    "年初预算.*.年初预算数": {"类": "金额"},
    "年初预算.*.原因": {"类": "文字", "解释": ["支出.*", "填报.年初预算.*.年初预算数"]},
}
COMPARED = {"收入合计": ["收入合计", "上年决算.收入合计"], "事业收入": ["事业收入", "上年决算.事业收入"]}


def given(unit: Unit, answers: dict[str, str]) -> dict[str, Input]:
    """Amounts in the unit, and texts, as explanation.yml has them, one a line."""
    made = {}
    for line, (path, text) in enumerate(answers.items(), start=1):
        place = Place(path="explanation.yml", line=line, column=1)
        if path.endswith(("原因", "原因.支出合计")):
            made[path] = Input(path=path, kind=InputKind.TEXT, value=text, place=place)
        else:
            amount = Amount(yuan=Decimal(text) * unit.yuan, margin=unit.margin(2))
            made[path] = Input(path=path, kind=InputKind.AMOUNT, value=amount, place=place)
    return made


def looked_at(
    figures: str, answers: dict[str, str] | None = None, *, last: str = "", unit: Unit = Unit.YUAN, state: str = "编制"
) -> Case:
    """A document, with last year's beside it if there is one."""
    form: dict[str, Any] = {"指标": INDICATORS, "填报": INPUTS, "悬殊": {"相比": COMPARED}}
    head = DocumentHead.model_validate({"版式": "ceshi", "状态": state, "金额单位": unit.value})
    made = case(TABLES, figures, unit, **form, inputs=given(unit, answers or {}), head=head)
    before = accounts(TABLES, last, unit, **form) if last else None
    return replace(made, neighbours={"上年决算": Neighbour(title="2023年决算", accounts=before)} if before else {})


def told(one: Case) -> list[str]:
    return [finding.message for finding in changes_are_believable(one) if isinstance(finding, Finding)]


def amount(text: str, unit: Unit = Unit.YUAN) -> Amount:
    return Amount(yuan=Decimal(text) * unit.yuan, margin=unit.margin(2))


@pytest.mark.parametrize(
    ("newer", "older", "believed"),
    [
        ("3150000", "315000", False),  # ten times
        ("1200000", "230000", False),  # 5.2 times, and nearly a million
        ("1150000", "230000", True),  # just five times
        ("60000", "3000", True),  # twenty times, and little money
        ("90000", "4210000", False),  # a fiftieth
        ("-5000", "5000", False),  # of other sign, however little
        ("8000000", "0", True),  # new
        ("0", "8000000", True),  # ended
        ("-3000", "-4000", True),
    ],
)
def test_which_changes_are_believed(newer: str, older: str, *, believed: bool) -> None:
    assert believable(amount(newer), amount(older), ChangeForm()) is believed


def test_rounding_makes_no_change() -> None:
    """0.01 and -0.01 万元 may both be nothing; 25.004 and 125.02 may be five times."""
    assert believable(amount("0.00", Unit.WAN), amount("-0.01", Unit.WAN), ChangeForm())
    assert believable(amount("125.02", Unit.WAN), amount("25.00", Unit.WAN), ChangeForm())
    assert not believable(amount("125.04", Unit.WAN), amount("25.00", Unit.WAN), ChangeForm())


def test_a_kind_of_income_beside_last_year() -> None:
    """澄江市水务局, 元: one zero too many in 事业收入, 300,000.00 last year."""
    last = "收入表: {财政拨款收入: 4000000.00, 事业收入: 300000.00}"
    right = "收入表: {财政拨款收入: 4100000.00, 事业收入: 315000.00}"
    assert told(looked_at(right, last=last)) == []
    wrong = looked_at(right.replace("315000", "3150000"), last=last)
    assert told(wrong) == ["事业收入是3,150,000.00元，上年决算·事业收入是300,000.00元，是它的10.5倍"]


def test_one_cause_is_one_finding() -> None:
    """东港县, 万元: the total is out of bounds by 事业收入 alone, and is told with it; two parts are two causes."""
    last = "收入表: {财政拨款收入: 40.00, 事业收入: 30.00}"
    one = looked_at("收入表: {财政拨款收入: 41.00, 事业收入: 400.00}", last=last, unit=Unit.WAN)
    assert told(one) == ["事业收入是400.00万元，上年决算·事业收入是30.00万元，是它的13.3倍；收入合计也因此相差悬殊"]
    both = looked_at("收入表: {财政拨款收入: 4100.00, 事业收入: 400.00}", last=last, unit=Unit.WAN)
    assert [line.partition("是")[0] for line in told(both)] == ["事业收入", "收入合计"]


def test_a_reason_is_enough() -> None:
    """青溪区, 元: a total fell to a fiftieth; with a reason it is believed, without one it is asked for."""
    figures, answers = '支出决算表: {"2010302": {基本: 90000.00}}', {"上年.支出合计": "4510000.00"}
    asked = looked_at(figures, answers)
    assert told(asked) == ["支出合计是90,000.00元，上年·支出合计是4,510,000.00元，只有它的2.00%"]
    (finding,) = [one for one in changes_are_believable(asked) if isinstance(one, Finding)]
    assert (finding.severity, finding.related[0].path) == (Severity.INCONSISTENCY, "explanation.yml")
    assert finding.hint == "请先核对这两个数；都没有错的，在 explanation.yml 里填“原因 → 支出合计”，写明原因"
    assert told(looked_at(figures, answers | {"原因.支出合计": "单位撤并，人员和项目划转"})) == []


@pytest.mark.parametrize("unit", [Unit.YUAN, Unit.WAN])
@pytest.mark.parametrize(
    ("reason", "enough"),
    [
        ("支出增加", False),
        ("金额有所增长", False),
        ("支出合计增长900.00%", False),
        ("本年度项目经费较上年大幅提高", True),
        ("增加了", False),
        ("新建农饮水工程", True),
        ("人员划入", True),
    ],
)
def test_a_reason_that_only_says_it_again_is_none(reason: str, unit: Unit, *, enough: bool) -> None:
    """云岭县、明川市: it is asked what it is, which is a hint; whoever says something is believed."""
    figures, answers = '支出决算表: {"2010302": {基本: 9000000.00}}', {"上年.支出合计": "900000.00"}
    found = list(changes_are_believable(looked_at(figures, answers | {"原因.支出合计": reason}, unit=unit)))
    hints = [one for one in found if isinstance(one, Finding)]
    assert [one.severity for one in hints] == ([] if enough else [Severity.WARNING])
    assert all(f"原因只写“{reason}”" in one.hint for one in hints)


def test_a_reason_for_the_part_is_one_for_the_total() -> None:
    """What an item's reason explains is not asked again of the sum: 年中追加 of 2010302."""
    figures = '支出决算表: {"2010301": {基本: 300000.00}, "2010302": {项目: 9000000.00}}'
    answers = {"年初预算.2010302.年初预算数": "400000.00", "上年.支出合计": "900000.00"}
    assert len(told(looked_at(figures, answers))) == 1
    assert told(looked_at(figures, answers | {"年初预算.2010302.原因": "年中追加防汛项目"})) == []


def test_an_archived_document_is_published_with_a_hint() -> None:
    last = "收入表: {事业收入: 300000.00}"
    (finding,) = [
        one
        for one in changes_are_believable(looked_at("收入表: {事业收入: 3150000.00}", last=last, state="存档"))
        if isinstance(one, Finding)
    ]
    assert finding.severity is Severity.WARNING


def test_without_last_year_it_says_so() -> None:
    outcomes = list(changes_are_believable(looked_at("收入表: {事业收入: 300000.00}")))
    assert {one.reason for one in outcomes if isinstance(one, Skipped)} == {"没有上年决算"}
    assert not any(isinstance(one, Held | Finding) for one in outcomes)


PERCENTAGES = """
{% set 今年, 上年 = 数("支出合计"), 填("上年.支出合计") %}
支出{{ 今年 }}万元，是上年的{{ 率(今年, 上年) }}，增长{{ 率(今年 - 上年, 上年) }}{% if 有("原因.支出合计") %}，原因是{{ 填("原因.支出合计") }}{% endif %}。
"""


@pytest.mark.parametrize(
    ("spent", "last", "reason", "expected"),
    [
        ("12.00", "0.50", "", ["2400.00%", "2300.00%"]),  # 石泉县: little money, so that nothing else says it
        ("12.00", "0.50", "新设专班", []),
        ("5.00", "0.50", "", []),  # just 1,000 %
        ("5.10", "0.50", "", ["1020.00%"]),
        ("1200.00", "5.00", "", []),  # F206 tells
    ],
)
def test_large_percentages(tmp_path: Path, spent: str, last: str, reason: str, expected: list[str]) -> None:
    answers = {"上年.支出合计": last} | ({"原因.支出合计": reason} if reason else {})
    figures = f'支出决算表: {{"2010302": {{项目: {spent}}}}}'
    values = {path: one.value for path, one in given(Unit.WAN, answers).items()}
    form: dict[str, Any] = {"指标": INDICATORS, "填报": INPUTS}
    text = composed(tmp_path, PERCENTAGES, tables=TABLES, figures=figures, inputs=values, **form)
    made = replace(looked_at(figures, answers, unit=Unit.WAN), publication=text.publication)
    found = [one for one in large_percentages_have_reasons(made) if isinstance(one, Finding)]
    assert [one.about[1] for one in found] == expected


def test_large_percentages_where_the_edition_does_not_look_at_changes(tmp_path: Path) -> None:
    """检查: {F206: 不查} is no leave to print 24,000 %."""
    answers, figures = {"上年.支出合计": "5.00"}, '支出决算表: {"2010302": {项目: 1200.00}}'
    form: dict[str, Any] = {"指标": INDICATORS, "填报": INPUTS}
    values = {path: one.value for path, one in given(Unit.WAN, answers).items()}
    text = composed(tmp_path, PERCENTAGES, tables=TABLES, figures=figures, inputs=values, **form)
    made = case(TABLES, figures, **form, 检查={"F206": "不查"}, inputs=given(Unit.WAN, answers))
    made = replace(made, publication=text.publication)
    found = [one.about[1] for one in large_percentages_have_reasons(made) if isinstance(one, Finding)]
    assert found == ["24000.00%", "23900.00%"]


def test_a_budget_of_two_units_in_the_national_edition(tmp_path: Path) -> None:
    """缙云县教育局, 万元, two funds: last year's total with a digit lost is doubted as long as nobody says why."""
    project = assemble(tmp_path, "national", editions=True)
    explanation = f"content/departments/{CHENGDU}/explanation.yml"
    edit(project, explanation, "  收入总计: 1300.00\n  支出总计: 1300.00", "  收入总计: 130.00\n  支出总计: 130.00")
    assert changed(project, CHENGDU) == []
    edit(project, explanation, "  收入总计: 新建两所小学\n", "")
    assert changed(project, CHENGDU) == ["收入总计"]


def test_final_accounts_beside_the_opening_budget(tmp_path: Path) -> None:
    """钱江市生态环境局, 元, two funds: a budget of which a zero was lost, the total typed to fit: one finding for both."""
    project = assemble(tmp_path, "national", editions=True)
    explanation = f"content/departments/{HANGZHOU}/explanation.yml"
    edit(project, explanation, "  合计: 800000.00", "  合计: 80000.00")
    edit(project, explanation, "年初预算数: 800000.00, 原因: 绿化工程尾款留待验收后支付", "年初预算数: 80000.00")
    (finding,) = [one for one in prepare(project, HANGZHOU).findings if one.code == "F206"]
    assert finding.message.startswith("政府性基金支出·2120899是")
    assert finding.message.endswith("；政府性基金支出也因此相差悬殊")
    assert "政府性基金年初预算 → 2120899 → 原因" in finding.hint


def test_a_waiver_lets_it_be_published(tmp_path: Path) -> None:
    """Where the edition has no 原因 for it."""
    for folder in ("_base", "F206/project"):
        shutil.copytree(CASES / folder, tmp_path, dirs_exist_ok=True)
    project = Project(root=tmp_path)
    assert prepare(project, BASE).blocked
    waiver = "- {代码: F206, 处: figures.yml 支出决算表, 理由: 上年十月才成立，只有两个月的支出}\n"
    (tmp_path / "content/departments" / BASE / "waivers.yml").write_text(waiver, encoding="utf-8")
    prepared = prepare(project, BASE)
    assert (prepared.findings, prepared.blocked) == ((), False)


def changed(project: Project, id: str) -> list[str]:
    """What F206 says of a document, in short."""
    return [one.message.partition("是")[0] for one in prepare(project, id).findings if one.code == "F206"]
