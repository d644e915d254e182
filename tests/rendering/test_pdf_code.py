"""二维码 on the last page of a PDF: it leads to the document's page, and says so to those who hear the file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest
import segno

from bench import verapdf
from bench.heard import heard
from gongkai.model.publication import Paragraph
from gongkai.model.spans import Text
from gongkai.rendering.pdf.address_code import QUIET
from gongkai.rendering.pdf.printing import render_pdf
from tests.rendering.printed import ROOT, opened, pages_of, small

SITE = "https://gongkai.example.gov.cn/czj/"
DOCUMENT = small(Paragraph(spans=(Text(text="一段话。"),)))
ADDRESS = f"{SITE}{DOCUMENT.id}/"
DOTS = 300
"""of an inch"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(DOCUMENT, ROOT, site=SITE)


@pytest.fixture(scope="module")
def file(pdf: bytes) -> pikepdf.Pdf:
    return opened(pdf)


def figures(file: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found = [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]
    return [one for one in found if one.get("/S") == pikepdf.Name("/Figure")]


def test_the_last_page_has_the_address_as_text_and_as_a_link(pdf: bytes, file: pikepdf.Pdf) -> None:
    assert ADDRESS in pages_of(pdf)[-1].text
    links = [note.A.URI for note in file.pages[-1].Annots]
    assert {str(one) for one in links} == {ADDRESS}


def test_it_is_a_figure_with_words_in_its_place(pdf: bytes, file: pikepdf.Pdf) -> None:
    (figure,) = figures(file)
    assert str(figure.Alt) == f"二维码，内容是本文件的网址：{ADDRESS}"
    assert heard(pdf).kids  # every run of text is in the tree


def test_a_phone_reads_the_address(pdf: bytes, file: pikepdf.Pdf, tmp_path: Path) -> None:
    """Each module of the picture is as the code has it."""
    (figure,) = figures(file)
    left, bottom, right, top = (float(one) for one in figure.A.BBox)
    (tmp_path / "a.pdf").write_bytes(pdf)
    height, scale = float(file.pages[-1].mediabox[3]), DOTS / 72
    x, y, wide, high = (str(round(one * scale)) for one in (left, height - top, right - left, top - bottom))
    last = str(len(file.pages))
    part = ["-f", last, "-l", last, "-x", x, "-y", y, "-W", wide, "-H", high]
    subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS), *part, "a.pdf", "a"], check=True, cwd=tmp_path)
    (picture,) = tmp_path.glob("*.pgm")
    pixels, width, rows = _gray(picture.read_bytes())
    matrix = [list(row) for row in segno.make(ADDRESS, error="m", micro=False).matrix]
    size = len(matrix) + 2 * QUIET
    for down, row in enumerate(matrix):
        for across, dark in enumerate(row):
            at = int((down + QUIET + 0.5) / size * rows) * width + int((across + QUIET + 0.5) / size * width)
            assert (pixels[at] < 128) == bool(dark), (across, down)


def _gray(picture: bytes) -> tuple[bytes, int, int]:
    _, size, _, pixels = picture.split(b"\n", 3)
    width, rows = map(int, size.split())
    return pixels, width, rows


@pytest.mark.skipif(not verapdf.is_set_up(), reason="make conformance sets up veraPDF")
def test_verapdf_finds_no_rule_that_failed(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(pdf)
    valid, told = verapdf.validate(file)
    assert valid, told


def test_without_an_address_and_on_a_draft_there_is_none() -> None:
    for pdf in (render_pdf(DOCUMENT, ROOT), render_pdf(DOCUMENT, ROOT, site=SITE, draft=True)):
        assert figures(opened(pdf)) == []
