"""分页断行: cells cut where a page ends keep the table a table."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.grid import placed
from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.publication import Note, Table
from gongkai.model.spans import NoteMark, Text
from gongkai.rendering.pdf.page_cuts import cut, spanned
from gongkai.rendering.pdf.page_rows import TOGETHER, page_rows


def nested(*lengths: int) -> Table:
    """An outer label over groups of the given lengths, each with a label of its own, and a total."""
    whole = sum(lengths)
    rows: list[GridRow] = []
    for group, count in enumerate(lengths):
        for number in range(count):
            cells = [GridCell(spans=(Text(text=f"指标{group}.{number}"),))]
            if number == 0:
                cells.insert(0, GridCell(spans=(Text(text=f"组{group}"),), rowspan=count))
            if not rows:
                cells.insert(0, GridCell(spans=(Text(text="绩效指标"),), rowspan=whole))
            rows.append(GridRow(cells=tuple(cells)))
    rows.append(GridRow(cells=(GridCell(spans=(Text(text="总分"),), colspan=3),)))
    return Table(id="f", name="表", title="表", body=tuple(rows), form=True)


def covered(table: Table) -> list[tuple[int, int]]:
    return sorted(
        (row, column)
        for one in placed(table.body)
        for row in range(one.row, one.row + one.cell.rowspan)
        for column in range(one.column, one.column + one.cell.colspan)
    )


def test_label_is_repeated_after_the_cut() -> None:
    pieces = cut(nested(3, 2), frozenset({2}))
    assert [[(c.text, c.rowspan) for c in row.cells] for row in pieces.body] == [
        [("绩效指标", 2), ("组0", 2), ("指标0.0", 1)],
        [("指标0.1", 1)],
        [("绩效指标", 3), ("组0", 1), ("指标0.2", 1)],
        [("组1", 2), ("指标1.0", 1)],
        [("指标1.1", 1)],
        [("总分", 1)],
    ]


@given(st.lists(st.integers(min_value=1, max_value=6), min_size=1, max_size=5), st.sets(st.integers(0, 30)))
def test_cutting_covers_the_same_grid_and_leaves_no_cell_over_a_cut(lengths: list[int], starts: set[int]) -> None:
    table = nested(*lengths)
    pieces = cut(table, frozenset(starts))
    assert covered(pieces) == covered(table)
    assert not spanned(pieces) & starts


def test_only_rows_that_are_asked_about_have_ids() -> None:
    assert [row.id for row in page_rows(nested(2, 1), every=True).body] == [f"f-row-{n}" for n in range(1, 5)]
    assert [row.id for row in page_rows(nested(2, 1), every=False).body] == ["f-row-1", "", "", "f-row-4"]


def test_notes_become_rows_the_first_with_the_last_row() -> None:
    table = Table(
        id="t",
        name="表",
        title="表",
        body=(GridRow(cells=(GridCell(spans=(Text(text="1"),)), GridCell())), GridRow(cells=(GridCell(), GridCell()))),
        notes=(Note(kind="note", spans=(Text(text="注：甲。"),)),),
    )
    rows = page_rows(table, every=False).body
    assert [(row.id, row.group) for row in rows] == [
        ("t-row-1", 0),
        ("t-row-2", TOGETHER),
        ("t-note-note-1", TOGETHER),
    ]
    assert rows[2].cells[0].colspan == 2


def test_a_mark_in_a_repeated_cell_has_its_address_once() -> None:
    table = nested(3)
    first, *others = table.body
    marked = replace(first.cells[1], spans=(*first.cells[1].spans, NoteMark(label="核1", note="n", id="m")))
    body = (replace(first, cells=(first.cells[0], marked, *first.cells[2:])), *others)
    pieces = cut(replace(table, body=body), frozenset({2}))
    marks = [span for row in pieces.body for cell in row.cells for span in cell.spans if isinstance(span, NoteMark)]
    assert [(mark.label, mark.note, mark.id) for mark in marks] == [("核1", "n", "m"), ("核1", "n", "")]
