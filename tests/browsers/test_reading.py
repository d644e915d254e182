"""What scripts add to the pages, in the same browsers: figures open, notes, sides and columns of tables, lists, terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.publishing.pouring import pour
from gongkai.publishing.shell import Shell
from gongkai.rendering.extras import Extras
from gongkai.rendering.figures.file import figures_file
from gongkai.rendering.html import page_environment, render_pages
from tests import invented_tables
from tests.browsers.conftest import Visit
from tests.built import PROJECT
from tests.rendering.invented import invented
from tests.site.invented_pages import add_page

pytestmark = pytest.mark.browser
DOCUMENT = "ceshi/hangkong/government-services-bureau/2021/final-accounts/"
PARTED = "document.querySelector('.table-frame.fits, .table-frame.more-behind') !== null"


def shown(selector: str) -> str:
    return f"[...document.querySelectorAll({selector!r})].filter((one) => one.getClientRects().length).length"


def click(selector: str) -> str:
    return f"document.querySelector({selector!r}).click()"


@pytest.fixture(scope="module")
def figures(site: Path, shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A document with figures of every origin beside the sample's; its address below the site."""
    document = invented(tmp_path_factory.mktemp("invented"))
    id, told = document.publication.id, Extras(origins=document.origins)
    for page in render_pages(document.publication, told, page_environment(PROJECT / "templates")):
        file = site / page.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(pour(page.pieces, shell.models[page.depth]), encoding="utf-8")
    (site / id / "figures.json").write_bytes(figures_file(document.publication, document.origins))
    return f"{id}/"


@pytest.fixture(scope="module")
def two_sided(site: Path) -> str:
    return add_page(site, invented_tables.balance())


def test_a_figure_opens_and_says_how_it_comes_about(visit: Visit, figures: str) -> None:
    visit.open(f"{figures}tables/t01/")
    visit.until(PARTED)
    visit.driver.evaluate(click("#t01-row1-3"))
    assert visit.until("document.querySelector('.figure-panel').innerText.includes('2024年决算.xlsx')")
    visit.driver.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))"
    )
    assert visit.until(f"!{shown('.figure-panel')}")


def test_notes_are_hidden_and_shown(visit: Visit) -> None:
    visit.open(f"{DOCUMENT}tables/t03/")
    assert visit.until(shown(".ours-below"))
    visit.driver.evaluate(click(".notes-switch"))
    assert visit.until(f"!{shown('.ours-below')}")
    visit.driver.evaluate(click(".notes-switch"))
    assert visit.until(shown(".ours-below"))


def test_the_sides_of_a_table_stand_below_each_other_on_a_phone(visit: Visit, two_sided: str) -> None:
    visit.resized(390, 800)
    visit.open(two_sided)
    visit.until(PARTED)
    income, outlay = visit.driver.evaluate(
        "[...document.querySelectorAll('.statement table')].filter((one) => one.getClientRects().length).map((one) => one.getBoundingClientRect().top)"
    )
    assert income < outlay
    assert visit.is_true("document.documentElement.scrollWidth <= innerWidth")


def test_rows_and_columns_are_left_out(visit: Visit, two_sided: str) -> None:
    visit.open(two_sided)
    visit.until(PARTED)
    visit.driver.evaluate(click(".row-choice input"))
    assert visit.until(f"!{shown('#h01-row2')}")
    visit.driver.evaluate(click(".row-choice input"))
    assert visit.until(shown("#h01-row2"))
    visit.driver.evaluate(
        f"({click('.column-choice summary')}, document.querySelector('.column-choice input:checked').click())"
    )
    assert visit.until("[...document.querySelectorAll('.column-choice input')].some((one) => !one.checked)")
    assert visit.until("[...document.querySelectorAll('.statement td')].some((one) => !one.getClientRects().length)")


def test_a_list_is_filtered(visit: Visit) -> None:
    visit.open("documents/?%E5%B9%B4%E5%BA%A6=2021")
    assert visit.until(shown(".list-found table.documents tbody tr")) == 2
    assert visit.driver.evaluate("document.querySelector('.list-status').textContent") == "找到2份文件"


def test_the_departments_of_an_item_are_put_in_order(visit: Visit) -> None:
    visit.open("compare/three-public/reception/")
    visit.until("document.querySelector('table.series thead button') !== null")
    visit.driver.evaluate(click("table.series thead button"))
    assert visit.until("document.querySelector('table.series th[aria-sort=descending]') !== null")


def test_a_term_is_explained_beside_it(visit: Visit) -> None:
    visit.open(f"{DOCUMENT}explanation/")
    visit.until("document.readyState === 'complete'")
    visit.driver.evaluate(
        "document.querySelector('a.link-term').dispatchEvent(new FocusEvent('focusin', {bubbles: true}))"
    )
    assert "指单位用财政拨款安排的" in visit.until("(document.querySelector('[role=tooltip]') || {}).textContent")
