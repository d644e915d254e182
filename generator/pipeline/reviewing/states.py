"""状态 of a document in a version of the repository, to be set beside its state in another."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.changes.books import Books, main_figures
from gongkai.changes.state import State
from gongkai.pipeline.preparing import Prepared, prepare
from gongkai.pipeline.workspace import Workspace


def state_of(workspace: Workspace, id: str) -> State | None:
    """A document as it stands there; None where it does not."""
    if id not in workspace.folders:
        return None
    prepared = prepare(workspace, id)
    folder = workspace.folders[id].path
    nodes = {}
    for path, node in workspace.load(id).nodes.items():
        below = path.is_relative_to(folder)
        nodes[path.relative_to(folder).as_posix() if below else path.name] = node
    composed = prepared.composed
    return State(
        id=id,
        identity=prepared.identity,
        document=prepared.document,
        publication=composed.publication if composed else None,
        accounts=prepared.accounts,
        nodes=nodes,
        findings=prepared.findings,
        blocked=prepared.blocked,
        summary=tuple(_summary(prepared)),
    )


def _summary(prepared: Prepared) -> Iterator[str]:
    """The main figures of a document, and how much it holds."""
    if prepared.composed is None or prepared.document is None:
        return
    yield from (f"{one.title}{one.text}{one.unit}" for one in prepared.composed.highlights)
    tables = [table for table in prepared.composed.publication.tables() if not table.form]
    if not prepared.composed.highlights and prepared.accounts:
        yield from main_figures(Books(prepared.accounts))
    forms, reports = len(prepared.document.performance), len(prepared.document.reports)
    yield f"{len(tables)}张表、{forms}份绩效表单" + (f"、{reports}份报告" if reports else "")
