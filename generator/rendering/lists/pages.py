"""清单页: the pages of years, of kinds, of all documents, of regions, departments and their years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.drawer import HOME, Drawer, ShellPage
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.lists.department_tree import DepartmentPages, Region
from gongkai.rendering.lists.shelves import (
    ROWS,
    Shelf,
    department_order,
    document_order,
    document_shelf,
    lettered,
    name_of,
    places,
    shelf_paths,
)
from gongkai.rendering.lists.ways_in import DOCUMENTS, Way, choices, kind_ways, levels, newest, year_ways
from gongkai.rendering.pages import Link

ALL = Link(text="全部文件", path=DOCUMENTS)
SAMPLE = 30
"""documents shown where there are too many for one page"""


class Scope(Struct, frozen=True, kw_only=True):
    """范围: what all documents of a list have in common, for the filter in the browser."""

    year: int = 0
    kind: str = ""
    region: str = ""
    """path of the region"""


class DocumentList(Struct, frozen=True, kw_only=True):
    """一张清单 with what it is about."""

    shelf: Shelf[CatalogueEntry]
    scope: Scope
    entries: tuple[CatalogueEntry, ...]


def document_lists(entries: tuple[CatalogueEntry, ...]) -> Iterator[DocumentList]:
    """One for each year and each kind."""
    for way in year_ways(entries):
        year = int(way.text.removesuffix("年度"))
        own = tuple(entry for entry in entries if entry.year == year)
        shelf = document_shelf(way.path, f"{way.text}的文件", own)
        yield DocumentList(shelf=shelf, scope=Scope(year=year), entries=own)
    for way in kind_ways(entries):
        own = tuple(entry for entry in entries if entry.kind == way.text)
        yield DocumentList(shelf=_by_year(way, own), scope=Scope(kind=way.text), entries=own)


def _by_year(way: Way, entries: tuple[CatalogueEntry, ...]) -> Shelf[CatalogueEntry]:
    title = f"全部{way.text}"
    if len(entries) <= ROWS:
        return document_shelf(way.path, title, entries)
    years = sorted({entry.year for entry in entries}, reverse=True)
    shelves = (
        document_shelf(f"{way.path}{year}/", f"{year}年度", (one for one in entries if one.year == year))
        for year in years
    )
    return Shelf(path=way.path, title=title, count=len(entries), years=tuple(shelves))


def list_page_paths(entries: tuple[CatalogueEntry, ...]) -> Iterator[str]:
    """The addresses of the lists of years, kinds and all documents, told from the catalogue alone."""
    yield DOCUMENTS
    for one in document_lists(entries):
        yield from shelf_paths(one.shelf)


def letters_of(region: Region) -> tuple[tuple[DepartmentPages, ...], tuple[Shelf[DepartmentPages], ...]]:
    """The departments of a region itself: on its page or, if they are too many, by letter."""
    return lettered(region.path, sorted(region.departments, key=department_order), name_of)


class ListPages:
    """Draws them. `gone`: documents that are withdrawn or halted, by department; `levels`: 一览 that there are."""

    def __init__(
        self, drawer: Drawer, gone: Mapping[str, tuple[GoneEntry, ...]], levels: tuple[LevelKey, ...] = ()
    ) -> None:
        self._drawer = drawer
        self._gone = gone
        self._levels = sorted(levels, key=lambda one: (-one.year, one.region, one.nature))

    def documents(self, entries: tuple[CatalogueEntry, ...], tree: tuple[Region, ...]) -> Iterator[ShellPage]:
        """All documents, then the lists of years and kinds."""
        whole = len(entries) <= ROWS
        yield self._drawer.page(
            "documents",
            DOCUMENTS,
            ALL.text,
            (HOME,),
            rows=tuple(sorted(entries, key=document_order)) if whole else newest(entries, SAMPLE),
            whole=whole,
            count=len(entries),
            years=year_ways(entries),
            kinds=kind_ways(entries),
            regions=tree,
            levels=levels(tree),
            choices=choices(entries),
            scope=Scope(),
        )
        for one in document_lists(entries):
            yield from self._shelf(one, one.shelf, (HOME, ALL), one.shelf.title)

    def _shelf(
        self, whole: DocumentList, shelf: Shelf[CatalogueEntry], above: tuple[Link, ...], title: str
    ) -> Iterator[ShellPage]:
        shown = whole if shelf is whole.shelf else None
        yield self._drawer.page(
            "list",
            shelf.path,
            title,
            above,
            shelf.title,
            shelf=shelf,
            places=places(shelf.rows) if shelf.brief else (),
            scope=whole.scope if shown else None,
            choices=choices(whole.entries) if shown else None,
            overviews=self._of_year(whole.scope) if shown else (),
        )
        trail = (*above, Link(text=shelf.title, path=shelf.path))
        for one in shelf.below:
            yield from self._shelf(whole, one, trail, f"{title}：{one.title}")

    def _of_year(self, scope: Scope) -> tuple[Link, ...]:
        """The 一览 of all places in a year."""
        return tuple(Link(text=one.title, path=one.path) for one in self._levels if one.year == scope.year)

    def region(self, region: Region, above: tuple[Link, ...]) -> Iterator[ShellPage]:
        """The page of a region, of its letters if it has too many departments, and of all that is below it."""
        rows, letters = letters_of(region)
        yield self._drawer.page(
            "region",
            region.path,
            region.name,
            above,
            region=region,
            rows=rows,
            letters=letters,
            levels=levels(region.regions),
            scope=Scope(region=region.path),
            choices=choices(region.documents),
            documents=_few(region),
            overviews=tuple(one.link for one in self._levels if f"{one.region}/" == region.path),
        )
        trail = (*above, Link(text=region.name, path=region.path))
        for letter in letters:
            yield from self._letter(region, letter, trail)
        for inner in region.regions:
            yield from self.region(inner, trail)
        for department in region.departments:
            yield from self.department(department, trail)

    def _letter(self, region: Region, shelf: Shelf[DepartmentPages], above: tuple[Link, ...]) -> Iterator[ShellPage]:
        title = f"{region.name}：{shelf.title}"
        yield self._drawer.page("letter", shelf.path, title, above, shelf.title, shelf=shelf)
        for one in shelf.letters:
            yield from self._letter(region, one, (*above, Link(text=shelf.title, path=shelf.path)))

    def department(self, department: DepartmentPages, above: tuple[Link, ...]) -> Iterator[ShellPage]:
        """The page of a department, and one for each of its years."""
        path = f"{department.id}/"
        gone = self._gone.get(department.id, ())
        yield self._drawer.page("department", path, department.name, above, department=department, gone=gone)
        trail = (*above, Link(text=department.name, path=path))
        for year in department.years:
            documents = tuple(entry for entry in department.documents if entry.year == year)
            left = tuple(one for one in gone if one.year == year)
            values = {"department": department, "year": year, "documents": documents, "gone": left}
            yield self._drawer.page("year", f"{path}{year}/", f"{year}年度", trail, **values)


def _few(region: Region) -> tuple[CatalogueEntry, ...]:
    """All documents of a region with others below it, where they are so few that they fit below these."""
    found = region.documents
    return tuple(sorted(found, key=document_order)) if len(found) <= SAMPLE else ()


def region_paths(tree: Iterable[Region]) -> Iterator[str]:
    """The addresses of regions, letters, departments and their years."""
    for region in tree:
        yield region.path
        for letter in letters_of(region)[1]:
            yield from shelf_paths(letter)
        for department in region.departments:
            yield f"{department.id}/"
            yield from (f"{department.id}/{year}/" for year in department.years)
        yield from region_paths(region.regions)
