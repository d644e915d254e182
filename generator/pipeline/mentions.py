"""提到的: what of all that is shared the files of documents name, read as text: perhaps more than they use.

So digests and checks see the same without reading documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache, cached_property
from pathlib import Path

from gongkai.checks.spellings import bare
from gongkai.loading.edition_files import FILES as EDITION_FILES
from gongkai.loading.folders import DEPARTMENT, DOCUMENT
from gongkai.model.corpus import Corpus
from gongkai.model.dealings import DEALINGS, OTHER
from gongkai.model.departments import UnitOfDepartment
from gongkai.model.lineage import ChangeOfDepartment
from gongkai.pipeline.workspace import Workspace

UNIT_FOLDER = UnitOfDepartment.model_fields["folder"].alias or ""
"""what department.yml calls the folder of a unit that publishes its own"""
PREDECESSORS = ChangeOfDepartment.model_fields["predecessors"].alias or ""
_FOLDERS = re.compile(rb"[a-z0-9-]+(?:/[a-z0-9-]+)*")
_WORDS = re.compile(rb"""[^\s"'\[\]{},:#]+""")
_NAMED = re.compile(rf"{OTHER}:[ \t]+[\"']?([^\n\"',{{}}\[\]#]+)")
"""counterparts of 往来"""
_YEARS = re.compile(rb"(?<![0-9])20[0-9]{2}(?![0-9])")


