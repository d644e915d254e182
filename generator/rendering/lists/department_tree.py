"""部门与地区: the departments of a catalogue with their documents, and the tree of regions that they stand in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec import Struct

from gongkai.rendering.catalogue import CatalogueEntry

NOTE = re.compile(r"（[^（）]*）$")
"""behind a name: （本级）"""


class DepartmentPages(Struct, frozen=True, kw_only=True):
    """部门 with its documents, newest first."""

    id: str
    name: str
    """the newest name"""
    former: tuple[str, ...]
    region: tuple[str, ...]
    documents: tuple[CatalogueEntry, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({entry.year for entry in self.documents}, reverse=True))

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({entry.kind for entry in self.documents}))


class Region(Struct, frozen=True, kw_only=True):
    """地区: a node of the tree of regions."""

    path: str
    name: str
    regions: tuple[Region, ...]
    departments: tuple[DepartmentPages, ...]

    @property
    def count(self) -> int:
        """Departments in it and below."""
        return len(self.departments) + sum(region.count for region in self.regions)

    @property
    def documents(self) -> tuple[CatalogueEntry, ...]:
        """Those of its departments, and of all below."""
        own = (entry for department in self.departments for entry in department.documents)
        return (*own, *(entry for region in self.regions for entry in region.documents))


def departments(entries: Iterable[CatalogueEntry]) -> tuple[DepartmentPages, ...]:
    """The departments of a catalogue, by id."""
    found: dict[str, list[CatalogueEntry]] = {}
    for entry in entries:
        found.setdefault(entry.department_id, []).append(entry)
    return tuple(_department(id, found[id]) for id in sorted(found))


def _department(id: str, entries: list[CatalogueEntry]) -> DepartmentPages:
    entries.sort(key=lambda entry: (-entry.year, entry.date, entry.kind))
    newest = max(entries, key=lambda entry: (entry.year, entry.date))
    printed = {entry.department for entry in entries}
    name = _plain(newest.department, printed)
    names = dict.fromkeys(_plain(entry.department, printed) for entry in entries)
    return DepartmentPages(
        id=id,
        name=name,
        former=tuple(one for one in names if one != name),
        region=newest.region,
        documents=tuple(entries),
    )


def _plain(name: str, printed: Collection[str]) -> str:
    """A name without a note behind it （本级）, if other documents print it so: no other name."""
    plain = NOTE.sub("", name)
    return plain if plain in printed else name


def regions(all_departments: Iterable[DepartmentPages]) -> tuple[Region, ...]:
    """The tree of regions; names from the departments' own 行政区划."""
    return _regions(tuple(all_departments), 0)


def _regions(below: tuple[DepartmentPages, ...], depth: int) -> tuple[Region, ...]:
    found: dict[str, list[DepartmentPages]] = {}
    for department in below:
        steps = department.id.split("/")[:-1]
        if len(steps) > depth:
            found.setdefault("/".join(steps[: depth + 1]), []).append(department)
    return tuple(_region(path, tuple(members), depth) for path, members in sorted(found.items()))


def _region(path: str, members: tuple[DepartmentPages, ...], depth: int) -> Region:
    names = [one.region[depth] for one in members if len(one.region) > depth]
    return Region(
        path=path + "/",
        name=names[0] if names else path.rsplit("/", 1)[-1],
        regions=_regions(members, depth + 1),
        departments=tuple(one for one in members if one.id.rsplit("/", 1)[0] == path),
    )
