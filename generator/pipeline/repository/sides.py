"""一边: one of the two states of a project that are compared; of a commit no more is taken out than is asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from gongkai.loading.folders import DEPARTMENT, DOCUMENT, WAIVERS, DocumentFolder
from gongkai.loading.shared_forms import read_kinds
from gongkai.model.regions import REGION
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.revisions import Entry, Revision, contents, entries, unpack
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace, within
from gongkai.rendering.pdf.fonts import glyphs_of
from gongkai.scanning.texts import TEXTS, department_files, texts_on_disk

SHARED = ("content/glossary", "content/classifications", "templates/editions")
AT_A_TIME = 200
"""documents whose texts are held at once"""
_DOCUMENT = re.compile(rf"{DEPARTMENTS}/(?P<department>.+)/(?P<year>[0-9]{{4}})/(?P<kind>[^/]+)/{DOCUMENT}")


def is_shared(path: str) -> bool:
    """Whether all documents may rest on a file: editions, kinds, codes, glossary."""
    return any(within(path, folder) for folder in SHARED) or (path.startswith("templates/") and path.count("/") == 1)


class WorkTree:
    """工作区: the project as it lies there, read and never written."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.refused: tuple[Entry, ...] = ()

    @cached_property
    def workspace(self) -> Workspace:
        return Workspace.open(self.project)

    @property
    def folders(self) -> Mapping[str, DocumentFolder]:
        return self.workspace.folders

    @cached_property
    def departments(self) -> Mapping[str, bytes]:
        """What each department.yml holds."""
        return dict(department_files(self.project.root, self.folders.values()))

    def texts(self, folder: DocumentFolder) -> Mapping[str, bytes]:
        return texts_on_disk(self.project.root, folder)

    def open(self, _departments: Collection[str], _files: Collection[str]) -> Workspace:
        return self.workspace

    def same(self, id: str) -> str:
        """What tells a document that was moved as it is."""
        folder = self.folders[id]
        figures = folder.path / "figures.yml"
        return figures.read_text(encoding="utf-8", errors="replace") if figures.is_file() else ""


class Commit:
    """一个提交, taken out below a folder of ours as far as it is wanted."""

    def __init__(self, project: Project, revision: Revision, root: Path, templates: Revision | None = None) -> None:
        self.real = project
        self.revision = revision
        self.project = Project(root=root)
        self.refused: tuple[Entry, ...] = ()
        self._held: dict[str, bytes] = {}
        listed = {one.path: one for one in entries(revision, ("content",))}
        above = entries(templates or revision, ("templates",))
        self.files: Mapping[str, Entry] = listed
        self._take((one for one in above if is_shared(one.path)), templates or revision)
        self._take(one for one in listed.values() if is_shared(one.path))

    @cached_property
    def folders(self) -> Mapping[str, DocumentFolder]:
        kinds = read_kinds(self.project.templates).value
        found = {}
        for match in filter(None, map(_DOCUMENT.fullmatch, self.files)):
            kind = kinds.in_folder(match["kind"])
            if kind is not None and f"{DEPARTMENTS}/{match['department']}/{DEPARTMENT}" in self.files:
                id = match[0].removeprefix(f"{DEPARTMENTS}/").removesuffix(f"/{DOCUMENT}")
                path = self.project.content / "departments" / id
                department, year = match["department"], int(match["year"])
                found[id] = DocumentFolder(id=id, path=path, department_id=department, year=year, kind=kind)
        return dict(sorted(found.items()))

    @cached_property
    def departments(self) -> Mapping[str, bytes]:
        """What each department.yml holds."""
        names = dict.fromkeys(folder.department_id for folder in self.folders.values())
        files = {name: self.files[f"{DEPARTMENTS}/{name}/{DEPARTMENT}"] for name in names}
        plain = {name: one.blob for name, one in files.items() if not one.trouble}
        held = dict(contents(self.revision, plain.values()))
        return {name: held[blob] for name, blob in plain.items()}

    def texts(self, folder: DocumentFolder) -> Mapping[str, bytes]:
        """The files of a document that hold texts, by their path below the project; fetched for many at a time."""
        wanted = self._texts_of.get(folder.id, ())
        if any(one.blob not in self._held for one in wanted):
            ids = list(self._texts_of)
            at = ids.index(folder.id)
            some = {one.blob for id in ids[at : at + AT_A_TIME] for one in self._texts_of[id]}
            self._held = dict(contents(self.revision, some))
        return {one.path: self._held[one.blob] for one in wanted}

    @cached_property
    def _texts_of(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {id: [] for id in self.folders}
        for path, one in self.files.items():
            id, name = _split(path, found)
            if id and TEXTS.fullmatch(name) and not one.trouble:
                found[id].append(one)
        return {id: tuple(sorted(listed, key=lambda one: _rank(one.path))) for id, listed in found.items()}

    def open(self, departments: Collection[str], files: Collection[str]) -> Workspace:
        """With the documents of these departments, these files, the waivers and the populations above."""
        tops = {f"{DEPARTMENTS}/{name}" for name in departments}
        self._take(one for path, one in self.files.items() if self._wanted(path, tops, files))
        workspace = Workspace.open(self.project)
        workspace.glyphs = glyphs_of(self.real.fonts / "files", self.real.build / "glyphs.txt")
        return workspace

    def _wanted(self, path: str, tops: Collection[str], files: Collection[str]) -> bool:
        if is_shared(path):
            return False
        steps = path.split("/")
        below = any("/".join(steps[:depth]) in tops for depth in range(3, len(steps)))
        return below or path in files or steps[-1] in (WAIVERS, REGION)

    def same(self, id: str) -> str:
        """What tells a document that was moved as it is."""
        entry = self.files.get(f"{DEPARTMENTS}/{id}/figures.yml")
        if entry is None or entry.trouble:
            return ""
        return dict(contents(self.revision, [entry.blob]))[entry.blob].decode(errors="replace")

    def _take(self, wanted: Iterable[Entry], revision: Revision | None = None) -> None:
        self.refused += unpack(revision or self.revision, wanted, self.project.root)


Side = WorkTree | Commit


def own_files(paths: Iterable[str], ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each path that lies in the folder of a document: the document's id, and the name below its folder."""
    for path in paths:
        id, name = _split(path, ids)
        if id:
            yield id, name


def _split(path: str, ids: Collection[str]) -> tuple[str, str]:
    """The document in whose folder a path lies, and its name there; "" where it lies in none."""
    steps = path.removeprefix(f"{DEPARTMENTS}/").split("/")
    for depth in (len(steps) - 1, len(steps) - 2):
        id = "/".join(steps[:depth])
        if id in ids:
            return id, "/".join(steps[depth:])
    return "", ""


def _rank(path: str) -> tuple[bool, bool, str]:
    """In the order in which texts on disk are read."""
    return ("/reports/" in path, "/performance/" in path, path)
