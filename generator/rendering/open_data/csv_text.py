"""CSV 的写法: lines as CSV, in which no spreadsheet finds a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from functools import cache

NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+%?")
RUNS = re.compile(r"\s*[=+\-@]|[\t\r\n]")
LINE_END = "\r\n"


def csv_text(lines: Iterable[Iterable[str]]) -> str:
    """Lines as CSV."""
    out = io.StringIO(newline="")
    guard = cache(guarded)  # most texts stand on many lines
    csv.writer(out, lineterminator=LINE_END).writerows(map(guard, line) for line in lines)
    return out.getvalue()


def guarded(text: str) -> str:
    """A text that a spreadsheet would run as a formula (=…, @…) gets a quote before it; numbers stay."""
    if not text[:1].isalnum() and RUNS.match(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text
