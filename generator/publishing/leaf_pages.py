"""叶页: a rendered page poured into the host's model page of its depth.

The model page holds a mark for each piece (`@@gongkai:body@@`); pouring replaces the marks and nothing else, so it
costs some string joins. What is put in is finished HTML; see generator/rendering/html.py, `leaf_pieces`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

MARKS = ("title", "head", "breadcrumbs", "navigation", "contents", "body")
MARK = re.compile(r"@@gongkai:([a-z]+)@@")


def mark(name: str) -> str:
    """The mark of a piece."""
    return f"@@gongkai:{name}@@"


def pour(pieces: Mapping[str, str], model: str) -> str:
    """叶页 as a whole HTML page. The model must be the one for the page's depth: its links are relative."""
    parts = _parts(model)
    return "".join(part if place % 2 == 0 else pieces[part] for place, part in enumerate(parts))


@lru_cache(maxsize=32)
def _parts(model: str) -> tuple[str, ...]:
    """Text, mark, text, mark … text."""
    parts = tuple(MARK.split(model))
    missing = set(MARKS) - set(parts[1::2])
    if missing:
        raise ValueError(f"the model page lacks {sorted(missing)}: templates/site/overrides/main.html")
    return parts
