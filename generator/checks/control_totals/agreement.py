"""与核对数是否相符: every control total against what derives, and where to look if they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import product

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.control_totals.asked import compared_with
from gongkai.checks.control_totals.worked_out import TypedAmount, Worked
from gongkai.checks.culprits import UNTOLD, Explanation, explain
from gongkai.checks.outcomes import Noted, Outcome, Rule, Skipped, each
from gongkai.checks.summed import contradicted
from gongkai.model.amounts import Amount
from gongkai.model.control_totals import ControlTotal
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

MOST_NAMED = 6


class ComparedTotal(Struct, frozen=True, kw_only=True):
    """一个核对数与推算."""

    total: ControlTotal
    worked: Worked

    @property
    def off(self) -> Amount:
        """What derives less the control total."""
        return self.worked.amount - self.total.amount

    @property
    def agrees(self) -> bool:
        """One printed figure is to be the same; a sum of rounded ones, or another unit, within the rounding."""
        if self.worked.amount.margin == self.total.amount.margin:
            return not self.off.yuan
        return self.total.amount.agrees(self.worked.amount)


Cause = list[ComparedTotal]
"""totals that differ by the same amount; of those that agree each is its own"""


def control_totals_agree(case: Case) -> Iterator[Outcome]:
    """H101 核对数: what was copied from the approved tables or the export is what derives from what was typed.

    Totals that are off by the same amount have one cause, and are told as one.
    """
    yield from _agreeing(case)
    yield Noted(text=_proof(_held(case)))


def _causes(case: Case) -> Iterator[Cause | Skipped]:
    totals, compared = case.document.controls.items, list(_compared(case))
    if not totals:
        yield Skipped(reason=f"没有核对数，{'存档的文件不要求' if case.document.archived else '没有核对过'}")
    if len(compared) < len(totals):
        yield Skipped(reason=f"{len(totals) - len(compared)}个核对数还推算不出来，缺的填了以后再核对")
    yield from ([one] for one in compared if one.agrees)
    yield from _by_cause(one for one in compared if not one.agrees)


@each(_causes)
def _agreeing(case: Case, cause: Cause) -> Iterator[Finding]:
    if not cause[0].agrees:
        yield _finding(case, cause, _held(case))


def _held(case: Case) -> list[ComparedTotal]:
    return [one for one in _compared(case) if one.agrees]


@lru_cache(maxsize=4)
def _compared(case: Case) -> tuple[ComparedTotal, ...]:
    """Those that can be worked out."""
    listed = ((total, compared_with(case, total)) for total in case.document.controls.items)
    return tuple(ComparedTotal(total=total, worked=worked) for total, worked in listed if worked is not None)


def _proof(held: list[ComparedTotal]) -> str:
    """How many totals agree, where they are from, and what that says."""
    counts = Counter(one.total.number or one.total.file for one in held)
    of_files = any(one.total.file and not one.total.number for one in held)
    listed = "、".join(f"{source}（{count}个）" for source, count in counts.items())
    caution = "；填的数也抄自同一份导出的文件的，证明的是抄录没有错，不是那份文件没有错" if of_files else ""
    return f"与核对数核对过{len(held)}个，抄自{listed}{caution}" if held else ""


def _by_cause(broken: Iterable[ComparedTotal]) -> Iterator[list[ComparedTotal]]:
    """Totals that differ by the same amount, up or down; the one of the fewest figures first."""
    groups: list[list[ComparedTotal]] = []
    for one in sorted(broken, key=lambda one: (len(one.worked.typed), one.total.place)):
        group = next((group for group in groups if abs(group[0].off).agrees(abs(one.off))), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    yield from groups


class Candidate(Struct, frozen=True, kw_only=True):
    """可能填错的数, and how it may have come to be."""

    typed: TypedAmount
    explanation: Explanation


def _finding(case: Case, group: list[ComparedTotal], held: list[ComparedTotal]) -> Finding:
    first, *others = group
    hint, suspects, reason = _told(group, held)
    related = [one.typed.place for one in suspects] + [one.total.place for one in others]
    related += contradicted(case, first.off)
    told = found(
        "H101",
        first.total.place,
        hint=hint,
        related=tuple(dict.fromkeys(related)),
        名=first.total.name,
        核=case.shown(first.total.amount),
        来源=first.total.source,
        算=case.shown(first.worked.amount),
        多少="多" if first.off.yuan > 0 else "少",
        差=case.shown(abs(first.off)),
        其他="、".join(one.total.name for one in others),
        候选="、".join(f"{one.typed.name}（{_line(one.typed.place)}）" for one in suspects),
        因="" if reason == UNTOLD else reason,
        单位="、".join(_units_off(case, group)),
    )
    return told if case.document.consolidation is None else told.apart_by(first.off)


def _units_off(case: Case, group: list[ComparedTotal]) -> Iterator[str]:
    """The units of a sum whose own control totals are off by the same amount."""
    for unit, document in case.unit_documents.items() if case.document.consolidation else ():
        own = _compared(Case(document=document, accounts=case.units[unit])) if unit in case.units else ()
        if any(not one.agrees and abs(one.off).agrees(abs(group[0].off)) for one in own):
            yield unit


def _line(place: Place) -> str:
    return f"{place.path.rpartition('/')[2]} 第{place.line}行"


def _told(group: list[ComparedTotal], held: list[ComparedTotal]) -> tuple[str, list[Candidate], str]:
    """Which hint, whom it names, and how the figure came to be wrong."""
    suspects = _suspects(group, held)
    likely = [one for one in suspects if one.explanation.slip] or suspects
    if likely:
        return _of_few(likely, alone=len(group) == 1)
    moved = _moved(group)
    return ("移了", moved, "") if moved else _of_none(group)


def _of_none(group: list[ComparedTotal]) -> tuple[str, list[Candidate], str]:
    """No single figure explains the difference."""
    first = group[0]
    if not first.worked.typed:
        return "取来" if first.worked.amount.yuan else "没有数", [], ""
    if len(group) == 1:
        return "抄错", [], explain(first.total.amount, *_ends(first.worked.amount), None).reason
    return "分不出", [], ""


def _of_few(likely: list[Candidate], *, alone: bool) -> tuple[str, list[Candidate], str]:
    """`alone`: one total says it, which may be wrong itself as well."""
    if len(likely) > MOST_NAMED:
        return "分不出", [], ""
    if len(likely) > 1:
        return "几个数", likely, ""
    return "或者" if alone else "一个数", likely, likely[0].explanation.reason


def _suspects(group: list[ComparedTotal], held: list[ComparedTotal]) -> list[Candidate]:
    """Figures that, being wrong, explain every total that is off, and stand in none that holds (and would show it)."""
    first = group[0]
    sound = {place for one in held if abs(first.off).yuan > one.off.margin for place in one.worked.factors}
    return [
        Candidate(typed=one, explanation=_explained(one, first))
        for one in first.worked.typed
        if one.place not in sound and all(_explains(one, first, other) for other in group)
    ]


def _explains(typed: TypedAmount, first: ComparedTotal, other: ComparedTotal) -> bool:
    """Whether what one total says of a figure is what another says."""
    factor = other.worked.factors.get(typed.place, 0) * typed.factor
    return (first.off if factor > 0 else -first.off).agrees(other.off) if factor else False


def _explained(typed: TypedAmount, total: ComparedTotal) -> Explanation:
    """How a figure comes to be typed as it is, if all of the difference is its own."""
    off = total.off if typed.factor > 0 else -total.off
    meant = Amount(yuan=typed.amount.yuan - off.yuan, margin=max(off.margin - typed.amount.margin, typed.amount.margin))
    return explain(typed.amount, *_ends(meant), None)


def _ends(amount: Amount) -> tuple[Decimal, Decimal]:
    return amount.yuan - amount.margin, amount.yuan + amount.margin


def _moved(group: list[ComparedTotal]) -> list[Candidate]:
    """Figures in another row or column, which one total has too much and another lacks."""
    over, under = [one for one in group if one.off.yuan > 0], [one for one in group if one.off.yuan < 0]
    pairs = product(over[:1], under[:1])
    return [
        Candidate(typed=one, explanation=_explained(one, too_much))
        for too_much, lacking in pairs
        for one in _misplaced(too_much, lacking)
    ]


def _misplaced(over: ComparedTotal, under: ComparedTotal) -> tuple[TypedAmount, ...]:
    """Figures of just the difference; else the only two that may be in each other's place."""
    alone = tuple(one for one in over.worked.typed if one.amount.agrees(over.off))
    pairs = [
        pair
        for pair in product(over.worked.typed, under.worked.typed)
        if pair[0].place != pair[1].place and (pair[0].amount - pair[1].amount).agrees(over.off)
    ]
    return alone or (pairs[0] if len(pairs) == 1 else ())


RULES = (Rule("H101", control_totals_agree, figures=True),)
