"""工作表的名称: what sheets may be called, and references to their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.model.places import column_letters

LONGEST = 31
"""characters of a sheet's name, as Excel has it"""
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_names(titles: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """A name for each title: without what Excel forbids, not too long, each its own."""
    used = {name.casefold() for name in taken}
    names = []
    for title in titles:
        plain = FORBIDDEN.sub(" ", title).strip("' ") or "表"
        name, number = plain[:LONGEST], 1
        while name.casefold() in used:
            number += 1
            name = f"{plain[: LONGEST - len(str(number)) - 2]}（{number}）"[:LONGEST]
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def cell(row: int, column: int, *, fixed: bool = False) -> str:
    """F12, or $F$12."""
    mark = "$" if fixed else ""
    return f"{mark}{column_letters(column)}{mark}{row}"


def reach(first: int, last: int, column: int) -> str:
    """$F$5:$F$60."""
    return f"{cell(first, column, fixed=True)}:{cell(last, column, fixed=True)}"


def on_sheet(sheet: str, reference: str) -> str:
    """'收入决算表'!$F$12."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{reference}"
