"""一个值怎样写: plain where every reader of YAML takes it for what it is, otherwise in double quotes."""

from __future__ import annotations

import re
from enum import Enum

from gongkai.model.numbers import read
from gongkai.model.typed_text import is_plain, quoted
from gongkai.writing.tree import Text

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|[0-9]{4}(?:-[0-9]{2}){0,2}")
_GROUPED = re.compile(r"-?[0-9,]+(?:\.[0-9]+)?")


class Kind(Enum):
    """What a value is, as far as its quotation marks go: only of what looks like a number."""

    TEXT = "文字"
    NUMBER = "数"
    AMOUNT = "金额"
    COUNT = "个数"
    AS_TYPED = "照旧"


_PLAIN = (Kind.NUMBER, Kind.AMOUNT, Kind.COUNT)


def settled(text: str, kind: Kind) -> str:
    """A number as it is written: no separators, 金额 with two decimals or 0; anything else as it is."""
    number = read(text) if kind in (Kind.AMOUNT, Kind.COUNT) and _GROUPED.fullmatch(text) else None
    if number is None or not number.tidy or number.places > 2:
        return text
    if not number.value:
        return "0"
    return f"{number.value:.2f}" if kind is Kind.AMOUNT else f"{number.value:f}"


def scalar(value: Text, kind: Kind, *, flow: bool = False) -> str:
    """A value in one line."""
    if value.null:
        return ""
    return value.text if _is_plain(value, kind, flow=flow) else quoted(value.text)


def key(text: str, *, flow: bool = False) -> str:
    return scalar(Text(text=text), Kind.TEXT, flow=flow)


def _is_plain(value: Text, kind: Kind, *, flow: bool) -> bool:
    if _NUMBER.fullmatch(value.text):
        as_number = kind in _PLAIN or (kind is Kind.AS_TYPED and not value.quoted)
        return as_number or is_plain(value.text, flow=flow)
    return is_plain(value.text, flow=flow)
