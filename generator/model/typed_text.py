"""照样抄的文字: a text as it is to be typed in YAML, between the braces of a mapping."""

from __future__ import annotations

import json
import re

_NEEDS_QUOTES = re.compile(r"""[,\[\]{}"\\\n]|: | #|:$|^[-?:#&*!|>'%@`]|%$|^\d+$""")


def as_typed(text: str) -> str:
    """A text as it stands in a mapping of YAML."""
    if not text or text != text.strip() or _NEEDS_QUOTES.search(text):
        return json.dumps(text, ensure_ascii=False)
    return text
