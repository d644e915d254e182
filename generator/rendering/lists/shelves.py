"""架: a long list divided into pages that stay short however many documents there are: by region, then by letter.

A page of a list holds its rows, or leads to shelves that hold them, or both: the departments of a city itself beside
its counties. So a document that is added changes its own shelf and the counts above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, takewhile
from typing import Generic, TypeVar

from msgspec import Struct

from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.lists.department_tree import DepartmentPages
from gongkai.rendering.lists.readings import OTHER, letter, own_name, reading

ROWS = 200
"""of one page: 200 KB of HTML at most"""
BRIEF_ROWS = 1000
"""of one page on which a document is no more than a link: 200 KB at most"""
T = TypeVar("T")


class Shelf(Struct, Generic[T], frozen=True, kw_only=True):
    """架: one page of a list."""

    path: str
    title: str
    count: int
    """on this page and all below"""
    rows: tuple[T, ...] = ()
    brief: bool = False
    """whether the rows are too many for tables of all that is known of them"""
    years: tuple[Shelf[T], ...] = ()
    regions: tuple[Shelf[T], ...] = ()
    letters: tuple[Shelf[T], ...] = ()
    """of what is too much for this page: one for each letter, or the pages of a letter"""

    @property
    def below(self) -> tuple[Shelf[T], ...]:
        return (*self.years, *self.regions, *self.letters)


def shelf_paths(shelf: Shelf[T]) -> Iterable[str]:
    """The addresses of a list and of all shelves below it."""
    yield shelf.path
    for one in shelf.below:
        yield from shelf_paths(one)


def document_order(entry: CatalogueEntry) -> tuple[object, ...]:
    """By region, then as names are read; a department's newest first."""
    return region_of(entry), reading(_name(entry)), entry.department_id, -entry.year, entry.id


def region_of(entry: CatalogueEntry) -> list[str]:
    """Steps of the path of its region, which sort a city before its counties, and these before the next city."""
    return entry.department_id.split("/")[:-1]


def department_order(department: DepartmentPages) -> tuple[object, ...]:
    return reading(name_of(department)), department.id


def name_of(department: DepartmentPages) -> str:
    """Without the place that all names begin with."""
    return own_name(department.name, department.region)


def _name(entry: CatalogueEntry) -> str:
    return own_name(entry.department, entry.region)


def document_shelf(path: str, title: str, entries: Iterable[CatalogueEntry]) -> Shelf[CatalogueEntry]:
    """A list of documents; where it is divided, the shelf of a region stands at `path` + the path of the region."""
    return _document_shelf(path, path, title, sorted(entries, key=document_order), 0)


def _document_shelf(
    root: str, path: str, title: str, entries: Sequence[CatalogueEntry], depth: int
) -> Shelf[CatalogueEntry]:
    if len(entries) <= BRIEF_ROWS:
        return Shelf(path=path, title=title, count=len(entries), rows=tuple(entries), brief=len(entries) > ROWS)
    own, regions = _by_region(entries, depth)
    if not own and len(regions) == 1:
        return _document_shelf(root, path, title, entries, depth + 1)
    rows, letters = lettered(path, own, _name)
    return Shelf(
        path=path,
        title=title,
        count=len(entries),
        rows=rows,
        regions=tuple(
            _document_shelf(root, f"{root}{region}/", _region_name(members[0], depth), members, depth + 1)
            for region, members in regions.items()
        ),
        letters=letters,
    )


class Place(Struct, frozen=True, kw_only=True):
    """地方 in a brief list: its departments, each with its documents, and the places in it."""

    id: str
    """path of the region, as the anchor on the page"""
    name: str
    departments: tuple[tuple[CatalogueEntry, ...], ...]
    within: tuple[Place, ...] = ()


def places(rows: Sequence[CatalogueEntry]) -> tuple[Place, ...]:
    """The rows of a brief list, which are in order, under the places of the level on which they part."""
    ends = zip(region_of(rows[0]), region_of(rows[-1]), strict=False)
    depth = 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    return tuple(_place(tuple(own), depth) for _, own in groupby(rows, key=lambda entry: region_of(entry)[:depth]))


def _place(rows: Sequence[CatalogueEntry], depth: int) -> Place:
    own = [entry for entry in rows if len(region_of(entry)) <= depth]
    below = groupby(rows[len(own) :], key=region_of)
    steps = region_of(rows[0])[:depth]
    return Place(
        id="_".join(steps),
        name=_region_name(rows[0], len(steps) - 1),
        departments=tuple(tuple(found) for _, found in groupby(own, key=lambda entry: entry.department_id)),
        within=tuple(_place(tuple(found), len(region)) for region, found in below),
    )


def _by_region(
    entries: Iterable[CatalogueEntry], depth: int
) -> tuple[list[CatalogueEntry], dict[str, list[CatalogueEntry]]]:
    """What stands at this depth itself, and what below it, by the path of the region."""
    own: list[CatalogueEntry] = []
    found: dict[str, list[CatalogueEntry]] = {}
    for entry in entries:
        steps = region_of(entry)
        group = own if len(steps) <= depth else found.setdefault("/".join(steps[: depth + 1]), [])
        group.append(entry)
    return own, found


def _region_name(entry: CatalogueEntry, depth: int) -> str:
    return entry.region[depth] if depth < len(entry.region) else entry.department_id.split("/")[depth]


def lettered(path: str, items: Sequence[T], name: Callable[[T], str]) -> tuple[tuple[T, ...], tuple[Shelf[T], ...]]:
    """Rows of the page itself or, if they are too many, a shelf for each letter. No region's folder holds a _."""
    if len(items) <= ROWS:
        return tuple(items), ()
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(letter(name(item)), []).append(item)
    letters = sorted(found, key=lambda one: (one == OTHER, one))
    return (), tuple(_letter(f"{path}letter_{_folder(one)}/", one, found[one]) for one in letters)


def _folder(letter: str) -> str:
    return "0" if letter == OTHER else letter.lower()


def _letter(path: str, title: str, items: Sequence[T]) -> Shelf[T]:
    if len(items) <= ROWS:
        return Shelf(path=path, title=title, count=len(items), rows=tuple(items))
    runs = [tuple(items[start : start + ROWS]) for start in range(0, len(items), ROWS)]
    pages = tuple(
        Shelf(path=f"{path}{number}/", title=f"{title}，第{number}页", count=len(run), rows=run)
        for number, run in enumerate(runs, start=1)
    )
    return Shelf(path=path, title=title, count=len(items), letters=pages)
