"""读者: what a reader wants of a whole site, from its home page, each tap and each Enter counted.

The tasks are asked of one document, the case. bench/tasks.py draws it among two hundred, tests/site/test_tasks.py takes
the sample's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct
from playwright.sync_api import Locator, Page

FOUND = ".search-results[aria-busy=false]"
FIRST = ".search-result"
IN_SIGHT = """(one) => {
    const box = () => one.getBoundingClientRect();
    window.scrollBy(0, box().top - innerHeight / 2);
    const { left, right, top, bottom } = box();
    const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return left >= 0 && right <= innerWidth + 1 && met !== null && (one.contains(met) || met.contains(one));
}"""
"""whether an element is on the screen after scrolling down alone, and nothing stands before it"""


class Printed(Struct, frozen=True):
    """印着的数: how it is printed, and where, below the site."""

    text: str
    address: str


class Case(Struct, frozen=True, kw_only=True):
    """问的是哪份文件."""

    department: str
    year: int
    three_public: Printed
    """“三公”经费决算数合计"""
    code: str
    outturn: Printed
    """支出决算 of the code"""
    amount: Printed
    """one with a comma; its address is that of the document"""
    documents: int
    """公开的文件, of the year, on the whole site"""
    receptions: str
    """the address of a 公务接待费 of the newest year, below the site; the table of all has it in 万元"""
    term: str
    meaning: str
    """words of what it means"""
    rose: str
    """words of why expenditure is more or less than last year"""


def holds(true: object, otherwise: str) -> None:
    if not true:
        raise AssertionError(otherwise)


class Reader:
    """Counts what a reader does; `clicks` so far."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.clicks = 0
        page.goto(home)

    def asks(self, words: str) -> None:
        """Types into the search of the home page, and presses Enter."""
        self.page.locator(".hero-search input").fill(words)
        self.page.locator(".hero-search input").press("Enter")
        self.clicks += 1
        self.page.wait_for_url("**/search/?q=*")
        self.page.locator(FOUND).wait_for(state="attached")

    def taps(self, what: Locator) -> None:
        with self.page.expect_navigation():
            what.first.click()
        self.clicks += 1

    def sees(self, what: Locator) -> None:
        """Asserts that it is to be seen without scrolling sideways."""
        what.first.wait_for()
        holds(what.first.evaluate(IN_SIGHT), f"不在屏幕上：{what}")

    def sees_printed(self, wanted: Printed) -> None:
        """The page is the figure's, and its cell shows it."""
        path, _, anchor = wanted.address.partition("#")
        holds(self.page.url.partition("#")[0].endswith(path), f"{self.page.url} 不是 {path}")
        cell = self.page.locator(f"[id='{anchor}']")
        holds(wanted.text in cell.inner_text(), f"{anchor} 不是 {wanted.text}")
        self.sees(cell)

    def sees_in_hit(self, wanted: Printed) -> None:
        """The figure stands in a hit that leads to its document."""
        self.sees(self.page.locator(f"{FIRST} a[href*='{wanted.address}']", has_text=wanted.text))


def three_public(reader: Reader, case: Case) -> None:
    reader.asks(f"{case.department}{case.year}年三公经费决算")
    reader.taps(reader.page.locator(f"{FIRST} h2 a"))
    reader.sees_printed(case.three_public)


def outturn(reader: Reader, case: Case) -> None:
    reader.asks(f"{case.department}{case.year}年 {case.code}")
    reader.taps(reader.page.locator(f"{FIRST} .search-lines a[href$='{case.outturn.address}']"))
    reader.sees_printed(case.outturn)


def amount_with_comma(reader: Reader, case: Case) -> None:
    reader.asks(case.amount.text)
    reader.sees_in_hit(case.amount)


def amount_without_comma(reader: Reader, case: Case) -> None:
    reader.asks(case.amount.text.replace(",", ""))
    reader.sees_in_hit(case.amount)


def documents_of_a_year(reader: Reader, case: Case) -> None:
    reader.taps(reader.page.get_by_role("link", name=f"{case.year}年度", exact=True))
    reader.page.get_by_text(re.compile(rf"共{case.documents}份文件")).first.wait_for()
    listed = reader.page.locator(".documents tbody th a, .brief li a")
    holds(listed.count() == case.documents, f"列出{listed.count()}份，有{case.documents}份")
    reader.sees(listed)


def receptions_of_all(reader: Reader, case: Case) -> None:
    reader.taps(reader.page.get_by_role("link", name="各部门、历年比较"))
    reader.taps(reader.page.get_by_role("link", name="公务接待费", exact=True))
    reader.sees(reader.page.locator(f".series a[href$='{case.receptions}']"))


def why_expenditure_rose(reader: Reader, case: Case) -> None:
    reader.asks(f"{case.department}{case.year}年支出为什么增加")
    told = reader.page.locator(f"{FIRST} .search-lines a", has_text=case.rose)
    reader.taps(told if told.count() else reader.page.locator(f"{FIRST} h2 a"))
    reader.sees(reader.page.locator("#main-text p", has_text=case.rose))


def what_a_term_means(reader: Reader, case: Case) -> None:
    reader.asks(case.term)
    reader.sees(reader.page.locator(".search-page", has_text=case.meaning).get_by_text(case.meaning))


class Task(Struct, frozen=True):
    name: str
    clicks: int
    """at most"""
    does: Callable[[Reader, Case], None]


TASKS = (
    Task("某部门某年的“三公”经费", 2, three_public),
    Task("一个科目的决算数", 2, outturn),
    Task("金额，带逗号", 2, amount_with_comma),
    Task("金额，不带逗号", 2, amount_without_comma),
    Task("一年的全部文件", 1, documents_of_a_year),
    Task("各部门的公务接待费", 2, receptions_of_all),
    Task("支出为什么增加", 2, why_expenditure_rose),
    Task("一个名词的意思", 1, what_a_term_means),
)
WIDTHS = (1280, 390)


def did(page: Page, home: str, task: Task, case: Case, width: int) -> int:
    """Does the task; returns the clicks, and raises what went wrong."""
    page.set_viewport_size({"width": width, "height": 844})
    reader = Reader(page, home)
    task.does(reader, case)
    holds(reader.clicks <= task.clicks, f"{task.name}：点了{reader.clicks}次")
    return reader.clicks
