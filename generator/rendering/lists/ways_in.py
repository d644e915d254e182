"""入口: what ways in to the documents say beside their rows: years, kinds, counts, the newest, choices of filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.lists.department_tree import Region

YEARS, KINDS, DOCUMENTS = "years/", "kinds/", "documents/"
NEWEST, CORRECTED = 10, 5
"""how many the home page shows"""
MOST_REGIONS = 80
"""in one tree on a page; what is deeper stands on the pages of the regions"""
MOST_CHOICES = 300


class Way(Struct, frozen=True, kw_only=True):
    """入口: a year or a kind, with what it leads to."""

    text: str
    path: str
    count: int
    parts: tuple[tuple[str, int], ...] = ()
    """of a year: kinds of documents, with how many there are"""


def year_ways(entries: Iterable[CatalogueEntry]) -> tuple[Way, ...]:
    """Newest first."""
    found: dict[int, Counter[str]] = {}
    for entry in entries:
        found.setdefault(entry.year, Counter())[entry.kind] += 1
    return tuple(
        Way(text=f"{year}年度", path=f"{YEARS}{year}/", count=kinds.total(), parts=tuple(sorted(kinds.items())))
        for year, kinds in sorted(found.items(), reverse=True)
    )


def kind_path(entry: CatalogueEntry) -> str:
    """kinds/final-accounts/: the folder of a kind is the last step of its documents' ids."""
    return f"{KINDS}{entry.id.rpartition('/')[2]}/"


def kind_ways(entries: Iterable[CatalogueEntry]) -> tuple[Way, ...]:
    """The kind with most documents first."""
    found = Counter((entry.kind, kind_path(entry)) for entry in entries)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Way(text=kind, path=path, count=count) for (kind, path), count in ordered)


def newest(entries: Iterable[CatalogueEntry], most: int = NEWEST) -> tuple[CatalogueEntry, ...]:
    """最近公开的, by the recorded date of disclosure; after them those of the newest years, whose date is not known."""
    return tuple(sorted(entries, key=_age)[:most])


def _age(entry: CatalogueEntry) -> tuple[object, ...]:
    disclosed = entry.standing.disclosed if entry.standing else ""
    return not disclosed, _falling(disclosed), -entry.year, _falling(entry.date), entry.id


def _falling(day: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in day.split("-") if part.isdigit())


def corrected(entries: Iterable[CatalogueEntry]) -> list[CatalogueEntry]:
    """更正过的, the last one first."""
    found = [entry for entry in entries if entry.standing and entry.standing.corrections]
    found.sort(key=lambda entry: (entry.standing.changed if entry.standing else "", entry.id), reverse=True)
    return found


def levels(regions: Sequence[Region]) -> int:
    """How many levels of a tree of regions one page can show; one at least."""
    shown, count = 0, 0
    level = list(regions)
    while level:
        count += len(level)
        if shown and count > MOST_REGIONS:
            break
        shown += 1
        level = [below for region in level for below in region.regions]
    return shown


class Choices(Struct, frozen=True, kw_only=True):
    """筛选: what a list can be filtered by in the browser; what all its documents have in common is none."""

    years: tuple[int, ...]
    kinds: tuple[str, ...]
    regions: tuple[str, ...]


def choices(entries: Iterable[CatalogueEntry]) -> Choices:
    """Newest year first, places in the order of their paths."""
    found = tuple(entries)
    years = sorted({entry.year for entry in found}, reverse=True)
    kinds = sorted({entry.kind for entry in found})
    return Choices(
        years=tuple(years) if len(years) > 1 else (),
        kinds=tuple(kinds) if len(kinds) > 1 else (),
        regions=_region_choices(found),
    )


def _region_choices(entries: Sequence[CatalogueEntry]) -> tuple[str, ...]:
    """平顶山市新华区; fewer levels where there are too many, and none that all documents have in common."""
    regions = Counter((entry.department_id.rpartition("/")[0], entry.region) for entry in entries)
    for deepest in (9, 2, 1):
        names: Counter[str] = Counter()
        for (_, region), count in sorted(regions.items()):
            names.update(dict.fromkeys(_steps(region[:deepest]), count))
        if len(names) <= MOST_CHOICES:
            break
    return tuple(name for name, count in names.items() if count < len(entries))


def _steps(region: tuple[str, ...]) -> Iterator[str]:
    """(河南省, 平顶山市, 新华区) → 河南省, 平顶山市, 平顶山市新华区"""
    yield from region[:1]
    yield from ("".join(region[1 : depth + 1]) for depth in range(1, len(region)))


def place(entry: CatalogueEntry) -> str:
    """地区 of a document as a list has it: without the province, where there is more."""
    return "".join(entry.region[1:] or entry.region)
