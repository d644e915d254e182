"""日期: 2022-09 or 2022-09-30."""

from __future__ import annotations

import re
from datetime import date

from generator.loading.problems import error, quoted
from generator.loading.scalars import full_width, half_width, text_of
from generator.model.dates import PartialDate
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding
from generator.model.nodes import Node

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?")
_LOOSE = re.compile(
    r"(?P<year>[0-9]{4})\s*[-./年]\s*(?P<month>[0-9]{1,2})(?:\s*[-./月]\s*(?P<day>[0-9]{1,2}))?\s*[月日]?"
)
_YEARS = range(1949, 2200)


def read_date(node: Node) -> PartialDate | Finding:
    """Read a date that may stop at the month."""
    text = text_of(node, "日期")
    if isinstance(text, Finding):
        return text
    plain = half_width(text)
    match = _ISO.fullmatch(plain)
    value = _value(match) if match else None
    if value is None:
        loose = _LOOSE.fullmatch(plain)
        meant = _value(loose) if loose else None
        hint = f"写成 {meant}" if meant else "写成 2022-09 或 2022-09-30，并核对月份和日子"
        return error(FindingCode.NOT_A_DATE, node.place, f"{quoted(text)}不是日期", hint)
    if plain != text:
        return full_width(node, text, plain)
    return value


def _value(match: re.Match[str]) -> PartialDate | None:
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    if year not in _YEARS or (match["day"] and not day):
        return None
    return PartialDate(year, month, day)
