"""日期: what was meant by a date that is written otherwise than 2022-09 or 2022-09-30."""

from __future__ import annotations

import re

from gongkai.loading.scalars import half_width
from gongkai.model.dates import is_date

_LOOSE = re.compile(
    r"(?P<year>[0-9]{4})\s*[-./年]\s*(?P<month>[0-9]{1,2})(?:\s*[-./月]\s*(?P<day>[0-9]{1,2}))?\s*[月日]?"
)


def how_to_write(text: str, *, month_is_enough: bool) -> str:
    """The hint for a date: as it should be typed, where that can be told."""
    match = _LOOSE.fullmatch(half_width(text))
    if match:
        year, month, day = match["year"], int(match["month"]), match["day"]
        meant = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
        if is_date(meant) and (day or month_is_enough):
            return f"写成 {meant}"
        if is_date(meant):
            return f"写到哪一天，如 {meant}-01"
    return f"写成 {'2022-09 或 ' if month_is_enough else ''}2022-09-30，并核对月份和日子"
