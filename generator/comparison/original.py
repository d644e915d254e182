"""原件: what a published file says, line by line; the file may be anybody's, and is only read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from gongkai.comparison.pdf import text_of_pdf
from gongkai.comparison.unreadable import OriginalError
from gongkai.comparison.word import text_of_word

MOST_BYTES = 50_000_000
MOST_SIGNS = 3_000_000
MARKS = re.compile(
    r"</?[A-Za-z][^<>\n]{0,400}>|^[ \t]*#{1,6}[ \t]|^[ \t]*[-*+][ \t]+(?=\S)|\*\*|^[|:\s]*-{3,}[-|:\s]*$|\|",
    re.MULTILINE,
)
"""of HTML and Markdown, as programs write that read pictures of pages"""
FORMULAS = {r"\geq": "≥", r"\leq": "≤", r"\%": "%", r"\times": "×", "$": ""}
FOREIGN = {
    b"\xd0\xcf\x11\xe0": "这是旧版 Word（.doc）或 WPS 文件，请用 Word 或 WPS 另存为 .docx",
    b"\x89PNG": "这是图片，请先用识别软件转成文字（.txt）",
    b"\xff\xd8\xff": "这是图片，请先用识别软件转成文字（.txt）",
    b"Rar!": "这是压缩文件，请先解压",
    b"7z\xbc\xaf": "这是压缩文件，请先解压",
}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")


class Line(Struct, frozen=True, kw_only=True):
    """一行 of an original."""

    number: int
    """on its page, where pages are known"""
    text: str
    page: int = 0


def read_original(path: Path) -> tuple[Line, ...]:
    """The lines of a text, a PDF or a Word document, by what is in it. Raises OriginalError."""
    data = _bytes(path)
    for start, what in FOREIGN.items():
        if data.startswith(start):
            raise OriginalError(what)
    if data.startswith(b"%PDF-"):
        text = text_of_pdf(data)
    elif data.startswith(b"PK"):
        text = text_of_word(data)
    else:
        text = _decoded(data)
    if len(text) > MOST_SIGNS:
        raise OriginalError(f"有 {len(text)} 个字，最多 {MOST_SIGNS} 个；请只留这一份文件的内容")
    lines = lines_of(text)
    if not lines:
        raise OriginalError("里面没有文字")
    return lines


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text, those with words; a form feed ends a page."""
    pages = text.split("\f")
    if len(pages) == 1:
        return tuple(_lines(text, 0))
    return tuple(line for number, page in enumerate(pages, start=1) for line in _lines(page, number))


def _lines(text: str, page: int) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), start=1):
        plain = unmarked(line)
        if plain.strip():
            yield Line(number=number, text=plain, page=page)


def unmarked(line: str) -> str:
    """A line without the marks of HTML, Markdown and TeX."""
    line = MARKS.sub(" ", line)
    for mark, sign in FORMULAS.items():
        line = line.replace(mark, sign)
    return line


def _bytes(path: Path) -> bytes:
    """All of a file, which is no device and no giant."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as failure:
        raise OriginalError(f"打不开（{failure.strerror}）") from failure
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OriginalError("这不是普通文件")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OriginalError(f"超过 {MOST_BYTES // 1_000_000} MB，太大")
    return data


def _decoded(data: bytes) -> str:
    """Text of today's and yesterday's encodings of Chinese."""
    codecs = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise OriginalError("既不是文本，也不是 PDF 或 Word（.docx）文件，读不懂")
