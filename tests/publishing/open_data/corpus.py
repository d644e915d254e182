"""Documents of towns that do not exist, as what they give to the data of all."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from gongkai.model.publication import Publication
from gongkai.publishing.files import KeptFile, bytes_digest
from gongkai.rendering.catalogue import CatalogueEntry, catalogue_entry
from gongkai.rendering.open_data.figures import lines_file
from tests.rendering.open_data import towns


def publications() -> tuple[Publication, ...]:
    """Two years of a bureau of 云岭市, and one of a district of 临江."""
    forestry = towns.with_table(towns.in_yuan())
    later = replace(forestry, id=forestry.id.replace("/2021/", "/2022/"), year=2022)
    other = replace(
        towns.with_table(towns.as_printed()),
        id="linjiang/linjiang/hexi/water-bureau/2022/final-accounts",
        department_id="linjiang/linjiang/hexi/water-bureau",
        department="河西区水务局",
        region=("临江省", "临江市", "河西区"),
        year=2022,
    )
    return forestry, later, other


def entry(publication: Publication) -> CatalogueEntry:
    return catalogue_entry(publication, pages=[f"{publication.id}/"], sha256={}, findings={})


def entries(some: Iterable[Publication] | None = None) -> tuple[CatalogueEntry, ...]:
    return tuple(map(entry, some if some is not None else publications()))


def given(folder: Path, some: Iterable[Publication] | None = None) -> Mapping[str, KeptFile]:
    """Kept as the store keeps it."""
    found = {}
    for number, one in enumerate(some if some is not None else publications()):
        content = gzip.compress(lines_file(one), mtime=0)
        file = folder / f"{number}-{bytes_digest(content)[:8]}.gz"
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        found[one.id] = KeptFile.now(file)
    return found


__all__ = ["entries", "entry", "given", "publications"]
