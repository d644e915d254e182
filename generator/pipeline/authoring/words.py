"""送审的 Word: documents as .docx, fit for publication or not, for whoever reviews them; never part of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.files import open_within
from gongkai.model.documents import Document
from gongkai.model.findings import Finding, errors
from gongkai.model.nodes import Node
from gongkai.model.publication import Publication
from gongkai.model.reviewed import WrittenWord
from gongkai.pipeline.composing import text_of
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress, run
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.rendering.word.document import render_word
from gongkai.rendering.word.slots import Slots

NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""signs that no file may have in its name, on whatever system"""


class Reviewable(Struct, frozen=True, kw_only=True):
    """可以送审的文件: its text, and what people typed in it."""

    document: Document
    edition: LoadedEdition
    publication: Publication
    slots: Slots
    nodes: dict[str, Node]
    """its files by their names"""


def reviewable(workspace: Workspace, id: str) -> Reviewable | tuple[Finding, ...]:
    """A document with its text, or the findings that keep it from having one."""
    loaded = workspace.load(id)
    if loaded.document is None or loaded.edition is None or not loaded.whole:
        return tuple(errors(loaded.findings))
    composed = text_of(workspace, case_of(workspace, loaded.document, loaded.edition), loaded.edition)
    if composed is None:
        return tuple(errors(loaded.findings))
    folder = workspace.folders[id].path
    nodes = {
        path.relative_to(folder).as_posix(): node for path, node in loaded.nodes.items() if path.is_relative_to(folder)
    }
    edition = loaded.document.edition
    printed_in = edition.amounts.unit_in_text or edition.amounts.unit
    slots = Slots(id, nodes, edition.inputs, typed_in=loaded.document.head.unit, printed_in=printed_in)
    return Reviewable(
        document=loaded.document, edition=loaded.edition, publication=composed.publication, slots=slots, nodes=nodes
    )


def write_words(
    project: Project, only: tuple[str, ...], output: Path, progress: Progress, jobs: int
) -> Iterator[WrittenWord]:
    """A .docx for each document below the ids, in folders as those of content."""
    workspace = Workspace.open(project)
    ids = workspace.chosen(only)

    def work(id: str) -> WrittenWord:
        return _written(workspace, id, output)

    with closing(run(ids, work, jobs)) as outcomes:
        for done, outcome in enumerate(outcomes):
            progress("Word", done, len(ids))
            yield outcome.value or WrittenWord(id=outcome.task, findings=(crash(project, outcome),))
    progress("Word", len(ids), len(ids))


def _written(workspace: Workspace, id: str, output: Path) -> WrittenWord:
    made = reviewable(workspace, id)
    if isinstance(made, tuple):
        return WrittenWord(id=id, findings=made)
    title = made.publication.title
    path = output / Path(id).parent / f"{NO_NAME.sub('', title)}（送审）.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_word(made.publication, made.slots, workspace.project.templates))
    return WrittenWord(id=id, title=title, path=path.as_posix())


def own_files(workspace: Workspace, id: str, names: Iterator[str]) -> dict[str, bytes]:
    """The bytes of files of a document; none for one that is not there. Raises OSError where one must not be read."""
    folder = workspace.folders[id].path
    held: dict[str, bytes] = {}
    for name in names:
        if (folder / name).is_file():
            data = open_within(folder, name, f"{DEPARTMENTS}/{id}/{name}")
            if isinstance(data, Finding):
                raise OSError(data.message)
            held[name] = data
    return held
