"""编排 in a run: the text of a document, of an edition that is sound."""

from __future__ import annotations

from dataclasses import replace

from gongkai.checks.context import Case
from gongkai.checks.funds.corrected import corrected
from gongkai.composition.compose import Composed, compose
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.library import Library


def composed_of(library: Library, case: Case, edition: LoadedEdition) -> Composed | None:
    """The text; what only a wrong 资金 makes the explanation ask for is not told besides."""
    if not edition.sound:
        return None
    composed = _text(library, case, edition)
    right = corrected(case)
    if right is case:
        return composed
    asked = frozenset(_text(library, right, edition).findings)
    return replace(composed, findings=tuple(one for one in composed.findings if one in asked))


def _text(library: Library, case: Case, edition: LoadedEdition) -> Composed:
    glossary = library.glossary
    return compose(case.document, case.accounts, case.neighbours, glossary.terms, glossary.slugs, edition.wording)
