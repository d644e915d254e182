"""H101, H102: what was typed once, proved against totals that were copied from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.control_totals.agreement import control_totals_agree
from gongkai.checks.control_totals.asked import asked
from gongkai.checks.control_totals.presence import control_totals_are_there
from gongkai.checks.editions.conditions import condition_faults
from gongkai.checks.editions.controls import control_faults
from gongkai.checks.editions.trial_findings import trial
from gongkai.checks.outcomes import Held, Noted, Skipped
from gongkai.loading.control_totals_file import read_controls
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.amounts import Amount, Unit
from gongkai.model.control_totals import ControlTotals
from gongkai.model.documents import DocumentHead
from gongkai.model.entries import EnteredAmount
from gongkai.model.findings import Finding
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.workspace import Workspace
from tests.checks.cases import case
from tests.controls import write_controls
from tests.figures.small import edition
from tests.projects import assemble

TABLES = """
收入: {键: r, 列: [{题: 编码, 类: 编码}, {题: 合计, 公式: 拨款 + 事业}, 拨款, 事业], 行: {按: 科目, 合计: 首},
  属性: {资金: {默认: 一般公共预算, 取值: [一般公共预算, 政府性基金预算, 其他资金]}}}
"""
ASKED = {
    "收入合计": "收入.合计.合计",
    "收入合计.*": "收入.拨款[资金=*]",
    "事业收入": {"式": "收入.合计.事业", "有数才要": "true"},
    "收入科目.*": {"式": "收入.合计[科目=*]", "各": "款"},
}


def jiahe(figures: str, controls: str, unit: Unit = Unit.YUAN, status: str = "编制", **more: Any) -> Case:
    """嘉禾市: a case of figures and control totals (YAML)."""
    head = DocumentHead.model_validate({"版式": "jiahe", "状态": status, "金额单位": unit.value})
    one = case(TABLES, figures, unit, head=head, 核对数=more.pop("核对数", ASKED), **more)
    node = parse_yaml(controls.encode(), "control-totals.yml").node if controls else None
    read = read_controls(node, one.document.edition, unit).value if node else ()
    return replace(one, document=replace(one.document, controls=ControlTotals(items=read)))


def told(looked_at: Case) -> list[Finding]:
    return [one for one in control_totals_agree(looked_at) if isinstance(one, Finding)]


def missing(looked_at: Case) -> list[str]:
    """The names in the lines to type."""
    found = [one for one in control_totals_are_there(looked_at) if isinstance(one, Finding)]
    return [line.partition(":")[0].strip() for one in found for line in one.copied[2:]]


SOUND = """收入:
  "2010301": {拨款: 6482317.46}
  "2010302": {拨款: 350000.00}
  "2080505": {拨款: 120500.20}
  "2120899": {拨款: 900000.00, 资金: 政府性基金预算}
"""
TOTALS = """
- 文号: 嘉财决〔2025〕7号
  核对数: {收入合计: 7852817.66, 收入合计.一般公共预算: 6952817.66, 收入合计.政府性基金预算: 900000.00}
- 文件: 嘉禾决算.xlsx
  表: 收入决算表
  核对数: {收入科目.20103: 6832317.46, 收入科目.20805: 120500.20, 收入科目.21208: 900000.00}
