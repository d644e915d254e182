"""灌注: a page's finished pieces poured into the host's model page.

The model page holds a mark for each piece (`@@gongkai:body@@`); pouring replaces the marks and nothing else, so it
costs some string joins. What is put in is finished HTML (rendering/pages.py, rendering/shell_pages.py), and no parser
sees it again.
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
    """A whole HTML page. The model must be one for the page's depth: its links are relative."""
    parts = _parts(model)
    return "".join(part if place % 2 == 0 else pieces[part] for place, part in enumerate(parts))


@lru_cache(maxsize=32)
def _parts(model: str) -> tuple[str, ...]:
    """Text, mark, text, mark … text."""
    return tuple(MARK.split(model))
