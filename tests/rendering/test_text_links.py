"""文字里的链接: a sentence of the site reads as it is printed, and its figures and terms lead where they belong."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.model.publication import Block, GlossaryEntry, Note, Paragraph, Publication
from gongkai.model.spans import AsPrinted, Figure, Linked, NoteMark, Span, Text, plain
from gongkai.model.statements import Address
from gongkai.rendering.outline import outline
from gongkai.rendering.text.links import TextLinks
from tests import sample

CELL, OTHER = (Address(table="支出决算表", row=row, column="基本支出") for row in ("201", "208"))
HERE = "explanation/"


def figure(text: str, *cells: Address) -> Figure:
    return Figure(text=text, value=text, unit="万元", source="", cells=cells)


@pytest.fixture(scope="module", name="links")
def of_the_sample() -> TextLinks:
    made = sample.publication()
    links = TextLinks.of(made, outline(made), ["E101"])
    return replace(links, cells={CELL: "tables/t03/#t03-r201-4"})


def shown(links: TextLinks, block: Block) -> Block:
    made = sample.publication()
    (one,) = links.blocks([block], f"{made.id}/{HERE}")
    return one


def led(links: TextLinks, *spans: str | Span) -> list[tuple[str, str]]:
    """What of a paragraph is a link, and where it leads; its words are what they were."""
    line = sample.line(*spans)
    block = shown(links, Paragraph(spans=line))
    assert isinstance(block, Paragraph)
    assert plain(block.spans) == plain(line)
    return [(span.text, span.href) for span in block.spans if isinstance(span, Linked)]


def test_a_figure_that_is_one_cell_leads_to_it(links: TextLinks) -> None:
    assert led(links, "支出", figure("119.62", CELL), "万元") == [("119.62", "../tables/t03/#t03-r201-4")]


@pytest.mark.parametrize("cells", [(), (CELL, OTHER), (OTHER,)])
def test_a_figure_that_is_no_cell_or_several_or_stands_nowhere_leads_nowhere(
    links: TextLinks, cells: tuple[Address, ...]
) -> None:
    assert led(links, "增加", figure("12.00", *cells), "万元") == []


def test_a_term_leads_to_its_explanation_over_the_seams_of_spans(links: TextLinks) -> None:
    right = [("“三公”经费", "../glossary/#glossary-three-public")]
    assert led(links, "全年“三公", "”经费", "支出5.00万元，", "“三公”经费减少") == right


@pytest.mark.parametrize(
    "spans",
    [
        (Text(text="三公经费", bold=True), "。支出5.00万元"),
        ("三公", AsPrinted(text="经费", expected="经费", note="。"), "支出"),
        ("三公", NoteMark(note="n"), "经费支出"),
        ("三公", figure("1.00", CELL), "经费"),
    ],
)
def test_a_title_and_words_with_something_between_are_no_term(links: TextLinks, spans: tuple[str | Span, ...]) -> None:
    assert [one for one in led(links, *spans) if "经费" in one[0]] == []


def test_marks_and_originals_stay_where_they_are(links: TextLinks) -> None:
    mark, printed = NoteMark(note="n", label="核1"), AsPrinted(text="5", expected="6", note="。")
    line = sample.line("财政拨款收入", mark, "为", printed, "万元")
    block = shown(links, Paragraph(spans=line))
    assert isinstance(block, Paragraph)
    assert block.spans[1:4] == (mark, Text(text="为"), printed)


def test_an_explanation_leads_to_others_and_a_note_to_its_record(links: TextLinks) -> None:
    entry = GlossaryEntry(
        id="glossary-three-public",
        number="",
        term=sample.line("“三公”经费"),
        text=sample.line("指用财政拨款收入安排的三公经费"),
    )
    told = shown(links, entry)
    assert isinstance(told, GlossaryEntry)
    assert [span.text for span in told.text if isinstance(span, Linked)] == ["财政拨款收入"]
    for codes, right in ((("E101",), ["检查记录"]), (("F999",), [])):
        note = shown(links, Note(kind="finding", spans=sample.line("核对：印作5。"), codes=codes))
        assert isinstance(note, Note)
        assert [span.text for span in note.spans if isinstance(span, Linked)] == right
        assert all(code not in plain(note.spans) for code in codes)


def test_a_document_without_explanations_is_left_as_it_is() -> None:
    made: Publication = sample.publication()
    bare = replace(made, parts=made.parts[:-1])
    links = TextLinks.of(bare, outline(bare), [])
    assert led(links, "三公经费") == []
