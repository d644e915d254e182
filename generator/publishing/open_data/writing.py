"""写全部数据: the parts of all documents with what describes them, below data/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from gongkai.model.site_settings import SiteSettings
from gongkai.publishing.files import KeptFile
from gongkai.publishing.open_data import dcat
from gongkai.publishing.open_data.package import PACKAGE, SCHEMA, package, schema
from gongkai.publishing.open_data.tables import write_parts
from gongkai.publishing.releases.growing import Growing
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.open_data.parts import LISTS, data_files, lists, parts


class OpenData(Struct, frozen=True, kw_only=True):
    """What the data of a site are made of."""

    given: Mapping[str, KeptFile]
    """id of a document → what it gave"""
    record: Path
    """what is known between builds"""
    settings: SiteSettings = field(default_factory=SiteSettings)


def write_open_data(new: Growing, entries: Iterable[CatalogueEntry], made_of: OpenData) -> None:
    """Write all of it; of parts in which nothing changed no file is read."""
    entries = tuple(entries)
    all_parts = parts(entries)
    lacking = {entry.id for entry in entries} - made_of.given.keys()
    told = write_parts(new, all_parts, made_of.given, made_of.record)
    new.write(SCHEMA, schema().encode())
    new.write(PACKAGE, package(all_parts, told, made_of.settings, lacking).encode())
    for name, content in lists(all_parts).items():
        new.write(name, content.encode())
    new.write(dcat.FILE, dcat.catalogue(all_parts, told, made_of.settings).encode())


def open_data_paths(entries: Iterable[CatalogueEntry]) -> Iterator[str]:
    """The files that a site has to have, told from the catalogue alone."""
    yield from (SCHEMA, PACKAGE, dcat.FILE, *LISTS.values())
    yield from data_files(entries)
