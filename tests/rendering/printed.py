"""What a finished PDF shows, for tests: its pages as text, and every word with its place on the paper."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import finditer

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.publication import Block, Part, Publication, Section, SectionKind
from tests.sample import publication

ROOT = Path(__file__).resolve().parents[2]


class Word(Struct, frozen=True, kw_only=True):
    text: str
    left: float
    top: float
    right: float
    bottom: float


class PrintedPage(Struct, frozen=True, kw_only=True):
    """As a screen shows it: a page that lies is wider than high."""

    width: float
    height: float
    words: tuple[Word, ...]
    turned: bool = False
    """by /Rotate"""

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


def pages_of(pdf: bytes) -> tuple[PrintedPage, ...]:
    """Every page with its words, by pdftotext."""
    run = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    turned = ["/Rotate" in page for page in opened(pdf).pages]
    return tuple(
        replace(page, width=page.height, height=page.width, turned=True) if lies else page
        for page, lies in zip(_pages(run.stdout.decode()), turned, strict=True)
    )


def _pages(boxes: str) -> Iterator[PrintedPage]:
    for page in finditer(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', boxes.replace("\n", " ")):
        words = tuple(
            Word(left=float(w[1]), top=float(w[2]), right=float(w[3]), bottom=float(w[4]), text=unescape(w[5]))
            for w in finditer(
                r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page[3]
            )
        )
        yield PrintedPage(width=float(page[1]), height=float(page[2]), words=words)


MARKS = "、，。．：；（）〔〕〈〉《》「」『』【】“”‘’"


def collisions(page: PrintedPage) -> list[tuple[str, str]]:
    """Words of one line that print over each other: a figure that does not fit its column.

    The empty half of a mark beside another is none.
    """
    found = []
    for number, one in enumerate(page.words):
        for other in page.words[number + 1 :]:
            same_line = min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5 * (one.bottom - one.top)
            marks = one.text[-1] in MARKS or other.text[0] in MARKS
            room = 0.6 * (one.bottom - one.top) if marks else 1
            if same_line and min(one.right, other.right) - max(one.left, other.left) > room:
                found.append((one.text, other.text))
    return found


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def small(*blocks: Block) -> Publication:
    """A publication of one section that holds these blocks."""
    section = Section(id="all", number="一、", title=(), contents_title="全部", kind=SectionKind.TEXT, blocks=blocks)
    part = Part(id="part", number="第一部分", separator=" ", title="概况", sections=(section,))
    return replace(publication(), parts=(part,), source="", notices=())
