"""压缩件: what a web server sends to browsers that take gzip or brotli, made once instead of at every request."""

from __future__ import annotations

import gzip
from pathlib import PurePosixPath

import brotli

from gongkai.publishing.assets import is_hashed

ENDINGS = frozenset({".css", ".csv", ".html", ".js", ".json", ".jsonld", ".svg", ".txt", ".xml"})
"""texts; PDFs, workbooks and pictures are compressed in themselves"""
SMALLEST = 256
"""bytes below which nothing is won: the answer is one packet anyway"""
BEST, QUICK = 11, 6
"""qualities of brotli; the best takes sixty times as long, and only what stays for good is worth it"""


def compressed(path: str, content: bytes) -> dict[str, bytes]:
    """The files to stand beside one of the site, by path (…/index.html.br): those that are smaller than it.

    The same content gives the same bytes, so a file that did not change keeps those that it has.
    """
    if PurePosixPath(path).suffix not in ENDINGS or len(content) < SMALLEST:
        return {}
    made = {
        f"{path}.gz": gzip.compress(content, mtime=0),
        f"{path}.br": brotli.compress(content, mode=brotli.MODE_TEXT, quality=BEST if is_hashed(path) else QUICK),
    }
    return {name: small for name, small in made.items() if len(small) < len(content)}


__all__ = ["compressed"]
