"""一览 in the growing site: its page poured, its files copied, its feed written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from gongkai.publishing.feed import NAME, level_feed
from gongkai.publishing.pouring import pour
from gongkai.publishing.releases.growing import Growing
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.levels.key import LevelKey

T = TypeVar("T", CatalogueEntry, GoneEntry)
PAGE = "page.json"
"""the pieces of the page, as they are kept"""


class MadeLevel(Struct, frozen=True, kw_only=True):
    """一份做好的一览."""

    key: LevelKey
    folder: Path
    """where its files and its page lie"""
    files: Mapping[str, str]
    """name → digest"""

    @property
    def paths(self) -> Iterator[str]:
        """Of its page and its files in the site."""
        yield from (f"{self.key.path}{name}" for name in ("index.html", NAME, *self.files))


def write_levels(
    new: Growing,
    levels: Iterable[MadeLevel],
    models: Mapping[int, str],
    address: str,
    entries: tuple[CatalogueEntry, ...],
    gone: tuple[GoneEntry, ...],
) -> None:
    """`models`: depth of a page → the model page for it. The pages have been looked at when they were drawn."""
    there, left = _by_place(entries), _by_place(gone)
    for level in levels:
        key, path = level.key, level.key.path
        pieces = json.loads((level.folder / PAGE).read_text(encoding="utf-8"))
        new.write(f"{path}index.html", pour(pieces, models[path.count("/")]).encode())
        for name, digest in level.files.items():
            new.copy(f"{path}{name}", level.folder / name, digest)
        own = [one for one in there.get((key.region, key.year), ()) if one.kind.endswith(key.nature)]
        own_gone = [one for one in left.get((key.region, key.year), ()) if one.kind.endswith(key.nature)]
        new.write(f"{path}{NAME}", level_feed(address, path, key.title, own, own_gone))


def _by_place(documents: Iterable[T]) -> dict[tuple[str, int], list[T]]:
    """Documents by their region and year."""
    found: dict[tuple[str, int], list[T]] = {}
    for one in documents:
        found.setdefault((one.department_id.rpartition("/")[0], one.year), []).append(one)
    return found
