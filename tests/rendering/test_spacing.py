"""字距: a quarter space between Chinese and Latin, narrow marks where they stand together; the text stays as it is."""

from __future__ import annotations

import subprocess

import pytest

from gongkai.model.publication import Paragraph
from gongkai.model.spans import Text
from gongkai.rendering.pdf.printing import render_pdf
from gongkai.rendering.pdf.spacing import features
from tests.rendering.printed import ROOT, pages_of, small

SIZE = 16


def told(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], names.decode()) for start, end, names in features(text, squeezed=False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共3个", [("3", "ss01,ss02")]),
        ("增加12.5吨", [("1", "ss01"), ("5", "ss02")]),
        ("升级OA系统，2024年", [("O", "ss01"), ("A", "ss02"), ("4", "ss02")]),
        ("占10.04%，（2台）", [("1", "ss01"), ("，", "halt"), ("2", "ss02")]),
        ("“放管服”、《意见》（试行）。", [("”", "halt"), ("、", "halt"), ("》", "halt"), ("）", "halt")]),
        ("（“双随机”）", [("“", "halt"), ("”", "halt")]),
    ],
)
def test_which_glyphs(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(told(text)) == sorted(expected)


def test_spaces_are_parts_of_glyphs_so_that_the_text_is_copied_as_it_is() -> None:
    text = "全市新建5G基站32座，投资1204.5万元（含“一网通办”），比2023年增长8.6%。"
    pdf = render_pdf(small(Paragraph(spans=(Text(text=text),))), ROOT)
    for way in (("-raw",), ()):
        copied = subprocess.run(
            ["pdftotext", *way, "-", "-"], input=pdf, capture_output=True, check=True
        ).stdout.decode()
        assert text in copied.replace("\n", "")
    words = pages_of(pdf)[-1].words
    assert any("新建5G基站32座" in word.text for word in words)


def test_more_numbers_and_marks_than_pango_has_room_for() -> None:
    """Its array of features is 32 long, on the stack: beyond that the process dies."""
    text = "增3个，（“甲”）、减2台；" * 60 + "（，）、" * 40
    printed = "".join(page.text for page in pages_of(render_pdf(small(Paragraph(spans=(Text(text=text),))), ROOT)))
    assert printed.count("3个") == 60
    assert printed.count("2台") == 60


def width(text: str) -> float:
    """Of a line that is not full, in points."""
    page = pages_of(render_pdf(small(Paragraph(spans=(Text(text="头" + text + "尾"),))), ROOT))[-1]
    own = [word for word in page.words if word.text[0] == "头" or word.text[-1] == "尾"]
    return max(word.right for word in own) - min(word.left for word in own)


def test_how_wide() -> None:
    assert width("中3中") - width("，3，") == pytest.approx(SIZE / 2, abs=0.1)
    assert width("中中，（中") - width("中，中（中") == pytest.approx(-SIZE / 2, abs=0.1)
