"""原因: whether a reason explains the difference it is given for (rule X15); 解释 in inputs.yml says which that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.narrative.direction import direction
from gongkai.checks.narrative.lexicon import (
    BASICS,
    EMPTY,
    LATE_OR_PLANNED,
    OF_BASICS,
    OF_PERSONS,
    OF_PROJECTS,
    OF_WORK,
    TRIP_NAMES,
    TRIPS,
    VAGUE,
)
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.quantities import UnknownFigureError, quantity
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount
from gongkai.model.classification import SUBJECT
from gongkai.model.edition import declared
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place

YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)年")
REASON = "原因"
SIGNS = re.compile(r"[\s，。、；：,.;:（）()]")
MANY_ITEMS, MANY_CLASSES = 5, 3
"""how often one sentence must stand, and for how many 类, before it is one sentence for everything"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """一条原因, with what it explains."""

    path: str
    text: str
    place: Place
    code: str
    """of the item, if it is for one"""
    subject: str
    """what it is about: the item's name, or its path without 原因"""
    words: str
    """all names of what it is about, for its scope"""
    newer: str
    older: str
    """the formulas whose difference it explains"""

    def difference(self, case: Case) -> Amount:
        """Raises UnknownFigureError or FormulaError."""
        return quantity(case, self.newer) - quantity(case, self.older)

    def finding(self, code: FindingCode, severity: Severity, message: str, hint: str) -> Finding:
        return Finding(code=code, severity=severity, place=self.place, message=message, hint=hint)


def reasons(case: Case) -> Iterator[Reason]:
    """Every reason that was given, of those whose 解释 the edition states."""
    naming = case.accounts.naming
    for path, given in case.document.inputs.items():
        form, star = declared(case.document.edition.inputs, path) or (None, "")
        if form is None or form.explains is None or not isinstance(given.value, str):
            continue
        newer, older = (formula.replace("*", star) for formula in form.explains)
        code = star if star.isdigit() else ""
        names = [naming.of(SUBJECT, one) for one in (*naming.above(SUBJECT, code), code) if one]
        own = "·".join(part for part in path.split(".") if part != REASON)
        yield Reason(
            path=path,
            text=given.value,
            place=given.place,
            code=code,
            subject=f"{names[-1]}（{code}）" if names and names[-1] else own,
            words="".join((*names, path, newer)),
            newer=newer,
            older=older,
        )


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
        if abs(difference.yuan) <= difference.margin:
            continue
        says = direction(reason.text, reason.words, case.document.year)
        if not says:
            undecided.append(reason.subject)
        elif says * difference.yuan > 0:
            yield Held()
        else:
            grew = difference.yuan > 0
            yield reason.finding(
                FindingCode.REASON_AGAINST_SIGN,
                Severity.WARNING,
                f"{reason.subject}{'增加' if grew else '减少'}{case.shown(abs(difference))}，"
                f"原因写的是“{reason.text}”：看来是{'减少' if grew else '增加'}的原因",
                f"请写明为什么{'增加' if grew else '减少'}；数填反了的，请改数；原因确实如此的，把话说完整",
            )
    if undecided:
        yield Skipped(reason=f"{'、'.join(undecided)}：看不出原因说的是增加还是减少")


def reasons_are_within_scope(case: Case) -> Iterator[Outcome]:
    """N302 原因的范围: a reason speaks of what the item pays for (rule X15).

    Pensions and insurance do not grow with the workload; basic expenditure not with projects; one of the 三公 not with
    another. The same reason for several such items is one finding.
    """
    yield from _unstated(case)
    found: dict[tuple[str, str], list[Reason]] = {}
    for reason in reasons(case):
        why = _out_of_scope(reason)
        if why:
            found.setdefault((reason.text, why), []).append(reason)
        else:
            yield Held()
    for (text, why), group in found.items():
        yield Finding(
            code=FindingCode.REASON_OUT_OF_SCOPE,
            severity=Severity.WARNING,
            place=group[0].place,
            message=f"{'、'.join(one.subject for one in group)}的原因写的是“{text}”：{why}",
            hint="请写这一项自己的原因",
            related=tuple(one.place for one in group[1:]),
        )


