"""补丁: what is replaced in WeasyPrint while a document is printed. Nothing else of it is touched.

- `layout.inline.justify_line` fills a line by its spaces, and a Chinese one has none (`justify.py`). To offer: gaps
  between ideographs, `text-justify: inter-character`.
- `pdf.add_tags` makes a Table and a Part of each page (issue 2903), gives heads no Scope (2508) and cells beside spans
  wrong ones (`pdf_tags.py`). To offer: one element for a box that goes on, and rowspans that are counted.

Both were read in the source of VERSION. A test fails when the library moves, so that they are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.pdf
from weasyprint.layout import inline

from gongkai.rendering.pdf.justify import justify_line

VERSION = "70.0"


@contextmanager
def chinese_justification() -> Iterator[None]:
    """Lay documents out with justified Chinese lines, inside the `with`; one document at a time."""
    with _replaced(inline, "justify_line", justify_line):
        yield


@contextmanager
def tagging(add_tags: Callable[..., None]) -> Iterator[None]:
    """Write a file with a structure tree of our own, inside the `with`; one at a time."""
    with _replaced(weasyprint.pdf, "add_tags", add_tags):
        yield


@contextmanager
def _replaced(module: Any, name: str, own: Callable[..., None]) -> Iterator[None]:
    original = getattr(module, name)
    setattr(module, name, own)
    try:
        yield
    finally:
        setattr(module, name, original)
