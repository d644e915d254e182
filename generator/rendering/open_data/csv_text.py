"""CSV 的写法: lines as CSV, in which no spreadsheet finds a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+%?")
RUNS = re.compile(r"\s*[=+\-@]|[\t\r\n]")
QUOTED = re.compile('[",\r\n]')
"""what a field holds that stands in quotes"""
LINE_END = "\r\n"


def csv_text(lines: Iterable[Iterable[str]]) -> str:
    """Lines as CSV."""
    field = cache(_field)  # most texts stand on many lines
    return "".join([",".join(map(field, line)) + LINE_END for line in lines])


def _field(text: str) -> str:
    text = guarded(text)
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text


def guarded(text: str) -> str:
    """A text that a spreadsheet would run as a formula (=…, @…) gets a quote before it; numbers stay."""
    if text[:1].isalnum() and text.isprintable():  # most are so
        return text
    if RUNS.match(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text
