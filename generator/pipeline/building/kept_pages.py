"""留存的页: the drawn pages of documents in preview and draft, kept below build/ from one run to the next.

Only there: whoever builds a whole site prints each document once. They follow from content, and may be deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gongkai.pipeline.digests import Digests
from gongkai.publishing.files import read_sealed, write_sealed
from gongkai.rendering.pdf.kept_pages import KeptPages

FOLDER = "pages"


@contextmanager
def kept_pages(digests: Digests, id: str) -> Iterator[KeptPages]:
    """Those of a document, kept for the next time when the block is done."""
    path = Path(digests.project.build, FOLDER, id)
    content = b""
    with suppress(OSError):
        content = read_sealed(path)
    pages = KeptPages(content, digests.any_page)
    yield pages
    written = pages.written()
    if written != content:
        with suppress(OSError):  # they are drawn again next time
            write_sealed(path, written)
