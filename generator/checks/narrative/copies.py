"""雷同: long texts that stand, but for a few words, in a document of another department."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import ALONE, Said, Skipped, each
from gongkai.checks.texts import Source, Written, written
from gongkai.model.corpus import LONG, Copy, clauses, is_copy, weight
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found

SHOWN = 16
"""characters of a text that a message shows"""

_SOURCES = (Source.EXPLANATION, Source.FORM, Source.REPORT)


def _compared(case: Case) -> Iterator[list[tuple[Written, Copy]] | Skipped]:
    """Long texts: nothing for one that is nowhere else, and all of a file together that stand in one document."""
    if case.corpus.alone:
        yield ALONE
        return
    copied: dict[tuple[str, str], list[tuple[Written, Copy]]] = {}
    for text in _long_texts(case):
        copy = _copy(case, text)
        if copy is None:
            yield []
        else:
            copied.setdefault((text.place.path, copy.document), []).append((text, copy))
    yield from copied.values()


@each(_compared)
def texts_are_its_own(_case: Case, copied: list[tuple[Written, Copy]]) -> Iterator[Said]:
    """N403 文字雷同: no long text stands in one other department's document (rule X16).

    Names, numbers and quoted titles do not count, nor what several departments say alike, nor what a regulation says.
    The duties in 概况 are alike wherever bureaus are.
    """
    for text, copy in copied[:1]:
        others = tuple(dict.fromkeys(copy.place for _, copy in copied))
        many, shown = len(copied) if copied[1:] else "", text.text.strip()[:SHOWN]
        yield found("N403", text.place, 文=shown, 数=many, 文件=copy.document, related=others)


def _long_texts(case: Case) -> Iterator[Written]:
    said_by_all = word_pattern("N403", "规定的话")
    for text in written(case):
        own = text.source in _SOURCES and not said_by_all.search(text.text) and not _defines(case, text)
        if own and weight(clauses(text.text, case.corpus.names)) >= LONG:
            yield text


def _copy(case: Case, text: Written) -> Copy | None:
    copies = case.corpus.copies.get((text.place.path, text.place.line), ())
    own = [clause for clause in clauses(text.text, case.corpus.names) if clause not in case.corpus.common]
    return next((copy for copy in copies if is_copy(own, copy.clauses)), None)


def _defines(case: Case, text: Written) -> bool:
    """Whether a text is the definition of an indicator, which the form's authors give to all."""
    if text.source is not Source.FORM:
        return False
    for data in case.document.performance:
        roles = case.document.edition.performance[data.form].roles.indicators
        if roles is not None and roles.definition and text.path.startswith(f"{data.slug}.{roles.at}."):
            return text.path.endswith(f".{roles.definition}")
    return False
