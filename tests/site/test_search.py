"""The search in a browser: what is asked, what is shown, where it leads, and what it says when it fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from gongkai.publishing.search.indexing import SITE, Besides, Indexing
from gongkai.publishing.search.questions import read_questions
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.search.pieces import search_pages
from tests.built import DISTRICT, PROJECT, sample_documents
from tests.chromium import eventually
from tests.sample import BUREAU
from tests.site.conftest import Served

pytestmark = pytest.mark.browser
Asked = Callable[..., list[str]]
FINISHED = ".search-results[aria-busy=false]"
THREE = "一般公共预算财政拨款“三公”经费支出决算表"


@pytest.fixture
def ask(page: Page, served: Served) -> Asked:
    def ask(query: str, **filters: str) -> list[str]:
        """The titles of the first results."""
        more = "".join(f"&{quote(name)}={quote(value)}" for name, value in filters.items())
        page.goto(f"{served.address}search/?q={quote(query)}{more}")
        page.locator(FINISHED).wait_for(state="attached")
        return page.locator(".search-results h2").all_inner_texts()

    return ask


def status(page: Page) -> Locator:
    return page.locator(".search-status")


@pytest.mark.parametrize("query", ["三公经费", "“三公”经费", '"三公"经费'])
def test_search_sees_through_quotation_marks(page: Page, ask: Asked, query: str) -> None:
    assert THREE in ask(query)
    assert "三公”经费" in page.locator(".search-result mark").all_inner_texts()


def test_a_code_leads_to_the_amount_in_its_row(page: Page, ask: Asked) -> None:
    assert ask("2010301", 年度="2021")[0] == "支出决算表"
    line = page.locator(".search-lines li").first
    expect(line).to_contain_text(re.compile("行政运行 2010301 本年支出合计 114.66 万元"))
    line.locator(".search-cell").first.click()
    expect(page).to_have_url(re.compile("/tables/t03/#t03-r2010301-[0-9]+$"))
    expect(page.locator(":target")).to_have_text("114.66")
    expect(page.locator(":target")).to_be_in_viewport()


def test_an_amount_is_shown_under_its_own_heads(page: Page, ask: Asked) -> None:
    ask("公务接待费", 年度="2021")
    line = page.locator(".search-result", has_text=THREE).locator(".search-lines li").first
    expect(line).to_contain_text(re.compile("决算数 · 公务接待费 [0-9.]+ 万元"))


@pytest.mark.parametrize("query", ["3685.85", "3,685.85", "３６８５．８５", "3685.85万元"])
def test_money_is_found_however_it_is_written(page: Page, ask: Asked, query: str) -> None:
    found = ask(query)
    assert {"收入支出决算总表", "支出决算表", "2021年度部门决算情况说明"} & set(found)
    assert set(page.locator(".search-lines mark").all_inner_texts()) <= {"3,685.85", "3685.85"}


@pytest.mark.parametrize(
    "query", ["7777.77", "36.85", "368585", "685.85", "幼儿园食堂", "幼儿园食堂 三公经费", "*", "😀"]
)
def test_what_is_not_there_is_not_found(page: Page, ask: Asked, query: str) -> None:
    assert ask(query) == []
    expect(status(page)).to_contain_text("没有找到")


def test_the_nearest_stands_apart_and_says_what_it_lacks(page: Page, ask: Asked) -> None:
    assert ask("三公经费 幼儿园食堂") == []
    expect(status(page)).to_contain_text("没有找到“幼儿园食堂”")
    assert THREE in page.locator(".search-nearest h2").all_inner_texts()


@pytest.mark.parametrize("name", [BUREAU, DISTRICT, "新华区行政审批"])
def test_a_department_comes_first(page: Page, ask: Asked, name: str) -> None:
    assert name in ask(name)[0]
    expect(page.locator(".search-result .badge").first).to_have_text("部门")


def test_who_asks_for_a_year_gets_its_documents(page: Page, ask: Asked) -> None:
    assert ask(f"{BUREAU}2022年决算") == [f"{BUREAU}2022年度部门决算"]
    assert ask("") == []
    expect(page.locator("select[name=年度] option")).to_have_count(4)
    assert set(ask("", 年度="2021")) == {f"{name}2021年度部门决算" for name in (BUREAU, DISTRICT)}
    expect(status(page)).to_have_text("找到2份文件")


def test_filters_narrow_and_stay_in_the_address(page: Page, ask: Asked) -> None:
    ask("公务用车")
    everything = status(page).inner_text()
    ask("公务用车", 年度="2022", 类型="决算")
    assert status(page).inner_text() != everything
    for line in page.locator(".search-about").all_inner_texts():
        assert "2022年度部门决算" in line
    page.locator("select[name=部门]").select_option(BUREAU)
    expect(page).to_have_url(re.compile(re.escape(quote(BUREAU))))
    page.get_by_role("button", name="清除筛选").click()
    expect(status(page)).to_have_text(everything)
    page.go_back()
    expect(page.locator("select[name=年度]")).to_have_value("2022")


def test_on_a_phone_filters_stand_behind_a_button_that_counts_them(page: Page, ask: Asked) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask("公务用车", 年度="2022", 类型="决算")
    button = page.get_by_role("button", name="筛选（已选2项）")
    expect(page.locator("select[name=年度]")).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.locator("select[name=类型]").focus()
    page.locator("select[name=类型]").select_option("")
    expect(page.get_by_role("button", name="筛选（已选1项）")).to_be_visible()
    expect(page.locator("select[name=类型]")).to_be_focused()


def test_several_amounts_stand_below_each_other(page: Page, ask: Asked) -> None:
    page.set_viewport_size({"width": 320, "height": 844})
    ask("行政运行", 年度="2021")
    cells = page.locator(".search-row", has=page.locator(".search-cells")).first.locator(".search-cell")
    tops = [round((cell.bounding_box() or {"y": 0})["y"]) for cell in cells.all()]
    assert len(tops) > 1
    assert tops == sorted(set(tops))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_filters_alone_lead_to_all_documents_too(page: Page, ask: Asked) -> None:
    ask("", 年度="2021")
    link = page.locator(".search-notes a")
    expect(link).to_have_attribute("href", re.compile(f"/documents/\\?{quote('年度')}=2021$"))


def test_filters_that_leave_nothing_say_so(page: Page, ask: Asked) -> None:
    assert ask("公务用车", 年度="1999") == []
    expect(status(page)).to_contain_text("筛选条件")
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(".search-result").first).to_be_visible()


def test_several_words_must_all_be_there(page: Page, ask: Asked) -> None:
    assert ask("新华区 公务接待费")
    assert all(DISTRICT in about for about in page.locator(".search-about").all_inner_texts())


def answered(route: Route, index: Path) -> None:
    """From another index; the volume that the page knows is none of it."""
    file = index / route.request.url.partition("/search/index/")[2]
    if file.is_file():
        route.fulfill(path=file)
    else:
        route.fulfill(body="{}")


def test_a_large_site_says_which_volumes_it_has_not_looked_through(page: Page, ask: Asked, tmp_path: Path) -> None:
    indexing = Indexing(tmp_path, {})
    indexing.add(SITE, ())
    documents = sample_documents()
    for one in documents:
        indexing.add(one.publication.id, search_pages(one.pages))
    indexing.finish([one.entry for one in documents], Besides(), bound=1)
    page.route(re.compile("/search/index/(.*)$"), lambda route: answered(route, indexing.files))
    ask("公务用车")
    assert not [about for about in page.locator(".search-about").all_inner_texts() if "2021" in about]
    page.locator(".search-notes").get_by_role("link", name="2021年度").click()
    expect(page.locator(f"{FINISHED} .search-about").first).to_contain_text("2021年度")
    assert all("2021年度" in about for about in page.locator(".search-about").all_inner_texts())


def test_a_question_for_all_departments_of_a_place_leads_to_their_page(page: Page, ask: Asked, tmp_path: Path) -> None:
    documents = sample_documents()
    levels = [
        LevelKey(region=region, names=names, year=year, nature=nature, folder=folder)
        for region, names in {(one.entry.department_id.rpartition("/")[0], one.entry.region) for one in documents}
        for year in (2020, 2021)
        for nature, folder in (("决算", "final-accounts"), ("预算", "budget"))
    ]
    indexing = Indexing(tmp_path, {})
    indexing.add(SITE, ())
    for one in documents:
        indexing.add(one.publication.id, search_pages(one.pages))
    questions = read_questions(PROJECT / "templates" / "site").told()
    indexing.finish([one.entry for one in documents], Besides(levels=tuple(levels), questions=questions))
    page.route(re.compile("/search/index/(.*)$"), lambda route: answered(route, indexing.files))
    place = levels[0].place
    own = [one for one in levels if one.place == place]
    assert f"{place}2020年度各部门决算一览" in ask(f"{place}各部门2020年决算")
    assert (
        page.get_by_role("link", name="各部门决算一览").get_attribute("href")
        == f"{page.url.partition('search/')[0]}{own[0].path}"
    )
    assert [title for title in ask(f"{place}各部门一览") if "一览" in title] == [
        f"{place}2021年度各部门决算一览",
        f"{place}2021年度各部门预算一览",
    ], "those of the newest year, where none is named"
    assert not [title for title in ask(f"{place}三公经费") if "一览" in title]


def test_more_is_shown_when_it_is_asked_for(page: Page, ask: Asked) -> None:
    first = len(ask("支出"))
    page.get_by_role("button", name="再看").click()
    expect(page.locator(".search-result").nth(first)).to_be_visible()


def test_a_second_question_needs_no_new_page(page: Page, ask: Asked) -> None:
    ask("三公经费")
    page.locator(".search-form input").fill("3685.85")
    page.locator(".search-form button").click()
    expect(page.locator(".search-lines mark").first).to_have_text(re.compile("3,?685.85"))
    expect(page).to_have_title(re.compile("^3685.85："))


@pytest.mark.parametrize("query", ["<img src=x onerror=alert(1)>三公：经费$&", "__proto__", "constructor", "\ud800"])
def test_what_is_asked_is_text_alone(page: Page, served: Served, query: str) -> None:
    page.goto(f"{served.address}search/?q={quote(query, errors='replace')}")
    page.locator(FINISHED).wait_for(state="attached")
    expect(page.locator("main img, main script")).to_have_count(0)
    shown = query.encode("utf-8", "replace").decode()
    expect(page).to_have_title(re.compile(f"^{re.escape(shown)}："))
    page.locator(".search-form input").fill("水费")
    page.locator(".search-form button").click()
    expect(page).to_have_title(re.compile("^水费：检索"))


def test_it_says_that_it_is_looking(page: Page, served: Served) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/search/index/entry.json", hold)
    page.goto(f"{served.address}search/?q=公务用车")
    expect(status(page)).to_have_text("正在找……")
    expect(page.locator(".search-unstarted")).to_be_hidden()
    eventually(page, lambda: bool(held))
    for route in held:
        route.continue_()
    expect(status(page)).to_contain_text("找到")


def test_it_says_why_it_failed_and_tries_again(page: Page, served: Served, tolerated: list[str]) -> None:
    tolerated += ["Failed to load", "IndexError"]
    page.route("**/search/index/**", lambda route: route.abort())
    page.goto(f"{served.address}search/?q=公务用车")
    expect(status(page)).to_contain_text("没有取到")
    page.context.set_offline(True)
    page.get_by_role("button", name="再试").click()
    expect(status(page)).to_contain_text("没有连上网络")
    page.context.set_offline(False)
    page.unroute("**/search/index/**")
    page.get_by_role("button", name="再试").click()
    expect(page.locator(".search-result").first).to_be_visible()


def test_without_its_program_it_says_what_to_do(page: Page, served: Served, tolerated: list[str]) -> None:
    tolerated += ["Failed to load"]
    page.route("**/search-view*.js", lambda route: route.abort())
    page.goto(f"{served.address}search/?q=公务用车")
    expect(page.locator(".search-unstarted")).to_be_visible()


@pytest.mark.parametrize("query", ["财政拨款收入", "财政补助收入"])
def test_a_term_is_explained_above_what_is_found(page: Page, ask: Asked, query: str) -> None:
    """Under its other name too; the link leads to the glossary."""
    ask(query)
    told = page.locator(".search-meaning")
    expect(told).to_contain_text("指财政部门当年拨付的资金。")
    expect(told.get_by_role("link", name="财政拨款收入")).to_have_attribute(
        "href", re.compile(r"/glossary/#fiscal-appropriation-revenue$")
    )


def test_what_is_no_term_is_not_explained(page: Page, ask: Asked) -> None:
    ask("公务接待费")
    expect(page.locator(".search-meaning")).to_have_count(0)
