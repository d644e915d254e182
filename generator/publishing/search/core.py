"""册首: what a browser has to know of a volume before it asks for a word; search-index.js (`core`) reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gongkai.publishing.search.contributions import KINDS
from gongkai.publishing.search.volumes import Volume
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.lists.department_tree import DepartmentPages, departments

NAMES = 1500
"""of lines, heads and terms that most documents of the volume have"""
LONGEST = 24
"""characters; what is longer is not asked for by its name"""

Synonyms = tuple[tuple[str, str], ...]
"""招待费 → 公务接待费"""


def core(
    volume: Volume,
    pages: Sequence[str],
    names: Mapping[str, int],
    synonyms: Synonyms,
    levels: Iterable[LevelKey] = (),
) -> dict[str, object]:
    """`pages`: the 页别 of the pages of each document, by number; `names`: in how many documents each stands.

    `levels`: those of the site that have a page; a question for all departments of a place is led there.
    """
    all_departments = departments(volume.documents)
    regions = _regions(all_departments)
    kinds, tails, titles, patterns = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    number = {one.id: place for place, one in enumerate(all_departments)}
    rows = [
        (
            number[entry.department_id],
            entry.year,
            kinds.of(entry.kind),
            tails.of(entry.id.removeprefix(f"{entry.department_id}/")),
            titles.of(_regular(entry, all_departments[number[entry.department_id]].name)),
            patterns.of(kinds_of_pages),
        )
        for entry, kinds_of_pages in zip(volume.documents, pages[1:], strict=True)
    ]
    site = patterns.of(pages[0])
    return {
        "regions": list(regions.items()),
        "departments": [_department(one, [*regions]) for one in all_departments],
        "kinds": [*kinds],
        "pageKinds": KINDS,
        "tails": [*tails],
        "titles": [*titles],
        "patterns": [*patterns],
        "site": site,
        "documents": [_differences(column) for column in zip(*rows, strict=True)],
        "names": usual(names),
        "synonyms": synonyms,
        "levels": [_level(one, [*regions]) for one in levels if volume.has(one.region, one.year)],
    }


def usual(names: Mapping[str, int]) -> list[str]:
    """The names of most documents, in a fixed order."""
    fit = (name for name in names if 1 < len(name) <= LONGEST and not name.isdigit())
    return sorted(sorted(fit, key=lambda name: (-names[name], name))[:NAMES])


class _Numbers(dict[str, int]):
    """Texts that occur often, each with a number."""

    def of(self, text: str) -> int:
        return self.setdefault(text, len(self))


def _regions(all_departments: Iterable[DepartmentPages]) -> dict[str, str]:
    """Path → name, each above those within it."""
    found: dict[str, str] = {}
    for department in all_departments:
        steps = department.id.split("/")[:-1]
        for depth, step in enumerate(steps):
            path = "/".join(steps[: depth + 1])
            found.setdefault(path, department.region[depth] if depth < len(department.region) else step)
    return dict(sorted(found.items()))


def _department(department: DepartmentPages, regions: list[str]) -> list[object]:
    region, _, last = department.id.rpartition("/")
    told: list[object] = [last, regions.index(region), department.name]
    return [*told, department.former] if department.former else told


def _level(level: LevelKey, regions: list[str]) -> list[object]:
    return [regions.index(level.region), level.year, level.nature, level.path, level.title]


def _regular(entry: CatalogueEntry, department: str) -> str:
    """Most titles are made of department and year."""
    return entry.title.replace(department, "{部门}", 1).replace(str(entry.year), "{年}", 1)


def _differences(column: tuple[int, ...]) -> list[int]:
    """Each as what it is more than the one before."""
    return [here - before for before, here in zip((0, *column), column, strict=False)]
