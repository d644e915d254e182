"""看版式: an edition put together, and what it changes against another, whether or not it has faults."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.loading.edition_files import LoadedEdition
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.reporting.edition_diff import OF_FOLDERS, told
from gongkai.reporting.edition_yaml import NoSuchPartError, shown

WORDING = "措辞"


class Answer(Struct, frozen=True, kw_only=True):
    """What there is to say, and what is wrong with the editions."""

    text: str
    findings: tuple[Finding, ...] = ()


def names(project: Project) -> tuple[str, ...]:
    """The editions of a project."""
    return tuple(sorted(path.parent.name for path in project.editions.glob("*/edition.yml")))


def overview(project: Project) -> Answer:
    """Each edition in a line: its folder, its name, year and kind, what it inherits from."""
    workspace = Workspace.open(project)
    loaded = [(name, workspace.edition(name, NOWHERE)) for name in names(project)]
    lines = (f"{name}  {_title(edition)}{_parent(edition)}\n" for name, edition in loaded)
    return Answer(text="".join(lines), findings=_faults(edition for _, edition in loaded))


def show(project: Project, name: str, path: str) -> Answer:
    """An edition, or the part of it at a path, with the places that it comes from.

    Raises NoSuchPartError, unless what could not be read may have been there.
    """
    loaded = Workspace.open(project).edition(name, NOWHERE)
    wording = "".join(f"  {file}  # {_below(place)}\n" for file, place in loaded.wordings().items())
    wording = f"{WORDING}:\n{wording}" if wording else ""
    if path == WORDING:
        return Answer(text=wording, findings=loaded.findings)
    if loaded.tree is None:
        return Answer(text="", findings=loaded.findings)
    written = replace(loaded.tree, items=tuple(pair for pair in loaded.tree.items if pair[0].text not in OF_FOLDERS))
    try:
        return Answer(text=shown(written, path) + ("" if path else wording), findings=loaded.findings)
    except NoSuchPartError:
        if loaded.edition is not None:
            raise
        return Answer(text="", findings=loaded.findings)


def diff(project: Project, old: str, new: str) -> Answer:
    """What an edition changes against another."""
    workspace = Workspace.open(project)
    before, after = (workspace.edition(name, NOWHERE) for name in (old, new))
    text = ""
    if before.tree is not None and after.tree is not None:
        heading = f"{new}（{_title(after)}）\n同 {old}（{_title(before)}）相比：\n\n"
        text = heading + told(before.tree, after.tree, _wording_texts(before), _wording_texts(after))
    return Answer(text=text, findings=_faults((before, after)))


def _faults(editions: Iterable[LoadedEdition]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for loaded in editions for finding in loaded.findings))


def _title(loaded: LoadedEdition) -> str:
    if loaded.tree is None:
        return ""
    name, *rest = map(loaded.tree.said, ("名称", "年度", "种类"))
    return "，".join(filter(None, (name, "年".join(rest))))


def _parent(loaded: LoadedEdition) -> str:
    parents = [folder.parent.name for folder in loaded.wording[1:]]
    return f"，继承 {parents[0]}" if parents else ""


def _wording_texts(loaded: LoadedEdition) -> dict[str, str]:
    files = loaded.wordings().items()
    return {name: path.read_text(encoding="utf-8-sig", errors="replace") for name, path in files}


def _below(path: Path) -> str:
    return "/".join(path.parts[-3:])
