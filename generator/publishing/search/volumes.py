"""分册: which documents stand in one volume of the index, under which numbers.

All in one, as long as a browser can know them all; beyond that one volume for each city and year. Documents of one
edition follow each other, as they have the same words on the same pages (postings.py). Number 0 is the site itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.publishing.files import digest_of
from gongkai.publishing.search.postings import DIGITS
from gongkai.rendering.catalogue import CatalogueEntry

FORMAT = 1
"""of all files of the index; search-index.js has the same"""
BOUND = 3000
"""documents in one volume"""
FEWEST, MOST = 16, 4096
"""shards; more documents do not make them smaller"""
CITY = 2
"""levels of a region's path down to its city"""


@dataclass(frozen=True, slots=True)
class Volume:
    """一册; the first document has number 1."""

    documents: tuple[CatalogueEntry, ...]
    place: str = ""
    """path of the city, henan/nanyang; empty where all documents stand in one volume"""
    year: int | None = None

    @property
    def shards(self) -> int:
        """About two for each document."""
        count = FEWEST
        while count < min(2 * len(self.documents), MOST):
            count *= 2
        return count

    @property
    def folder(self) -> str:
        """Named by what its numbers mean, so that nobody reads those of another list by them."""
        return digest_of((str(FORMAT), DIGITS, str(self.shards), *(one.id for one in self.documents)))[:12]

    @property
    def region(self) -> tuple[str, ...]:
        """Names down to the city."""
        return self.documents[0].region[:CITY] if self.place else ()


def volumes(entries: Iterable[CatalogueEntry], bound: int = BOUND) -> tuple[Volume, ...]:
    """Newest first."""
    ordered = sorted(entries, key=lambda entry: (entry.edition, entry.id))
    if len(ordered) <= bound:
        return (Volume(tuple(ordered)),)
    found: dict[tuple[int, str], list[CatalogueEntry]] = {}
    for entry in ordered:
        place = "/".join(entry.department_id.split("/")[:-1][:CITY])
        found.setdefault((-entry.year, place), []).append(entry)
    return tuple(Volume(tuple(found[key]), key[1], -key[0]) for key in sorted(found))
