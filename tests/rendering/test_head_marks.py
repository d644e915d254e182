"""表头的标记: headers="…" read back from the HTML of every table of the four documents, as a browser hands them to a reader."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest

from gongkai.model.cell_heads import cell_heads
from gongkai.rendering.components import component_environment
from tests.checks import real
from tests.rendering.printed import ROOT

CELL = re.compile(r"<(th|td)( [^>]*)>(.*?)</\1>", re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
DRAW = '{% from "components/table/table.html" import statement %}{{ statement(table, columns="class") }}'


@pytest.mark.parametrize("id", real.ALL)
def test_every_cell_names_the_heads_of_its_model(id: str) -> None:
    template = component_environment(ROOT / "templates").from_string(DRAW)
    publication = real.real(id).publication
    assert publication is not None
    for table in publication.tables():
        html = template.render(table=table)
        cells = [(dict(ATTRIBUTE.findall(told)), _words(TAG.sub("", inner))) for _, told, inner in CELL.findall(html)]
        names = {told["id"]: words for told, words in cells if "id" in told}
        heard = [([names[id] for id in told.get("headers", "").split()], told.get("scope", "")) for told, _ in cells]
        assert heard == [
            ([_words(head.cell.text) for head in one.heads] if one.at.cell.text else [], one.at.cell.scope)
            for one in cell_heads(table)
        ], table.id
        ids = Counter(re.findall(r' id="([^"]*)"', html))
        assert max(ids.values()) == 1, ids.most_common(1)


def _words(text: str) -> str:
    return re.sub(r"\s+", "", unescape(text))
