"""迁移 of documents to their changed edition, or to another: planned for all, and written for those that can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path

from msgspec import Struct

from gongkai.loading.edition_files import load_edition
from gongkai.loading.files import open_within
from gongkai.loading.folders import DOCUMENT_FILES, DocumentFolder
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.migration.plan import HEAD, Migrated, Migration, planned
from gongkai.migration.renames import Renames
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, errors
from gongkai.model.nodes import Node
from gongkai.model.places import NOWHERE
from gongkai.pipeline.exchanging import exchange
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.writing.splicing import spliced


class Wanted(Struct, frozen=True, kw_only=True):
    """要做的: from one edition to another by name, or each document's own as it was in a folder (`before`)."""

    old: str = ""
    new: str = ""
    before: Path | None = None
    only: tuple[str, ...] = ()
    write: bool = False


class _File(Struct, frozen=True):
    path: Path
    shown: str
    data: bytes
    node: Node | None
    faults: tuple[Finding, ...]


def migrate(project: Project, wanted: Wanted) -> Migration:
    """Plan for each document of the edition, and write what is planned if that is wanted."""
    workspace = Workspace.open(project)
    compared = _Compared(project, wanted)
    done: list[Migrated] = []
    for id in workspace.chosen(wanted.only):
        files = dict(_files(project.root, workspace.folders[id]))
        head = files[HEAD].node if HEAD in files else None
        name = head.said("版式") if head else ""
        if wanted.old and name not in (wanted.old, ""):
            continue
        done.append(_document(id, name, files, compared.renames(name), write=wanted.write))
    return Migration(documents=tuple(done), renames=compared.known(), faults=tuple(dict.fromkeys(compared.faults)))


class _Compared:
    """Pairs of editions, each compared once."""

    def __init__(self, project: Project, wanted: Wanted) -> None:
        self.project = project
        self.wanted = wanted
        self.faults: list[Finding] = []
        self._renames: dict[str, Renames | None] = {}

    def renames(self, name: str) -> Renames | None:
        if name and name not in self._renames:
            before = self._edition(self.wanted.before or self.project.editions, name)
            after = self._edition(self.project.editions, self.wanted.new or name)
            self._renames[name] = Renames.between(before, after) if before and after else None
        return self._renames.get(name)

    def known(self) -> dict[str, Renames]:
        return {name: one for name, one in self._renames.items() if one is not None}

    def _edition(self, editions: Path, name: str) -> Edition | None:
        loaded = load_edition(editions, name, NOWHERE)
        self.faults += errors(loaded.findings)
        return None if errors(loaded.findings) else loaded.edition


def _files(root: Path, folder: DocumentFolder) -> Iterator[tuple[str, _File]]:
    """The YAML files of a document, by their names below its folder."""
    forms = sorted(path.name for path in (folder.path / "performance").glob("*.yml"))
    for name in (*DOCUMENT_FILES, *(f"performance/{form}" for form in forms)):
        path = folder.path / name
        if not path.is_file():
            continue
        shown = path.relative_to(root).as_posix()
        data = open_within(root, shown, shown)
        if isinstance(data, Finding):
            yield name, _File(path, shown, b"", None, (data,))
            continue
        read = parse_yaml(data, shown)
        yield name, _File(path, shown, data, read.node, errors(read.findings))


def _document(id: str, edition: str, files: Mapping[str, _File], renames: Renames | None, *, write: bool) -> Migrated:
    refused = tuple(_reasons(files.values(), renames))
    if refused or renames is None:
        return Migrated(id=id, edition=edition, refused=refused)
    nodes = {name: file.node for name, file in files.items() if file.node is not None}
    made = Migrated(id=id, edition=edition, plan=planned(nodes, renames))
    texts: dict[Path, tuple[bytes, bytes]] = {}
    for name, changes in filter(itemgetter(1), made.plan.changes.items()):
        file = files[name]
        text = spliced(file.data, file.shown, {place: change.new for place, change in changes.items()})
        if text is None:
            made.refused += (f"{file.shown} 有名称分几行写，或者改了以后读不出来：请先把它们写在一行里",)
        else:
            texts[file.path] = (file.data, text)
    if write and texts and not made.refused:
        made.refused = exchange(texts)
        made.written = not made.refused
    return made


def _reasons(files: Iterable[_File], renames: Renames | None) -> Iterator[str]:
    """Why nothing can be done with a document."""
    faults = [fault for file in files for fault in file.faults]
    if faults:
        yield from (f"{one.place}  {one.code} {one.message}" for one in faults)
    elif renames is None:
        yield "它的版式没有读成功"
    else:
        yield from renames.torn()
