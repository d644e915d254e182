"""What the search knows of a page."""

from __future__ import annotations

from pathlib import Path

from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.pages import SearchCell, SearchLine
from tests import noted, sample

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_lines_of_the_sample() -> None:
    pages = {
        page.path.rsplit("final-accounts/")[1]: page
        for page in render_pages(sample.publication(), Extras(), page_environment(TEMPLATES))
    }
    row = next(line for line in pages["tables/t03/"].search if line.id == "t03-r2010301")
    assert (row.code, row.name, row.text) == ("2010301", "行政运行", "")
    assert row.cells[:2] == (
        SearchCell(column=3, head="本年支出合计", text="114.66"),
        SearchCell(column=4, head="基本支出", text="114.66"),
    )
    explanation = pages["explanation/"].search
    assert SearchLine(name="（三）具体情况。", id="general-public-budget-3") in explanation
    assert not any("自评" in line.text for line in explanation)
    assert any("办结准确率" in (line.name, line.text) for line in pages["performance/form-01/"].search)
    assert pages["glossary/"].search[1].id == "glossary-three-public"
    assert pages["tables/"].search == ()


def test_what_was_found_is_no_part_of_the_words() -> None:
    environment = page_environment(TEMPLATES)
    with_notes = render_pages(noted.publication(), Extras(), environment)
    without = render_pages(noted.typed(), Extras(), environment)
    assert [page.search for page in with_notes] == [page.search for page in without]
    assert [page.main for page in with_notes] != [page.main for page in without]