def _out_of_scope(reason: Reason) -> str:
    if OF_PERSONS.search(reason.words) and OF_WORK.search(reason.text):
        return "这些是按人发放、缴纳的，不随业务和项目增减"
    if OF_BASICS.search(reason.words) and OF_PROJECTS.search(reason.text) and not BASICS.search(reason.text):
        return "基本支出不因项目支出而增减"
    for name, own in TRIPS.items():
        others = "|".join(words for other, words in TRIP_NAMES.items() if other != name)
        if name in reason.path and re.search(others, reason.text) and not re.search(own, reason.text):
            return f"说的不是{name}"
    return ""


def reasons_say_something(case: Case) -> Iterator[Outcome]:
    """N303 原因说了什么: a reason is more than the difference in other words (rule X15)."""
    yield from _unstated(case)
    for reason in reasons(case):
        bare = SIGNS.sub("", reason.text)
        if EMPTY.sub("", bare) and not VAGUE.match(bare):
            yield Held()
            continue
        yield reason.finding(
            FindingCode.REASON_SAYS_NOTHING,
            Severity.WARNING,
            f"{reason.subject}的原因写的是“{reason.text}”，没有说明为什么",
            "请写明是什么人、什么事、什么政策使它变了，如“新招录4人”“某项目完工”",
        )


def reasons_are_of_the_year(case: Case) -> Iterator[Outcome]:
    """N304 原因的年度: what changed from last year did not happen years before, nor in a year to come (rule X15)."""
    yield from _unstated(case)
    year = case.document.year
    for reason in reasons(case):
        named = [int(match["year"]) for match in YEAR.finditer(reason.text)]
        wrong = [one for one in named if not year - 1 <= one <= year]
        if len(wrong) < len(named) or LATE_OR_PLANNED.search(reason.text):
            yield Held()
        elif wrong:
            yield reason.finding(
                FindingCode.REASON_OF_ANOTHER_YEAR,
                Severity.WARNING,
                f"{reason.subject}的原因写的是“{reason.text}”：说的是{wrong[0]}年的事，不能说明{year}年度的增减",
                f"请写{year}年度发生的原因；抄自别的年度的，请重写",
            )


def items_have_their_own_reasons(case: Case) -> Iterator[Outcome]:
    """N305 各项的原因: one sentence does not explain items of every kind (rule X15); by items, not by totals."""
    yield from _unstated(case)
    same: dict[str, list[Reason]] = {}
    for reason in reasons(case):
        if reason.code:
            same.setdefault(reason.text, []).append(reason)
    for text, group in same.items():
        classes = {reason.code[:3] for reason in group}
        if len(group) < MANY_ITEMS or len(classes) < MANY_CLASSES:
            yield Held(count=len(group))
            continue
        yield Finding(
            code=FindingCode.ONE_REASON_FOR_ALL,
            severity=Severity.WARNING,
            place=group[0].place,
            message=f"{len(group)}项、{len(classes)}类支出的原因都是“{text}”：{'、'.join(r.subject for r in group)}",
            hint="请逐项写明原因",
            related=tuple(reason.place for reason in group[1:]),
        )


RULES = (
    Rule(code=FindingCode.REASON_AGAINST_SIGN, check=reasons_fit_the_sign, whole=True),
    Rule(code=FindingCode.REASON_OUT_OF_SCOPE, check=reasons_are_within_scope),
    Rule(code=FindingCode.REASON_SAYS_NOTHING, check=reasons_say_something),
    Rule(code=FindingCode.REASON_OF_ANOTHER_YEAR, check=reasons_are_of_the_year),
    Rule(code=FindingCode.ONE_REASON_FOR_ALL, check=items_have_their_own_reasons),
)
