"""平衡、资金、负数 (F301, F302, K301, K302) on invented departments with the real editions: balances_and_funds.yml."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from gongkai.checks import classification, figures
from gongkai.checks.classification.funds import funds_fit
from gongkai.checks.context import Case
from gongkai.checks.editions.balances import fund_faults, unstated_balances
from gongkai.checks.outcomes import Skipped
from gongkai.checks.waivers import explain
from gongkai.figures.derivation import derive
from gongkai.loading.edition_files import load_edition
from gongkai.loading.library import Library, load_library
from gongkai.model.amounts import Amount, Unit
from gongkai.model.documents import DocumentHead
from gongkai.model.edition import Edition, InputKind
from gongkai.model.entries import Input
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import NOWHERE, Place
from gongkai.model.waivers import Waiver
from tests.checks.cases import case, case_of
from tests.checks.real import findings as findings_of
from tests.checks.real import told_once
from tests.figures.small import NAMING, edition, entries
from tests.shared_forms import KINDS, LISTS

ROOT = Path(__file__).parents[2]
DEPARTMENTS = yaml.safe_load((Path(__file__).parent / "balances_and_funds.yml").read_text(encoding="utf-8"))
ASKED = {"F101", "F102", "F201", "F301", "F302", "K301", "K302", "R101"}


@lru_cache
def shipped(name: str) -> Edition:
    loaded = load_edition(ROOT / "templates" / "editions", name, NOWHERE)
    assert loaded.edition is not None
    return loaded.edition


@lru_cache
def library() -> Library:
    return load_library(ROOT / "content", KINDS, LISTS)


def department(one: dict[str, Any], status: str = "编制") -> Case:
    form, unit = shipped(one["版式"]), Unit(one["单位"])
    listed = entries(form, one["表"], unit)
    head = DocumentHead.model_validate({"版式": one["版式"], "状态": status, "金额单位": one["单位"]})
    inputs = {
        path: Input(path=path, kind=InputKind.AMOUNT, value=Amount(yuan=Decimal(value)), place=Place(path="e.yml"))
        for path, value in one.get("填报", {}).items()
    }
    made = case_of(form, listed, head=head, inputs=inputs)
    naming = replace(NAMING, lists={**NAMING.lists, "functional": library().names("functional", 2024)})
    return replace(made, funds=library().classifications.funds, accounts=derive(form, listed, naming))


def found(looked_at: Case) -> Iterator[Finding]:
    rules = (*figures.RULES, *classification.RULES)
    yield from told_once((rule for rule in rules if rule.code in ASKED), looked_at)


@pytest.mark.parametrize("one", DEPARTMENTS, ids=[one["名"] for one in DEPARTMENTS])
def test_one_finding_for_each_cause(one: dict[str, Any]) -> None:
    told = list(found(department(one)))
    if "F301" in one["告"]:  # which figure is to blame is another question, that F201 may answer besides
        told = [finding for finding in told if finding.code != "F201"]
    assert sorted(finding.code for finding in told) == one["告"], [(f.code, f.message, f.hint) for f in told]


def one_of(name: str) -> dict[str, Any]:
    return next(dict(one) for one in DEPARTMENTS if one["名"].startswith(name))


def test_what_to_type_is_said() -> None:
    """资金 not written: the value; two kinds of money in one line: both lines."""
    (told,) = found(department(one_of("甲州市教育局，元：事业收入")))
    assert told.severity is Severity.ERROR
    assert told.message == "收入决算表·2050201：“资金”没有写，按一般公共预算算；事业收入只能是其他资金"
    assert told.hint.endswith("- {财政拨款收入: 1234567.89} 和 - {事业收入: 250000.00, 资金: 其他资金}")
    (told,) = found(department(one_of("海岛区国资局")))
    assert told.message.startswith("支出决算表·2230105：“资金”写的是政府性基金预算；223（国有资本经营预算支出）只能是")
    assert told.hint == "写 资金: 国有资本经营预算"


def test_archived_document_prints_what_its_original_did() -> None:
    """It is no error there, and its figures are not read as if the fund were another."""
    told = {(one.code, one.severity) for one in found(department(one_of("南溪市民政局，万元"), "存档"))}
    assert told == {("K301", Severity.INCONSISTENCY)}


MORE = [
    # the code is usually of another budget: a warning, and the figures count as they stand
    ('收入决算表: {"2069801": {财政拨款收入: 70.00}}\n支出决算表: {"2069801": {项目支出: 70.00}}', ["K301", "K301"]),
    ('收入决算表: {"2100101": {财政拨款收入: 9.00}}\n支出决算表: {"2100101": {基本支出: 9.00}}', []),
    # a column that is appropriation cannot be other money; which budget, the code says
    ('收入决算表: {"2296003": {财政拨款收入: 7.00, 资金: 其他资金}}\n支出决算表: {"2296003": {项目支出: 7.00, 资金: 政府性基金预算}}', ["K301"]),
    # other money is spent under any code
    ('收入决算表: {"2296003": {上级补助收入: 7.00, 资金: 其他资金}}\n支出决算表: {"2296003": {项目支出: 7.00, 资金: 其他资金}}', []),
    # spending that is not of appropriation
    ('收入决算表: {"2080101": {经营收入: 7.00, 资金: 其他资金}}\n支出决算表: {"2080101": {经营支出: 7.00}}', ["K301"]),
    # a table that is of one fund says it for the code
    ('收入决算表: {"2150805": {财政拨款收入: 30.00}}\n支出决算表: {"2150805": {项目支出: 50.00}}\n政府性基金预算财政拨款收入支出决算表: {"2150805": {年初结转和结余: 20.00}}', ["K302", "K302"]),
    # totals of codes say no fund
    ('收入决算表: {"229": {财政拨款收入: 7.00}, "2296003": {财政拨款收入: 7.00, 资金: 政府性基金预算}}\n支出决算表: {"2296003": {项目支出: 7.00, 资金: 政府性基金预算}}', []),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "told"), MORE)
def test_fund_of_code_and_column(figures: str, told: list[str]) -> None:
    one = {"版式": "henan-2023-final-accounts", "单位": "万元", "表": figures}
    assert [finding.code for finding in found(department(one))] == told


def test_input_under_the_wrong_budget() -> None:
    one = one_of("南溪市民政局，写明") | {"填报": {"年初预算.2296002.年初预算数": "800000"}}
    (told,) = found(department(one))
    assert told.message == "填报项“年初预算.2296002.年初预算数”是一般公共预算的；22960只能是政府性基金预算"
    assert told.hint == "写到“政府性基金年初预算.2296002.年初预算数”，或者核对科目"


def test_a_negative_figure_passes_with_its_reason() -> None:
    looked_at = department(one_of("石桥区财政局，万元：支出一行"))
    place = Place(path="waivers.yml", line=1, column=1)
    reason = "收回2022年多付的物业费，冲减本年支出"
    waiver = Waiver(code="F302", words="2010650", reason=reason, place=place)
    assert explain(replace(looked_at.document, waivers=(waiver,)), found(looked_at), ()).findings == ()


BY_COLUMN = """
财政拨款支出表:
  键: t01
  列: [{题: 编码, 类: 编码}, {题: 一般公共预算, 资金: 一般公共预算}, {题: 政府性基金, 资金: 政府性基金}]
  行: {按: 科目}
