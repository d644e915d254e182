"""Tables on phones, desktops and paper, driven in a browser: nothing of them is lost, and nothing is there twice."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests import invented_tables
from tests.chromium import eventually, resized, still
from tests.site.conftest import Served
from tests.site.invented_pages import DOCUMENT, add_page

pytestmark = pytest.mark.browser
PHONE, SMALL = ViewportSize(width=390, height=844), ViewportSize(width=320, height=640)
WINDOW = ViewportSize(width=1280, height=800)
CELLS = """() => [...document.querySelectorAll(".statement table")].map((table) =>
    [...table.rows].filter((row) => row.getClientRects().length).map((row) =>
        [...row.cells].filter((cell) => cell.getClientRects().length).map((cell) => cell.textContent)))"""
"""the words of every cell that is shown, by table and row"""
PRINTED = """() => {
    const told = (one) => [...one.attributes].filter(({ name, value }) => name !== "style" && value && !(name === "colspan" && value === "1"))
        .map(({ name, value }) => `${name}=${value}`).sort().join(" ");
    return [...document.querySelectorAll(".statement *")].filter((one) => !one.matches(".table-choices *, .table-frame"))
        .map((one) => `${one.tagName} ${told(one)} ${one.children.length ? "" : one.textContent}`);
}"""
"""every element with its attributes, in order"""
STRAY = """() => [...document.querySelectorAll(".statement [headers]")].filter((cell) =>
    cell.headers.split(" ").some((id) => !cell.closest("table").contains(document.getElementById(id)))).map((cell) => cell.id)"""
"""cells with a head that stands in no table, or in another"""


WIDER = """() => [...document.querySelectorAll("table.stacked tr")].filter((row) =>
    [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0) > row.closest("table").querySelectorAll("col").length)
    .map((row) => row.textContent)"""
"""rows whose cells reach beyond the columns of their table, where no head stands"""


@pytest.fixture(scope="module")
def places(served: Served) -> dict[str, str]:
    """The addresses of the invented tables."""
    tables = (invented_tables.balance(), invented_tables.economic(), invented_tables.units())
    return {table.id: served.address + add_page(served.folder, table) for table in tables}


def opened(page: Page, address: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(address)
    page.wait_for_function("document.querySelector('.table-frame.fits, .table-frame.more-behind')")
    still(page)


def ids(page: Page) -> Counter[str]:
    return Counter(page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)"))


def test_a_phone_shows_income_and_below_it_expenditure(page: Page, places: dict[str, str]) -> None:
    """Each with its heads; a side without a word is no row, and a total over both stands with its amount."""
    opened(page, places["h01"], PHONE)
    income, outlay = page.evaluate(CELLS)
    assert income == [
        ["收入"],
        ["项目", "预算数"],
        ["一、财政拨款", "120.00"],
        ["二、事业收入", "0.00"],
        ["三、其他收入", "0.00"],
        ["收入合计", "120.00"],
    ]
    assert outlay[0] == ["支出"]
    assert outlay[1] == ["项目", "基本支出", "项目支出"]
    assert outlay[-2:] == [["支出合计", "119.00", "1.00"], ["年末结转", "0.00"]]
    assert max(ids(page).values()) == 1
    assert page.evaluate(STRAY) == []


@pytest.mark.parametrize("table", ["h01", "y06"])
def test_what_reaches_over_several_sides_is_no_wider_than_its_own(
    page: Page, places: dict[str, str], table: str
) -> None:
    """Else the amount of a total stands where no head is."""
    opened(page, places[table], PHONE)
    expect(page.locator("table.stacked").first).to_be_visible()
    assert page.evaluate(WIDER) == []


def test_a_head_over_several_sides_is_on_each(page: Page, places: dict[str, str]) -> None:
    opened(page, places["y06"], PHONE)
    staff, running, more = page.evaluate(CELLS)
    assert [side[0] for side in (staff, running, more)] == [["人员经费"], ["公用经费"], ["公用经费"]]
    assert staff[-1] == ["人员经费合计", "50.00"]
    assert running[-1] == ["30202", "印刷费", "9.00"]
    assert more[-1] == ["公用经费合计", "9.00"]
    names = [page.locator("table").nth(number).get_attribute("aria-label") for number in range(3)]
    assert names == ["基本支出表：人员经费", "基本支出表：公用经费", "基本支出表：公用经费（续）"]
    assert max(ids(page).values()) == 1
    assert page.evaluate(STRAY) == []


@pytest.mark.parametrize("table", ["h01", "y06"])
def test_turning_the_phone_gives_the_printed_table_again(page: Page, places: dict[str, str], table: str) -> None:
    read = f"({PRINTED})()"
    opened(page, places[table], WINDOW)
    printed = page.evaluate(read)
    resized(page, PHONE)
    expect(page.locator("table.stacked").first).to_be_visible()
    resized(page, WINDOW)
    expect(page.locator("table.stacked")).to_have_count(0)
    assert page.evaluate(read) == printed


def test_without_scripts_a_two_sided_table_scrolls_and_says_so(browser: Browser, places: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(places["h01"])
    expect(page.locator(".sideways")).to_be_visible()
    expect(page.get_by_text("只看有数的行")).to_be_hidden()
    expect(page.locator("#h01-row1-4")).to_be_visible()
    frame = page.locator(".table-scroll")
    frame.focus()
    page.keyboard.press("End")
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    eventually(page, lambda: right_edge(page, "#h01-row1-5") <= 390)
    context.close()


def right_edge(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box["x"] + box["width"]


def test_rows_without_figures_are_hidden_on_demand_and_counted(page: Page, places: dict[str, str]) -> None:
    """As long as the visit lasts; never by themselves."""
    opened(page, places["h01"], WINDOW)
    choice = page.get_by_role("checkbox", name="只看有数的行")
    expect(choice).not_to_be_checked()
    expect(page.locator("#h01-row2")).to_be_visible()
    choice.check()
    expect(page.get_by_role("status")).to_have_text("隐藏了2行没有数的")
    expect(page.locator("#h01-row2, #h01-row4")).to_have_count(2)
    expect(page.locator("#h01-row2")).to_be_hidden()
    expect(page.locator("#h01-row3")).to_be_visible()  # what is printed 0.00 is 40元
    expect(page.locator("#h01-total")).to_be_visible()

    resized(page, PHONE)
    income, outlay = page.evaluate(CELLS)
    assert [row[0] for row in income[2:]] == ["一、财政拨款", "三、其他收入", "收入合计"]
    assert [row[0] for row in outlay[2:]] == ["一、教育支出", "三、农林水支出", "支出合计"]
    expect(page.get_by_role("status")).to_have_text("隐藏了4行没有数的")

    opened(page, places["l03"], WINDOW)
    expect(page.get_by_role("checkbox", name="只看有数的行")).to_be_checked()
    expect(page.locator("#l03-r20502")).to_be_hidden()
    expect(page.locator("#l03-unit")).to_be_visible()


@pytest.mark.parametrize("size", [WINDOW, PHONE], ids=["desktop", "phone"])
def test_a_link_shows_the_row_and_the_column_it_leads_to(
    page: Page, places: dict[str, str], size: ViewportSize
) -> None:
    opened(page, places["h01"], size)
    page.get_by_role("checkbox", name="只看有数的行").check()
    page.locator(".column-choice summary").click()
    page.get_by_role("checkbox", name="支出 · 项目支出").uncheck()
    expect(page.locator("#h01-row2-5")).to_be_hidden()
    page.evaluate("location.hash = '#h01-row2-5'")
    expect(page.locator("#h01-row2-5")).to_be_visible()
    expect(page.get_by_role("checkbox", name="支出 · 项目支出")).to_be_checked()
    expect(page.locator("#h01-row4-4")).to_be_hidden()


def test_columns_are_left_out_on_demand_and_stay_so_when_the_phone_is_turned(
    page: Page, places: dict[str, str]
) -> None:
    """Heads over them narrow; the count says how many there are."""
    opened(page, places["h01"], PHONE)
    count = page.locator(".column-count")
    expect(count).to_have_text("2列都显示")
    page.locator(".column-choice summary").click()
    page.get_by_role("checkbox", name="支出 · 基本支出").uncheck()
    expect(count).to_have_text("2列中显示了1列")
    assert page.evaluate(CELLS)[1][1] == ["项目", "项目支出"]
    resized(page, WINDOW)
    expect(page.locator("table.stacked")).to_have_count(0)
    (printed,) = page.evaluate(CELLS)
    assert printed[0] == ["收入", "支出"]
    assert printed[1] == ["项目", "预算数", "项目", "项目支出"]
    assert printed[-1] == ["年末结转", "0.00"]
    assert page.locator("thead th", has_text="支出").first.evaluate("cell => cell.colSpan") == 2


@pytest.mark.parametrize("size", [PHONE, SMALL], ids=["390", "320"])
def test_a_wide_table_keeps_its_names_and_shows_where_it_goes_on(
    page: Page, served: Served, size: ViewportSize
) -> None:
    opened(page, served.address + DOCUMENT + "tables/t03/", size)
    frame = page.locator(".table-frame")
    expect(frame).to_have_class(re.compile("more-behind"))
    assert frame.evaluate("frame => getComputedStyle(frame, '::after').opacity") != "0"
    frame.locator(".table-scroll").evaluate("scroll => scroll.scrollLeft = 150")
    expect(frame).to_have_class(re.compile("more-before"))
    name = page.locator("#t03-r2010301 th").bounding_box()
    head = page.locator("thead th", has_text="科目名称").bounding_box()
    total = page.locator("#t03-total th").bounding_box()
    assert name is not None
    assert head is not None
    assert total is not None
    assert name["x"] == head["x"] == total["x"]
    assert name["x"] < 30
    assert size["width"] - name["x"] - name["width"] > 140  # room for two amounts
    frame.locator(".table-scroll").evaluate("scroll => scroll.scrollLeft = 9999")
    expect(frame).not_to_have_class(re.compile("more-behind"))


@pytest.mark.parametrize(
    "size", [WINDOW, ViewportSize(width=900, height=600), PHONE, SMALL], ids=["1280", "900", "390", "320"]
)
@pytest.mark.parametrize("table", ["t01", "t03"])
def test_heads_stay_in_sight(page: Page, served: Served, size: ViewportSize, table: str) -> None:
    """Whether the page scrolls or the frame."""
    opened(page, served.address + DOCUMENT + f"tables/{table}/", {**size, "height": 420})
    seen = page.evaluate(
        """() => {
            const table = document.querySelector(".statement table:last-of-type"), row = table.tBodies[0].rows[5];
            row.cells[0].scrollIntoView({ block: "end" });
            const at = row.getBoundingClientRect();
            return [...table.tHead.rows].map((head) => {
                const box = head.cells[0].getBoundingClientRect();
                return box.bottom <= at.top + 1 && box.bottom > 0 && head.cells[0].contains(
                    document.elementFromPoint(box.left + 5, (box.top + box.bottom) / 2));
            });
        }"""
    )
    assert all(seen), seen


def test_only_a_table_that_scrolls_is_a_stop_of_the_keyboard(page: Page, served: Served) -> None:
    opened(page, served.address + DOCUMENT + "tables/t03/", PHONE)
    expect(page.get_by_role("region", name="支出决算表")).to_have_attribute("tabindex", "0")
    opened(page, served.address + DOCUMENT + "tables/t03/", WINDOW)
    expect(page.locator(".table-scroll")).not_to_have_attribute("tabindex", "0")
    expect(page.get_by_role("region", name="支出决算表")).to_have_count(0)


def test_three_public_expenses_and_forms_need_no_scrolling_sideways(page: Page, served: Served) -> None:
    for path, words in (("tables/t07/", "决算数 · 公务接待费"), ("performance/form-01/", "年度指标值")):
        for size in (PHONE, SMALL):
            opened(page, served.address + DOCUMENT + path, size)
            expect(page.locator(".table-frame")).to_have_class(re.compile("fits"))
            label = page.locator(f'[data-label="{words}"]').first
            assert words in label.evaluate("cell => getComputedStyle(cell, '::before').content")
            box: Any = label.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]


def printed(page: Page, file: Path) -> str:
    page.pdf(path=file, prefer_css_page_size=True)
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout


def test_a_phone_prints_the_table_as_published(page: Page, places: dict[str, str], tmp_path: Path) -> None:
    """All rows and columns, sides beside each other; afterwards the phone has its own form again."""
    opened(page, places["h01"], PHONE)
    page.get_by_role("checkbox", name="只看有数的行").check()
    page.locator(".column-choice summary").click()
    page.get_by_role("checkbox", name="支出 · 项目支出").uncheck()
    text = printed(page, tmp_path / "h01.pdf")
    assert re.search(r"二、事业收入 +0\.00 +二、科学技术支出 +0\.00 +0\.00\n", text)
    assert re.search(r"收入 +支出\n", text)
    assert "只看有数的行" not in text
    expect(page.locator("table.stacked").first).to_be_visible()
    expect(page.locator("#h01-row2-5")).to_be_hidden()


def test_a_sheet_of_paper_says_where_it_comes_from(page: Page, served: Served, tmp_path: Path) -> None:
    """Not the screen."""
    address = served.address + DOCUMENT + "tables/t03/"
    opened(page, address + "#t03-r2010301", WINDOW)
    expect(page.locator(".printed-from")).to_be_hidden()
    text = printed(page, tmp_path / "t03.pdf")
    assert "2021年度部门决算（存档文本）" in text
    assert address in re.sub(r"\s", "", text)
    assert "#t03" not in text


def test_a_long_table_repeats_its_heads_on_every_sheet(page: Page, served: Served, tmp_path: Path) -> None:
    opened(page, served.address + DOCUMENT + "tables/t03/", PHONE)
    page.evaluate(
        """() => {
            const body = document.querySelector("tbody");
            for (let n = 0; n < 6; n += 1) body.append(...[...body.rows].slice(0, 12).map((row) => row.cloneNode(true)));
        }"""
    )
    text = printed(page, tmp_path / "long.pdf")
    sheets = text.strip("\f").split("\f")
    assert len(sheets) > 1
    assert all(re.search(r"1 +2 +3 +4 +5 +6\n", sheet) for sheet in sheets if "2010301" in sheet)


def test_where_a_script_does_not_come_no_side_is_missing(
    page: Page, places: dict[str, str], tolerated: list[str]
) -> None:
    tolerated.append("ERR_FAILED")
    page.route(re.compile(r"/table-sides\.[^/]*js"), lambda route: route.abort())
    page.set_viewport_size(PHONE)
    page.goto(places["h01"])
    expect(page.locator("#h01-row1-4")).to_be_visible()
    expect(page.locator(".sideways")).to_be_visible()


def test_a_link_leads_to_a_cell_of_the_second_side(page: Page, places: dict[str, str]) -> None:
    """Though it was moved: in sight, marked, below its heads, and the site's own head covers the edge of the frame."""
    opened(page, places["h01"] + "#h01-row3-4", {**SMALL, "height": 420})
    cell = page.locator("#h01-row3-4")
    expect(cell).to_be_in_viewport()
    assert cell.evaluate("cell => cell.matches(':target')")
    page.evaluate("scrollTo(0, document.querySelector('.table-frame').offsetTop + 200)")
    assert page.evaluate("document.elementFromPoint(innerWidth - 20, 20).closest('.md-header') !== null")
    assert page.evaluate("getComputedStyle(document.querySelector('.table-frame')).isolation") == "isolate"
