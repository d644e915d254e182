"""Public tables of three cities, each laid out in its own way, read through the edition of the place."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest
from msgspec.structs import replace

from gongkai.importing.request import Request
from gongkai.model.amounts import Unit
from gongkai.model.findings import errors
from gongkai.model.places import NOWHERE
from gongkai.pipeline.authoring.importing import request_of
from gongkai.pipeline.workspace import Workspace
from tests.importing.conftest import ID, exported, told
from tests.importing.finance_system import BUREAU, FUND, GENERAL, OTHER, Together, units
from tests.importing.finance_system import Unit as Accounts
from tests.importing.public_forms import Style, public

NATIONAL = ("收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
            "一般公共预算财政拨款基本支出决算明细表", "政府性基金预算财政拨款收入支出决算表", "国有资本经营预算财政拨款支出决算表",
            "财政拨款“三公”经费支出决算表")  # fmt: skip
DISTRICT = ("{year}年度部门收支决算总表", "{year}年度部门收入决算明细表", "{year}年度部门支出决算明细表", "{year}年度财政拨款收支决算总表",
            "{year}年度一般公共预算财政拨款支出决算明细表", "{year}年度一般公共预算财政拨款基本支出决算表",
            "{year}年度政府性基金预算财政拨款收支决算表", "{year}年度国有资本经营预算财政拨款支出决算表",
            "{year}年度“三公”经费和机关运行经费支出决算表")  # fmt: skip

COUNTY = Style(owner=BUREAU, titles=NATIONAL)
CITY = Style(
    owner=BUREAU, unit="万元", titles=NATIONAL, nothing="—", pages="附表{}", code_head="功能分类科目编码", serials=False
)
OF_DISTRICT = Style(
    owner=BUREAU, titles=DISTRICT, codes=3, total_last=True, pages="{}", code_head="科目编码", serials=False
)


def of_edition(workspace: Workspace, name: str, unit: Unit = Unit.YUAN) -> Request:
    """The request of the bureau's document in another edition."""
    document, edition = workspace.load(ID).document, workspace.edition(name, NOWHERE).edition
    assert document is not None
    assert edition is not None
    head = document.head.model_copy(update={"unit": unit})
    return request_of(workspace, replace(document, edition=edition, head=head))[0]


def wanted(unit: Accounts) -> dict[tuple[str, str, str, str], Decimal]:
    """The figures that people would type, in 元."""
    found: dict[tuple[str, str, str, str], Decimal] = defaultdict(Decimal)
    for (item, fund), value in unit.income.items():
        found["收入决算表", item, "事业收入" if fund == OTHER else "财政拨款收入", fund] += value
    for (item, code, fund), value in unit.basic.items():
        found["支出决算表", item, "基本支出", fund] += value
        found["一般公共预算财政拨款基本支出决算明细表", code, "金额", ""] += value
    for (item, _, fund), value in unit.project.items():
        found["支出决算表", item, "项目支出", fund] += value
    for item, value in unit.fund_opening.items():
        found["政府性基金预算财政拨款收入支出决算表", item, "年初结转和结余", FUND] += value
    found["结转和结余", "一般公共预算财政拨款", "年初", ""] = unit.opening[GENERAL]
    found["结转和结余", "其他资金", "年初", ""] = unit.opening[OTHER]
    car, guests = unit.spent("基本", code="30231"), unit.spent("基本", code="30217")
    for column, value in (("预算数", Decimal(1500)), ("决算数", Decimal(0))):
        found["财政拨款三公经费支出决算表", "行", f"{column}.公务用车运行维护费", ""] = car + value
        found["财政拨款三公经费支出决算表", "行", f"{column}.公务接待费", ""] = guests + value
    return {key: value for key, value in found.items() if value}


CASES = [
    ("linshui-2024-final-accounts", COUNTY, {}, True, False),
    ("linshui-2024-final-accounts", COUNTY, {}, False, True),
    ("linshui-2024-final-accounts", replace(CITY, unit="元"), {}, True, True),
    ("yunling-2024-final-accounts", OF_DISTRICT, {"classes": False, "fixed": False}, True, True),
    (
        "yunling-2024-final-accounts",
        replace(OF_DISTRICT, whole_codes=True),
        {"classes": False, "fixed": False},
        False,
        False,
    ),
]


@pytest.mark.parametrize(("edition", "style", "layout", "other", "old"), CASES)
def test_the_figures_of_another_citys_tables_come_out_exactly(
    workspace: Workspace, edition: str, style: Style, layout: dict[str, bool], *, other: bool, old: bool
) -> None:
    unit = Together(units(other=other))
    export = exported(of_edition(workspace, edition), public(unit, style, **layout), old=old)
    assert not errors(export.findings), [f"{one.place} {one.code} {one.message}" for one in export.findings]
    taken = {(*one.address, one.fund): one.number for one in export.figures}
    expected = wanted(unit)
    if edition.startswith("yunling"):
        table = "财政拨款三公经费支出决算表"
        expected |= {(table, "行", "预算数", ""): Decimal(3_000_000), (table, "行", "决算数", ""): Decimal(2_900_000)}
    assert taken == expected


def test_a_document_in_ten_thousand_takes_tables_in_ten_thousand(workspace: Workspace) -> None:
    unit = Together(units(other=True))
    export = exported(of_edition(workspace, "linshui-2024-final-accounts", Unit.WAN), public(unit, CITY))
    assert not errors(export.findings), [f"{one.place} {one.code} {one.message}" for one in export.findings]
    taken = {(*one.address, one.fund): one.number / 10_000 for one in export.figures}
    cent = Decimal("0.01")
    rounded = {key: (value / 10_000).quantize(cent, ROUND_HALF_UP) for key, value in wanted(unit).items()}
    assert taken.keys() == rounded.keys()
    assert all(abs(taken[key] - value) <= 3 * cent for key, value in rounded.items())


@pytest.mark.parametrize(("row", "slip"), [("行政运行", "0.30"), ("科学技术管理事务", "0.50"), ("合计", "2.00")])
def test_a_slip_in_tables_in_ten_thousand_is_told(workspace: Workspace, row: str, slip: str) -> None:
    """At its cell: by the total of its table (I209) or by another table (I312)."""
    book = public(Together(units()), CITY)
    page = book.page("附表3")
    at = page.find(row)[0], 3
    page.cells[at] = Decimal(str(page.cells[at])) + Decimal(slip)
    found = told(exported(of_edition(workspace, "linshui-2024-final-accounts", Unit.WAN), book))
    assert any(one.endswith(f"附表3·C{at[0]}") for one in found), found


def test_tables_of_another_edition_are_told(workspace: Workspace) -> None:
    book = public(Together(units()), OF_DISTRICT, classes=False, fixed=False)
    export = exported(of_edition(workspace, "linshui-2024-final-accounts"), book)
    assert errors(export.findings), told(export)
