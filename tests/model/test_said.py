"""说的内容: what counts as said, and 更正 that lead back from any text to any other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.model.disclosure import Change
from gongkai.model.grid_cells import GridRow
from gongkai.model.publication import FINDING, Note, Paragraph, Passage, Publication, Table
from gongkai.model.said import KINDS, Line, Said, as_data, digests, from_data, said
from gongkai.model.said_changes import changes, undone
from gongkai.model.spans import NoteMark, Text
from tests import sample

PUBLICATION = sample.publication()


def with_tables(change: Callable[[Table], Table]) -> Publication:
    def blocks(passage: Passage) -> tuple[object, ...]:
        return tuple(change(block) if isinstance(block, Table) else block for block in passage.blocks)

    return PUBLICATION.with_blocks(blocks)  # type: ignore[arg-type]


def with_paragraphs(change: Callable[[Paragraph], Paragraph]) -> Publication:
    def blocks(passage: Passage) -> tuple[object, ...]:
        return tuple(change(block) if isinstance(block, Paragraph) else block for block in passage.blocks)

    return PUBLICATION.with_blocks(blocks)  # type: ignore[arg-type]


def row_with(row: GridRow, **changed: object) -> GridRow:
    return replace(row, cells=tuple(replace(cell, **changed) for cell in row.cells))


LOOKS = {
    "widths": with_tables(lambda table: replace(table, widths=(1.0,) * len(table.widths), landscape=True, wide=True)),
    "weight": with_tables(lambda table: replace(table, body=tuple(row_with(row, strong=True) for row in table.body))),
    "line breaks": with_paragraphs(lambda one: replace(one, spans=(*one.spans, Text(text="\n")))),
    "marks": with_paragraphs(lambda one: replace(one, spans=(*one.spans, NoteMark(note="n", label="核1")))),
    "findings": with_tables(
        lambda table: replace(table, notes=(*table.notes, Note(kind=FINDING, spans=(Text(text="核对"),))))
    ),
    "source": replace(PUBLICATION, source="市档案馆", notices=("缺一页",)),
}
WORDS = {
    "a figure": with_tables(
        lambda table: replace(table, body=(*table.body[:-1], row_with(table.body[-1], spans=(Text(text="1"),))))
    ),
    "a word": with_paragraphs(lambda one: replace(one, spans=(*one.spans, Text(text="另外")))),
    "the order of rows": with_tables(lambda table: replace(table, body=table.body[::-1])),
    "a caption": with_tables(lambda table: replace(table, caption=("", "", "单位：元"))),
    "a note": with_tables(
        lambda table: replace(table, notes=(*table.notes, Note(kind="note", spans=(Text(text="注：含预算外"),))))
    ),
    "the cover": replace(PUBLICATION, cover=("另一个封面",)),
    "the order of parts": replace(PUBLICATION, parts=PUBLICATION.parts[::-1]),
}


@pytest.mark.parametrize("changed", LOOKS.values(), ids=LOOKS)
def test_looks_do_not_count(changed: Publication) -> None:
    assert changed != PUBLICATION
    assert digests(said(changed)) == digests(said(PUBLICATION))


@pytest.mark.parametrize("changed", WORDS.values(), ids=WORDS)
def test_words_do(changed: Publication) -> None:
    assert digests(said(changed)) != digests(said(PUBLICATION))


def test_places_have_keys_and_names_of_their_own() -> None:
    places = said(PUBLICATION)
    assert len({one.key for one in places}) == len({one.name for one in places}) == len(places)
    assert from_data(as_data(places)) == tuple(
        replace(one, lines=tuple(replace(line, hints=()) for line in one.lines)) for one in places
    )


@pytest.mark.parametrize("changed", WORDS.values(), ids=WORDS)
def test_what_changed_leads_back(changed: Publication) -> None:
    old, new = said(PUBLICATION), said(changed)
    back = undone(new, digests(old), tuple(changes(old, new)))
    assert not back.unmatched
    assert back.digests == digests(old)


TEXTS = st.sampled_from(("", "1.00", "2.00", "合计", "增加一元。", "增加二元。减少三元。"))
LINES = st.builds(
    lambda kind, cells: Line(kind=kind, cells=tuple(cells)),
    st.sampled_from([kind for kind in KINDS if "{}" in kind]),
    st.lists(TEXTS, min_size=1, max_size=3),
)


def in_order(lines: list[Line]) -> tuple[Line, ...]:
    """Lines of a kind stand together, as in a place."""
    return tuple(sorted(lines, key=lambda line: KINDS.index(line.kind)))


PLACES = st.lists(
    st.builds(
        lambda key, lines: Said(key=key, name=f"名{key}", lines=in_order(lines)),
        st.sampled_from("abc"),
        st.lists(LINES, min_size=1, max_size=6),
    ),
    max_size=3,
    unique_by=lambda one: one.key,
)


@given(PLACES, PLACES)
@settings(max_examples=300)
def test_corrections_lead_from_any_text_back_to_any_other(old: list[Said], new: list[Said]) -> None:
    told = tuple(changes(old, new))
    back = undone(new, digests(old), told)
    assert back.digests == digests(old), (told, back)
    assert not back.unmatched


def test_a_correction_that_is_left_out_is_missed() -> None:
    old, new = said(PUBLICATION), said(WORDS["a figure"])
    told = tuple(changes(old, new))
    assert undone(new, digests(old), told[1:]).digests != digests(old)
    wrong = (Change(where=told[0].where, old="9.99", new=told[0].new), *told[1:])
    assert undone(new, digests(old), wrong).digests != digests(old)


@pytest.mark.parametrize(("hint", "misnamed"), [("合计，金额", {}), ("", {}), ("工资福利支出", {0: "合计，金额"})])
def test_a_correction_calls_a_cell_by_its_row_and_column(hint: str, misnamed: dict[int, str]) -> None:
    """Readers see which figure it was by these names, which are proved as the figures are."""
    line = Line(kind=KINDS[-2], cells=("合计", "2.00"), hints=("合计", "合计，金额"))
    old, new = (Said(key="t01", name="总表", lines=(replace(line, cells=("合计", one)),)) for one in ("1.00", "2.00"))
    where = " · ".join(filter(None, ("总表", "第1行第2格", hint)))
    back = undone((new,), digests((old,)), (Change(where=where, old="1.00", new="2.00"),))
    assert (back.misnamed, back.unmatched, back.digests) == (misnamed, {}, digests((old,)))
