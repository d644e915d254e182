"""编排 in a run: the text of a document, of an edition that is sound."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.explained_figures import with_figures
from gongkai.composition.compose import Composed, compose
from gongkai.figures.derivation import Accounts
from gongkai.figures.neighbours import Neighbour
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.library import Library
from gongkai.model.documents import Document
from gongkai.model.publication import Publication
from gongkai.pipeline.deriving import accounts_of, as_summed, neighbours_of
from gongkai.pipeline.workspace import Workspace


def composed_of(library: Library, case: Case, edition: LoadedEdition) -> Composed | None:
    """The text; None if the edition is at fault."""
    if not edition.sound:
        return None
    return _told(case, _composed(library, case.document, case.accounts, case.neighbours, edition))


def text_of(workspace: Workspace, case: Case, edition: LoadedEdition) -> Composed | None:
    """The text of a document of the workspace, composed once; None if the edition is at fault."""
    return _told(case, _text(workspace, case.document, edition)) if edition.sound else None


def text_before(workspace: Workspace, id: str) -> Publication | None:
    """The text of the department's document of this kind of the year before, composed and not checked.

    None if there is none, or none that can be composed; what is wrong with it is told where it is the document itself.
    """
    before = workspace.year_before(id)
    loaded = workspace.load(before) if before else None
    if loaded is None or not loaded.whole or loaded.document is None or loaded.edition is None:
        return None
    if not loaded.edition.sound:
        return None
    with suppress(Exception):  # a crash is that document's, and must not cost this one
        made = _text(workspace, loaded.document, loaded.edition)
        return None if made.exhausted else made.publication
    return None


def _text(workspace: Workspace, document: Document, edition: LoadedEdition) -> Composed:
    document = as_summed(workspace, document)
    of, text = workspace.texts.get(document.id, (None, None))
    if of is not document or text is None:
        accounts, neighbours = accounts_of(workspace, document), neighbours_of(workspace, document)
        text = _composed(workspace.library, document, accounts, neighbours, edition)
        workspace.texts[document.id] = document, text
    return text


def _composed(
    library: Library,
    document: Document,
    accounts: Accounts,
    neighbours: Mapping[str, Neighbour],
    edition: LoadedEdition,
) -> Composed:
    return compose(document, accounts, neighbours, library.glossary.terms, library.glossary.slugs, edition.wording)


def _told(case: Case, made: Composed) -> Composed:
    """With the figures that belong to a finding."""
    return replace(made, findings=tuple(with_figures(case, one) for one in made.findings))
