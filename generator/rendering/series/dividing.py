"""分页: what is compared over all departments, on one page, or on a page for each region where it is too much."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from gongkai.rendering.series.tables import Table

MOST_CELLS = 600
"""on a page: with all that stands beside them some 200 KB"""


class Below(Struct, frozen=True, kw_only=True):
    """下级地区 of a page that leads to others."""

    name: str
    path: str
    """of the region, below the item"""
    departments: int
    year: int = 0
    """the newest of which there are figures"""
    given: int = 0
    """how many departments have a figure of that year"""
    lowest: str = ""
    middle: str = ""
    highest: str = ""


class Node(Struct, frozen=True, kw_only=True, dict=True):
    """一页: of a region; what stands on it is worked out when it is asked for."""

    of: Divided
    path: str
    """below the item's"""
    region: str
    """folders of the region, empty for all"""
    name: str
    own: tuple[str, ...]
    """the departments on this page"""
    of_region: tuple[str, ...]
    """those of its region: on all pages, if they are too many for one"""
    parted: tuple[tuple[str, ...], ...] = ()
    """the departments of each region that has pages of its own"""
    pages: tuple[str, ...] = ()
    """all pages of the region, if there are several"""

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(self.of.tables(self.region, self.own, self.of_region))

    @cached_property
    def below(self) -> tuple[Below, ...]:
        return tuple(self.of.below(self.region, departments) for departments in self.parted)

    def holds(self, department: str) -> bool:
        return department.startswith(self.region)


class Divided(ABC):
    """What has pages by region; `shown`: ids of its departments."""

    regions: Mapping[str, tuple[str, ...]]
    """names of the regions of each department"""
    shown: tuple[str, ...]

    @abstractmethod
    def cells(self, departments: Iterable[str]) -> int:
        """How many cells these have; it depends on nothing else, so that a page is where it is."""

    @abstractmethod
    def tables(self, path: str, departments: tuple[str, ...], region: tuple[str, ...]) -> Iterator[Table]:
        """Those of some departments among all of the region."""

    @abstractmethod
    def below(self, region: str, departments: tuple[str, ...]) -> Below:
        """What a page says of a region below its own."""

    def nodes(self) -> Iterator[Node]:
        """Its pages, from the whole to the regions."""
        yield from self._nodes((), self.shown)

    def _nodes(self, steps: tuple[str, ...], departments: tuple[str, ...]) -> Iterator[Node]:
        if self.cells(departments) <= MOST_CELLS:
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
        parts = max(1, -(-self.cells(own) // MOST_CELLS))
        size = max(1, -(-len(own) // parts))
        chunks = [own[start : start + size] for start in range(0, len(own), size)] or [()]
        pages = tuple(region + (f"page-{number}/" if number > 1 else "") for number in range(1, len(chunks) + 1))
        for page, chunk in zip(pages, chunks, strict=True):
            yield Node(
                of=self,
                path=page,
                region=region,
                name=self.name(departments[0], len(steps)) if steps else "",
                own=chunk,
                of_region=own,
                parted=below if page == region else (),
                pages=pages if len(pages) > 1 else (),
            )

    def name(self, department: str, depth: int) -> str:
        """Of the region that stands at a depth above a department."""
        names = self.regions[department]
        return names[depth - 1] if depth <= len(names) else department.split("/")[depth - 1]


def _parted(departments: Iterable[str], depth: int) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Those of a region itself, and those below it, by the next step of their folders."""
    own: list[str] = []
    below: dict[str, list[str]] = defaultdict(list)
    for department in departments:
        region = department.split("/")[:-1]
        (below[region[depth]] if len(region) > depth else own).append(department)
    return tuple(own), {step: tuple(some) for step, some in sorted(below.items())}
