"""编排 in a run: the text of a document, of an edition that is sound."""

from __future__ import annotations

from dataclasses import replace

from gongkai.checks.context import Case
from gongkai.checks.explained_figures import with_figures
from gongkai.composition.compose import Composed, compose
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.library import Library


def composed_of(library: Library, case: Case, edition: LoadedEdition) -> Composed | None:
    """The text; None if the edition is at fault."""
    if not edition.sound:
        return None
    glossary = library.glossary
    made = compose(case.document, case.accounts, case.neighbours, glossary.terms, glossary.slugs, edition.wording)
    return replace(made, findings=tuple(with_figures(case, one) for one in made.findings))
