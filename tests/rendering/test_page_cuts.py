"""分页断行: cells cut where a page ends keep the table a table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.model.grid import placed
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Note, Table
from gongkai.model.spans import NoteMark, Text
from gongkai.rendering.pdf.page_cuts import NEW_PAGE, cut, heads_over, is_again, spanned
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


def scored() -> Table:
    """A form like a city's 项目绩效目标表: a label beside heads and four indicators, and the total."""

    def cells(*texts: str, header: str = "") -> list[GridCell]:
        kind = CellKind.LABEL if header else CellKind.TEXT
        return [GridCell(spans=(Text(text=text),), kind=kind, header=header) for text in texts]

    label = replace(cells("绩效指标", header="rowgroup")[0], rowspan=5)
    rows = [
        [label, *cells("三级指标", "指标值", header="col")],
        *(cells(f"指标{number}", f"≥{number}%") for number in range(1, 5)),
        [*cells("总分", header="row"), GridCell(spans=(Text(text="100"),), colspan=2)],
    ]
    return Table(id="f", name="表", title="表", body=tuple(GridRow(cells=tuple(row)) for row in rows), form=True)


def test_heads_inside_a_form_stand_again_where_a_page_begins_beside_the_label() -> None:
    pieces = cut(scored(), (3,))
    assert [[(c.text, c.rowspan) for c in row.cells] for row in pieces.body] == [
        [("绩效指标", 3), ("三级指标", 1), ("指标值", 1)],
        [("指标1", 1), ("≥1%", 1)],
        [("指标2", 1), ("≥2%", 1)],
        [("绩效指标", 3), ("三级指标", 1), ("指标值", 1)],
        [("指标3", 1), ("≥3%", 1)],
        [("指标4", 1), ("≥4%", 1)],
        [("总分", 1), ("100", 1)],
    ]
    assert [is_again(row.id) for row in pieces.body] == [False] * 3 + [True] + [False] * 3
    assert [NEW_PAGE in row.id for row in pieces.body] == [False] * 3 + [True] + [False] * 3


def test_heads_over_a_row_end_at_the_next_heads() -> None:
    above, below = scored(), scored()
    both = replace(above, body=(*above.body[:5], *below.body[:5]))
    assert [list(rows) for rows in heads_over(both)] == [[], [0], [0], [0], [0], [], [5], [5], [5], [5]]


def test_the_last_rows_and_the_first_note_stay_together() -> None:
    notes = (Note(kind="note", spans=(Text(text="注：甲。"),)), Note(kind="note", spans=(Text(text="注：乙。"),)))
    body = tuple(GridRow(cells=(GridCell(spans=(Text(text=f"{number}"),)), GridCell())) for number in range(5))
    table = Table(id="t", name="表", title="表", body=body, notes=notes)
    rows = page_rows(table, tail=3).body
    assert [(row.id, row.group) for row in rows] == [
        ("", 0),
        ("", 0),
        ("", TOGETHER),
        ("", TOGETHER),
        ("", TOGETHER),
        ("t-note-note-1", TOGETHER),
        ("t-note-note-2", 0),
    ]
    assert rows[-1].cells[0].colspan == 2


def test_rows_are_not_kept_together_across_a_label_that_is_not_cut() -> None:
    assert [row.group for row in page_rows(nested(2, 2), tail=3).body] == [0] * 5
    assert [row.group for row in page_rows(nested(2, 2), (2,), tail=3).body] == [0, 0, TOGETHER, TOGETHER, TOGETHER]


def test_a_mark_in_a_repeated_cell_has_its_address_once() -> None:
    table = nested(3)
    first, *others = table.body
    marked = replace(first.cells[1], spans=(*first.cells[1].spans, NoteMark(label="核1", note="n", id="m")))
    body = (replace(first, cells=(first.cells[0], marked, *first.cells[2:])), *others)
    pieces = cut(replace(table, body=body), frozenset({2}))
    marks = [span for row in pieces.body for cell in row.cells for span in cell.spans if isinstance(span, NoteMark)]
    assert [(mark.label, mark.note, mark.id) for mark in marks] == [("核1", "n", "m"), ("核1", "n", "")]
