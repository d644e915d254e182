"""一览 in the growing site: its page poured, its files copied, its feed written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.publishing.feed import NAME, level_feed
from gongkai.publishing.host import ShellError
from gongkai.publishing.pouring import pour
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.verification import page_faults, told
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.levels.key import LevelKey

PAGE = "page.json"
"""the pieces of the page, as they are kept"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeLevel:
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
    """`models`: depth of a page → the model page for it. Raises ShellError where a page would not be right."""
    for level in levels:
        path = level.key.path
        pieces = json.loads((level.folder / PAGE).read_text(encoding="utf-8"))
        faults = told(page_faults(pieces))
        if faults:
            raise ShellError(f"网页“{path}index.html”没有做好，请核对 templates/site/pages/level.html：{faults}")
        new.write(f"{path}index.html", pour(pieces, models[path.count("/")]).encode())
        for name, digest in level.files.items():
            new.copy(f"{path}{name}", level.folder / name, digest)
        own = (entry for entry in entries if _is_in(entry, level.key))
        left = (one for one in gone if _is_in(one, level.key))
        new.write(f"{path}{NAME}", level_feed(address, path, level.key.title, own, left))


def _is_in(entry: CatalogueEntry | GoneEntry, key: LevelKey) -> bool:
    """Whether a document is of the place, the year and the sort."""
    alike = entry.kind.endswith(key.nature)
    return alike and (entry.department_id.rpartition("/")[0], entry.year) == (key.region, key.year)
