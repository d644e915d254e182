"""版式的增减方向: what the edition's wording prints before a reason, more or less, is what its figures say.

解释 states which difference the reason is given for; a wording that gives 增减 its two figures the wrong way round
prints the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.comparisons import holds
from gongkai.checks.context import Case
from gongkai.checks.narrative.reasons import Reason, reasons
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.quantities import UnknownFigureError
from gongkai.figures.formulas import FormulaError
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.publication import AsPrinted, Span, Text

LEADS = re.compile(r"\s*(?:其|其中)?(?:主要)?(?:原因)?(?:是|为|系|在于)?(?:由于|因为)?[：:，]?")
"""a sentence that only leads to the reason: 。主要原因是……"""
SENTENCE_END = re.compile(r"[。；]")


def wording_says_the_direction(case: Case) -> Iterator[Outcome]:
    """N204 版式的增减方向: 增加, 减少 before a reason agree with the difference that it explains (rule X05)."""
    more, less = word_pattern("N204", "增加"), word_pattern("N204", "减少")
    for reason, words in _led_to(case):
        grows, shrinks = more.search(words) is not None, less.search(words) is not None
        if grows != shrinks:
            yield _told(case, reason, grows=grows, words=words)


def _led_to(case: Case) -> Iterator[tuple[Reason, str]]:
    """Every reason that is printed, with the edition's words before it."""
    known = {reason.place: reason for reason in reasons(case)}
    for paragraph in case.publication.paragraphs() if case.publication else ():
        for number, span in enumerate(paragraph.spans):
            if isinstance(span, Text) and span.places and span.places[0] in known:
                yield known[span.places[0]], _words(paragraph.spans[:number])


def _words(before: tuple[Span, ...]) -> str:
    """The edition's own words of the sentence, and of the one before where it only leads to the reason.

    None where an original says it in another way.
    """
    words = ""
    for span in reversed(before):
        if isinstance(span, AsPrinted):
            return ""
        if isinstance(span, Text) and span.places:
            break
        words = span.text + words
    *others, last = SENTENCE_END.split(words)
    return others[-1] + last if others and LEADS.fullmatch(last) else last


def _told(case: Case, reason: Reason, *, grows: bool, words: str) -> Outcome:
    try:
        difference = reason.difference(case)
    except (UnknownFigureError, FormulaError):
        return Held(count=0)  # N301 says what could not be tested
    if holds("=", difference) or grows == (difference.yuan > 0):
        return Held()
    right, amount = "减少" if grows else "增加", case.shown(abs(difference))
    return found("N204", reason.place, "版式", 处=reason.subject, 应=right, 差=amount, 印=words.strip("，、"))
