"""送去的文件: which files of a project another machine needs, for all documents and for some of them.

Whether they were enough is not believed: the other machine works out the digests of its documents from them, and they
must be those of this machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from gongkai.loading.classifications import FOLDER as LISTS
from gongkai.loading.glossary_files import FOLDER as GLOSSARY
from gongkai.pipeline.cluster.bundles import Bundle
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import DEPARTMENTS
from gongkai.publishing.files import files_below

SHARED = ("templates", f"content/{GLOSSARY}", f"content/{LISTS}")
"""folders that all documents may read from"""
NOT_SHARED = ("templates/fonts", "templates/repository", "templates/panel", "templates/bureau")
"""what no document goes through"""


def shared_bundle(project: Project) -> Bundle:
    """What all documents share."""
    left = tuple(f"{project.root}/{name}/" for name in NOT_SHARED)
    below = (Path(entry.path) for name in SHARED for _, entry in files_below(project.root / name))
    return Bundle.of(project.root, [project.settings, *(one for one in below if not str(one).startswith(left))])


class Inputs:
    """送去的文件 of some documents of a workspace."""

    def __init__(self, digests: Digests) -> None:
        self._workspace = workspace = digests.workspace
        self._digests = digests
        self._by_department: dict[str, list[str]] = defaultdict(list)
        for folder in workspace.folders.values():
            self._by_department[folder.department_id].append(folder.id)

    def bundle(self, ids: Iterable[str]) -> Bundle:
        """What these documents read: their departments' files, those of units, and what stands above them."""
        root = self._workspace.project.root / DEPARTMENTS
        paths: set[Path] = set()
        for department in self._departments(ids):
            folder = root / department
            paths.update(Path(entry.path) for _, entry in files_below(folder))
            for above in (one for one in folder.parents if one.is_relative_to(root)):
                paths.update(one for one in above.iterdir() if one.is_file())
        return Bundle.of(self._workspace.project.root, paths)

    def read_with(self, ids: Iterable[str]) -> Iterator[str]:
        """These documents and all that go along with them."""
        for department in self._departments(ids):
            yield from self._by_department[department]

    def _departments(self, ids: Iterable[str]) -> frozenset[str]:
        """The departments of documents, and of all whose figures they draw."""
        own = tuple(ids)
        spoken_of = {one for id in own for one in self._digests.spoken_of(id)}
        waiting = {self._workspace.department(id) for id in (*own, *spoken_of)}
        found: set[str] = set()
        while waiting:
            found |= waiting
            there = (id for name in waiting for id in self._by_department[name])
            drawn = (one for id in there for one in self._digests.drawn_from(id))
            waiting = {self._workspace.department(one) for one in drawn} - found
        return frozenset(found)
