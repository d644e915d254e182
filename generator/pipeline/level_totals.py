"""公布的合计: what a bureau published of all departments of a place, against what these publish together.

It is looked at where all documents of the place are: in a check of everything, or of the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.loading.folders import DocumentFolder
from gongkai.loading.series_file import SeriesError, read_series
from gongkai.loading.typed_values import PLACES
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.departments import ALONE
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.regions import REGION, TOTALS, PublishedTotal
from gongkai.model.series import Series
from gongkai.pipeline.named import department_at
from gongkai.pipeline.workspace import Workspace

Told = Mapping[str, Amount]
"""three-public/total → what a document has of it"""
_MARKS = re.compile(r"[“”‘’\"'\s]")
_MOST_NAMED = 5


def series_of(workspace: Workspace) -> Series:
    """What is compared; nothing where series.yml is at fault, which the build tells."""
    try:
        return read_series(workspace.project.templates / "site")
    except SeriesError:
        return Series()


class Level(Struct, frozen=True, kw_only=True):
    """一级: the departments of a place themselves, in a year, with what their documents tell."""

    documents: Mapping[str, DocumentFolder]
    """by department"""
    without: tuple[str, ...]
    """names of departments that have none"""


class _LookedAt(Struct, frozen=True, kw_only=True):
    """What was checked, by the id of the document."""

    told: Mapping[str, Told]
    names: Mapping[str, str]


def total_findings(workspace: Workspace, told: Mapping[str, Told], names: Mapping[str, str]) -> Iterator[Finding]:
    """Every published total that is not what the departments come to together, or that could not be looked at.

    `told`: what each document tells of those that were looked at, `names`: what each calls its department. Where a
    document of the place was not looked at, nothing is said.
    """
    series, looked_at = series_of(workspace), _LookedAt(told=told, names=names)
    for folder, region in workspace.regions.items():
        for number, total in enumerate(region.totals):
            level = _level(workspace, folder, total)
            if all(one.id in told for one in level.documents.values()):
                yield from _judged(series, total, level, looked_at, _place(workspace, folder, number))


def _level(workspace: Workspace, region: Path, total: PublishedTotal) -> Level:
    """The departments in the folder of a region, without units and without those that were not there in the year."""
    root = workspace.project.root
    top = workspace.project.content / "departments"
    known = {id: department_at(root, top / id) for id in workspace.departments if (top / id).parent == region}
    units = {unit.folder for id, one in known.items() if one for unit in one.units if unit.folder != id}
    there = {
        folder.department_id: folder
        for folder in workspace.folders.values()
        if (folder.year, folder.kind.nature, folder.kind.of_unit) == (total.year, total.nature, False)
    }
    own = {id: one for id, one in known.items() if id not in units and one and one.existed_in(total.year)}
    return Level(
        documents={id: there[id] for id in own if id in there},
        without=tuple(one.name_in(total.year) for id, one in own.items() if id not in there),
    )


def _judged(
    series: Series, total: PublishedTotal, level: Level, looked_at: _LookedAt, place: Place
) -> Iterator[Finding]:
    item = next((name for name, one in series.additive.items() if _plain(one.title) == _plain(total.item)), "")
    if not item:
        known = "、".join(one.title for one in series.additive.values())
        yield found("B401", place, "没有这一项", 项=total.item, 可=known)
        return
    figures = [told[item] for one in level.documents.values() if item in (told := looked_at.told[one.id])]
    lacking = tuple(_lacking(level, looked_at, item))
    apart = sum(figures, NOTHING) - total.known
    variant = "多了" if apart.yuan > apart.margin else "没有核对" if lacking else "不等"
    if lacking or not apart.agrees(NOTHING):
        yield found(
            "B401",
            place,
            variant,
            年=total.year,
            类=total.nature,
            项=total.item,
            公布=total.known.told(Unit.WAN, PLACES),
            相加=sum(figures, NOTHING).told(Unit.WAN, PLACES),
            个数=len(figures),
            差=abs(apart).told(Unit.WAN, PLACES),
            原因=_listed(lacking),
        )


def _lacking(level: Level, looked_at: _LookedAt, item: str) -> Iterator[str]:
    """Why the departments do not come to all of the place."""
    yield from (f"没有{name}的文件" for name in level.without)
    for one in level.documents.values():
        name = looked_at.names[one.id]
        if item not in looked_at.told[one.id]:
            yield f"{name}的数读不出来"
        elif ALONE.search(name):
            yield f"{name}不含所属单位"


def _listed(reasons: tuple[str, ...]) -> str:
    more = f"等{len(reasons)}个" if len(reasons) > _MOST_NAMED else ""
    return "、".join(reasons[:_MOST_NAMED]) + more


def _plain(name: str) -> str:
    """三公经费合计, whatever marks stand around 三公."""
    return _MARKS.sub("", name)


def _place(workspace: Workspace, folder: Path, number: int) -> Place:
    path = folder / REGION
    shown = path.relative_to(workspace.project.root).as_posix()
    node = read_yaml(path, shown, root=workspace.project.root).node
    listed = node.get(TOTALS) if node is not None else None
    items = listed.listed if listed is not None else ()
    return items[number].place if number < len(items) else Place(path=shown)
