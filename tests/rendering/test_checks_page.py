"""检查记录的网页: every rule under how it ended, what was found with the way to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.model.findings import Finding, Severity
from gongkai.model.ledger import LedgerLine
from gongkai.model.places import NOWHERE
from gongkai.model.waivers import Waived
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.text.finding_links import PublishedFinding
from tests import sample

TEMPLATES = Path(__file__).parents[2] / "templates"


def rule(code: str, *, held: int = 0, found: int = 0, reasons: tuple[str, ...] = ()) -> LedgerLine:
    return LedgerLine(code=code, title=f"规则{code}", held=held, found=found, reasons=reasons)


FOUND = PublishedFinding(code="F101", message="合计<不>等", place="支出决算表", target="tables/t03/#t03-r2010305")
WAIVED = Waived(
    finding=Finding(code="K206", severity=Severity.WARNING, place=NOWHERE, message="<两>个名称"),
    reason="上级<印发>的表是这样",
)
LEDGER = (
    rule("C201", reasons=("没有<上年>决算",)),
    rule("E106", found=3, held=4),
    rule("F101", found=2, held=7),
    rule("K101", held=9),
    replace(rule("K206"), waived=(WAIVED,)),
    rule("T101"),
)


def drawn(extras: Extras) -> str:
    pages = render_pages(sample.publication(), extras, page_environment(TEMPLATES))
    return next(page.main for page in pages if page.path.endswith("/checks/"))


@pytest.fixture(scope="module", name="page")
def page_of_all_states() -> str:
    return drawn(Extras(ledger=LEDGER, findings=(FOUND,)))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_counts_stand_at_the_top(page: str) -> None:
    cards = words(page.split("</ul>", maxsplit=1)[0].split('class="cards"')[1])
    assert cards.removeprefix("> ") == "有问题 2 条 已说明 1 条 未能检查 1 条 未发现问题 1 条 不适用 1 条"


def test_every_rule_stands_once_under_its_state(page: str) -> None:
    order = re.findall(r'<h2 id="(state-\d)"|<(?:h3|li) id="([A-Z]\d{3})"', page)
    assert ["".join(one) for one in order] == [
        "state-1",
        "F101",
        "E106",
        "state-2",
        "K206",
        "state-3",
        "C201",
        "state-4",
        "K101",
        "state-5",
        "T101",
    ]


def test_a_finding_is_told_with_the_way_to_it(page: str) -> None:
    assert '合计&lt;不&gt;等 <a href="../tables/t03/#t03-r2010305">支出决算表</a>' in page
    assert "另有1处提醒" in page
    assert "其余7处没有问题" in page


def test_what_is_explained_is_told_with_its_reason(page: str) -> None:
    assert re.search(r"&lt;两&gt;个名称.*部门的说明：上级&lt;印发&gt;的表是这样", page, re.DOTALL)


def test_reminders_are_counted_and_not_told(page: str) -> None:
    assert re.search(r'id="E106".*3处提醒，4处没有问题', page)


def test_why_a_rule_did_not_run(page: str) -> None:
    assert "没有&lt;上年&gt;决算" in page.split('id="C201"')[1].split("<h2", maxsplit=1)[0]


def test_a_finding_of_no_rule_is_not_lost() -> None:
    other = replace(FOUND, code="L402", message="缺少必填的键", place="", target="")
    page = drawn(Extras(ledger=LEDGER, findings=(FOUND, other)))
    assert "缺少必填的键" in page.split('id="others"')[1]


def test_nothing_leads_elsewhere(page: str) -> None:
    links = re.findall(r'href="([^"]+)"', page)
    assert links
    assert not [link for link in links if "//" in link]
