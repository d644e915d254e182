"""各部门的文字: names of departments in the files of a document, and its long lines by their clauses.

Nothing is parsed, so that no file can stop what comes before its own check: names and clauses are found in YAML as in
any text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.loading.files import open_within
from gongkai.loading.folders import DEPARTMENT, DocumentFolder
from gongkai.loading.text import LONGEST_LINE
from gongkai.model.corpus import LONG, clauses, weight
from gongkai.model.departments import OWN_OFFICE
from gongkai.model.findings import Finding

TEXTS = re.compile(r"explanation\.yml|performance/[^/]+\.yml|reports/[^/]+\.md")
"""the files of a document that hold texts"""
_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{12,40}(?![0-9A-Za-z])")
"""perhaps the code of a project"""
_TOLD = re.compile(r"""(名称|行政区划|文件):[ \t]+["']?([^\n"',{}\[\]#]+)""")
"""a key of department.yml with its value, in either style of YAML"""


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
    shown = (file.relative_to(root).as_posix() for file in files if not file.name.startswith("."))
    read = {name: open_within(root, name) for name in shown}
    return {name: data for name, data in read.items() if not isinstance(data, Finding)}


class LongLine(Struct, frozen=True):
    """A line that is long enough to be a copy."""

    path: str
    number: int
    clauses: tuple[str, ...]


class Texts(Struct, frozen=True, kw_only=True):
    """The texts of one document: the full names that stand in them, and the long lines."""

    names: tuple[str, ...]
    lines: tuple[LongLine, ...]
    codes: frozenset[str] = frozenset()
    """of projects, in performance forms; perhaps more"""


def texts_of(files: Mapping[str, bytes], names: FullNames) -> Texts:
    texts = {shown: data.decode(errors="replace") for shown, data in files.items()}
    found = names.within(texts.values())
    forms = (text for shown, text in texts.items() if shown.endswith(".yml") and "/performance/" in shown)
    return Texts(
        names=tuple(found),
        lines=tuple(line for shown, text in texts.items() for line in _lines(shown, text, found)),
        codes=frozenset(code for text in forms for code in _CODE.findall(text)),
    )


def _lines(path: str, text: str, names: Collection[str]) -> Iterator[LongLine]:
    for number, line in enumerate(text.splitlines(), start=1):
        listed = clauses(line, names) if LONG <= len(line) <= LONGEST_LINE else ()
        if weight(listed) >= LONG:
            yield LongLine(path, number, listed)


class NamesTold(Struct, frozen=True, kw_only=True):
    """What department.yml says of names, read as text: a miss is a name that is not looked for."""

    names: tuple[str, ...]
    """of all times, and of its units"""
    places: tuple[str, ...]
    units: tuple[str, ...]
    """folders of the units that publish for themselves"""


def names_told(data: bytes) -> NamesTold:
    told = defaultdict(list)
    for key, value in _TOLD.findall(data.decode(errors="replace")):
        told[key].append(value.strip())
    return NamesTold(
        names=tuple(name for name in told["名称"] if name != OWN_OFFICE),
        places=tuple(place for region in told["行政区划"] for place in region.split("/") if place),
        units=tuple(told["文件"]),
    )


def families_of(departments: Mapping[str, NamesTold]) -> dict[str, str]:
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


class FullNames(Struct, frozen=True, kw_only=True):
    """Full names, with the departments that have them."""

    owners: Mapping[str, frozenset[str]]
    lengths: tuple[int, ...]
    """longest first"""
    ends: re.Pattern[str]
    """any character that a name ends with"""

    def within(self, texts: Iterable[str]) -> dict[str, None]:
        """The names that stand in texts; of those that end at one place, the longest."""
        found: dict[str, None] = {}
        for text in texts:
            for end in self.ends.finditer(text):
                here = end.end()
                pieces = (text[here - length : here] for length in self.lengths if length <= here)
                name = next((piece for piece in pieces if piece in self.owners), None)
                if name is not None:
                    found[name] = None
        return found


def full_names_of(departments: Mapping[str, NamesTold]) -> FullNames:
    """All names, of all times, that say whose they are: they begin with a place of the department's region."""
    owners: dict[str, set[str]] = defaultdict(set)
    for id, department in departments.items():
        for name in department.names:
            if name.startswith(department.places) and name not in department.places:
                owners[name].add(id)
    ends = sorted({re.escape(name[-1]) for name in owners})
    return FullNames(
        owners={name: frozenset(ids) for name, ids in owners.items()},
        lengths=tuple(sorted({len(name) for name in owners}, reverse=True)),
        ends=re.compile("|".join(ends) or r"(?!)"),
    )
