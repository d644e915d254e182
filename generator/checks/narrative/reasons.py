"""原因: whether a reason explains the difference it is given for (rule X15); 解释 in inputs.yml says which that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.comparisons import holds
from gongkai.checks.context import Case
from gongkai.checks.narrative.direction import direction
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.quantities import UnknownFigureError, quantity
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount
from gongkai.model.classification import SUBJECT
from gongkai.model.edition import declared
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)年")
REASON = "原因"
SIGNS = re.compile(r"[\s，。、；：,.;:（）()]")
TRIPS = ("因公出国", "公务用车", "公务接待")
CLASS = 3
"""digits of the code of a 类, and of all that a code holds"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """一条原因, with what it explains."""

    path: str
    text: str
    place: Place
    code: str
    """of the item, if it is for one"""
    names: tuple[str, ...]
    """of the item, its 类 first"""
    newer: str
    older: str
    """the formulas whose difference it explains"""

    @property
    def subject(self) -> str:
        """What it is about: the item's name, or its path without 原因."""
        if self.names and self.names[-1]:
            return f"{self.names[-1]}（{self.code}）"
        return "·".join(part for part in self.path.split(".") if part != REASON)

    @property
    def words(self) -> str:
        """All names of what it is about, for its scope."""
        return "".join((*self.names, self.path, self.newer))

    def difference(self, case: Case) -> Amount:
        """Raises UnknownFigureError or FormulaError."""
        return quantity(case, self.newer) - quantity(case, self.older)


def reasons(case: Case) -> Iterator[Reason]:
    """Every reason that was given, of those whose 解释 the edition states."""
    for path, given in case.document.inputs.items():
        form, star = declared(case.document.edition.inputs, path) or (None, "")
        if form is None or form.explains is None or not isinstance(given.value, str):
            continue
        newer, older = (formula.replace("*", star) for formula in form.explains)
        code = star if star.isdigit() else ""
        naming = case.accounts.naming
        names = tuple(naming.of(SUBJECT, one) for one in (*naming.above(SUBJECT, code), code) if one)
        yield Reason(path=path, text=given.value, place=given.place, code=code, names=names, newer=newer, older=older)


def _unstated(case: Case) -> Iterator[Skipped]:
    """Reasons of which the edition does not say what they explain."""
    for path in case.document.inputs:
        form, _ = declared(case.document.edition.inputs, path) or (None, "")
        if form is not None and form.explains is None and REASON in path.split("."):
            yield Skipped(reason=f"{path.replace('.', '·')}：版式没有写它解释哪两个数（“解释”）")


def reasons_fit_the_sign(case: Case) -> Iterator[Outcome]:
    """N301 原因与增减方向: what grew is not explained by saving, nor what shrank by growth (rule X15).

    Only words say so, so it is a warning; a reason that may mean either has not been examined.
    """
    yield from _unstated(case)
    undecided: list[str] = []
    for reason in reasons(case):
        try:
            difference = reason.difference(case)
        except (UnknownFigureError, FormulaError) as error:
            yield Skipped(reason=f"{reason.subject}：{error}")
            continue
        if holds("=", difference):
            continue
        says = direction(reason.text, reason.words, case.document.year)
        if says:
            yield Held() if says * difference.yuan > 0 else _against(case, reason, difference)
        else:
            undecided.append(reason.subject)
    if undecided:
        yield Skipped(reason=f"{'、'.join(undecided)}：看不出原因说的是增加还是减少")


def _against(case: Case, reason: Reason, difference: Amount) -> Finding:
    is_so, says = ("增加", "减少") if difference.yuan > 0 else ("减少", "增加")
    shown = case.shown(abs(difference))
    return found("N301", reason.place, 处=reason.subject, 增减=is_so, 差=shown, 文=reason.text, 反=says)


def reasons_are_within_scope(case: Case) -> Iterator[Outcome]:
    """N302 原因的范围: a reason speaks of what the item pays for (rule X15).

    Pensions and insurance do not grow with the workload; basic expenditure not with projects; one of the 三公 not with
    another. The same reason for several such items is one finding.
    """
    yield from _unstated(case)
    groups: dict[tuple[str, str, str], list[Reason]] = {}
    for reason in reasons(case):
        variant, trip = _out_of_scope(reason)
        if variant:
            groups.setdefault((reason.text, variant, trip), []).append(reason)
        else:
            yield Held()
    for (text, variant, trip), group in groups.items():
        items, (first, *others) = "、".join(one.subject for one in group), (one.place for one in group)
        yield found("N302", first, variant, 处=items, 文=text, 项=trip, related=tuple(others))


def _out_of_scope(reason: Reason) -> tuple[str, str]:
    """Why it is (the variant of N302), and which of the three 三公 it should speak of."""
    item, text = reason.words, reason.text
    if _has("按人的项", item) and _has("工作增减", text):
        return "按人", ""
    if _has("基本支出的项", item) and _has("项目增减", text) and not _has("基本支出的原因", text):
        return "基本", ""
    trip = next((trip for trip in TRIPS if trip in reason.path), "")
    return ("三公", trip) if trip and _is_of_another(trip, text) else ("", "")


def _is_of_another(trip: str, text: str) -> bool:
    others = any(_has(f"{other}专指", text) for other in TRIPS if other != trip)
    return others and not _has(trip, text)


def _has(listed: str, text: str) -> bool:
    return word_pattern("N302", listed).search(text) is not None


def reasons_say_something(case: Case) -> Iterator[Outcome]:
    """N303 原因说了什么: a reason is more than the difference in other words (rule X15)."""
    yield from _unstated(case)
    repeats, empty = word_pattern("N303", "重复题目"), word_pattern("N303", "空话")
    for reason in reasons(case):
        bare = SIGNS.sub("", reason.text)
        says = repeats.sub("", bare) and not empty.match(bare)
        yield Held() if says else found("N303", reason.place, 处=reason.subject, 文=reason.text)


def reasons_are_of_the_year(case: Case) -> Iterator[Outcome]:
    """N304 原因的年度: what changed from last year did not happen years before, nor in a year to come (rule X15)."""
    yield from _unstated(case)
    year = case.document.year
    for reason in reasons(case):
        named = [int(match["year"]) for match in YEAR.finditer(reason.text)]
        wrong = [one for one in named if not year - 1 <= one <= year]
        if len(wrong) < len(named) or word_pattern("N304", "跨年的事").search(reason.text):
            yield Held()
        elif wrong:
            yield found("N304", reason.place, 处=reason.subject, 文=reason.text, 别=wrong[0], 年=year)


def items_have_their_own_reasons(case: Case) -> Iterator[Outcome]:
    """N305 各项的原因: one sentence does not explain items of every kind (rule X15); by items, not by totals."""
    yield from _unstated(case)
    same: dict[str, list[Reason]] = {}
    for reason in reasons(case):
        if reason.code:
            same.setdefault(reason.text, []).append(reason)
    for text, group in same.items():
        classes = {reason.code[:CLASS] for reason in group}
        if len(group) < bound_of("N305", "项数") or len(classes) < bound_of("N305", "类数"):
            yield Held(count=len(group))
            continue
        items, (first, *others) = "、".join(one.subject for one in group), (one.place for one in group)
        yield found("N305", first, 数=len(group), 类=len(classes), 文=text, 各项=items, related=tuple(others))
