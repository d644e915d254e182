"""Three tables as a screen reader speaks them, on a desktop and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests import invented_tables
from tests.site.conftest import Served
from tests.site.invented_pages import DOCUMENT, add_page
from tests.site.spoken import spoken

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("width", [1280, 390])
INCOME = [
    "收入, 预算数, 一、财政拨款, 120.00",
    "收入, 预算数, 二、事业收入, 0.00",
    "收入, 预算数, 三、其他收入, 0.00",
    "收入, 预算数, 收入合计, 120.00",
]
OUTLAY = [
    "支出, 基本支出, 一、教育支出, 90.00",
    "支出, 项目支出, 一、教育支出, 0.00",
    "支出, 基本支出, 二、科学技术支出, 0.00",
    "支出, 项目支出, 二、科学技术支出, 0.00",
    "支出, 基本支出, 三、农林水支出, 29.00",
    "支出, 项目支出, 三、农林水支出, 1.00",
    "支出, 基本支出, 四、住房保障支出, 0.00",
    "支出, 项目支出, 四、住房保障支出, 0.00",
    "支出, 基本支出, 支出合计, 119.00",
    "支出, 项目支出, 支出合计, 1.00",
    "支出, 项目支出, 年末结转, 0.00",
]


def opened(page: Page, address: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.wait_for_function("document.querySelector('.table-frame.fits, .table-frame.more-behind')")
    return spoken(page)


@SIZES
def test_income_and_expenditure(page: Page, served: Served, width: int) -> None:
    """On a phone one after the other."""
    said = opened(page, served.address + add_page(served.folder, invented_tables.balance()), width)
    assert sorted(said) == sorted([*INCOME, *OUTLAY])
    assert said[:4] == INCOME if width == 390 else said[:3] == [INCOME[0], *OUTLAY[:2]]


@SIZES
def test_three_public_expenses(page: Page, served: Served, width: int) -> None:
    said = opened(page, served.address + DOCUMENT + "tables/t07/", width)
    assert [line for line in said if line.count(", ") and not line.split(", ")[-1].isdigit()] == [
        "预算数, 合计, 5.00",
        "预算数, 因公出国（境）费, 0.00",
        "预算数, 公务用车购置及运行费, 小计, 5.00",
        "预算数, 公务用车购置及运行费, 公务用车购置费, 0.00",
        "预算数, 公务用车购置及运行费, 公务用车运行费, 5.00",
        "预算数, 公务接待费, 0.00",
        "决算数, 合计, 4.04",
        "决算数, 因公出国（境）费, 0.00",
        "决算数, 公务用车购置及运行费, 小计, 4.04",
        "决算数, 公务用车购置及运行费, 公务用车购置费, 0.00",
        "决算数, 公务用车购置及运行费, 公务用车运行费, 4.04",
        "决算数, 公务接待费, 0.00",
    ]


@SIZES
def test_a_form(page: Page, served: Served, width: int) -> None:
    """What is printed over the values of a card on a phone is not said twice."""
    said = opened(page, served.address + DOCUMENT + "performance/form-01/", width)
    assert said[:4] == [
        f"项目名称, {said[0].split(', ')[1]}",
        "年初预算数, 项目资金（万元）, 年度资金总额, 50",
        "全年预算数, 项目资金（万元）, 年度资金总额, 50",
        "全年执行数, 项目资金（万元）, 年度资金总额, 40.54",
    ]
    assert "年度指标值, 产出指标, 数量指标, 办结事项, ≥1000件" in said
    assert "实际完成值, 满意度指标, 服务对象满意度指标, 服务对象满意度, 93%" in said
    assert "得分, 总分, 98" in said
    assert not [line for line in said if "没有表头" in line]
