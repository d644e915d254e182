"""雷同: long texts that stand, but for a few words, in a document of another department."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.texts import Source, Written, written
from gongkai.model.corpus import LONG, Copy, clauses, is_copy, weight
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity

SHOWN = 16
"""characters of a text that a message shows"""

_SOURCES = (Source.EXPLANATION, Source.FORM, Source.REPORT)
_RULES = re.compile(r"应当|是指|是否|^指")
"""what a regulation or a form's notes say, and everybody copies"""


def texts_are_its_own(case: Case) -> Iterator[Outcome]:
    """N403 文字雷同: no long text stands in one other department's document (rule X16).

    Names, numbers and quoted titles do not count, nor what several departments say alike, nor what a regulation says.
    The duties in 概况 are alike wherever bureaus are.
    """
    if case.corpus.alone:
        yield Skipped(reason="库里没有别的部门")
        return
    copied: dict[tuple[str, str], list[tuple[Written, Copy]]] = {}
    for text in written(case):
        if text.source not in _SOURCES or _RULES.search(text.text) or _defines(case, text):
            continue
        if weight(clauses(text.text, case.corpus.names)) < LONG:
            continue
        copy = _copy(case, text)
        if copy is None:
            yield Held()
        else:
            copied.setdefault((text.place.path, copy.document), []).append((text, copy))
    for (_, other), listed in copied.items():
        text, copy = listed[0]
        again = f"等{len(listed)}段文字" if listed[1:] else ""
        yield Finding(
            code=FindingCode.COPIED_TEXT,
            severity=Severity.WARNING,
            place=text.place,
            message=f"“{text.text.strip()[:SHOWN]}……”{again}与 {other} 的几乎一样",
            hint="请写本部门自己的情况；两家共同的事，或者统一规定的话，不用改",
            related=tuple(dict.fromkeys(copy.place for _, copy in listed)),
        )


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


RULES = (Rule(code=FindingCode.COPIED_TEXT, check=texts_are_its_own),)
