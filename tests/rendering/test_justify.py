"""两端对齐: full Chinese lines reach the right edge, whatever stands in them."""

from __future__ import annotations

from itertools import groupby

import weasyprint

from gongkai.model.publication import Paragraph
from gongkai.model.spans import AsPrinted, Span, Text
from gongkai.rendering.pdf.printing import render_pdf
from tests.rendering.printed import ROOT, PrintedPage, pages_of, small

SENTENCE = (
    "2021年度收、支总计均为3685.85万元。与上年度相比，收、支总计各增加336.44万元，增长10.04%，主要原因是："
    "新组建单位，工作业务增多，“放管服”改革（第2期）经费增加；Government Online 平台扩容。"
)


HALF = 8
"""points: the empty half of a mark that was made narrow is still counted by whoever reads the file"""


def right_edges(page: PrintedPage) -> list[float]:
    words = sorted(page.words, key=lambda word: (round(word.bottom), word.left))
    return [max(word.right for word in line) for _, line in groupby(words, key=lambda word: round(word.bottom))]


def test_lines_reach_the_edge() -> None:
    bold: tuple[Span, ...] = (Text(text="其中：", bold=True), AsPrinted(text="85.33%", expected="94.87%", note="注。"))
    paragraph = Paragraph(spans=(Text(text=SENTENCE * 3), *bold, Text(text=SENTENCE * 3)))
    page = pages_of(render_pdf(small(paragraph), ROOT))[2]
    lines = right_edges(page)[3:-2]
    assert len(lines) > 15
    edge = page.width - 27 / 25.4 * 72
    # A full-width mark at the end of a line is empty on its right half; its box ends at the edge all the same.
    full = [line for line in lines if any(abs(line - end) < 0.8 for end in (edge, edge + HALF))]
    assert max(lines) < edge + HALF + 0.8
    # Wider gaps would be copied as blanks: before a long number with its unit a line stays short.
    assert len(full) >= 0.7 * len(lines)


def test_the_version_that_is_mended() -> None:
    """Look at generator/rendering/pdf/justify.py again before another version is allowed here."""
    assert weasyprint.__version__ == "70.0"
