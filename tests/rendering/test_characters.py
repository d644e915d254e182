"""Which characters a PDF prints, and which the fonts have."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from msgspec.structs import replace

from gongkai.model.glyphs import Glyphs
from gongkai.rendering.pdf.annex import annexed
from gongkai.rendering.pdf.characters import characters
from gongkai.rendering.pdf.document import pdf_html
from gongkai.rendering.pdf.print_model import on_paper
from tests import noted, sample

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_every_character_of_the_paper_is_among_them() -> None:
    for publication in (sample.publication(), noted.publication(), replace(sample.publication(), notices=("缺㐱页",))):
        document, annex = annexed(publication)
        body = pdf_html(on_paper(document), TEMPLATES, annex=annex).partition("<body>")[2]
        printed = set(unescape(re.sub("<[^<>]*>", "", body)))
        own = set("目录·…\xa0").union(*(file.read_text() for file in (TEMPLATES / "pdf").iterdir()))
        assert {sign for sign in printed - own if not sign.isascii()} <= characters(publication)


def test_runs_of_characters() -> None:
    glyphs = Glyphs.of([*range(0x4E00, 0x4E03), 0x4E05, 0x20BB7, 0x4E01])
    assert glyphs.bounds == (0x4E00, 0x4E03, 0x4E05, 0x4E06, 0x20BB7, 0x20BB8)
    assert glyphs.lack("一丁丂丅𠮷 a\n") == frozenset()
    assert glyphs.lack("七丄丆𠮶𠮸一") == frozenset("七丄丆𠮶𠮸")
    assert Glyphs.of([]).lack("甲a") == {"甲"}
