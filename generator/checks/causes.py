"""一个原因，一个问题: findings of one cause, told as one with the others below it (decision 0035).

What follows from a mistake is found by trial: once it is mended, the same rules find it no longer. What stands at one
and the same place is one as well, for it is put right there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from gongkai.checks import control_totals, performance
from gongkai.checks.context import Case
from gongkai.checks.figures.diagnosis import diagnosis
from gongkai.checks.figures.mending import Mending, of_figures, of_funds
from gongkai.checks.outcomes import Rule
from gongkai.checks.performance.mending import of_forms
from gongkai.model.findings import Finding, Key, Severity
from gongkai.model.places import Place

Again = Callable[[Case], Iterable[Finding]]
"""what is found in a document that is filled in otherwise"""
OF_FORMS = (*performance.RULES, *control_totals.RULES)
WITHIN_FORMS = tuple(rule for rule in performance.RULES if "E101" <= rule.code <= "E107")
"""what a form says of itself: sums, rates, scores"""
DIAGNOSED = "F201"
FUNDS = frozenset({"K301", "K302"})
ARITHMETIC = frozenset({"F101", "F102"})
"""what the mistakes that are told as F201 explain altogether, whatever the right values are"""


class Cause(Struct, frozen=True, kw_only=True):
    """一个原因: what is no longer found once it is mended, and which of that tells the cause itself."""

    gone: frozenset[Key]
    leads: frozenset[Key] = frozenset()


def causes(case: Case, findings: Iterable[Finding], again: Again) -> tuple[Cause, ...]:
    """The causes that can be mended for trial. Where a wrong 资金 follows from wrong figures, it is none itself."""
    listed = tuple(filter(_of_document, findings))
    return (*_of_tables(case, listed, again), *_of_forms(case, listed))


def _of_forms(case: Case, findings: tuple[Finding, ...]) -> Iterator[Cause]:
    """A value of a performance form with what goes with it; what stands at it leads, or what refers to it.

    Only rules that look at forms, and control totals, see such a value.
    """
    before: Mapping[Key, Finding] = {}
    codes = {"H101", *(rule.code for rule in WITHIN_FORMS)}
    own = tuple(one for one in findings if one.code in codes)
    for mended, place in of_forms(case, own, partial(_by, WITHIN_FORMS)):
        before = before or _by(OF_FORMS, case)
        after = _by(OF_FORMS, mended)
        gone = [one for key, one in before.items() if key not in after]
        yield Cause(gone=frozenset(one.key for one in gone), leads=frozenset(_at_or_about(place, gone)[:1]))


def _at_or_about(place: Place, findings: Sequence[Finding]) -> list[Key]:
    """Those that stand at a place, or else refer to it."""
    return [one.key for one in findings if one.place == place] or [one.key for one in findings if place in one.related]


def _by(rules: Iterable[Rule], case: Case) -> dict[Key, Finding]:
    """What some rules find."""
    wanted = (rule for rule in rules if not (rule.needs and rule.needs(case.document.edition)))
    return {one.key: one for rule in wanted for one in rule.check(case) if isinstance(one, Finding)}


def _of_tables(case: Case, listed: tuple[Finding, ...], again: Again) -> tuple[Cause, ...]:
    figures = _of_figures(case, listed, again)
    mending = of_funds(case)
    if mending is None:
        return figures
    funds = _cause(mending, listed, again)
    if funds.gone <= {key for cause in figures for key in cause.gone}:
        return figures
    rest = tuple(one for one in listed if one.key not in funds.gone)
    return (funds, *_of_figures(mending.case, rest, again))


def _of_figures(case: Case, findings: tuple[Finding, ...], again: Again) -> tuple[Cause, ...]:
    """Those that explain most first; what only all of them together explain is of the first as well."""
    mistakes, all_of_them = of_figures(case)
    found = sorted((_cause(one, findings, again) for one in mistakes), key=lambda one: -len(one.gone))
    if not found:
        return ()
    gone = _cause(all_of_them, findings, again).gone if all_of_them else frozenset()
    settled = {one.key for one in findings if one.code in ARITHMETIC} if diagnosis(case).complete else set()
    return (*found, Cause(gone=gone | settled, leads=found[0].leads))


def _cause(mending: Mending, findings: Iterable[Finding], again: Again) -> Cause:
    left = {one.key for one in again(mending.case)}
    told = frozenset(one.key for one in findings if mending.is_told_by(one))
    stays = {DIAGNOSED}.intersection(code for code, *_ in left)
    stays |= FUNDS if mending.better else set()  # what is sure does not follow from what nobody can name
    gone = {one.key for one in findings if one.key not in left and one.key[0] not in stays}
    better = frozenset(key for key in gone if key[0] == mending.better)
    return Cause(gone=told | gone, leads=better or told)


def together(findings: Iterable[Finding], known: Iterable[Cause], texts: Collection[Place] = ()) -> tuple[Finding, ...]:
    """Findings of one cause under the one that tells it, or under the gravest; the others as they are.

    `texts`: where whole texts were typed, which may have several faults.
    """
    heads = list(dict.fromkeys(findings))
    for cause in known:
        heads = _led(heads, cause)
    heads = [_under_one(those) for those in _of_one_difference(heads)]
    by_place: dict[object, list[Finding]] = {}
    for one in heads:
        by_place.setdefault(one.place if _of_one_value(one, texts) else one, []).append(one)
    return tuple(_under_one(here) for here in by_place.values())


def _led(heads: list[Finding], cause: Cause) -> list[Finding]:
    """What follows from a cause, under the first of those that tell it; the others of these stay beside it."""
    of_it = cause.gone | cause.leads
    own = [one for one in heads if one.key in of_it]
    if not own:
        return heads
    leading = [one for one in own if one.key in cause.leads] or [min(own, key=_gravest)]
    under = dict.fromkeys(one for one in own if one not in leading and not one.follows)
    return [one.leading(under) if one is leading[0] else one for one in heads if one not in under]


def _of_one_difference(heads: Iterable[Finding]) -> list[list[Finding]]:
    """Figures that are apart by the same amount and meet at one line: one of them is wrong, or what they rest on."""
    groups: list[list[Finding]] = []
    at: dict[object, list[Finding]] = {}
    for one in heads:
        group = [one]
        groups.append(group)
        for key in _meetings(one):
            small, group = sorted((group, at.setdefault(key, group)), key=len)
            if small is not group:
                group += small
                at |= {each: group for moved in small for each in _meetings(moved)}
                small.clear()
    return list(filter(None, groups))


def _meetings(one: Finding) -> Iterator[object]:
    if one.apart is not None:
        yield from ((place.path, place.line, one.apart.yuan) for place in (one.place, *one.related) if place.line)


def _under_one(findings: list[Finding]) -> Finding:
    first = min(findings, key=_gravest)
    return first.leading(one for one in findings if one is not first)


def _gravest(finding: Finding) -> tuple[int, int]:
    return (list(Severity).index(finding.severity), -len(finding.follows))


def _of_one_value(finding: Finding, texts: Collection[Place]) -> bool:
    """Whether it is about one cell or entry: a text may have several faults."""
    place = finding.place
    return bool(place.line) and _of_document(finding) and place not in texts and not place.path.endswith(".md")


def _of_document(finding: Finding) -> bool:
    """Whether it is about what is typed in a document, not about what many share, or about how a file is written."""
    return not finding.place.path.startswith("templates/") and not finding.code.startswith("L")
