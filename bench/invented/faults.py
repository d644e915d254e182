"""有错的文件: a few that a bureau might hand in, each with one known mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

EVERY = 8
"""of so many departments one has a bad document"""
FIRST = 3
INCONSISTENT = "F101"


def _colon(folder: Path) -> None:
    replaced(folder / "explanation.yml", r"\A(\w+):", r"\1：")


def _no_edition(folder: Path) -> None:
    replaced(folder / "document.yml", r"版式: .*", "版式: no-such-edition")


def _no_reason(folder: Path) -> None:
    replaced(folder / "explanation.yml", r"(?m)^原因:\n(?:  .*\n)+\n?", "")


def _wrong_total(folder: Path) -> None:
    replaced(folder / "figures.yml", r"(?m)^收入决算表:\n", "收入决算表:\n  合计: {财政拨款收入: 12.34}\n")


MISTAKES: Mapping[str, Callable[[Path], None]] = {
    "L205": _colon,
    "L621": _no_edition,
    "N101": _no_reason,
    INCONSISTENT: _wrong_total,
}
"""code that the check tells → what makes it"""


def spoilt(content: Path, number: int, documents: list[str]) -> dict[str, str]:
    """A bad document of a department and its code: final accounts that no other document reads."""
    last = [id for id in documents if id.endswith("/final-accounts")][-1:]
    if number % EVERY != FIRST or not last:
        return {}
    code, spoil = list(MISTAKES.items())[number // EVERY % len(MISTAKES)]
    spoil(content / last[0])
    return {last[0]: code}


def replaced(path: Path, pattern: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1)
    if changed == text:
        raise ValueError(f"{path}: nothing like {pattern}")
    path.write_text(changed, encoding="utf-8")