"""


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (
            "'2120899': {一般公共预算: 20.00}",
            ["财政拨款支出表·2120899：“一般公共预算”一列是一般公共预算，21208只能是政府性基金预算"],
        ),
        ("'2120899': {政府性基金: 20.00}, '2120101': {一般公共预算: 3.00}", []),
        (
            "'2010301': {政府性基金: 20.00}",
            ["财政拨款支出表·2010301：“政府性基金”一列是政府性基金，201（一般公共服务支出）只能是一般公共预算"],
        ),
    ],
)
def test_columns_that_are_funds(figures: str, told: list[str]) -> None:
    """Another province's table has no 资金 to write: its columns are the budgets, under names of its own."""
    budgets = {"一般公共预算": "一般公共预算", "政府性基金": "政府性基金预算"}
    made = case(BY_COLUMN, f"财政拨款支出表: {{{figures}}}", Unit.YUAN, 科目资金={"属性": "资金", "预算": budgets})
    said = list(findings_of(funds_fit, replace(made, funds=library().classifications.funds)))
    assert [one.message for one in said] == told
    assert all("一列" in one.hint for one in said)


def test_edition_that_says_nothing_of_funds_is_not_examined() -> None:
    made = case(BY_COLUMN.replace(", 资金: 一般公共预算", "").replace(", 资金: 政府性基金", ""), "")
    assert list(funds_fit(made)) == [Skipped(reason="版式没有写“科目资金”")]


def test_negative_input_is_told() -> None:
    one = one_of("东湖市文旅局，元") | {"填报": {"年初预算.2079903.年初预算数": "-300000"}}
    assert [finding.message for finding in found(department(one))] == [
        "填报项“年初预算.2079903.年初预算数”：填的是负数，-300,000.00元"
    ]


ENDS = """
总表:
  键: t01
  栏组:
    收入: {列: [{题: 项目, 类: 名称}, 金额], 行: [拨款, 其他, {题: 收入总计, 公式: 拨款 + 其他}]}
    支出: {列: [{题: 项目, 类: 名称}, 金额], 行: [基本, 项目, {题: 支出总计, 公式: 基本 至 项目}]}
"""


def nowhere(_path: tuple[str, ...], _text: str) -> Place:
    return NOWHERE


@pytest.mark.parametrize(
    ("tables", "rules", "told"),
    [
        (ENDS, [], 1),
        (ENDS, ["总表.收入总计 ≥ 0"], 1),
        (ENDS, ["总表.支出总计.金额 = 总表.收入总计"], 0),
        (ENDS, ["总表.收入总计 ≥ 总表.支出总计"], 0),
        (ENDS.replace("公式: 基本 至 项目", "公式: 收入总计"), [], 0),
        (ENDS.replace("{题: 支出总计, 公式: 基本 至 项目}", "结转"), [], 0),
    ],
)
def test_edition_states_that_both_sides_are_equal(tables: str, rules: list[str], told: int) -> None:
    said = list(unstated_balances(edition(tables, 勾稽=rules), nowhere))
    assert [finding.code for finding in said] == ["F303"] * told


def test_fund_that_no_figure_can_be_of() -> None:
    form = edition(
        BY_COLUMN.replace("资金: 政府性基金", "资金: 基金"),
        科目资金={"属性": "资金", "预算": {"一般公共预算": "一般公共预算"}},
    )
    assert [fault.finding.message for fault in fund_faults(form)] == ["财政拨款支出表·政府性基金的“资金”不能是“基金”"]


@pytest.mark.parametrize(
    "name",
    ["henan-2021-final-accounts", "henan-2022-final-accounts", "henan-2023-final-accounts", "nanyang-2024-budget"],
)
def test_shipped_editions_state_their_balances(name: str) -> None:
    form = shipped(name)
    assert [*unstated_balances(form, nowhere), *fund_faults(form)] == []
    assert any(formula.endswith("≥ 0") for formula in form.rules)
