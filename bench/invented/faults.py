"""有错的文件: a few that a bureau might hand in, each with one known mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

EVERY = 40
"""one document of so many is bad"""
PUBLISHED = "F101"


def _colon(folder: Path) -> None:
    _replaced(folder / "explanation.yml", r"\A(\w+):", r"\1：")


def _no_edition(folder: Path) -> None:
    _replaced(folder / "document.yml", r"版式: .*", "版式: no-such-edition")


def _no_reason(folder: Path) -> None:
    _replaced(folder / "explanation.yml", r"(?m)^原因:\n(?:  .*\n)+\n?", "")


def _wrong_total(folder: Path) -> None:
    _replaced(folder / "figures.yml", r"(?m)^收入决算表:\n", "收入决算表:\n  合计: {财政拨款收入: 12.34}\n")


MISTAKES: Mapping[str, Callable[[Path], None]] = {
    "L205": _colon,
    "L621": _no_edition,
    "N101": _no_reason,
    PUBLISHED: _wrong_total,
}
"""code that the check tells → what makes it"""


def _replaced(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1)
    if changed == text:
        raise ValueError(f"{path}: nothing like {pattern}")
    path.write_text(changed, encoding="utf-8")
