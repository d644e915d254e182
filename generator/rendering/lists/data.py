"""清单数据: what the filter of the lists reads in the browser, in files of one region each; lists-data.js reads them.

A file covers a region with all below it as long as that is short; else each region below has a file of its own, and one
holds what belongs to the region itself. One place in content has one file, so a new document changes that and the list
of files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.lists.department_tree import DepartmentPages, departments
from gongkai.rendering.lists.readings import initials

FOLDER = "documents/list/"
INDEX = f"{FOLDER}list.json"
DOCUMENTS = 3000
"""of one file: some 140 KB"""
PDF, CORRECTED = 1, 2


class ListPart(Struct, frozen=True, kw_only=True):
    """清单的一份."""

    region: str
    """path of the region, henan/nanyang/; empty where it is the whole list"""
    documents: tuple[CatalogueEntry, ...]
    year: int = 0
    """0: of all years"""

    @property
    def path(self) -> str:
        """Below the site's root. No region is called so, as there is a _ in it."""
        return f"{FOLDER}{self.region}part_{self.year or 'all'}.json"


def list_parts(entries: Iterable[CatalogueEntry]) -> tuple[ListPart, ...]:
    """The files that the list consists of, in order of region."""
    return tuple(_parts("", sorted(entries, key=lambda entry: entry.id)))


def _parts(region: str, entries: Sequence[CatalogueEntry]) -> Iterator[ListPart]:
    if len(entries) <= DOCUMENTS:
        yield ListPart(region=region, documents=tuple(entries))
        return
    below: dict[str, list[CatalogueEntry]] = {}
    own: list[CatalogueEntry] = []
    for entry in entries:
        rest = entry.department_id.removeprefix(region).split("/")
        group = below.setdefault(f"{region}{rest[0]}/", []) if len(rest) > 1 else own
        group.append(entry)
    yield from _own(region, own)
    for one in sorted(below):
        yield from _parts(one, below[one])


def _own(region: str, entries: Sequence[CatalogueEntry]) -> Iterator[ListPart]:
    if entries and len(entries) <= DOCUMENTS:
        yield ListPart(region=region, documents=tuple(entries))
        return
    for year in sorted({entry.year for entry in entries}):
        yield ListPart(region=region, year=year, documents=tuple(one for one in entries if one.year == year))


def list_paths(entries: Iterable[CatalogueEntry]) -> Iterator[str]:
    """The addresses of these files, told from the catalogue alone."""
    yield INDEX
    yield from (part.path for part in list_parts(entries))


def list_files(entries: Iterable[CatalogueEntry]) -> Iterator[tuple[str, bytes]]:
    """Path → content of all of them."""
    parts = list_parts(entries)
    index = [[part.path.removeprefix(FOLDER), part.region, part.year, len(part.documents)] for part in parts]
    yield INDEX, _packed(index)
    for part in parts:
        yield part.path, part_file(part)


def part_file(part: ListPart) -> bytes:
    """Departments with their documents; kinds, regions and sets of shortcuts are numbered, as they are few."""
    numbered = _Numbered()
    rows = [_department(one, numbered) for one in departments(part.documents)]
    told = {
        "regions": [json.loads(one) for one in numbered.regions],
        "kinds": [json.loads(one) for one in numbered.kinds],
        "shortcuts": [json.loads(one) for one in numbered.shortcuts],
        "departments": rows,
    }
    return _packed(told)


class _Numbered:
    """Values of JSON that occur often, each with a number."""

    def __init__(self) -> None:
        self.regions: dict[str, int] = {}
        self.kinds: dict[str, int] = {}
        self.shortcuts: dict[str, int] = {}


def _number(known: dict[str, int], value: object) -> int:
    return known.setdefault(json.dumps(value), len(known))


def _department(department: DepartmentPages, numbered: _Numbered) -> list[object]:
    """[number of the region, folder, name, initials, former names, documents]."""
    region, _, folder = department.id.rpartition("/")
    names = (department.name, *department.former)
    return [
        _number(numbered.regions, [region, department.region]),
        folder,
        department.name,
        " ".join(map(initials, names)),
        department.former,
        [_document(entry, names, numbered) for entry in department.documents],
    ]


def _document(entry: CatalogueEntry, names: Sequence[str], numbered: _Numbered) -> list[object]:
    """[year, number of the kind, its name (by number, or in full), date, number of the shortcuts, flags].

    The date is that of disclosure, else that of the document itself with a ~ before it.
    """
    standing = entry.standing
    below = [[name, path.removeprefix(f"{entry.id}/")] for name, path in entry.shortcuts.items()]
    return [
        entry.year,
        _number(numbered.kinds, [entry.kind, entry.id.rpartition("/")[2]]),
        names.index(entry.department) if entry.department in names else entry.department,
        standing.disclosed if standing else f"~{entry.date}" if entry.date else "",
        _number(numbered.shortcuts, below),
        PDF * bool(entry.pdf) + CORRECTED * bool(standing and standing.corrections),
    ]


def _packed(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
