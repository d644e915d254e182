"""有哪些一览: of which places, years and sorts of documents, and what is known of them besides the documents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct, field, to_builtins

from gongkai.loading.folders import DEPARTMENT
from gongkai.model.departments import Department
from gongkai.model.kinds import Kinds
from gongkai.model.lineage import DepartmentEvent
from gongkai.pipeline.building.showing import Shown
from gongkai.pipeline.named import department_at
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import digest_of, read_sealed, write_sealed
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.levels.key import FEWEST, LevelKey
from gongkai.rendering.levels.level import Absent, Around, Exempted, PublishedSum

LAST = 9999
"""a year that nobody will see"""
ABSENT, WITHDRAWN, HALTED = "没有收录", "已撤回", "正在更正"


def level_keys(kinds: Kinds, entries: Iterable[CatalogueEntry]) -> dict[LevelKey, tuple[CatalogueEntry, ...]]:
    """The levels that have documents of two departments and more, with these and those of units, in order."""
    folders: dict[str, str] = {}
    for kind in kinds.listed:
        if kind.nature and not kind.of_unit:
            folders.setdefault(kind.nature, kind.folder)
    natures = {kind.name: kind.nature for kind in kinds.listed}
    found: dict[tuple[str, int, str], list[CatalogueEntry]] = defaultdict(list)
    for entry in entries:
        region = entry.department_id.rpartition("/")[0]
        if region and natures.get(entry.kind) in folders:
            found[region, entry.year, natures[entry.kind]].append(entry)
    keys = {}
    for (region, year, nature), listed in sorted(found.items()):
        departments = {one.department_id for one in listed if one.id.endswith(f"/{folders[nature]}")}
        if len(departments) >= FEWEST:
            names = listed[0].region[: region.count("/") + 1]
            keys[LevelKey(region=region, names=names, year=year, nature=nature, folder=folders[nature])] = tuple(listed)
    return keys


def levels_seal(workspace: Workspace) -> str:
    """What pages of levels say besides the documents: departments without any, and what region.yml says of them."""
    with_documents = {folder.department_id for folder in workspace.folders.values()}
    content = workspace.project.content / "departments"
    others = (id for id in workspace.departments if id not in with_documents)
    told = [workspace.files.digest(content / id / DEPARTMENT) for id in others]
    return digest_of([*told, *(repr(region.totals) for _, region in sorted(workspace.regions.items()))])


class _Known(Struct, frozen=True, kw_only=True):
    """What a department.yml says, as far as levels have to know it."""

    names: tuple[tuple[int, str], ...]
    """from which year on it was called what"""
    units: tuple[str, ...]
    """folders of units that publish for themselves"""
    ended: int = LAST
    """the first year at whose end there was no such department any more"""
    exempted: tuple[tuple[int, int, str, str], ...] = ()
    """不公开: from which year until which, by what, and what is said of it"""

    def name_in(self, year: int) -> str:
        """Empty where it was not there yet."""
        return next((name for since, name in reversed(self.names) if since <= year < self.ended), "")

    def exempted_in(self, year: int) -> tuple[str, str] | None:
        """依据 and what is said of it; None where it has to publish."""
        found = ((basis, said) for since, until, basis, said in self.exempted if since <= year <= until)
        return next(found, None)


class Surroundings(Struct):
    """What is known of levels besides documents; what each department.yml says is kept from build to build."""

    workspace: Workspace
    site: Shown
    file: Path
    known: dict[str, _Known] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    """folders of units that publish for themselves → their department"""
    by_region: dict[str, list[str]] = field(default_factory=dict)
    """departments that are no units, in order"""

    def read(self) -> None:
        """Every department.yml, those that changed anew."""
        kept: dict[str, object] = {}
        before: dict[str, list[Any]] = {}
        with suppress(OSError, ValueError):
            before = json.loads(read_sealed(self.file))
        root, top = self.workspace.project.root, self.workspace.project.content / "departments"
        for id in self.workspace.departments:
            digest = self.workspace.files.digest(top / id / DEPARTMENT)
            told = before.get(id, ["", {}])
            department = None if told[0] == digest else department_at(root, top / id)
            one = _kept(told[1]) if told[0] == digest else _known(department)
            self.known[id] = one
            kept[id] = [digest, to_builtins(one)]
        self.units = {unit: id for id, one in self.known.items() for unit in one.units if unit != id}
        self.by_region = {}
        for id in sorted(self.known.keys() - self.units.keys()):
            self.by_region.setdefault(id.rpartition("/")[0], []).append(id)
        write_sealed(self.file, json.dumps(kept, ensure_ascii=False).encode())

    def of(self, key: LevelKey, entries: Iterable[CatalogueEntry]) -> Around:
        there = {entry.department_id for entry in entries}
        gone = {one.department_id: why for one, why in self._gone(key)}
        own = self.by_region.get(key.region, ())
        named = {id: name for id in own if id not in there and (name := self.known[id].name_in(key.year))}
        exempted = {id: told for id in named if (told := self.known[id].exempted_in(key.year))}
        region = self.workspace.regions.get(self.workspace.project.content / "departments" / key.region)
        totals = region.totals if region else ()
        return Around(
            units={unit: id for unit, id in self.units.items() if unit in there or id in there},
            exempted=tuple(Exempted(name=named[id], basis=basis, said=said) for id, (basis, said) in exempted.items()),
            absent=tuple(
                Absent(name=name, why=gone.get(id, ABSENT)) for id, name in named.items() if id not in exempted
            ),
            sums=tuple(
                PublishedSum(item=one.item, amount=one.amount, source=one.source)
                for one in totals
                if (one.year, one.nature) == (key.year, key.nature)
            ),
        )

    def _gone(self, key: LevelKey) -> Iterator[tuple[GoneEntry, str]]:
        for listed, why in ((self.site.withdrawn, WITHDRAWN), (self.site.halted, HALTED)):
            yield from ((one, why) for one in listed if one.year == key.year and one.id.endswith(f"/{key.folder}"))


def _known(department: Department | None) -> _Known:
    if department is None:
        return _Known(names=(), units=())
    return _Known(
        names=tuple((one.since.year, one.name) for one in department.names),
        units=tuple(unit.folder for unit in department.units if unit.folder),
        ended=min((one.day.year for one in department.changes if one.what is DepartmentEvent.DISSOLVED), default=LAST),
        exempted=tuple((one.since or 0, one.until or LAST, one.basis, one.said) for one in department.exemptions),
    )


def _kept(told: Mapping[str, Any]) -> _Known:
    return _Known(
        names=tuple((int(since), str(name)) for since, name in told["names"]),
        units=tuple(told["units"]),
        ended=int(told["ended"]),
        exempted=tuple((since, until, basis, said) for since, until, basis, said in told["exempted"]),
    )
