"""The site in Chrome 86 (360 安全浏览器 13, 微信), Chrome 109 and Firefox ESR, below a path, under the strictest policy.

The search answers, says that it looks and why it failed; tables keep their lines; no rule of the style sheet is lost.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browsers.conftest import Visit
from tests.browsers.styles import declarations, selectors

pytestmark = pytest.mark.browser
DOCUMENT = "ceshi/hangkong/government-services-bureau/2021/final-accounts/"
STATUS = "document.querySelector('.search-status').textContent"
ANSWERED = "document.querySelector('.search-results').getAttribute('aria-busy') === 'false' && document.querySelector('.search-results').innerText"
REQUESTS = "performance.getEntriesByType('resource').map((one) => one.name)"


def asked(query: str) -> str:
    return f"search/?q={quote(query)}"


QUESTIONS = {
    "测试市2021年公务接待费": "公务接待费",
    "2010301": "114.66",
    "3685.85": "3,685.85",
    "sangong": "三公",
}


@pytest.mark.parametrize(("query", "said"), QUESTIONS.items())
def test_the_search_answers(visit: Visit, query: str, said: str) -> None:
    visit.open(asked(query))
    assert said in visit.until(ANSWERED)
    assert all(one.startswith(visit.server.address) for one in visit.driver.evaluate(REQUESTS))


def test_a_hit_leads_to_its_place_with_the_heads_in_sight(visit: Visit) -> None:
    visit.open(asked("2010301"))
    visit.until(ANSWERED)
    visit.driver.evaluate("document.querySelector('.search-lines a').click()")
    visit.until("location.hash && document.readyState === 'complete' && document.querySelector(location.hash) !== null")
    assert visit.until(
        """new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => {
            const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
            const heads = target.closest('table').tHead.rows;
            const head = heads[heads.length - 1].cells[1].getBoundingClientRect();
            const { top, bottom } = target.getBoundingClientRect();
            return head.top >= 0 && head.bottom <= top && bottom <= innerHeight;
        })"""
    )


def test_the_search_of_every_page_leads_to_answers(visit: Visit) -> None:
    visit.open(DOCUMENT + "tables/t03/")
    visit.driver.evaluate(
        "(document.querySelector('.site-search input').value = '行政运行', document.querySelector('.site-search button').click())"
    )
    visit.until("location.pathname.endsWith('/search/')")
    assert "行政运行" in visit.until(ANSWERED)


def test_the_search_says_that_it_is_looking(visit: Visit) -> None:
    visit.server.hold("/search/index/")
    visit.open(asked("公务接待费"))
    assert visit.until(f"{STATUS}.startsWith('正在找')")
    visit.server.go.set()
    assert "公务接待费" in visit.until(ANSWERED)


def test_the_search_says_why_it_failed_and_can_be_asked_again(visit: Visit) -> None:
    visit.server.refused = "/search/index/"
    visit.open(asked("公务接待费"))
    assert visit.until(f"{STATUS}.includes('没有取到')")
    visit.server.refused = ""
    visit.driver.evaluate("document.querySelector('.search-again').click()")
    assert "公务接待费" in visit.until(ANSWERED)


def test_a_search_that_cannot_start_says_so(visit: Visit, site: Path) -> None:
    """From a folder no browser loads modules; so would one look that is too old for ours."""
    visit.driver.open((site / "search/index.html").as_uri())
    assert visit.until("getComputedStyle(document.querySelector('.search-unstarted')).visibility === 'visible'")


def test_tables_keep_their_lines_and_heads(visit: Visit) -> None:
    visit.open(DOCUMENT + "tables/t03/")
    head, cell = visit.driver.evaluate(
        """['.grid thead th', '.grid tbody td'].map((one) => {
            const { borderBottomWidth, borderBottomStyle, paddingLeft, backgroundColor } = getComputedStyle(document.querySelector(one));
            return { line: borderBottomStyle === 'solid' && parseFloat(borderBottomWidth) > 0.5, space: parseFloat(paddingLeft) > 4, tint: backgroundColor };
        })"""
    )
    assert head["line"]
    assert cell["line"]
    assert head["space"]
    assert cell["space"]
    assert head["tint"] not in {"rgba(0, 0, 0, 0)", "transparent", cell["tint"]}


def test_on_a_phone_the_names_of_a_wide_table_stay_in_sight(visit: Visit) -> None:
    visit.resized(390, 800)
    visit.open(DOCUMENT + "tables/t03/")
    assert visit.is_true("document.documentElement.scrollWidth <= innerWidth")
    assert visit.driver.evaluate(
        """(() => {
            document.querySelector('.table-scroll').scrollLeft = 300;
            return document.querySelector('#t03-r2010301 th').getBoundingClientRect().left;
        })()"""
    ) == pytest.approx(30, abs=30)


def test_dark_and_the_drawer_of_a_phone_work(visit: Visit) -> None:
    visit.resized(390, 800)
    visit.open(DOCUMENT)
    visit.driver.evaluate("document.querySelector('label[title=切换到深色]').click()")
    assert visit.until("document.body.dataset.mdColorScheme === 'slate'")
    visit.driver.evaluate("document.querySelector('label[title=切换到浅色]').click()")
    assert visit.until("document.body.dataset.mdColorScheme === 'default'")
    visit.driver.evaluate("document.querySelector('.drawer-open').click()")
    assert visit.until("document.querySelector('.document-nav a').getBoundingClientRect().left >= 0")


def test_every_rule_of_ours_is_understood(visit: Visit) -> None:
    """A selector that a browser does not know takes its whole rule along."""
    visit.open(DOCUMENT)
    dropped = visit.driver.evaluate(
        f"""{json.dumps(selectors())}.filter((selector) => {{
            const sheet = [...document.styleSheets].find((one) => one.href.includes('/assets/site.'));
            try {{
                sheet.deleteRule(sheet.insertRule(selector + ' {{}}', sheet.cssRules.length));
                return false;
            }} catch (error) {{
                return true;
            }}
        }})"""
    )
    assert dropped == []
    assert visit.driver.evaluate(f"{json.dumps(declarations())}.filter((one) => !CSS.supports(...one))") == []
