"""日期: 2022-09 or 2022-09-30, as documents give them, often no nearer than the month."""

from __future__ import annotations

import re
from datetime import date

WRONG_MONTH = "date_month"
"""pydantic's name for the error of a date that may stop at the month"""
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?")
_YEARS = range(1949, 2200)


def is_date(text: str) -> bool:
    """Whether there is such a month, or such a day."""
    match = _ISO.fullmatch(text)
    if match is None or int(match["year"]) not in _YEARS:
        return False
    try:
        date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def readable_date(iso: str) -> str:
    """2022-09 → 2022年9月; 2022-09-05 → 2022年9月5日."""
    parts = [part.lstrip("0") for part in iso.split("-") if part]
    return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))