"""


def test_what_agrees_is_counted_and_says_what_it_proves() -> None:
    outcomes = list(control_totals_agree(jiahe(SOUND, TOTALS)))
    assert outcomes.count(Held()) == 6
    (said,) = [one.text for one in outcomes if isinstance(one, Noted)]
    assert said.startswith("与核对数核对过6个，抄自嘉财决〔2025〕7号（3个）、嘉禾决算.xlsx（3个）")
    assert "证明的是抄录没有错，不是那份文件没有错" in said


def test_a_shifted_point_is_told_once_with_its_line() -> None:
    (one,) = told(jiahe(SOUND.replace("6482317.46", "64823174.60"), TOTALS))
    assert one.message == (
        "收入科目.20103：核对数是6,832,317.46元（嘉禾决算.xlsx·收入决算表），由填的数推算是65,173,174.60元，"
        "推算的多58,340,857.14元；差得一样多的还有收入合计.一般公共预算、收入合计"
    )
    assert one.hint.startswith("最可能是收入·2010301·拨款（f.yml 第2行）：看来小数点错了一位")
    assert one.place.path == "control-totals.yml"
    assert (one.related[0].path, one.related[0].line) == ("f.yml", 2)


@pytest.mark.parametrize(
    ("right", "typed", "reason"),
    [
        ("350000.00", "530000.00", "看来有两个数字写颠倒了"),
        ("120500.20", "120500.70", "看来写错了一个数字"),
        ("900000.00", "90000.00", "看来小数点错了一位"),
    ],
)
def test_other_slips(right: str, typed: str, reason: str) -> None:
    (one,) = told(jiahe(SOUND.replace(right, typed), TOTALS))
    assert reason in one.hint


def test_a_mistyped_control_total_is_not_laid_to_the_figures() -> None:
    """滨江区: every figure stands in totals that hold; the one that differs was copied wrongly."""
    (one,) = told(jiahe(SOUND, TOTALS.replace("7852817.66", "7852871.66")))
    assert "多半是这个核对数抄错了：看来有两个数字写颠倒了" in one.hint
    assert one.related == ()


def test_one_figure_with_one_total_leaves_open_which_is_wrong() -> None:
    figures = '收入: {"2010301": {拨款: 5000.00}, "2010302": {事业: 840.00, 资金: 其他资金}}'
    (one,) = told(jiahe(figures, "- {文号: 甲, 核对数: {事业收入: 480.00}}"))
    assert (
        one.hint == "收入·2010302·事业（f.yml 第1行）和这个核对数，有一个不对：看来有两个数字写颠倒了；请都对着来源核对"
    )


def test_a_mistyped_total_in_the_table_is_not_laid_to_the_control_total() -> None:
    """F101 tells it where it was typed; the figures agree with what was copied."""
    given = SOUND.replace("收入:\n", "收入:\n  合计: {拨款: 7852871.66}\n")
    assert told(jiahe(given, TOTALS)) == []


def test_a_figure_in_another_row_is_told_as_moved() -> None:
    moved = SOUND.replace('"2080505": {拨款: 120500.20}', '"2010399": {拨款: 120500.20}')
    (one,) = told(jiahe(moved, TOTALS))
    assert one.hint.startswith("一边多了、一边少了同样多，像是填错了行或列的：收入·2010399·拨款")


def test_two_figures_in_each_others_rows() -> None:
    swapped = SOUND.replace("350000.00", "0.07").replace("120500.20", "350000.00").replace("0.07", "120500.20")
    (one,) = told(jiahe(swapped, TOTALS))
    assert "收入·2080505·拨款" in one.hint
    assert "收入·2010302·拨款" in one.hint


def test_a_code_that_the_document_does_not_have_is_nothing() -> None:
    (one,) = told(jiahe(SOUND, "- {文号: 甲, 核对数: {收入科目.22102: 88000.00}}"))
    assert "推算是0.00元" in one.message
    assert one.hint.startswith("这份文件里没有“收入科目.22102”的数")
    assert told(jiahe(SOUND, "- {文号: 甲, 核对数: {收入科目.22102: 0}}")) == []


def test_in_wan_a_sum_may_be_off_by_its_rounding_and_one_figure_may_not() -> None:
    """云岭县 in 万元: two figures rounded apart may print 0.01 beside the approved total."""
    figures = '收入: {"2010301": {拨款: 12.34}, "2010302": {拨款: 5.67}, "2080505": {拨款: 3.00}}'
    totals = "- {文号: 云财决〔2025〕2号, 核对数: {收入科目.20103: 18.02, 收入科目.20805: 3.01}}"
    (one,) = told(jiahe(figures, totals, Unit.WAN))
    assert one.message.startswith("收入科目.20805：核对数是3.01万元")


def test_a_source_in_yuan_against_a_document_in_wan() -> None:
    figures = '收入: {"2010301": {拨款: 12.34}}'
    good = "- {文号: 甲, 单位: 元, 核对数: {收入合计: 123449.99}}"
    assert told(jiahe(figures, good, Unit.WAN)) == []
    assert told(jiahe(figures, good.replace("123449.99", "123450.01"), Unit.WAN))


def test_what_is_missing_is_listed_without_its_figure() -> None:
    (one,) = [found for found in control_totals_are_there(jiahe(SOUND, "")) if isinstance(found, Finding)]
    assert missing(jiahe(SOUND, "")) == [
        "收入合计",
        "收入合计.一般公共预算",
        "收入合计.政府性基金预算",
        "收入科目.20103",
        "收入科目.20805",
        "收入科目.21208",
    ]
    assert one.copied[:2] == ("- 文号: …", "  核对数:")
    assert "    收入科目.20103: …  # 收入·合计（科目20103）" in one.copied
    said = "".join((one.message, one.hint, *one.copied))
    assert not [amount for amount in ("7852817", "7,852,817", "6482317", "900000") if amount in said]


def test_a_fund_that_is_all_is_not_asked_beside_the_total_and_a_column_is() -> None:
    figures = '收入: {"2010301": {事业: 840.00, 资金: 其他资金}}'
    assert missing(jiahe(figures, "")) == ["收入合计", "事业收入", "收入科目.20103"]
    assert missing(jiahe('收入: {"2010301": {拨款: 840.00}}', "")) == ["收入合计", "收入科目.20103"]


def test_all_there_is_held_and_nothing_typed_is_asked_as_zero() -> None:
    outcomes = list(control_totals_are_there(jiahe(SOUND, TOTALS)))
    assert outcomes == [Held(count=6)]
    assert missing(jiahe("", "")) == ["收入合计"]


def test_what_is_left_of_a_split_is_not_asked_and_a_new_part_is() -> None:
    """明川市: 一般公共预算 is what is left; a figure of it that is typed for another fund is asked for."""
    asks = {"收入合计": "收入.合计.合计", "收入合计.*": {"式": "收入.拨款[资金=*]", "余下": "一般公共预算"}}
    asks |= {"收入科目.*": {"式": "收入.合计[科目=*]", "各": "款", "可以不给": "true"}}
    assert missing(jiahe(SOUND, "", 核对数=asks)) == ["收入合计", "收入合计.政府性基金预算"]
    moved = SOUND.replace("120500.20}", "120500.20, 资金: 其他资金}")
    assert missing(jiahe(moved, "", 核对数=asks)) == ["收入合计", "收入合计.其他资金", "收入合计.政府性基金预算"]
    given = "- {文号: 甲, 核对数: {收入合计: 7852817.66, 收入合计.政府性基金预算: 900000, 收入科目.20805: 1}}"
    (one,) = told(jiahe(SOUND, given, 核对数=asks))
    assert one.message.startswith("收入科目.20805")


def test_an_archived_document_needs_none_and_says_so() -> None:
    archived = jiahe(SOUND, "", status="存档")
    assert list(control_totals_are_there(archived)) == []
    assert list(control_totals_agree(archived)) == [Skipped(reason="没有核对数，存档的文件不要求"), Noted(text="")]
    assert told(jiahe(SOUND, TOTALS.replace("7852817.66", "7852817.67"), status="存档"))


def test_what_no_total_proves_is_said() -> None:
    outcomes = list(control_totals_are_there(jiahe(SOUND, "", 核对数={"事业收入": "收入.合计.事业"})))
    assert Skipped(reason="没有核对数管着的：收入·拨款") in outcomes


HANGZHOU = "ceshi/qianjiang/ecology-bureau/2024/final-accounts"
CHENGDU = "ceshi/jinyun/education-bureau/2025/budget"


def slips(amount: Amount) -> Iterator[Amount]:
    """A digit, two swapped, the point shifted, a digit lost: in the last places that rounding does not hide."""
    step = 100000 if amount.margin else 1
    digits = str(abs(int(amount.yuan * 100)) // step)
    swapped = next((n for n in range(len(digits) - 1, 0, -1) if digits[n] != digits[n - 1]), 0)
    typed = [
        digits[:-1] + str((int(digits[-1]) + 1) % 10),
        digits[: swapped - 1] + digits[swapped] + digits[swapped - 1] + digits[swapped + 1 :] if swapped else "",
        digits + "0",
        digits[:-2] + digits[-1:] if len(digits) > 2 else "",
    ]
    for text in filter(None, typed):
        if int(text) != int(digits):
            yield replace(amount, yuan=Decimal(text) * step / 100)


def mistyped(looked_at: Case) -> Iterator[tuple[str, Case]]:
    """The document with one typed amount spoiled, and which."""
    document = looked_at.document
    for number, entry in enumerate(document.entries):
        for place, one in enumerate(entry.amounts):
            for wrong in slips(one.amount) if one.amount.yuan else ():
                spoiled = EnteredAmount(column=one.column, amount=wrong, place=one.place)
                amounts = (*entry.amounts[:place], spoiled, *entry.amounts[place + 1 :])
                entries = (*document.entries[:number], replace(entry, amounts=amounts), *document.entries[number + 1 :])
                yield f"{entry.table}.{entry.row}.{one.column}", looked_at.with_figures(entries)
    for path, given in document.inputs.items():
        if isinstance(given.value, Amount) and given.value.yuan:
            for wrong in slips(given.value):
                inputs = {**document.inputs, path: replace(given, value=wrong)}
                yield path, replace(looked_at, document=replace(document, inputs=inputs))


@pytest.mark.parametrize(
    ("id", "by_relations"),
    [
        (
            HANGZHOU,
            {f"{which}年初预算.{one}" for which in ("", "政府性基金") for one in ("合计", "*.年初预算数")}
            | {"一般公共预算财政拨款基本支出决算明细表.*.金额"},
        ),
        (
            CHENGDU,
            {f"上年.{name}" for name in ("支出总计", "公务接待费", "公务用车运行维护费")}
            | {f"一般公共预算基本支出情况表.*.{name}" for name in ("人员经费", "公用经费")},
        ),
    ],
)
def test_every_slip_in_every_typed_amount_changes_a_total(tmp_path: Path, id: str, by_relations: set[str]) -> None:
    """All but what a relation of the edition makes certain: that items add up, that both sides balance."""
    project = assemble(tmp_path, "national", editions=True)
    write_controls(project.root / "content/departments" / id)
    workspace = Workspace.open(project)
    loaded = workspace.load(id)
    assert loaded.document is not None
    assert loaded.edition is not None
    sound = case_of(workspace, loaded.document, loaded.edition)
    assert told(sound) == []
    assert len(asked(sound)) >= 12
    unseen = {name for name, spoiled in mistyped(sound) if not told(spoiled)}
    assert {
        ".".join("*" if part.strip("#").isdigit() else part for part in name.split(".")) for name in unseen
    } == by_relations


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("收入科目", "收入.合计[科目=*]", "名称里的“*”和公式里的“=*”要一起写"),
        ("收入科目.*", "收入.合计.合计", "名称里的“*”和公式里的“=*”要一起写"),
        ("收入科目.*", {"式": "收入.合计[科目=*]", "各": "节"}, "没有叫“节”的级次"),
        ("收入合计", "收人.合计.合计", "收人"),
        ("收入.*", "收入.拨款[来源=*]", "来源"),
        ("机关运行经费", "填报.机关运行经费.支出", "版式的“填报”里没有“机关运行经费.支出”"),
        ("自评", "绩效.项目自评.得分", "末一项可以写年初预算、全年预算、执行数、金额"),
    ],
)
def test_what_an_edition_asks_must_be_there(name: str, form: Any, said: str) -> None:
    asks = edition(TABLES, 核对数={name: form})
    accounts = trial(asks)
    faults = (*control_faults(asks, accounts), *condition_faults(asks))
    assert any(said in fault.finding.message for fault in faults), [fault.finding.message for fault in faults]
    sound = edition(TABLES, 核对数=ASKED)
    assert [*control_faults(sound, trial(sound)), *condition_faults(sound)] == []
