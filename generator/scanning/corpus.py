"""各部门的文字 → 文库: all texts read once, as they stand in the files, and what each document learns of the others.

Nothing is parsed, so that no file can stop what comes before its own check: names and clauses are found in YAML as in
any text. The work is linear in the texts: one table of names by their last character, one of the clauses of long lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.loading.files import open_within
from gongkai.loading.folders import DEPARTMENT, DocumentFolder
from gongkai.loading.text import LONGEST_LINE
from gongkai.model.corpus import COMMON, LONG, Copy, Corpus, clauses, is_copy, weight
from gongkai.model.documents import OWN_OFFICE
from gongkai.model.findings import Finding
from gongkai.model.places import Place

_TOLD = re.compile(r"""(名称|行政区划|文件):[ \t]+["']?([^\n"',{}\[\]#]+)""")
"""a key of department.yml with its value, in either style of YAML"""


def read_corpora(root: Path, folders: Collection[DocumentFolder], wanted: Collection[str]) -> Mapping[str, Corpus]:
    """What each of the wanted documents (ids) learns of all others. `root` is the project's."""
    departments = dict(_departments(root, folders))
    names = _names_of(departments)
    families = _families(departments)
    texts = [_read(root, folder, families.get(folder.department_id, folder.department_id), names) for folder in folders]
    clauses = _Clauses(texts)
    alone = len({one.family for one in texts}) < 2
    return {
        one.id: Corpus(
            alone=alone,
            names={name: _owner(ids, one.family, families) for name, ids in one.names.items()},
            copies=(copies := dict(clauses.copies(one))),
            common=frozenset(
                clause
                for line in one.lines
                if line.at in copies
                for clause in line.clauses
                if clauses.is_common(clause)
            ),
        )
        for one in texts
        if one.id in wanted
    }


@dataclass(frozen=True, slots=True)
class _LongLine:
    """A line that is long enough to be a copy."""

    path: str
    number: int
    clauses: tuple[str, ...]

    @property
    def at(self) -> tuple[str, int]:
        return self.path, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """The texts of one document."""

    id: str
    family: str
    """its department, or the one that the department is a unit of: they may say the same"""
    names: Mapping[str, frozenset[str]]
    lines: tuple[_LongLine, ...]


def _read(root: Path, folder: DocumentFolder, family: str, names: _FullNames) -> _Texts:
    path = folder.path
    files = [path / "explanation.yml", *sorted(path.glob("performance/*.yml")), *sorted(path.glob("reports/*.md"))]
    texts = {}
    for file in files:
        shown = file.relative_to(root).as_posix()
        data = open_within(root, shown)
        if not isinstance(data, Finding):
            texts[shown] = data.decode(errors="replace")
    found = names.within(texts.values())
    return _Texts(
        id=folder.id,
        family=family,
        names=found,
        lines=tuple(line for shown, text in texts.items() for line in _lines(shown, text, found)),
    )


def _lines(path: str, text: str, names: Collection[str]) -> Iterator[_LongLine]:
    for number, line in enumerate(text.splitlines(), start=1):
        listed = clauses(line, names) if LONG <= len(line) <= LONGEST_LINE else ()
        if weight(listed) >= LONG:
            yield _LongLine(path, number, listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _NamesOfDepartment:
    """What department.yml says of names, read as text: a miss is a name that is not looked for."""

    names: tuple[str, ...]
    """of all times, and of its units"""
    places: tuple[str, ...]
    units: tuple[str, ...]
    """folders of the units that publish for themselves"""


def _departments(root: Path, folders: Iterable[DocumentFolder]) -> Iterator[tuple[str, _NamesOfDepartment]]:
    for id, path in {folder.department_id: folder.path.parents[1] for folder in folders}.items():
        data = open_within(root, (path / DEPARTMENT).relative_to(root).as_posix())
        if isinstance(data, Finding):
            continue
        told = defaultdict(list)
        for key, value in _TOLD.findall(data.decode(errors="replace")):
            told[key].append(value.strip())
        yield (
            id,
            _NamesOfDepartment(
                names=tuple(name for name in told["名称"] if name != OWN_OFFICE),
                places=tuple(place for region in told["行政区划"] for place in region.split("/") if place),
                units=tuple(told["文件"]),
            ),
        )


def _families(departments: Mapping[str, _NamesOfDepartment]) -> dict[str, str]:
    """Each department → the topmost one that has it among its units."""
    above = {unit: id for id, one in departments.items() for unit in one.units if unit != id}
    families = {}
    for id in departments:
        top, seen = id, {id}
        while top in above and above[top] not in seen:
            top = above[top]
            seen.add(top)
        families[id] = top
    return families


@dataclass(frozen=True, slots=True, kw_only=True)
class _FullNames:
    """Full names, with the departments that have them."""

    owners: Mapping[str, frozenset[str]]
    lengths: tuple[int, ...]
    """longest first"""
    ends: re.Pattern[str]
    """any character that a name ends with"""

    def within(self, texts: Iterable[str]) -> dict[str, frozenset[str]]:
        """The names that stand in texts; of those that end at one place, the longest."""
        found = {}
        for text in texts:
            for end in self.ends.finditer(text):
                here = end.end()
                pieces = (text[here - length : here] for length in self.lengths if length <= here)
                name = next((piece for piece in pieces if piece in self.owners), None)
                if name is not None:
                    found[name] = self.owners[name]
        return found


def _names_of(departments: Mapping[str, _NamesOfDepartment]) -> _FullNames:
    """All names, of all times, that say whose they are: they begin with a place of the department's region."""
    owners: dict[str, set[str]] = defaultdict(set)
    for id, department in departments.items():
        for name in department.names:
            if name.startswith(department.places) and name not in department.places:
                owners[name].add(id)
    ends = sorted({re.escape(name[-1]) for name in owners})
    return _FullNames(
        owners={name: frozenset(ids) for name, ids in owners.items()},
        lengths=tuple(sorted({len(name) for name in owners}, reverse=True)),
        ends=re.compile("|".join(ends) or r"(?!)"),
    )


class _Clauses:
    """半句 of all documents, and the lines that each stands in."""

    def __init__(self, texts: Iterable[_Texts]) -> None:
        self._families: dict[str, set[str]] = defaultdict(set)
        self._lines: dict[str, list[tuple[_Texts, _LongLine]]] = defaultdict(list)
        for one in texts:
            for line in one.lines:
                for clause in line.clauses:
                    families = self._families[clause]
                    lines = self._lines[clause]
                    if len(families) < COMMON and not (lines and lines[-1][0] is one):
                        families.add(one.family)
                        lines.append((one, line))

    def is_common(self, clause: str) -> bool:
        return len(self._families[clause]) >= COMMON

    def copies(self, one: _Texts) -> Iterator[tuple[tuple[str, int], tuple[Copy, ...]]]:
        """The lines of a document that are copies, with where the same stands: the best line of each other document."""
        for line in one.lines:
            own = [clause for clause in line.clauses if not self.is_common(clause)]
            there: dict[str, set[str]] = defaultdict(set)
            places: dict[str, Place] = {}
            for clause in own:
                for other, found in self._lines[clause]:
                    if other.family != one.family:
                        there[other.id].add(clause)
                        places.setdefault(other.id, Place(path=found.path, line=found.number, column=1))
            copies = tuple(
                Copy(document=id, place=places[id], clauses=frozenset(listed))
                for id, listed in sorted(there.items())
                if is_copy(own, frozenset(listed))
            )
            if copies:
                yield line.at, copies


def _owner(ids: frozenset[str], family: str, families: Mapping[str, str]) -> str:
    """Whose a name is; "" if it is the family's own."""
    return "" if any(families[id] == family for id in ids) else min(ids)
