"""一个值怎样写: plain where every reader of YAML takes it for what it is, otherwise in double quotes."""

from __future__ import annotations

import json
import re
from enum import Enum

from yaml import ScalarNode
from yaml.resolver import Resolver

from gongkai.loading.yaml_tree import WIDE_SPACES
from gongkai.model.numbers import read
from gongkai.writing.tree import Text

_RESOLVER = Resolver()
_STRING = "tag:yaml.org,2002:str"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|[0-9]{4}(?:-[0-9]{2}){0,2}")
_GROUPED = re.compile(r"-?[0-9,]+(?:\.[0-9]+)?")
_SYNTAX = re.compile(r"""^[-?:,\[\]{}#&*!|>'"%@`]|: | #|:$|[\t\n\\"]|^\.\.\.$""")
_SYNTAX_OF_BRACKETS = re.compile(r"[,\[\]{}]|:[\"']")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


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


def quoted(text: str) -> str:
    """In double quotes; JSON's escapes are YAML's."""
    return _ODD.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


def _is_plain(value: Text, kind: Kind, *, flow: bool) -> bool:
    text = value.text
    if _NUMBER.fullmatch(text):
        return kind in _PLAIN or (kind is Kind.AS_TYPED and not value.quoted) or _is_word(text)
    if not text or text != text.strip().strip(WIDE_SPACES) or _SYNTAX.search(text):
        return False
    return not (flow and _SYNTAX_OF_BRACKETS.search(text)) and _is_word(text)


def _is_word(text: str) -> bool:
    """Whether no reader of YAML takes it for a number, a date, nothing, yes or no."""
    tag = _RESOLVER.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return text != "<<" and str(tag) == _STRING
