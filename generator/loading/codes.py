"""科目编码: what is wrong with a text that should be one, and what to type."""

from __future__ import annotations

import re

from gongkai.loading.problems import short
from gongkai.loading.typed_numbers import half_width
from gongkai.model.classification import Classification
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

_SPREADSHEET = re.compile(r"\d(?:\.\d+)?[eE][+-]?\d+")


def not_a_code(text: str, kind: Classification, place: Place) -> Finding:
    """L313 for a text that has not the shape of a code."""
    plain = half_width(text)
    typed, named = short(text), kind.title
    if _SPREADSHEET.fullmatch(plain):
        return found("L313", place, "样子", hint="表格软件", 填=typed, 表=named)
    digits = re.sub(r"[\s,'’‘“”\"]", "", plain)
    start = re.match(r"(\d+)(?:\.0*)?(?!\d)", digits)
    if start and kind.has_shape(start[1]):
        return found("L313", place, "样子", hint="编码", 填=typed, 表=named, 编码=start[1])
    return found(
        "L313",
        place,
        "样子",
        hint="少了" if digits.isdigit() and not digits.startswith(kind.first) else "核对",
        填=typed,
        表=named,
        位=kind.digits,
        数=kind.first if kind.first.isdigit() else "",
        字=kind.first if kind.first.isalpha() else "",
    )
