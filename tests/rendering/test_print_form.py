"""印刷: what an edition asks of the printed document besides; without it there is none of that."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.print_form import PrintForm
from gongkai.model.publication import Paragraph, Part, Publication, Section, SectionKind, Table
from gongkai.model.spans import Text
from gongkai.rendering.pdf.printing import render_pdf
from tests.rendering.printed import ROOT, PrintedPage, pages_of, small
from tests.sample import BUREAU

A3 = (1191, 842)
ASKED = {"页眉": True, "单页起": True, "折页": 12, "盖章处": True, "发文字号": "临政数〔2024〕7号"}


def words(text: str) -> tuple[Text, ...]:
    return (Text(text=text),)


def table(columns: int, id: str) -> Table:
    head = GridRow(cells=tuple(GridCell(spans=words(f"栏{number}"), header="col") for number in range(columns)))
    cell = GridCell(spans=words("12,345.67"), kind=CellKind.AMOUNT)
    return Table(id=id, name=id, title=f"{columns}栏的表", head=(head,), body=(GridRow(cells=(cell,) * columns),))


def document() -> Publication:
    """Two parts, the first of one page, the second with a narrow and a wide table."""
    blocks = (Paragraph(spans=words("正文。")), table(5, "t1"), table(14, "t2"), table(6, "t3"))
    section = Section(id="b", number="", title=words("节"), contents_title="节", kind=SectionKind.TEXT, blocks=blocks)
    first = small(Paragraph(spans=words("概况的正文。")))
    return replace(
        first, parts=(*first.parts, Part(id="two", number="", separator="", title="第二", sections=(section,)))
    )


@pytest.fixture(scope="module")
def plain() -> tuple[PrintedPage, ...]:
    return pages_of(render_pdf(document(), ROOT))


@pytest.fixture(scope="module")
def asked() -> tuple[PrintedPage, ...]:
    form = PrintForm.model_validate(ASKED)
    return pages_of(render_pdf(replace(document(), printing=form), ROOT))


def at(pages: tuple[PrintedPage, ...], text: str) -> int:
    """On which page, counted from 1."""
    (found,) = [number for number, page in enumerate(pages, start=1) if text in page.text and "目录" not in page.text]
    return found


def test_without(plain: tuple[PrintedPage, ...]) -> None:
    assert "盖章" not in plain[0].text
    assert at(plain, "第二") == at(plain, "概况的正文。") + 1
    assert all(f"{BUREAU}2021年度部门决算" not in page.text for page in plain[2:])
    assert {max(page.width, page.height) < 850 for page in plain} == {True}


def test_cover(asked: tuple[PrintedPage, ...]) -> None:
    assert "临政数〔2024〕7号" in asked[0].text
    tops = [
        next(word.top for word in asked[0].words if text in word.text) for text in ("临政数", "（盖章）", "二〇二二")
    ]
    assert tops == sorted(tops)
    assert f"{BUREAU}（盖章）" in asked[0].text


def test_running_head(asked: tuple[PrintedPage, ...]) -> None:
    for text in ("概况的正文。", "5栏的表", "14栏的表"):
        assert asked[at(asked, text) - 1].text.startswith(f"{BUREAU}2021年度部门决算")


def test_parts_begin_on_right_hand_pages(asked: tuple[PrintedPage, ...]) -> None:
    assert at(asked, "概况的正文。") % 2 == 1
    assert at(asked, "第二") % 2 == 1


def test_wide_tables_are_sheets_of_their_own(asked: tuple[PrintedPage, ...]) -> None:
    wide = at(asked, "14栏的表")
    assert [(round(page.width), round(page.height)) == A3 for page in asked].index(True) == wide - 1
    assert wide % 2 == 1
    assert at(asked, "6栏的表") == wide + 2
    assert not asked[wide].text
