"""原因: whether a reason explains the difference it is given for (rule X15); 解释 in inputs.yml says which that is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from gongkai.checks.comparisons import holds
from gongkai.checks.context import Case
from gongkai.checks.narrative.direction import direction
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.pairs import says_nothing
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
TRIPS = ("因公出国", "公务用车", "公务接待")
CLASS = 3
"""digits of the code of a 类, and of all that a code holds"""


class Reason(Struct, frozen=True, kw_only=True):
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


def _given(case: Case) -> Iterator[Reason | Skipped]:
    """Every reason; those of which the edition does not say what they explain cannot be looked at."""
    for path in case.document.inputs:
        form, _ = declared(case.document.edition.inputs, path) or (None, "")
        if form is not None and form.explains is None and REASON in path.split("."):
            yield Skipped(reason=f"{path.replace('.', '·')}：版式没有写它解释哪两个数（“解释”）")
    yield from reasons(case)


class _Change(Struct, frozen=True, kw_only=True):
    """增减 that a reason explains, and which of the two it speaks of."""

    reason: Reason
    difference: Amount
    says: int
    """+1: more, -1: less"""


def _changes(case: Case) -> Iterator[_Change | Skipped]:
    undecided: list[str] = []
    for reason in _given(case):
        if isinstance(reason, Skipped):
            yield reason
            continue
        try:
            difference = reason.difference(case)
        except (UnknownFigureError, FormulaError) as error:
            yield Skipped(reason=f"{reason.subject}：{error}")
            continue
        says = direction(reason.text, reason.words, case.document.year)
        if not holds("=", difference):
            if says:
                yield _Change(reason=reason, difference=difference, says=says)
            else:
                undecided.append(reason.subject)
    if undecided:
        yield Skipped(reason=f"{'、'.join(undecided)}：看不出原因说的是增加还是减少")


@each(_changes)
def reasons_fit_the_sign(case: Case, change: _Change) -> Iterator[Said]:
    """N301 原因与增减方向: what grew is not explained by saving, nor what shrank by growth (rule X15).

    Only words say so, so it is a warning; a reason that may mean either has not been examined.
    """
    if change.says * change.difference.yuan < 0:
        yield _against(case, change.reason, change.difference)


def _against(case: Case, reason: Reason, difference: Amount) -> Finding:
    is_so, says = ("增加", "减少") if difference.yuan > 0 else ("减少", "增加")
    shown = case.shown(abs(difference))
    return found("N301", reason.place, 处=reason.subject, 增减=is_so, 差=shown, 文=reason.text, 反=says)


def _by_scope(case: Case) -> Iterator[list[Reason] | Skipped]:
    """Reasons, those together that are out of scope in the same way."""
    groups: dict[tuple[str, str, str], list[Reason]] = {}
    for reason in _given(case):
        if isinstance(reason, Skipped):
            yield reason
            continue
        variant, trip = _out_of_scope(reason)
        groups.setdefault((reason.text if variant else reason.path, variant, trip), []).append(reason)
    yield from groups.values()


@each(_by_scope)
def reasons_are_within_scope(_case: Case, group: list[Reason]) -> Iterator[Said]:
    """N302 原因的范围: a reason speaks of what the item pays for (rule X15).

    Pensions and insurance do not grow with the workload; basic expenditure not with projects; one of the 三公 not with
    another. The same reason for several such items is one finding.
    """
    variant, trip = _out_of_scope(group[0])
    if variant:
        items, (first, *others) = "、".join(one.subject for one in group), (one.place for one in group)
        yield found("N302", first, variant, 处=items, 文=group[0].text, 项=trip, related=tuple(others))


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


@each(_given)
def reasons_say_something(_case: Case, reason: Reason) -> Iterator[Said]:
    """N303 原因说了什么: a reason is more than the difference in other words (rule X15)."""
    if says_nothing(reason.text, *reason.names, *reason.path.split("."), *reason.newer.split(".")):
        yield found("N303", reason.place, 处=reason.subject, 文=reason.text)


@each(_given)
def reasons_are_of_the_year(case: Case, reason: Reason) -> Iterator[Said]:
    """N304 原因的年度: what changed from last year did not happen years before, nor in a year to come (rule X15)."""
    year, named = case.document.year, [int(match["year"]) for match in YEAR.finditer(reason.text)]
    if named and not {year - 1, year}.intersection(named) and not word_pattern("N304", "跨年的事").search(reason.text):
        yield found("N304", reason.place, 处=reason.subject, 文=reason.text, 别=named[0], 年=year)


def _alike(case: Case) -> Iterator[list[Reason] | Skipped]:
    """Items, by what is said of them."""
    same: dict[str, list[Reason]] = {}
    for reason in _given(case):
        if isinstance(reason, Skipped):
            yield reason
        elif reason.code and not word_pattern("W206", "记号").search(reason.text.strip()):
            same.setdefault(reason.text, []).append(reason)
    yield from same.values()


@each(_alike)
def items_have_their_own_reasons(_case: Case, group: list[Reason]) -> Iterator[Said]:
    """N305 各项的原因: one sentence does not explain items of every kind (rule X15); by items, not by totals."""
    classes = {reason.code[:CLASS] for reason in group}
    if len(group) >= bound_of("N305", "项数") and len(classes) >= bound_of("N305", "类数"):
        items, (first, *others) = "、".join(one.subject for one in group), (one.place for one in group)
        yield found("N305", first, 数=len(group), 类=len(classes), 文=group[0].text, 各项=items, related=tuple(others))
