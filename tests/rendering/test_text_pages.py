"""文页: after an edit of a text, the pages before and after it are taken as they were, and the file is a fresh one."""

from __future__ import annotations

import pytest

from bench.heard import heard
from gongkai.model.publication import Block, Heading, Paragraph, Publication
from gongkai.model.spans import Text
from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.printing import render_pdf
from tests.rendering.printed import ROOT, pages_of, small
from tests.rendering.test_page_groups import printed

SENTENCE = "按照批复的预算，本年安排的支出用于保障机构正常运转和完成日常工作任务。"
EDITED = 20
"""a paragraph in the middle"""


def text(paragraph: str = SENTENCE * 4) -> Publication:
    """Paragraphs over some ten pages, with headings between them."""
    blocks: list[Block] = []
    for number in range(40):
        if number % 7 == 3:
            blocks.append(Heading(id=f"h{number}", level=3, spans=(Text(text=f"（{number}）小标题"),)))
        words = paragraph if number == EDITED else SENTENCE * (3 + number % 3)
        blocks.append(Paragraph(spans=(Text(text=f"{number}、{words}"),)))
    return small(*blocks)


@pytest.fixture(scope="module")
def kept() -> bytes:
    pages = KeptPages()
    render_pdf(text(), ROOT, kept=pages)
    return pages.written()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(SENTENCE * 3 + SENTENCE.replace("本年", "今年"), id="as-long"),
        pytest.param(SENTENCE * 4 + "另有说明。" * 9, id="one-line-more"),
        pytest.param(SENTENCE * 60, id="pages-more"),
        pytest.param("略。", id="less"),
    ],
)
def test_the_file_is_that_of_a_fresh_print(kept: bytes, words: str) -> None:
    made, _ = printed(text(words), KeptPages(kept))
    assert made == render_pdf(text(words), ROOT)


def test_pages_that_did_not_move_are_not_laid_out_again(kept: bytes) -> None:
    edited = text(SENTENCE * 3 + SENTENCE.replace("本年", "今年"))
    _, drawn = printed(edited, KeptPages(kept))
    assert drawn <= 2
    assert len(pages_of(render_pdf(edited, ROOT))) > 8


def test_two_edits_far_from_each_other_leave_the_pages_between_them(kept: bytes) -> None:
    once = text(SENTENCE * 3 + SENTENCE.replace("本年", "今年"))
    pages = KeptPages(kept)
    render_pdf(once, ROOT, kept=pages)
    first, *others = once.parts[0].sections[0].blocks
    assert isinstance(first, Paragraph)
    assert isinstance(first.spans[0], Text)
    words = Paragraph(spans=(Text(text=first.spans[0].text.replace("批复", "批准", 1)),))
    twice = small(words, *others)
    made, drawn = printed(twice, KeptPages(pages.written()))
    assert made == render_pdf(twice, ROOT)
    assert drawn <= 2


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    said = [one.text for one in heard(render_pdf(text(), ROOT)).all("P")]
    told = [f"{number}、{SENTENCE * (4 if number == EDITED else 3 + number % 3)}" for number in range(40)]
    assert [one for one in said if SENTENCE in one] == told
