"""一项的比较: an item over departments and years, on one page, or on a page for each region where it is too much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from gongkai.composition.printing import printed
from gongkai.model.amounts import Amount
from gongkai.model.series import Head, Line
from gongkai.rendering.series.changes import STYLE, Given
from gongkai.rendering.series.links import compare_department
from gongkai.rendering.series.tables import (
    Around,
    Gone,
    Measured,
    Notes,
    Row,
    Rows,
    Shown,
    Table,
    cells_of,
    lines_of,
    plain_name,
    ranks,
    years_of,
)

MOST_CELLS = 600
"""on a page: with all that stands beside them some 200 KB"""


@dataclass(frozen=True, kw_only=True)
class Documents:
    """文件 of all departments, as far as they are compared."""

    heads: Mapping[str, Head]
    gone: Gone = field(default_factory=dict)

    @cached_property
    def years(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """Of which years there are documents, by department and kind."""
        return _years(self.heads.values())

    @cached_property
    def unknown(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """Of which of them nobody knows what figures they give."""
        return _years(one for one in self.heads.values() if not one.known)

    def around(self, department: str, kind: str, places: Mapping[str, str] | None = None) -> Around:
        return Around(
            there=self.years.get((department, kind), frozenset()),
            gone={year: why for (one, other, year), why in self.gone.items() if (one, other) == (department, kind)},
            unknown=self.unknown.get((department, kind), frozenset()),
            places=places or {},
        )


def _years(heads: Iterable[Head]) -> dict[tuple[str, str], frozenset[int]]:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for head in heads:
        found[head.department_id, head.kind].add(head.year)
    return {key: frozenset(years) for key, years in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """下级地区 of a page that leads to others."""

    name: str
    path: str
    """of the region, below the item"""
    departments: int
    year: int
    """the newest of which there are figures"""
    given: int
    """how many departments have a figure of that year"""
    lowest: str
    middle: str
    highest: str


@dataclass(frozen=True, kw_only=True)
class Node:
    """一页: of an item in a region; what stands on it is worked out when it is asked for."""

    item: Item
    path: str
    """below the item's"""
    region: str
    """folders of the region, empty for all"""
    name: str
    own: tuple[str, ...]
    """the departments on this page"""
    of_region: tuple[str, ...]
    """those of its region: on all pages, if they are too many for one"""
    below: tuple[tuple[str, ...], ...] = ()
    """the departments of each region that has pages of its own"""
    pages: tuple[str, ...] = ()
    """all pages of the region, if there are several"""

    @property
    def measured(self) -> str:
        """What the figures of the regions below are."""
        return self.item.measured[0][0]

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(self.item.tables(self.region, self.own, self.of_region))

    @cached_property
    def regions(self) -> tuple[Below, ...]:
        return tuple(self.item.below(self.region, departments) for departments in self.below)

    def holds(self, department: str) -> bool:
        return department.startswith(self.region)


