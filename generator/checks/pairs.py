"""相比的两个数: figures that an edition sets side by side: this year and last year, outturn and budget (解释, 相比)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.quantities import INPUT, inputs
from gongkai.figures.formulas import FormulaError, parse
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.edition import declared
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.paths import ANY, matched
from gongkai.model.relations import ChangeForm

_SIGNS = re.compile(r"[\s，。、；：,.;:（）()“”]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:亿|千|万)?[元%％倍年]?")
_NAME, _SAYING = 3, 2
"""as many characters a name has at least without 支出, 经费 and the like, and what says something"""


class Pair(Struct, frozen=True, kw_only=True):
    """相比的两个数, by their formulas, the newer one first."""

    newer: str
    older: str
    code: str = ""
    """of the item, if they are of one"""
    reason: str = ""
    """the input that explains their difference; "" if the edition asks for none"""


def explained(case: Case) -> Iterator[Pair]:
    """Those whose difference an input explains (解释), for each code that has any figure."""
    for path, form in case.document.edition.inputs.items():
        if form.explains is not None:
            yield from _each(case, *form.explains, reason=path)


def compared(case: Case) -> Iterator[Pair]:
    """These, and those that the edition wants compared (相比)."""
    yield from explained(case)
    for newer, older in case.document.edition.changes.compared.values():
        yield from _each(case, newer, older)


def has_reason(case: Case, pair: Pair) -> bool:
    """Whether the reason was given that the edition asks for, whatever it says."""
    return bool(reason_given(case, pair))


def reason_given(case: Case, pair: Pair) -> str:
    given = case.document.inputs.get(pair.reason)
    return given.value if given is not None and isinstance(given.value, str) else ""


def says_nothing(text: str, *names: str) -> bool:
    """Whether a reason is no more than the difference in other words: 支出增加, 公务接待费有所增加.

    `names`: of what it is for. What is left of it without them, without the words for figures and changes, and without
    figures, is what it says.
    """
    bare = _FIGURE.sub("", _SIGNS.sub("", text))
    if word_pattern("N303", "空话").match(bare):
        return True
    again = word_pattern("N303", "重复题目")
    stems = (re.sub(rf"(?:{again.pattern})+$", "", name) for name in names)
    own = sorted((*names, *(stem for stem in stems if len(stem) >= _NAME)), key=len, reverse=True)
    for name in filter(None, own):
        bare = bare.replace(name, "")
    return len(again.sub("", bare)) < _SAYING


def _each(case: Case, newer: str, older: str, reason: str = "") -> Iterator[Pair]:
    """One pair; where it has a *, one for each code of what is compared with."""
    if ANY not in newer + older:
        yield Pair(newer=newer, older=older, reason=reason)
        return
    for code in dict.fromkeys((*_codes(case, newer), *_codes(case, older))):
        one, other, path = (formula.replace(ANY, code) for formula in (newer, older, reason))
        yield Pair(newer=one, older=other, code=code, reason=path)


def _codes(case: Case, formula: str) -> Iterator[str]:
    """What can stand for *: in inputs that were typed, and in the figures of neighbouring documents."""
    with suppress(FormulaError):
        for term in parse(formula):
            yield from _codes_of(case, term.first.path)


def _codes_of(case: Case, name: str) -> Iterator[str]:
    if name.startswith(INPUT):
        pattern = name.removeprefix(INPUT)
        yield from filter(None, (matched(pattern, given.path) for given in inputs(case, pattern)))
        form, _ = declared(case.document.edition.inputs, pattern) or (None, "")
        name = form.source if form else ""
    which, _, indicator = name.partition(".")
    if which in case.neighbours:
        yield from case.neighbours[which].codes(indicator)


def believable(newer: Amount, older: Amount, bounds: ChangeForm) -> bool:
    """Neither a change of sign, nor many times as much or as little and a large amount at that.

    Rounding makes none: what it hides counts for the figures. What is new or has ended, from zero or to zero, has no
    times, and happens.
    """
    if newer.agrees(NOTHING) or older.agrees(NOTHING):
        return True
    if newer.yuan * older.yuan < 0:
        return False
    small, large = sorted((abs(newer), abs(older)), key=lambda one: one.yuan)
    most = bounds.times * (small.yuan + small.margin)
    return large.yuan - large.margin <= most or large.yuan - small.yuan <= bounds.least
