"""编排 in a run: the text of a document, of an edition that is sound."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from gongkai.checks.context import Case
from gongkai.checks.explained_figures import with_figures
from gongkai.composition.compose import Composed, compose
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.library import Library
from gongkai.model.publication import Publication
from gongkai.pipeline.deriving import accounts_of, neighbours_of
from gongkai.pipeline.workspace import Workspace


def composed_of(library: Library, case: Case, edition: LoadedEdition) -> Composed | None:
    """The text; None if the edition is at fault."""
    if not edition.sound:
        return None
    glossary = library.glossary
    made = compose(case.document, case.accounts, case.neighbours, glossary.terms, glossary.slugs, edition.wording)
    return replace(made, findings=tuple(with_figures(case, one) for one in made.findings))


def text_before(workspace: Workspace, id: str) -> Publication | None:
    """The text of the department's document of this kind of the year before, composed and not checked.

    None if there is none, or none that can be composed; what is wrong with it is told where it is the document itself.
    """
    before = workspace.year_before(id)
    loaded = workspace.load(before) if before else None
    if loaded is None or not loaded.whole or loaded.document is None or loaded.edition is None:
        return None
    document, edition, glossary = loaded.document, loaded.edition, workspace.library.glossary
    if not edition.sound:
        return None
    with suppress(Exception):  # a crash is that document's, and must not cost this one
        accounts, neighbours = accounts_of(workspace, document), neighbours_of(workspace, document)
        made = compose(document, accounts, neighbours, glossary.terms, glossary.slugs, edition.wording)
        return None if made.exhausted else made.publication
    return None