class Item:
    """一项, with the figures of all documents that have it."""

    def __init__(
        self, lines: Mapping[str, Mapping[str, Line]], documents: Documents, measures: Iterable[str], *, by_code: bool
    ) -> None:
        """`measures` in the order in which they are shown; `by_code`: those with nothing but zero are left out."""
        self.documents = documents
        self.given = lines_of(lines, documents.heads)
        order = list(measures)
        self.measured = sorted(self.given, key=lambda one: (order.index(one[0]), one[1]))
        self.regions: dict[str, tuple[str, ...]] = {}
        something: dict[str, bool] = {}
        for one in (one for listed in self.given.values() for one in listed):
            department = one.head.department_id
            self.regions[department] = one.head.region
            something[department] = something.get(department, False) or one.line.yuan != "0" or not by_code
        self.shown = tuple(sorted(department for department, any_at_all in something.items() if any_at_all))
        self.zeros = tuple(sorted(something.keys() - set(self.shown)))

    def nodes(self) -> Iterator[Node]:
        """Its pages, from the whole to the regions."""
        yield from self._nodes((), self.shown)

    def _nodes(self, steps: tuple[str, ...], departments: tuple[str, ...]) -> Iterator[Node]:
        if self._cells(departments) <= MOST_CELLS:
            yield from self._pages(steps, departments, departments, ())
            return
        own, below = _parted(departments, len(steps))
        yield from self._pages(steps, departments, own, tuple(below.values()))
        for step, some in below.items():
            yield from self._nodes((*steps, step), some)

    def _pages(
        self,
        steps: tuple[str, ...],
        departments: tuple[str, ...],
        own: tuple[str, ...],
        below: tuple[tuple[str, ...], ...],
    ) -> Iterator[Node]:
        """Of a region; several, if its own departments are too many for one."""
        region = "".join(f"{step}/" for step in steps)
        parts = max(1, -(-self._cells(own) // MOST_CELLS))
        size = max(1, -(-len(own) // parts))
        chunks = [own[start : start + size] for start in range(0, len(own), size)] or [()]
        pages = tuple(region + (f"page-{number}/" if number > 1 else "") for number in range(1, len(chunks) + 1))
        for page, chunk in zip(pages, chunks, strict=True):
            yield Node(
                item=self,
                path=page,
                region=region,
                name=self._name(departments[0], len(steps)) if steps else "",
                own=chunk,
                of_region=own,
                below=below if page == region else (),
                pages=pages if len(pages) > 1 else (),
            )

    def _name(self, department: str, depth: int) -> str:
        """Of the region that stands at a depth above a department."""
        names = self.regions[department]
        return names[depth - 1] if depth <= len(names) else department.split("/")[depth - 1]

    def _cells(self, departments: Iterable[str]) -> int:
        """How many cells their tables have; it depends on nothing else, so that a page is where it is."""
        listed = [self._of(measured, departments) for measured in self.measured]
        return sum(
            len({one.head.year for one in some}) * len({one.head.department_id for one in some}) for some in listed
        )

    def tables(self, path: str, departments: tuple[str, ...], region: tuple[str, ...]) -> Iterator[Table]:
        """Those of some departments, with their ranks among all of the region."""
        for number, measured in enumerate(self.measured, start=1):
            listed = self._of(measured, departments)
            if listed:
                yield self._table(f"t{number}", measured, listed, ranks(self._of(measured, region)), path)

    def _of(self, measured: Measured, departments: Iterable[str]) -> list[Given]:
        wanted = set(departments)
        return [one for one in self.given[measured] if one.head.department_id in wanted]

    def _table(self, id: str, measured: Measured, given: list[Given], places: Mapping[str, str], path: str) -> Table:
        by_year: dict[str, dict[int, Given]] = defaultdict(dict)
        for one in given:
            by_year[one.head.department_id][one.head.year] = one
        around = {one: self.documents.around(one, measured[1], places) for one in by_year}
        years = years_of((one.head.year for one in given), around.values())
        notes = Notes()
        groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for department in sorted(by_year, key=lambda one: (one.rsplit("/", 1)[0], one)):
            cells = tuple(cells_of(years, by_year[department], around[department], notes))
            groups[self.regions[department]].append(_row(department, by_year[department], cells))
        zeros = {one.head.department_id for one in self._of(measured, self.zeros)}
        return Table(
            id=id,
            title=measured[0],
            kind=given[0].head.kind_title,
            years=years,
            groups=tuple(Rows(name=" ".join(region), rows=tuple(rows)) for region, rows in groups.items()),
            zeros=sum(one.startswith(path) for one in zeros),
            notes=tuple(notes.numbers),
        )

    def below(self, region: str, departments: tuple[str, ...]) -> Below:
        """What a page says of a region below its own."""
        depth = region.count("/") + 1
        given = [one for one in self._of(self.measured[0], departments) if one.line.text]
        year = max((one.head.year for one in given), default=0)
        sizes = sorted(one.amount.yuan for one in given if one.head.year == year)
        chosen = (sizes[0], median(sizes), sizes[-1]) if sizes else ()
        lowest, middle, highest = [printed(Amount(yuan=size), STYLE) for size in chosen] or [""] * 3
        return Below(
            name=self._name(departments[0], depth),
            path=f"{region}{departments[0].split('/')[depth - 1]}/",
            departments=len(departments),
            year=year,
            given=len(sizes),
            lowest=lowest,
            middle=middle,
            highest=highest,
        )


def _parted(departments: Iterable[str], depth: int) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Those of a region itself, and those below it, by the next step of their folders."""
    own: list[str] = []
    below: dict[str, list[str]] = defaultdict(list)
    for department in departments:
        region = department.split("/")[:-1]
        (below[region[depth]] if len(region) > depth else own).append(department)
    return tuple(own), {step: tuple(some) for step, some in sorted(below.items())}


def _row(department: str, given: Mapping[int, Given], cells: tuple[Shown, ...]) -> Row:
    heads = [given[year].head for year in sorted(given, reverse=True)]
    names = list(dict.fromkeys(map(plain_name, heads)))
    return Row(name=names[0], path=compare_department(department), former=tuple(names[1:]), cells=cells)
