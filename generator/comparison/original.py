"""原件: what a published file says, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKS = re.compile(r"</?[A-Za-z][^<>\n]{0,400}>|^[ \t]*#{1,6}[ \t]|^[ \t]*[-*+][ \t]+(?=\S)|\*\*|^[-|:\s]+$", re.MULTILINE)
"""of HTML and Markdown, as programs write that read pictures of pages"""
FORMULAS = {r"\geq": "≥", r"\leq": "≤", r"\%": "%", r"\times": "×", "$": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """一行 of an original."""

    number: int
    text: str
    page: int = 0


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text, those with words; a form feed ends a page."""
    pages = text.split("\f")
    lines: list[Line] = []
    number = 0
    for page, words in enumerate(pages, start=1):
        for line in words.split("\n"):
            number += 1
            plain = unmarked(line)
            if plain.strip():
                lines.append(Line(number=number, text=plain, page=page if len(pages) > 1 else 0))
    return tuple(lines)


def unmarked(line: str) -> str:
    """A line without the marks of HTML, Markdown and TeX."""
    line = MARKS.sub("", line)
    for mark, sign in FORMULAS.items():
        line = line.replace(mark, sign)
    return line
