"""版式的增减方向: what the edition's wording prints before a reason, more or less, is what its figures say.

解释 states which difference the reason is given for; a wording that gives 增减 its two figures the wrong way round
prints the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

from gongkai.checks.comparisons import holds
from gongkai.checks.context import Case
from gongkai.checks.narrative.reasons import Reason, reasons
from gongkai.checks.outcomes import Said, each
from gongkai.checks.quantities import UnknownFigureError
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.spans import AsPrinted, Span, Text

LEADS = re.compile(r"\s*(?:其|其中)?(?:主要)?(?:原因)?(?:是|为|系|在于)?(?:由于|因为)?[：:，]?")
"""a sentence that only leads to the reason: 。主要原因是……"""
SENTENCE_END = re.compile(r"[。；]")


class _Led(Struct, frozen=True, kw_only=True):
    """A reason that is printed, with the edition's words before it."""

    reason: Reason
    words: str
    difference: Amount

    @property
    def grows(self) -> bool | None:
        """Whether they say that it grows; None if they say both or neither."""
        more, less = (word_pattern("N204", word).search(self.words) is not None for word in ("增加", "减少"))
        return more if more != less else None


def _led_to(case: Case) -> Iterator[_Led]:
    """Reasons with a direction before them; N301 says of which no difference is known."""
    known = {reason.place: reason for reason in reasons(case)}
    for paragraph in case.publication.paragraphs() if case.publication else ():
        for number, span in enumerate(paragraph.spans):
            if isinstance(span, Text) and span.places and span.places[0] in known:
                reason = known[span.places[0]]
                with suppress(UnknownFigureError, FormulaError):
                    words, difference = _words(paragraph.spans[:number]), reason.difference(case)
                    yield _Led(reason=reason, words=words, difference=difference)


def _directed(case: Case) -> Iterator[_Led]:
    return (one for one in _led_to(case) if one.grows is not None)


@each(_directed)
def wording_says_the_direction(case: Case, one: _Led) -> Iterator[Said]:
    """N204 版式的增减方向: 增加, 减少 before a reason agree with the difference that it explains (rule X05)."""
    if not holds("=", one.difference) and one.grows != (one.difference.yuan > 0):
        right, amount = "减少" if one.grows else "增加", case.shown(abs(one.difference))
        words = one.words.strip("，、")
        yield found("N204", one.reason.place, "版式", 处=one.reason.subject, 应=right, 差=amount, 印=words)


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
