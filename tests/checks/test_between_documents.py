"""文件之间: last year's closing, a renamed department, and units that publish for themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.checks.classification.codes import codes_are_in_force
from gongkai.checks.context import Case
from gongkai.checks.figures.between_documents import (
    entered_figures_agree,
    figures_go_on,
)
from gongkai.checks.figures.of_units import department_is_its_units
from gongkai.checks.outcomes import Held, Skipped
from gongkai.figures.facts import Facts
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import Amount
from gongkai.model.edition import InputKind
from gongkai.model.entries import Input
from gongkai.model.findings import Severity
from gongkai.model.places import NOWHERE
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.checks.cases import case
from tests.checks.real import ALL, case_in, findings, real
from tests.composition.small import wan
from tests.figures.small import accounts
from tests.projects import assemble, edit, prepare, publication, text, told

BUREAU = "ceshi/qu/services-bureau"
THIS_YEAR = f"{BUREAU}/2024/final-accounts"
EXPLANATION = f"content/departments/{THIS_YEAR}/explanation.yml"
BUDGET = f"content/departments/{BUREAU}/2024/budget/figures.yml"
CHANGES = "content/classifications/changes.csv"
LAST_YEAR = f"content/departments/{BUREAU}/2023/final-accounts/figures.yml"
UNITS = Path(__file__).parents[1] / "findings"


@pytest.mark.parametrize("id", ALL)
def test_real_documents_have_no_neighbours(id: str) -> None:
    assert all(isinstance(one, Skipped) for one in figures_go_on(real(id)))
    assert list(department_is_its_units(real(id))) == []


@pytest.fixture(name="project")
def two_years(tmp_path: Path) -> Project:
    """Last year under the department's old name, with a closing of 10.00 or less."""
    project = assemble(tmp_path, "next-year", editions=True)
    closing = "结转和结余: {一般公共预算财政拨款: {年初: 10.00}}\n"
    figures = project.root / LAST_YEAR
    figures.write_text(
        '收入决算表:\n  "2010301": {财政拨款收入: 20.00}\n支出决算表:\n  "2010301": {基本支出: 20.00}\n' + closing,
        encoding="utf-8",
    )
    return project


def test_opening_goes_on(project: Project) -> None:
    """The bureau got another name in between."""
    looked_at = case_in(project, THIS_YEAR)
    assert looked_at.document.name != "测试区政务服务局"
    assert findings(figures_go_on, looked_at) == []
    assert sum(isinstance(one, Held) for one in figures_go_on(looked_at)) == 2


def test_opening_differs(project: Project) -> None:
    edit(project, LAST_YEAR, "年初: 10.00", "年初: 9.00")
    said = findings(figures_go_on, case_in(project, THIS_YEAR))
    assert [one.message for one in said] == [
        "R42：年初结转和结余是10.00万元，应等于上年决算·年末结转和结余（9.00万元），相差1.00万元",
        "R42-1：年初结转和结余·一般公共预算财政拨款是10.00万元，应等于上年决算·年末结转和结余·一般公共预算财政拨款（9.00万元），相差1.00万元",
    ]
    assert {one.place.path for one in said} == {f"content/departments/{THIS_YEAR}/figures.yml"}