class Mentions:
    """提到的 in the files of a workspace; what several documents share is read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._project = workspace.project
        self.look_again_at_editions()

    def turn_to(self, workspace: Workspace) -> None:
        """To another workspace of the same project, with the same editions."""
        self._workspace = workspace
        self.__dict__.pop("_folders_by_tail", None)
        self.look_again()

    def look_again(self) -> None:
        """Files of documents may be others by now."""
        self.text = cache(text_of)
        self.editions = cache(self._editions)
        self.lineage = cache(self._lineage)
        self.years = cache(self._years)

    def look_again_at_editions(self) -> None:
        """Those of editions too."""
        self.look_again()
        self.ancestors = cache(self._inherited)
        self._years_of_edition = cache(self._years_in)
        self._terms_of_edition = cache(self._terms_in_edition)

    def _editions(self, id: str) -> list[str]:
        """The editions that a document names, and perhaps more."""
        return self._named(self.text(self._workspace.folders[id].path / DOCUMENT))

    def _lineage(self, id: str) -> tuple[str, ...]:
        """The same with those that they inherit from, in order of name; none where it names none that there is."""
        return tuple(sorted({one for name in self.editions(id) for one in self.ancestors(name)}))

    def _inherited(self, name: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            if (one := waiting.pop()) not in found:
                found[one] = None
                waiting += self._named(self._of_edition(one))
        return tuple(found)

    def _named(self, text: bytes) -> list[str]:
        """Names of editions that stand in a text."""
        if b"\\" in text or self._odd:
            return [name for name in self.names if mentions(text, name)]
        words = set(_WORDS.findall(text))
        return [name for name, word in self._words.items() if word in words]

    @cached_property
    def _words(self) -> dict[str, bytes]:
        return {name: name.encode() for name in self.names}

    @cached_property
    def _odd(self) -> bool:
        """Whether a name is more than a word."""
        return any(not _WORDS.fullmatch(word) for word in self._words.values())

    @cached_property
    def names(self) -> list[str]:
        """Of the editions that there are."""
        return sorted(path.parent.name for path in self._project.editions.glob("*/edition.yml"))

    def _of_edition(self, name: str) -> bytes:
        return b"".join(self.text(self._project.editions / name / file) for file in EDITION_FILES)

    def of_units(self, id: str) -> Iterator[str]:
        """The documents of the units that department.yml names."""
        department = self.text(self._workspace.folders[id].path.parents[1] / DEPARTMENT)
        if mentions(department, UNIT_FOLDER):
            escaped = b"\\" in department
            named = {one.decode() for one in _FOLDERS.findall(department)}
            for tail in self._workspace.tails_of_units(id):
                there = self._folders_by_tail.get(tail, {})
                yield from (f"{one}{tail}" for one in there if escaped or one in named)

    def of_predecessors(self, id: str) -> Iterator[str]:
        """The documents of the years and kinds around this one of the departments that department.yml names as 前身."""
        folder = self._workspace.folders[id]
        department = self.text(folder.path.parents[1] / DEPARTMENT)
        if mentions(department, PREDECESSORS):
            escaped = b"\\" in department
            named = {one.decode() for one in _FOLDERS.findall(department)}
            for year, kind in self._workspace.kinds.around(folder.kind, folder.year).values():
                tail = f"/{year}/{kind.folder}"
                there = self._folders_by_tail.get(tail, {})
                yield from (f"{one}{tail}" for one in there if escaped or one in named)

    @cached_property
    def _folders_by_tail(self) -> dict[str, dict[str, None]]:
        """Departments by the year and kind of what they have: /2024/final-accounts."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for id, folder in self._workspace.folders.items():
            found[id.removeprefix(folder.department_id)][folder.department_id] = None
        return found

    def _years(self, id: str) -> frozenset[int]:
        """The years of which a document may read codes: its own, and those that its editions name."""
        own = frozenset({self._workspace.folders[id].year})
        return own.union(*map(self._years_of_edition, self.lineage(id)))

    def _years_in(self, edition: str) -> set[int]:
        return set(map(int, _YEARS.findall(self.text(self._project.editions / edition / EDITION_FILES[0]))))

    def terms(self, id: str) -> set[str]:
        """The terms of content/glossary of which a spelling stands in its editions, its figures or its names."""
        path = self._workspace.folders[id].path
        printed = set[str]().union(*map(self._terms_of_edition, self.lineage(id)))
        own = self.text(path / "figures.yml") + self.text(path.parents[1] / DEPARTMENT)
        return printed | self._terms_in(own, self._spellings.keys() - printed)

    def _terms_in_edition(self, name: str) -> set[str]:
        return self._terms_in(self._of_edition(name), self._spellings)

    def _terms_in(self, text: bytes, terms: Collection[str]) -> set[str]:
        if b"\\" in text:
            return set(terms)
        plain = bare(text.decode(errors="replace")) if terms else ""
        return {term for term in terms if any(spelling in plain for spelling in self._spellings[term])}

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        terms = self._workspace.library.glossary.terms
        return {term: tuple(map(bare, (term, *one.variants))) for term, one in terms.items()}


def named_by(workspace: Workspace, id: str) -> dict[str, str]:
    """By the name of each counterpart: the id of its document or, if there is none, the name that is most like it."""
    own = workspace.folders[id]
    path = own.path / DOCUMENT
    text = path.read_bytes().decode(errors="replace") if path.is_file() and not path.is_symlink() else ""
    names = (name.strip() for name in _NAMED.findall(text)) if DEALINGS in text else ()
    return {name: workspace.named.document(own, name) or workspace.named.like(name) for name in dict.fromkeys(names)}


def shared_by(workspace: Workspace, id: str, corpus: Corpus) -> list[str]:
    """Documents of other departments, of the same year and sort, that list a project of this one."""
    own = workspace.folders[id]
    ids = {other for others in corpus.projects.values() for other in others if other in workspace.folders}
    alike = (workspace.folders[other] for other in sorted(ids))
    return [one.id for one in alike if (one.year, one.kind.nature) == (own.year, own.kind.nature)]


def mentions(text: bytes, name: str) -> bool:
    """Whether a name stands in a text, or may do so by an escape."""
    return name.encode() in text or b"\\" in text


def text_of(path: Path) -> bytes:
    """What a file holds; nothing if it cannot be read, which is reported elsewhere."""
    try:
        return path.read_bytes() if not path.is_symlink() else b""
    except OSError:
        return b""
