"""逐行试排: of a table near the end of a page hardly a row is tried after an edit, and the file is a fresh one."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from gongkai.model.grid_cells import CellKind, GridRow
from gongkai.model.publication import Publication, Table
from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.press import Press
from gongkai.rendering.pdf.printing import render_pdf
from tests.rendering.printed import ROOT, small
from tests.rendering.test_fit import cell, listing

TRIED = 44
"""rows of a table whose number of pages is not sure by estimate"""
EDITED = 30


def document(name: str = "第31行") -> Publication:
    table = listing(TRIED)
    row = GridRow(cells=(cell(name, CellKind.NAME, "row"), cell("9,876.54", CellKind.AMOUNT)))
    body = (*table.body[:EDITED], row, *table.body[EDITED + 1 :])
    return small(_named(replace(table, body=body)))


def _named(table: Table) -> Table:
    return replace(table, id="t1", title="长表")


def layouts(publication: Publication, kept: KeptPages) -> tuple[bytes, list[bool]]:
    """The file, and of each layout of a table whether rows were left out of it."""
    lay_out, seen = Press.lay_out, list[bool]()

    def watched(press: Press, *given: Any) -> Any:
        seen.append(bool(given[4]) if len(given) > 4 else False)
        return lay_out(press, *given)

    with patch.object(Press, "lay_out", watched):
        return render_pdf(publication, ROOT, kept=kept), seen


@pytest.fixture(scope="module")
def kept() -> bytes:
    pages = KeptPages()
    _, seen = layouts(document(), pages)
    assert len(seen) == 2  # on trial, and as it is set after that
    return pages.written()


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        pytest.param("第卅行", [True, False], id="as-wide"),
        pytest.param("第三十一行的名称很长，" * 9, [False, False], id="other-columns"),
    ],
)
def test_only_the_row_that_has_changed_is_tried(kept: bytes, name: str, left_out: list[bool]) -> None:
    """All are, where columns become wider."""
    made, seen = layouts(document(name), KeptPages(kept))
    assert seen == left_out
    assert made == render_pdf(document(name), ROOT)


def test_what_is_known_of_rows_stays_while_a_table_does_not_change(kept: bytes) -> None:
    again = KeptPages(kept)
    render_pdf(document(), ROOT, kept=again)
    _, seen = layouts(document("第卅行"), KeptPages(again.written()))
    assert seen == [True, False]
