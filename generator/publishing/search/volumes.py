"""分册: which documents stand in one volume of the index, under which numbers.

All in one, as long as a browser can know them all; beyond that one volume for each city and year. Documents of one
edition follow each other, as they have the same words on the same pages (postings.py). Number 0 is the site itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from gongkai.publishing.files import digest_of
from gongkai.publishing.search.postings import DIGITS
from gongkai.rendering.catalogue import CatalogueEntry

FORMAT = 2
"""of all files of the index; search-index.js has the same"""
BOUND = 3000
"""documents in one volume"""
FEWEST, MOST = 64, 2048
"""shards of a volume, which has about one for each document"""
CITY = 2
"""levels of a region's path down to its city"""


class Volume(Struct, frozen=True):
    """一册; the first document has number 1."""

    documents: tuple[CatalogueEntry, ...]
    place: str
    """path of the city, henan/nanyang; empty where all documents stand in one volume"""
    year: int | None
    shards: int
    folder: str

    def has(self, region: str, year: int) -> bool:
        """Whether the documents of a place and year stand in it."""
        return not self.place or ("/".join(region.split("/")[:CITY]), year) == (self.place, self.year)

    @property
    def region(self) -> tuple[str, ...]:
        """Names down to the city."""
        return self.documents[0].region[:CITY] if self.place else ()


def volumes(entries: Iterable[CatalogueEntry], bound: int = BOUND) -> tuple[Volume, ...]:
    """Newest first."""
    ordered = sorted(entries, key=lambda entry: (entry.edition, entry.id))
    if len(ordered) <= bound:
        return (_volume(ordered),)
    found: dict[tuple[int, str], list[CatalogueEntry]] = {}
    for entry in ordered:
        place = "/".join(entry.department_id.split("/")[:-1][:CITY])
        found.setdefault((-entry.year, place), []).append(entry)
    return tuple(_volume(found[year, place], place, -year) for year, place in sorted(found))


def only_volume(entries: Iterable[CatalogueEntry]) -> str:
    """The folder of the only volume; empty where there are several."""
    found = volumes(entries)
    return found[0].folder if len(found) == 1 else ""


def _volume(documents: list[CatalogueEntry], place: str = "", year: int | None = None) -> Volume:
    """Its folder is named by what its numbers mean, so that nobody reads those of another list by them."""
    shards = FEWEST
    while shards < min(len(documents), MOST):
        shards *= 2
    folder = digest_of((str(FORMAT), DIGITS, str(shards), *(one.id for one in documents)))[:12]
    return Volume(tuple(documents), place, year, shards, folder)
