"""版式的增减方向: what the edition's wording prints before a reason, more or less, is what its figures say.

解释 states which difference the reason is given for; a wording that gives 增减 its two figures the wrong way round
prints the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.narrative.reasons import Reason, reasons
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.quantities import UnknownFigureError
from gongkai.figures.formulas import FormulaError
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Severity
from gongkai.model.publication import AsPrinted, Span, Text

MORE = re.compile(r"增加|增长|上升|大于|高于|多于")
LESS = re.compile(r"减少|下降|降低|小于|低于|少于")
LEADS = re.compile(r"\s*(?:其|其中)?(?:主要)?(?:原因)?(?:是|为|系|在于)?(?:由于|因为)?[：:，]?")
"""a sentence that only leads to the reason: 。主要原因是……"""
SENTENCE_END = re.compile(r"[。；]")


def wording_says_the_direction(case: Case) -> Iterator[Outcome]:
    """N204 版式的增减方向: 增加, 减少 before a reason agree with the difference that it explains (rule X05)."""
    known = {reason.place: reason for reason in reasons(case)}
    for paragraph in case.publication.paragraphs() if case.publication else ():
        spans = paragraph.spans
        for number, span in enumerate(spans):
            reason = known.get(span.places[0]) if isinstance(span, Text) and span.places else None
            words = _words(spans[:number]) if reason else ""
            more, less = MORE.search(words), LESS.search(words)
            if reason is None or bool(more) == bool(less):
                continue
            yield _told(case, reason, printed=1 if more else -1, words=words)


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


def _told(case: Case, reason: Reason, *, printed: int, words: str) -> Outcome:
    try:
        difference = reason.difference(case)
    except (UnknownFigureError, FormulaError):
        return Held(count=0)  # N301 says what could not be tested
    if abs(difference.yuan) <= difference.margin or printed * difference.yuan > 0:
        return Held()
    right = "增加" if difference.yuan > 0 else "减少"
    return reason.finding(
        FindingCode.PRINTED_DIRECTION,
        Severity.INCONSISTENCY,
        f"{reason.subject}{right}了{case.shown(abs(difference))}，版式的措辞印出来是“{words.strip('，、')}”",
        "请财政局维护版式的人核对措辞里两个数的先后：今年的、决算的在前，上年的、预算的在后（“解释”也这样写）；填的数不用改",
    )


RULES = (Rule(code=FindingCode.PRINTED_DIRECTION, check=wording_says_the_direction, whole=True),)
