"""年初有预算、当年没有支出: the items that no table has stand in the text, in every edition of final accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.model.findings import Finding, every
from gongkai.pipeline.preparing import Prepared
from tests.ceshi import bureau, written
from tests.projects import assemble, prepare, publication, text

FIGURES: dict[str, Any] = {
    "收入决算表": {"2010601": {"财政拨款收入": 120.00}, "2080505": {"财政拨款收入": 12.00}},
    "支出决算表": {"2010601": {"基本支出": 120.00}, "2080505": {"基本支出": 12.00}},
}
OPENING: dict[str, Any] = {
    "合计": 182.00,
    "2010601": {"年初预算数": 122.00, "原因": "调出一人"},
    "2010602": {"年初预算数": 48.00, "原因": "项目取消"},
    "2080505": {"年初预算数": 12.00},
}
YEARS = (2021, 2022, 2023)


def made(folder: Path, year: int, explanation: dict[str, Any], **more: Any) -> Prepared:
    return written(bureau(folder), year, more.pop("figures", FIGURES), explanation, **more)


def found(prepared: Prepared, code: str, word: str = "") -> list[Finding]:
    return [one for one in every(prepared.findings) if one.code == code and word in one.message]


@pytest.mark.parametrize("year", YEARS)
def test_an_unspent_item_is_told_between_its_neighbours(tmp_path: Path, year: int) -> None:
    prepared = made(tmp_path, year, {"年初预算": OPENING})
    *_, first, unspent, last = text(publication(prepared), "general-public-budget").splitlines()
    assert "行政运行（项）" in first
    assert "机关事业单位基本养老保险缴费支出（项）" in last
    assert "一般公共服务支出（类）财政事务（款）一般行政管理事务（项）" in unspent
    assert "48.00万元" in unspent
    assert "0.00万元，完成年初预算的0.00%" in unspent
    assert "决算数与年初预算数存在差异的主要原因是项目取消。" in unspent
    assert not found(prepared, "N102")
    assert not found(prepared, "N211")


@pytest.mark.parametrize("year", YEARS)
def test_its_reason_is_asked_for(tmp_path: Path, year: int) -> None:
    opening = OPENING | {"2010602": {"年初预算数": 48.00}}
    (asked,) = found(made(tmp_path, year, {"年初预算": opening}), "N101", "年初预算.2010602")
    assert "年初预算.2010602.原因" in asked.message


@pytest.mark.parametrize(
    ("code", "amount", "hint"),
    [
        ("2080506", 0, "预算和决算都是零的，不用填，请删去"),
        ("20805", 3.0, "“20805”有5位；要填到项，编码7位"),
    ],
)
def test_what_has_no_place_is_told(tmp_path: Path, code: str, amount: float, hint: str) -> None:
    prepared = made(tmp_path, 2023, {"年初预算": OPENING | {code: {"年初预算数": amount}}})
    assert [one.hint for one in found(prepared, "N102")] == [hint]


@pytest.mark.parametrize("year", YEARS)
def test_funds_that_were_budgeted_and_not_spent(tmp_path: Path, year: int) -> None:
    funds = {"合计": 80.00, "2120899": {"年初预算数": 80.00, "原因": "土地没有出让"}}
    prepared = made(tmp_path, year, {"年初预算": OPENING, "政府性基金年初预算": funds})
    said = text(publication(prepared), "government-funds")
    assert "没有政府性基金" not in said
    assert "年初预算为80.00万元，支出决算为0.00万元，完成年初预算的0.00%" in said
    assert "主要原因是土地没有出让。" in said
    assert not found(prepared, "N102")


@pytest.mark.parametrize("year", YEARS)
def test_no_funds_at_all_reads_as_before(tmp_path: Path, year: int) -> None:
    prepared = made(tmp_path, year, {"政府性基金年初预算": {"合计": 0}, "国有资本经营年初预算": {"合计": 0}})
    for section in ("government-funds", "state-capital"):
        assert "没有" in text(publication(prepared), section)
    assert not found(prepared, "N211")


@pytest.mark.parametrize(
    ("budget", "items", "rule"),
    [
        ("年初预算", {"合计": 180.00}, "X07："),
        ("年初预算", {"合计": 182.10}, "X07："),
        ("政府性基金年初预算", {"合计": 0, "2296003": {"年初预算数": 80.00}}, "X07-1："),
        ("政府性基金年初预算", {"合计": 35.50}, "X07-1："),
        ("国有资本经营年初预算", {"合计": 6.00, "2239999": {"年初预算数": 5.00, "原因": "推迟"}}, "X07-2："),
    ],
)
def test_totals_of_all_three_budgets_block(tmp_path: Path, budget: str, items: dict[str, Any], rule: str) -> None:
    base = OPENING if budget == "年初预算" else {}
    prepared = made(tmp_path, 2023, {"年初预算": OPENING} | {budget: base | items})
    (finding,) = found(prepared, "N211", rule)
    assert finding.severity.value == "inconsistency"
    assert finding.place.line


def test_a_tail_of_rounding_is_no_contradiction(tmp_path: Path) -> None:
    """Three items of 万元 and their sum may be out by 0.02."""
    assert not found(made(tmp_path, 2023, {"年初预算": OPENING | {"合计": 182.02}}), "N211")


def test_an_archived_original_need_not_print_them(tmp_path: Path) -> None:
    prepared = made(tmp_path, 2023, {"年初预算": OPENING | {"合计": 200.00}}, status="存档")
    (finding,) = found(prepared, "N211", "X07：")
    assert finding.severity.value == "warning"


def test_a_total_above_its_items_can_be_explained(tmp_path: Path) -> None:
    waiver = [{"代码": "N211", "含": "X07", "理由": "合计里有年初没有分到项的预留18.00万元，后来全部收回"}]
    prepared = made(tmp_path, 2023, {"年初预算": OPENING | {"合计": 200.00}}, waivers=waiver)
    assert not found(prepared, "N211")
    assert not found(prepared, "P401")


def test_an_unspent_item_without_a_name(tmp_path: Path) -> None:
    opening = OPENING | {"合计": 192.00, "2019998": {"年初预算数": 10.00, "原因": "推迟"}}
    (finding,) = found(made(tmp_path, 2023, {"年初预算": opening}), "K101")
    assert "没有“2019998”，不知道名称" in finding.message
    assert "“收入决算表”里加一行" in finding.hint
    assert finding.severity.value == "error"


def test_an_unspent_item_is_named_in_a_table(tmp_path: Path) -> None:
    opening = OPENING | {"合计": 192.00, "2019998": {"年初预算数": 10.00, "原因": "推迟"}}
    named = FIGURES | {"收入决算表": FIGURES["收入决算表"] | {"2019998": {"科目名称": "专项调研"}}}
    prepared = made(tmp_path, 2023, {"年初预算": opening}, figures=named)
    assert [one.severity.value for one in found(prepared, "K101")] == ["warning"]
    assert "专项调研（项）。年初预算为10.00万元，支出决算为0.00万元" in text(
        publication(prepared), "general-public-budget"
    )


def test_items_of_the_budget_of_the_year(tmp_path: Path) -> None:
    """What the budget document has and nobody types again."""
    project = assemble(tmp_path, "next-year", editions=True)
    home = project.root / "content/departments/ceshi/qu/services-bureau/2024/budget/figures.yml"
    budget = home.read_text(encoding="utf-8")
    row = '  "2080505": {工资福利支出: 22.00}\n'
    assert row in budget
    home.write_text(budget.replace(row, row + '  "2080506": {工资福利支出: 4.00}\n'), encoding="utf-8")
    later = prepare(project, "ceshi/qu/services-bureau/2024/final-accounts")
    assert "2080506" in "".join(one.message for one in found(later, "N101"))
    said = text(publication(later), "general-public-budget")
    assert "年初预算为4.00万元，支出决算为0.00万元，完成年初预算的0.00%" in said


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("explanation", "rule"),
    [
        ({"机关运行经费": {"支出": 31.00}}, "X14："),
        ({"三公经费": {"公务用车": {"保有量": 3}}, "国有资产": {"车辆": {"其他用车": 2}}}, "X11："),
        ({"上年": {"收支总计": 150.00, "财政拨款收支总计": 160.00}}, "X04-1："),
    ],
)
def test_parts_are_not_more_than_the_whole(tmp_path: Path, year: int, explanation: dict[str, Any], rule: str) -> None:
    details = {"一般公共预算财政拨款基本支出决算明细表": {"30101": 102.00, "30201": 30.00}}
    (finding,) = found(made(tmp_path, year, explanation, figures=FIGURES | details), "N211", rule)
    assert finding.severity.value == "inconsistency"


@pytest.mark.parametrize(("total", "told"), [(8.50, False), (8.51, False), (9.50, True)])
def test_last_years_sums_in_a_budget(tmp_path: Path, total: float, *, told: bool) -> None:
    items = {"因公出国（境）费": 0, "公务接待费": 2.50, "公务用车运行维护费": 6.00, "公务用车购置费": 0}
    prepared = written(
        bureau(tmp_path),
        2024,
        {"部门支出总体情况表": {"2010601": {"工资福利支出": 610.00}}},
        {"上年": {"三公经费": total, **items}},
        kind="budget",
        edition="nanyang-2024-budget",
    )
    assert bool(found(prepared, "N211", "X07：")) is told
