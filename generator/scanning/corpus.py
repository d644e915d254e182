"""各部门的文字 → 文库: all texts read once, as they stand in the files, and what each document learns of the others.

Nothing is parsed, so that no file can stop what comes before its own check: names and clauses are found in YAML as in
any text. The work is linear in the texts: one table of names by their last character, one of the clauses of long lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
    departments = dict(department_files(root, folders))
    return AllTexts.of(departments, folders, lambda folder: texts_on_disk(root, folder)).corpora(wanted)


def department_files(root: Path, folders: Iterable[DocumentFolder]) -> Iterator[tuple[str, bytes]]:
    """What department.yml holds, of each department that has documents and can be read."""
    for id, path in {folder.department_id: folder.path.parents[1] for folder in folders}.items():
        data = open_within(root, (path / DEPARTMENT).relative_to(root).as_posix())
        if not isinstance(data, Finding):
            yield id, data


def texts_on_disk(root: Path, folder: DocumentFolder) -> dict[str, bytes]:
    """The files of a document that hold texts, by their path below the project."""
    path = folder.path
    files = [path / "explanation.yml", *sorted(path.glob("performance/*.yml")), *sorted(path.glob("reports/*.md"))]
    read = {(shown := file.relative_to(root).as_posix()): open_within(root, shown) for file in files}
    return {shown: data for shown, data in read.items() if not isinstance(data, Finding)}


@dataclass(frozen=True, slots=True, kw_only=True)
class AllTexts:
    """所有文件的文字, read once."""

    names: _FullNames
    families: Mapping[str, str]
    of_document: Mapping[str, _Texts]
    """by id"""
    clauses: _Clauses

    @classmethod
    def of(
        cls,
        departments: Mapping[str, bytes],
        folders: Iterable[DocumentFolder],
        read: Callable[[DocumentFolder], Mapping[str, bytes]],
        known: AllTexts | None = None,
        same: Collection[str] = (),
    ) -> AllTexts:
        """`departments`: what each department.yml holds; `read`: the texts of a document, by their path.

        `same`: documents that stand in `known` as they are here, and need not be read again.
        """
        told = {id: _names_told(data) for id, data in departments.items()}
        names, families = _names_of(told), _families(told)
        kept = {}
        if known is not None and (known.names.owners, known.families) == (names.owners, families):
            kept = {id: known.of_document[id] for id in same if id in known.of_document}
        texts = {
            folder.id: kept.get(folder.id)
            or _read(folder.id, read(folder), families.get(folder.department_id, folder.department_id), names)
            for folder in folders
        }
        return cls(names=names, families=families, of_document=texts, clauses=_Clauses(texts.values()))

    def corpora(self, wanted: Collection[str]) -> Mapping[str, Corpus]:
        """What each of the wanted documents (ids) learns of all others."""
        alone = len({one.family for one in self.of_document.values()}) < 2
        return {one.id: self._corpus(one, alone=alone) for one in self.of_document.values() if one.id in wanted}

    def _corpus(self, one: _Texts, *, alone: bool) -> Corpus:
        copies = dict(self.clauses.copies(one))
        lines = (line for line in one.lines if line.at in copies)
        return Corpus(
            alone=alone,
            names={name: _owner(ids, one.family, self.families) for name, ids in one.names.items()},
            copies=copies,
            common=frozenset(clause for line in lines for clause in line.clauses if self.clauses.is_common(clause)),
        )

    def stirred(self, other: AllTexts, changed: Collection[str]) -> frozenset[str]:
        """The documents that may learn something else here than there, because of texts of the changed ones."""
        clauses = [
            {clause for id in changed if id in side.of_document for clause in side.of_document[id].clauses}
            for side in (self, other)
        ]
        rare = {
            one for one in clauses[0] ^ clauses[1] if not (self.clauses.is_common(one) and other.clauses.is_common(one))
        }
        return frozenset(id for one in rare for side in (self, other) for id in side.clauses.documents(one))


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

    @property
    def clauses(self) -> frozenset[str]:
        return frozenset(clause for line in self.lines for clause in line.clauses)


def _read(id: str, files: Mapping[str, bytes], family: str, names: _FullNames) -> _Texts:
    texts = {shown: data.decode(errors="replace") for shown, data in files.items()}
    found = names.within(texts.values())
    return _Texts(
        id=id,
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


def _names_told(data: bytes) -> _NamesOfDepartment:
    told = defaultdict(list)
    for key, value in _TOLD.findall(data.decode(errors="replace")):
        told[key].append(value.strip())
    return _NamesOfDepartment(
        names=tuple(name for name in told["名称"] if name != OWN_OFFICE),
        places=tuple(place for region in told["行政区划"] for place in region.split("/") if place),
        units=tuple(told["文件"]),
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
        return len(self._families.get(clause, ())) >= COMMON

    def documents(self, clause: str) -> Iterator[str]:
        """Where a clause stands; of one that is common, not everywhere."""
        return (one.id for one, _ in self._lines.get(clause, ()))

    def copies(self, one: _Texts) -> Iterator[tuple[tuple[str, int], tuple[Copy, ...]]]:
        """The lines of a document that are copies, with where the same stands: the best line of each other document."""
        for line in one.lines:
            own = [clause for clause in line.clauses if not self.is_common(clause)]
            there: dict[str, set[str]] = defaultdict(set)
            places: dict[str, Place] = {}
            for clause in own:
                for other, found in self._lines.get(clause, ()):
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
