"""分册: the figures of all documents by year and place, so that one that changes leaves the others as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.rendering.catalogue import CatalogueEntry

FOLDER = "data/"
WHOLE = "figures"
"""the name of what holds all"""
STEPS = 2
"""of the path of regions by which parts are made: province, city"""
MOST_AT_ONCE = 300
"""documents of which all together are made as Parquet too: it is written anew as a whole at every change"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """分册."""

    path: str
    """below the site's root, without ending: data/2021/henan/nanyang"""
    title: str
    documents: tuple[CatalogueEntry, ...]
    year: int = 0
    """0: of all years and places"""
    region: tuple[str, ...] = ()

    @property
    def csv(self) -> str:
        return f"{self.path}.csv.gz"

    @property
    def parquet(self) -> str:
        """Empty where there is none."""
        return f"{self.path}.parquet" if self.year or len(self.documents) <= MOST_AT_ONCE else ""

    @property
    def files(self) -> tuple[str, ...]:
        return (self.csv, *filter(None, [self.parquet]))


def parts(entries: Iterable[CatalogueEntry]) -> tuple[Part, ...]:
    """All together, then each year and place, newest first; nothing where there is no document."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.id))
    found: dict[tuple[int, str], list[CatalogueEntry]] = {}
    for entry in ordered:
        place = "/".join(entry.department_id.split("/")[:-1][:STEPS])
        found.setdefault((-entry.year, place), []).append(entry)
    if not ordered:
        return ()
    whole = Part(path=f"{FOLDER}{WHOLE}", title="全部", documents=ordered)
    return (whole, *(_part(-year, place, tuple(found[year, place])) for year, place in sorted(found)))


def _part(year: int, place: str, documents: tuple[CatalogueEntry, ...]) -> Part:
    region = max((one.region[:STEPS] for one in documents), key=len)
    return Part(
        path=f"{FOLDER}{year}/{place}",
        title=f"{''.join(region) or place}{year}年度",
        documents=documents,
        year=year,
        region=region,
    )


def data_files(entries: Iterable[CatalogueEntry]) -> tuple[str, ...]:
    """The files of all parts, by path."""
    return tuple(name for part in parts(entries) for name in part.files)
