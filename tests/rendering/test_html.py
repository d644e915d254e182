"""The leaf pages of the sample: which there are, where their links lead, what their markup holds."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.composition.compose import KeyFigure
from gongkai.model.publication import Publication, SectionKind
from gongkai.rendering.data import csv_path
from gongkai.rendering.extras import Download, Extras
from gongkai.rendering.html import page_environment, render_pages, size
from gongkai.rendering.pages import Page, PageKind, dump_pages, load_pages
from gongkai.rendering.text.finding_links import PublishedFinding
from tests import noted, sample

DATA_BLOCK = '<script type="application/ld+json">'
"""no script: browsers run nothing of it"""
TEMPLATES = Path(__file__).parents[2] / "templates"
EXTRAS = Extras(
    key_figures=(KeyFigure(title="收支总计", text="3,685.85", unit="万元", table="t01"),),
    downloads=(Download(label="PDF 全文", path="document.pdf", size=766_000),),
    findings=(
        PublishedFinding(
            code="F101", message="2010305项：合计不等", place="支出决算表", target="tables/t03/#t03-r2010305"
        ),
    ),
)


def drawn(publication: Publication) -> dict[str, Page]:
    pages = render_pages(publication, EXTRAS, page_environment(TEMPLATES))
    return {page.path.removeprefix(f"{publication.id}/"): page for page in pages}


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return drawn(sample.publication())


def html(page: Page) -> str:
    return f"{page.head}\n{page.trail}\n{page.navigation}\n{page.contents}\n{page.main}"


def test_pages_in_reading_order(pages: dict[str, Page]) -> None:
    assert list(pages) == [
        "",
        "profile/",
        "tables/",
        "tables/t01/",
        "tables/t03/",
        "tables/t07/",
        "explanation/",
        "performance/",
        "performance/form-01/",
        "performance/form-02/",
        "glossary/",
    ]
    assert [page.kind for page in pages.values()].count(PageKind.PERFORMANCE) == 3


def test_every_link_leads_to_a_page_an_anchor_or_a_file(pages: dict[str, Page]) -> None:
    root = next(iter(pages.values())).path
    ids = {page.path: set(re.findall(r'\bid="([^"]+)"', page.main)) for page in pages.values()}
    above = {posixpath.normpath(posixpath.join(root, *[".."] * n)) + "/" for n in range(1, 6)} | {"./"}
    files = {
        root + "document.pdf",
        f"{posixpath.normpath(root + '../..')}/feed.xml",
        *(root + csv_path(id) for id in ("t01", "t03", "t07")),
    }
    for page in pages.values():
        for href in re.findall(r'href="([^"]*)"', html(page)):
            path, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(page.path, path)) + (
                "/" if not path or path.endswith("/") else ""
            )
            assert target in ids or target in files or target in above, (page.path, href)
            if fragment:
                assert fragment in ids[target], (page.path, href)


def test_ids_are_unique_on_a_page(pages: dict[str, Page]) -> None:
    for page in pages.values():
        ids = re.findall(r'\bid="([^"]+)"', html(page))
        assert len(ids) == len(set(ids)), page.path


def test_notes_are_found_by_what_they_explain(pages: dict[str, Page]) -> None:
    for page in pages.values():
        for id in re.findall(r'aria-describedby="([^"]+)"', page.main):
            assert f'id="{id}"' in page.main


def test_a_note_never_stands_inside_a_sentence(pages: dict[str, Page]) -> None:
    main = pages["explanation/"].main
    text = re.sub(r"<[^>]+>", "", main)
    assert "完成年初预算的85.33%。" in text
    assert main.index("85.33%</a>。</p>") < main.index('class="note note-original ours"')


def test_a_table_page_has_one_heading_and_its_csv(pages: dict[str, Page]) -> None:
    main = pages["tables/t03/"].main
    assert re.findall(r"<h1[^>]*>([^<]+)", main) == ["支出决算表"]
    assert 'href="../t03.csv" download' in main
    assert '<tr id="t03-r2010301">' in main


def test_the_explanation_points_to_performance_and_lists_its_headings(pages: dict[str, Page]) -> None:
    page = pages["explanation/"]
    assert 'href="../performance/"' in page.main
    assert "附绩效表2份" in page.main
    assert 'href="#general-public-budget-3"' in page.contents
    assert "经自评" not in page.main
    assert "经自评" in pages["performance/"].main


def test_overview_shows_cover_contents_key_figures_and_findings(pages: dict[str, Page]) -> None:
    main = pages[""].main
    for text in (
        "二〇二二年九月",
        "五、一般公共预算财政拨款支出决算情况说明",
        "3,685.85",
        "766 KB",
        "合计不等",
        "存档文本",
    ):
        assert text in main
    assert "<nav" not in main[: main.index('class="pager"') - 10]


def test_breadcrumbs_carry_chinese_names(pages: dict[str, Page]) -> None:
    texts = [link.text for link in pages["tables/t03/"].breadcrumbs]
    assert texts == ["首页", "测试省", "测试市", sample.BUREAU, "2021年度", "决算", "2021年度部门决算表", "支出决算表"]


def test_markup_in_content_stays_text() -> None:
    hostile = '<script>alert(1)</script>"&'
    publication = replace(
        sample.publication(department=hostile),
        title=hostile,
        cover=(hostile,),
        notices=(hostile,),
        source=hostile,
        region=(hostile,),
    )
    for page in drawn(publication).values():
        whole = "".join(page.pieces.values())
        assert whole.count("<script") == whole.count(DATA_BLOCK) == (not page.path.removeprefix(f"{publication.id}/"))


def test_nothing_is_fetched_from_elsewhere_and_no_style_is_written_in_place(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert "http" not in html(page).replace('"https://schema.org"', "")
        assert "style=" not in html(page)


def test_a_second_part_of_text_has_its_own_page() -> None:
    publication = sample.publication()
    explanation = publication.parts[2]
    texts = tuple(one for one in explanation.sections if one.kind is SectionKind.TEXT)
    second = replace(explanation, id="annex", number="附件", title="补充说明", sections=texts)
    assert "annex/" in drawn(replace(publication, parts=(*publication.parts, second)))


def test_pages_survive_the_cache(pages: dict[str, Page]) -> None:
    assert load_pages(dump_pages(pages.values())) == tuple(pages.values())


@pytest.mark.parametrize(("count", "text"), [(1, "1 KB"), (14_300, "14 KB"), (1_440_000, "1.4 MB")])
def test_size(count: int, text: str) -> None:
    assert size(count) == text


def test_marks_and_notes_of_findings_lead_to_each_other() -> None:
    pages = drawn(noted.publication())
    seen = 0
    for page in pages.values():
        for mark, note in re.findall(r'<sup class="note-mark ours"><a id="([^"]+)" href="#([^"]+)"', page.main):
            assert f'aria-describedby="{note}"' in page.main
            assert f'id="{note}" role="note"><a class="note-number" href="#{mark}"' in page.main
            seen += 1
        ids = re.findall(r'\bid="([^"]+)"', html(page))
        assert len(ids) == len(set(ids))
    assert seen == len(noted.MESSAGES)


def test_a_note_stands_on_the_page_of_its_figure() -> None:
    pages = drawn(noted.publication())
    for path, place in (
        ("tables/t03/", noted.TOTAL),
        ("performance/form-01/", noted.SCORE),
        ("explanation/", noted.SENTENCE),
    ):
        assert noted.TOLD[place] in pages[path].main


def test_no_page_skips_a_level_of_headings_or_has_an_empty_head(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        levels = [int(one) for one in re.findall(r"<h(\d)[ >]", page.main)]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        assert not re.search(r"<th[^>]*></th>", page.main), path
