"""分册: the figures of all documents by year and place, so that one that changes leaves the others as they are."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from gongkai.rendering.catalogue import CatalogueEntry

FOLDER = "data/"
WHOLE = "figures"
"""the name of what holds all"""
STEPS = 2
"""of the path of regions by which parts are made: province, city"""
MOST_AT_ONCE = 300
"""documents of which there is one file of all too: it is written anew as a whole at every change"""
LISTS = {"csv": f"{FOLDER}csv.txt", "parquet": f"{FOLDER}parquet.txt"}
"""the files of all years and places, one to a line, for programs that fetch them all"""


class Part(Struct, frozen=True, kw_only=True):
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
        return f"{self.path}.parquet"

    @property
    def files(self) -> tuple[str, ...]:
        return self.csv, self.parquet


def parts(entries: Iterable[CatalogueEntry]) -> tuple[Part, ...]:
    """All together if they are few, then each year and place, newest first; nothing where there is no document."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.id))
    found: dict[tuple[int, str], list[CatalogueEntry]] = {}
    for entry in ordered:
        place = place_of(entry.department_id)
        found.setdefault((-entry.year, place), []).append(entry)
    whole = Part(path=f"{FOLDER}{WHOLE}", title="全部", documents=ordered)
    by_year = (_part(-year, place, tuple(found[year, place])) for year, place in sorted(found))
    return (*([whole] if 0 < len(ordered) <= MOST_AT_ONCE else []), *by_year)


def _part(year: int, place: str, documents: tuple[CatalogueEntry, ...]) -> Part:
    region = max((one.region[:STEPS] for one in documents), key=len)
    return Part(
        path=f"{FOLDER}{year}/{place}",
        title=f"{''.join(region) or place}{year}年度",
        documents=documents,
        year=year,
        region=region,
    )


def place_of(department: str) -> str:
    """The place by which the part of a department's documents is called."""
    return "/".join(department.split("/")[:-1][:STEPS])


def data_part(year: int, departments: Iterable[str]) -> str:
    """The file of the figures of these departments, if they stand in one; else where all files are listed."""
    places = {place_of(department) for department in departments}
    return f"{FOLDER}{year}/{places.pop()}.csv.gz" if len(places) == 1 else f"{FOLDER}#parts"


def lists(parts: Iterable[Part]) -> dict[str, str]:
    """Path → the names of all files of a form, below data/, so that a change of one figure changes none of it."""
    listed = [part for part in parts if part.year]
    return {LISTS[form]: "".join(f"{getattr(part, form).removeprefix(FOLDER)}\n" for part in listed) for form in LISTS}


def data_files(entries: Iterable[CatalogueEntry]) -> tuple[str, ...]:
    """The files of all parts, by path."""
    return tuple(name for part in parts(entries) for name in part.files)
