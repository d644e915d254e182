"""照样抄的文字: how a text is typed in YAML: as it is where every reader takes it for a text, else in double quotes."""

from __future__ import annotations

import json
import re

from yaml import ScalarNode
from yaml.resolver import Resolver

WIDE_SPACES = "\u3000\xa0\u2002\u2003\u2007\u2009\u202f"
_RESOLVER = Resolver()
_STRING = "tag:yaml.org,2002:str"
_SYNTAX = re.compile(r"""^[-?:,\[\]{}#&*!|>'"%@`]|: | #|:$|[\t\n\\"]|^\.\.\.$""")
_SYNTAX_OF_BRACKETS = re.compile(r"[,\[\]{}]|:[\"']")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def as_typed(text: str) -> str:
    """A text as it stands in a mapping of YAML, between its braces."""
    return text if is_plain(text, flow=True) else quoted(text)


def is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text needs no quotation marks; `flow`: between brackets."""
    if not text or text != text.strip().strip(WIDE_SPACES) or _SYNTAX.search(text):
        return False
    return not (flow and _SYNTAX_OF_BRACKETS.search(text)) and _is_text(text)


def quoted(text: str) -> str:
    """In double quotes; JSON's escapes are YAML's."""
    return _ODD.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


def _is_text(text: str) -> bool:
    """Whether no reader of YAML takes it for a number, a date, nothing, yes or no."""
    tag = _RESOLVER.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return text != "<<" and str(tag) == _STRING
