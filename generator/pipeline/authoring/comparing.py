"""对照原件: one document beside what was published, and the 原文 that would record every difference."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from gongkai.comparison.compare import compare
from gongkai.comparison.original import Line, read_original
from gongkai.comparison.result import Comparison, Mismatch
from gongkai.loading.edition_files import LoadedEdition
from gongkai.model.documents import Document
from gongkai.model.entries import OriginalWording
from gongkai.pipeline.composing import text_of
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace


class UnreadDocumentError(Exception):
    """The document could not be composed: its errors come first."""


def compare_with_original(project: Project, id: str, original: Path, *, recorded: bool) -> Comparison:
    """All differences. `recorded`: with the 原文 that the document has, else what derives alone.

    Raises OriginalError, UnreadDocumentError.
    """
    lines = read_original(original)
    workspace = Workspace.open(project)
    loaded = workspace.load(id)
    if loaded.document is None or loaded.edition is None or not loaded.whole:
        raise UnreadDocumentError
    document = loaded.document if recorded else replace(loaded.document, originals=())
    found, _ = _compared(workspace, document, loaded.edition, lines)
    if not document.archived:  # what is written here is put right, not recorded
        return replace(found, differences=tuple(replace(one, entry=None) for one in found.differences))
    return _tried(workspace, document, loaded.edition, lines, found)


def _tried(
    workspace: Workspace, document: Document, edition: LoadedEdition, lines: Sequence[Line], found: Comparison
) -> Comparison:
    """Without entries that do not fit, or leave their difference."""
    offered = dict.fromkeys(one.entry for one in found.differences if one.entry)
    document = replace(document, originals=(*document.originals, *offered))
    again, misfits = _compared(workspace, document, edition, lines)
    left = set(map(_words, again.differences))
    tried = (
        replace(one, entry=None) if one.entry in misfits or _words(one) in left else one for one in found.differences
    )
    return replace(found, differences=tuple(tried))


def _words(one: Mismatch) -> tuple[str, str, str]:
    return (one.label, one.expected, one.printed)


def _compared(
    workspace: Workspace, document: Document, edition: LoadedEdition, lines: Sequence[Line]
) -> tuple[Comparison, frozenset[OriginalWording]]:
    """The comparison, and those of the 原文 that do not fit where they are to stand (N103)."""
    composed = text_of(workspace, case_of(workspace, document, edition), edition)
    if composed is None:
        raise UnreadDocumentError
    found = compare(
        composed.publication, lines, recorded=document.originals, personal=bool(document.head.personal_data)
    )
    told = [one.about for one in composed.findings if one.code == "N103"]
    return found, frozenset(one for one in document.originals if any(_is_about(one, about) for about in told))


def _is_about(one: OriginalWording, about: tuple[str, ...]) -> bool:
    return one.where in about and (one.expected in about or len(about) == 1)
