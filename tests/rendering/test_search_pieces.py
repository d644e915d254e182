"""The file beside a page from which the search shows what it found."""

from __future__ import annotations

import json
from pathlib import Path

from gongkai.rendering.extras import Download, Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.search.pieces import piece_paths, pieces, search_pages, site_pages
from gongkai.rendering.shell_pages import SiteTerm, TermText
from tests import sample

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_each_page_has_its_piece_and_each_amount_its_anchor() -> None:
    publication = sample.publication()
    extras = Extras(downloads=(Download(label="全文（PDF）", path="document.pdf"),))
    pages = render_pages(publication, extras, page_environment(TEMPLATES))
    told = {path: json.loads(content) for path, content in pieces(publication.id, search_pages(pages))}
    assert list(told) == list(piece_paths(publication.id, [page.path for page in pages]))
    assert [one["path"] for one in told.values()] == [page.path for page in pages]
    overview = told[f"{publication.id}/lines/0.json"]
    assert {"id": "downloads", "text": "下载全文（PDF）"} in overview["lines"]
    page = next(page for page in pages if page.path.endswith("/tables/t03/"))
    table = next(one for one in told.values() if one["path"] == page.path)
    assert (table["kind"], table["number"], table["unit"]) == ("表", "公开03表", "万元")
    row = next(line for line in table["lines"] if line.get("code") == "2010301")
    _, head, text = row["cells"][0]
    assert (row["name"], table["heads"][head], text) == ("行政运行", "本年支出合计", "114.66")
    assert "text" not in row
    for page, one in zip(pages, told.values(), strict=True):
        for line in one.get("lines", ()):
            anchors = (
                [line["id"], *(f"{line['id']}-{column}" for column, _, _ in line.get("cells", ()))]
                if "id" in line
                else []
            )
            assert [anchor for anchor in anchors if f'id="{anchor}"' not in page.main] == []


def test_the_glossary_of_the_site_is_a_page_of_the_search() -> None:
    term = SiteTerm(id="budget", term="预算", texts=(TermText(text="指收支计划。", documents=()),))
    ((path, content),) = pieces("", site_pages([term]))
    assert path == "lines/0.json"
    assert json.loads(content)["lines"] == [{"id": "budget", "name": "预算", "text": "指收支计划。"}]