@pytest.fixture(name="units")
def department_with_units(tmp_path: Path) -> Project:
    shutil.copytree(UNITS / "_base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(UNITS / "C202" / "project", tmp_path, dirs_exist_ok=True)
    return Project(root=tmp_path)


WHOLE = "ceshi/finance-bureau/2024/final-accounts"


CENTRES = "content/departments/ceshi/finance-centre/2024/final-accounts/figures.yml"


def test_units_do_not_add_up(units: Project) -> None:
    """One figure, once: not again in every total that follows from it."""
    (found,) = findings(department_is_its_units, case_in(units, WHOLE))
    assert (found.about[0], found.severity) == ("收入支出决算总表·财政拨款收入·金额", Severity.INCONSISTENCY)


def test_a_code_that_only_a_unit_has(units: Project) -> None:
    """And the one unit that explains it all is named."""
    edit(units, CENTRES, "31.00", "30.00")
    edit(units, CENTRES, '"2010602": {项目支出: 12.00}', '"2010603": {项目支出: 12.00}')
    codes = {one.about[0]: one for one in findings(department_is_its_units, case_in(units, WHOLE))}
    assert set(codes) == {"支出决算表·2010602·项目支出", "支出决算表·2010603·项目支出"}
    assert "相差的正是财政信息中心的数，部门可能漏了它" in codes["支出决算表·2010603·项目支出"].hint


def test_a_unit_that_types_less_detail_is_compared_where_it_types(units: Project) -> None:
    edit(units, CENTRES, "31.00", "30.00")
    edit(units, CENTRES, '"2010601": {基本支出: 20.00}', '"20106": {基本支出: 20.00}')
    edit(units, CENTRES, '  "2010602": {项目支出: 12.00}\n', "")
    names = [one.about[0] for one in findings(department_is_its_units, case_in(units, WHOLE))]
    assert names == ["支出决算表·2010602·项目支出"]


def test_units_add_up(units: Project) -> None:
    edit(units, "content/departments/ceshi/finance-centre/2024/final-accounts/figures.yml", "31.00", "30.00")
    assert set(department_is_its_units(case_in(units, WHOLE))) == {Held()}


def test_unit_without_its_document(units: Project) -> None:
    """What was not compared never counts as passed."""
    shutil.rmtree(units.root / "content/departments/ceshi/finance-centre/2024")
    assert list(department_is_its_units(case_in(units, WHOLE))) == [
        Skipped(reason="收支总计：没有财政信息中心的同类文件")
    ]


def test_a_unit_in_yuan_and_with_an_edition_of_its_own(units: Project) -> None:
    """30.00万元, typed in 元, against an edition that says it otherwise: the sum is exact."""
    centre = "content/departments/ceshi/finance-centre/2024/final-accounts"
    edit(units, f"{centre}/document.yml", "金额单位: 万元", "金额单位: 元")
    edit(units, f"{centre}/document.yml", "版式: ceshi-final-accounts", "版式: ceshi-centre")
    own = units.editions / "ceshi-centre"
    own.mkdir()
    own.joinpath("edition.yml").write_text(
        "继承: ceshi-final-accounts\n名称: 中心\n金额: {单位: 元}\n", encoding="utf-8"
    )
    figures = units.root / centre / "figures.yml"
    typed = "收入支出决算总表:\n  财政拨款收入: {}\n  年初结转和结余: 45000\n支出决算表:\n  '2010601': {{基本支出: 200000}}\n  '2010602': {{项目支出: 120000}}\n"
    figures.write_text(typed.format("300000.00"), encoding="utf-8")
    assert set(department_is_its_units(case_in(units, WHOLE))) == {Held()}
    figures.write_text(typed.format("300300.01"), encoding="utf-8")
    (found,) = findings(department_is_its_units, case_in(units, WHOLE))
    assert found.message.startswith("收入支出决算总表·财政拨款收入·金额：部门是150.00万元，各单位合起来是150.03")


def test_a_unit_whose_edition_does_not_know_the_quantity(units: Project) -> None:
    edit(units, CENTRES, "31.00", "30.00")
    edit(units, "templates/editions/ceshi-final-accounts/checks.yml", "汇总: [收支总计]", "汇总: [收支总计, 没有的数]")
    assert [one for one in department_is_its_units(case_in(units, WHOLE)) if isinstance(one, Skipped)] == [
        Skipped(reason="没有的数：找不到“没有的数”：它不是指标，也不是“表名.行.列”")
    ]


def test_a_unit_that_got_another_code(units: Project) -> None:
    """Two lines with dates, one folder."""
    edit(
        units,
        "content/departments/ceshi/finance-bureau/department.yml",
        '{代码: "101002", 名称: 财政信息中心, 文件: ceshi/finance-centre}',
        '{代码: "101009", 名称: 财政信息中心, 文件: ceshi/finance-centre, 至: 2023}\n'
        '  - {代码: "101002", 名称: 财政信息中心, 文件: ceshi/finance-centre, 自: 2024}',
    )
    assert list(case_in(units, WHOLE).units) == ["本级", "财政信息中心"]


def test_the_first_year_and_gaps_are_not_run(project: Project) -> None:
    """What was not compared is told as such; a document of two years ago is no last year's."""
    content = project.content / "departments" / BUREAU
    (content / "2023").rename(content / "2022")
    ledger = {line.code: line for line in prepare(project, THIS_YEAR).ledger}
    assert (ledger["C201"].held, ledger["C201"].found) == (0, 0)
    assert "R42：没有上年决算" in ledger["C201"].reasons
    edit(project, EXPLANATION, "原因: {收支总计", "上年: {收支总计: 136.00}\n原因: {收支总计")
    ledger = {line.code: line for line in prepare(project, THIS_YEAR).ledger}
    assert "没有上年决算" in ledger["C101"].reasons


BUDGETED = """
预算: {键: b, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目, 级次: 项}}
"""


def typed(path: str, amount: Amount) -> Case:
    """A document that types this figure, beside a budget of 7.00万元."""
    form = "表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, 乙]}"
    made = accounts(
        BUDGETED, '{预算: {"2010301": 5.00, "2080505": 2.00}}', 指标={"预算合计": "预算.合计", "预算.*": "预算.*.金额"}
    )
    inputs = {
        "年初.合计": {"类": "金额", "取": "同年预算.预算合计"},
        "年初.*.数": {"类": "金额", "取": "同年预算.预算.*"},
        "上年.合计": {"类": "金额", "取": "上年决算.预算合计"},
    }
    looked_at = case(
        form,
        "{表: {甲: 1.00}}",
        填报=inputs,
        inputs={path: Input(path=path, kind=InputKind.AMOUNT, value=amount, place=NOWHERE)},
    )
    return replace(looked_at, neighbours={"同年预算": Neighbour(title="2024年预算", accounts=made)})


@pytest.mark.parametrize(
    ("path", "amount", "said"),
    [
        ("年初.合计", wan("7.00"), []),
        ("年初.合计", wan("7.01"), []),  # within the rounding of both
        ("年初.合计", wan("7.02"), ["“年初.合计”填的是7.02万元，2024年预算·预算合计是7.00万元"]),
        ("年初.合计", wan("70000.00"), ["“年初.合计”填的是70,000.00万元，2024年预算·预算合计是7.00万元"]),
        (
            "年初.合计",
            Amount(yuan=wan("7.00").yuan + 230),  # below the printed decimals
            ["“年初.合计”填的是7.02万元，2024年预算·预算合计是7.00万元"],
        ),
        ("年初.2010301.数", wan("4.00"), ["“年初.2010301.数”填的是4.00万元，2024年预算·预算.2010301是5.00万元"]),
        ("年初.2019999.数", wan("4.00"), ["“年初.2019999.数”填的是4.00万元，2024年预算·预算.2019999是0.00万元"]),
    ],
)
def test_what_is_typed_as_well_is_compared(path: str, amount: Amount, said: list[str]) -> None:
    assert [one.message for one in findings(entered_figures_agree, typed(path, amount))] == said


def test_what_cannot_be_compared_is_not_run() -> None:
    assert list(entered_figures_agree(typed("上年.合计", wan("7.00")))) == [Skipped(reason="没有上年决算")]


def rename_code(project: Project, *lines: str) -> None:
    (project.root / CHANGES).write_text("year,old,new\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_a_budget_under_the_old_code(project: Project) -> None:
    """The budget was written with last year's list: 2010301 of 95.00 stands there as 2010360."""
    edit(project, BUDGET, '"2010301"', '"2010360"')
    line = "行政运行（项）。年初预算为95.00万元，支出决算为101.00万元，完成年初预算的106.32%"
    assert line not in text(publication(prepare(project, THIS_YEAR)), "general-public-budget")
    rename_code(project, "2024,2010360,2010301")
    prepared = prepare(project, THIS_YEAR)
    assert line in text(publication(prepared), "general-public-budget")
    assert [one for one in told(prepared) if one.startswith(("C", "N101"))] == []
    edit(project, EXPLANATION, '"2010301": {原因', '"2010301": {年初预算数: 96.10, 原因')
    assert [one for one in told(prepare(project, THIS_YEAR)) if one.startswith("C")] == [
        "C101 “年初预算.2010301.年初预算数”填的是96.10万元，2024年预算·一般公共预算支出.2010301是95.00万元"
    ]


def test_a_budget_under_a_code_that_was_split(project: Project) -> None:
    """Nobody can tell how much of it is whose, so it has to be typed."""
    edit(project, BUDGET, '"2010301"', '"2010360"')
    rename_code(project, "2024,2010360,2010301", "2024,2010360,2010302")
    assert [one for one in told(prepare(project, THIS_YEAR)) if "年初预算数" in one] == [
        "N101 情况说明要用到“年初预算.2010301.年初预算数”，还没有填",
        "N101 情况说明要用到“年初预算.2010302.年初预算数”，还没有填",
    ]
    edit(project, EXPLANATION, '"2010301": {原因', '"2010301": {年初预算数: 90.00, 原因')
    assert "2024年预算的2010360后来分成了2010301、2010302，数分不开" in [
        one.reason for one in entered_figures_agree(case_in(project, THIS_YEAR)) if isinstance(one, Skipped)
    ]


def test_an_abolished_code_is_told_of(project: Project) -> None:
    """In the year of change and later; before it the code is the right one."""
    rename_code(project, "2024,2010360,2010301")
    edit(project, LAST_YEAR, '"2010301": {基本支出', '"2010360": {基本支出')
    assert findings(codes_are_in_force, case_in(project, f"{BUREAU}/2023/final-accounts")) == []
    edit(project, BUDGET, '"2010301"', '"2010360"')
    assert [one.message for one in findings(codes_are_in_force, case_in(project, f"{BUREAU}/2024/budget"))] == [
        "部门支出总体情况表：“2010360”从2024年起改为2010301（行政运行）"
    ]


def test_a_line_that_is_no_change_is_told_of(project: Project) -> None:
    rename_code(project, "2024,2010360,2010301", "2024,2010360")
    assert [str(one.place) for one in Workspace.open(project).library.findings] == [f"{CHANGES}:3:1"]


def test_what_last_year_lends_is_not_told_again(units: Project) -> None:
    """Of a figure that another year's document gives, this year's cannot mend anything."""
    wrong = case_in(units, WHOLE)
    (told,) = findings(department_is_its_units, wrong)
    of = wrong.accounts.deriver.sorted
    facts = [
        replace(fact, lent="上年决算.收支总计") if str(fact.address) == told.about[0] else fact
        for fact in of.facts.items
    ]
    wrong.accounts.deriver.sorted = replace(of, facts=Facts.of(facts))
    assert told.about[0] not in {one.about[0] for one in findings(department_is_its_units, wrong)}
