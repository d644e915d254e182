"""排法: the largest type in the fewest pages, as printed and not only as estimated; tables that go on over pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bench.heard import heard, wrong_heads
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Note, Table
from gongkai.model.spans import Text
from gongkai.rendering.pdf.fit import Fit, Setting
from gongkai.rendering.pdf.paper import StyleError, Styles, styles
from gongkai.rendering.pdf.printing import render_pdf
from gongkai.rendering.pdf.row_heights import Heights, page_starts
from tests.rendering.printed import ROOT, PrintedPage, pages_of, small

STYLES = styles(ROOT / "templates")


def cell(text: str, kind: CellKind = CellKind.TEXT, header: str = "", **spans: int) -> GridCell:
    return GridCell(spans=(Text(text=text),) if text else (), kind=kind, header=header, **spans)  # type: ignore[arg-type]


def listing(count: int, *, landscape: bool = False) -> Table:
    """湖州市某局的清单: rows of a name and an amount."""
    rows = tuple(
        GridRow(cells=(cell(f"第{number}行", CellKind.NAME, "row"), cell("1,234.56", CellKind.AMOUNT)))
        for number in range(1, count + 1)
    )
    head = (GridRow(cells=(cell("项目", header="col"), cell("金额", header="col"))),)
    note = Note(kind="note", spans=(Text(text="注：本表金额转换成万元时，因四舍五入可能存在尾差。"),))
    return Table(
        id="t",
        name="清单",
        title="清单",
        number="公开01表",
        widths=(3, 1),
        head=head,
        body=rows,
        notes=(note,),
        landscape=landscape,
    )


def form(count: int) -> Table:
    """A performance form with a label beside heads and `count` indicators, and the total."""
    label = GridCell(spans=(Text(text="绩效指标"),), kind=CellKind.LABEL, header="rowgroup", rowspan=count + 1)
    heads = [cell(text, CellKind.LABEL, "col") for text in ("一级指标", "三级指标", "指标值")]
    rows = [[label, *heads]]
    for number in range(count):
        first = [cell("产出指标", header="rowgroup", rowspan=count)] if number == 0 else []
        rows.append([*first, cell(f"第{number + 1}项指标", header="row"), cell(f"≥{number + 1}件")])
    rows.append([cell("总分", CellKind.LABEL, "row", colspan=2), cell("得满分", colspan=2)])
    body = tuple(GridRow(cells=tuple(row)) for row in rows)
    return Table(id="f", name="某项目", title="项目支出绩效自评表", widths=(1, 1, 3, 2), body=body, form=True)


def best(table: Table) -> Setting:
    sheet = STYLES.sheet(("form-" if table.form else "") + ("landscape" if table.landscape else "portrait"))
    return Fit(table, sheet, STYLES).best()


def printed(*tables: Table) -> list[PrintedPage]:
    return [
        page for page in pages_of(render_pdf(small(*tables), ROOT))[2:] if any(t.title in page.text for t in tables)
    ]


def test_type_is_made_smaller_only_where_that_saves_a_page() -> None:
    assert best(listing(20)).size == STYLES.type(form=False).usual
    tight = best(listing(39))
    assert not tight.starts
    assert (tight.size, tight.close) < (10.5, False) or tight.close
    long = best(listing(200))
    assert long.size >= STYLES.type(form=False).readable
    roomier = Fit(listing(200), STYLES.sheet("portrait"), STYLES).setting(10.5, close=False)
    assert len(long.starts) < len(roomier.starts) or long.size == 10.5


@pytest.mark.parametrize("count", [36, 40, 44])
def test_near_the_end_of_a_page_print_is_as_expected_and_no_last_page_is_short(count: int) -> None:
    pages = printed(listing(count))
    expected = best(listing(count))
    assert len(pages) <= len(expected.starts) + 1
    rows = [sum(f"第{number}行" in page.text for number in range(1, count + 1)) for page in pages]
    assert sum(rows) == count
    assert min(rows) >= 3


def test_a_page_that_goes_on_says_so_and_only_that() -> None:
    pages = printed(listing(120))
    assert len(pages) == 3
    assert ["（续表）" in page.text for page in pages] == [False, True, True]
    assert all("公开01表" in page.text and "项目金额" in page.text for page in pages)


def test_a_form_over_pages_repeats_label_and_heads_and_ends_on_more_than_its_total() -> None:
    pages = printed(form(110))
    assert len(pages) >= 3
    for page in pages:
        assert all(text in page.text for text in ("绩效指标", "产出指标", "一级指标", "三级指标", "指标值"))
    assert sum(f"第{number}项指标" in pages[-1].text for number in range(1, 111)) >= 2
    assert "总分" in pages[-1].text


GOAL = "完成东湖街道事项梳理，推进一网通办；"


def with_a_tall_row(before: int, goals: int) -> Table:
    """A form of 长沙市某区 with a label, a text of many items and a figure in one row."""
    rows = [
        GridRow(cells=(cell(f"第{number}行", CellKind.LABEL, "row"), cell("值", colspan=2))) for number in range(before)
    ]
    text = "".join(f"目标{number}：{GOAL}" for number in range(goals))
    rows.append(GridRow(cells=(cell("年度总体目标", CellKind.LABEL, "row"), cell(text), cell("12.34"))))
    rows.append(GridRow(cells=(cell("总分", CellKind.LABEL, "row"), cell("100", colspan=2))))
    return Table(id="f", name="某项目", title="绩效目标表", widths=(1, 3, 1), body=tuple(rows), form=True)


@pytest.mark.parametrize(("before", "goals"), [(26, 60), (2, 170)], ids=["than what is left", "than a page"])
def test_a_row_that_is_taller_is_parted_with_its_label(before: int, goals: int) -> None:
    table = with_a_tall_row(before, goals)
    pdf = render_pdf(small(table), ROOT)
    pages = [page for page in pages_of(pdf) if "绩效目标表" in page.text]
    showing = [page for page in pages if "目标" in page.text.replace("绩效目标表", "")]
    assert len(showing) >= 2
    assert all("年度总体目标" in page.text for page in showing)
    assert sum(page.text.count("12.34") for page in pages) == 1
    foot = max(word.bottom for word in showing[0].words if "—" not in word.text)
    assert foot > 0.6 * showing[0].height
    whole = heard(pdf)
    assert wrong_heads(whole, (table,)) == []
    (text,) = [cell.text for cell in whole.all("TD") if GOAL in cell.text]
    assert text == "".join(f"目标{number}：{GOAL}" for number in range(goals))


def test_repeated_heads_are_not_read_out_again() -> None:
    assert wrong_heads(heard(render_pdf(small(form(60)), ROOT)), (form(60),)) == []


def test_no_page_of_a_form_ends_with_heads() -> None:
    """The heads of the second block go with what is below them, wherever the page ends."""
    first, second = form(40), form(40)
    body = (*first.body[:-1], *second.body)
    for more in range(6):
        blank = tuple(
            GridRow(cells=(cell("项目名称", CellKind.LABEL, "row"), cell("会议费", colspan=3))) for _ in range(more)
        )
        fit = Fit(replace(first, body=(*blank, *body)), STYLES.sheet("form-portrait"), STYLES)
        heads = more + 41
        assert heads + 1 not in fit.best().starts


def test_short_tables_share_a_page_and_forms_do_not() -> None:
    tables = [replace(listing(4), id=f"t{number}", title=f"表{number}") for number in range(1, 4)]
    (page,) = printed(*tables)
    assert all(table.title in page.text for table in tables)
    assert "（续表）" not in page.text
    forms = [replace(form(4), id=f"f{number}", title=f"表单{number}") for number in range(1, 3)]
    assert len(printed(*forms)) == 2


def test_an_upright_table_may_lie_with_a_wide_one_but_a_long_one_stands_alone() -> None:
    tables = (
        replace(listing(3, landscape=True), id="t1", title="表甲"),
        replace(listing(3), id="t2", title="表乙"),
        replace(listing(30), id="t3", title="表丙"),
    )
    first, second = printed(*tables)
    assert first.width > first.height
    assert "表乙" in first.text
    assert "表丙" in second.text


def test_names_beside_many_figures_stay_readable() -> None:
    """德清县某中心的分季执行表: its names would stand in columns of two characters, in type a little larger."""
    name = "小型水库除险加固与维修养护支出"
    figures = [cell("12,345,678.90", CellKind.AMOUNT) for _ in range(11)]
    rows = tuple(GridRow(cells=(cell(name, CellKind.NAME, "row"), *figures)) for _ in range(60))
    wide = Table(id="t", name="表", title="表", widths=(3, *[2] * 11), body=rows, landscape=True)
    found = best(wide)
    assert found.widths[0] >= len(name) / 4 * found.size
    assert len(found.starts) <= 7


@given(
    st.lists(st.floats(5, 900), min_size=1, max_size=30),
    st.lists(st.floats(5, 900), max_size=3),
    st.floats(100, 700),
    st.integers(1, 3),
)
def test_pages_come_to_an_end(body: list[float], notes: list[float], room: float, tail: int) -> None:
    tall = Heights(above=0.0, body=tuple(body), labels=(), notes=tuple(notes))
    starts = page_starts(tall, room, [0.0] * len(body), tail)
    assert list(starts) == sorted(starts)
    assert all(0 < start <= len(body) for start in starts)
    for first, below in pairwise((0, *starts)):
        assert below - first <= 1 or sum(body[first:below]) <= room


def test_the_style_sheet_says_what_pages_hold() -> None:
    css = "@page { size: A4; margin: 10mm } @page wide { size: A3 landscape; margin: 20mm 10mm 30mm 40mm }"
    sheet = Styles(css).sheet("wide")
    assert (sheet.width, sheet.height) == pytest.approx(((420 - 50) * 72 / 25.4, (297 - 50) * 72 / 25.4))
    assert Styles(css).sheet("other") == Styles(css).sheet()
    with pytest.raises(StyleError, match="没有写“padding”"):
        Styles(css).cells(form=False)
