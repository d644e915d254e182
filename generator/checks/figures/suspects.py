"""可疑的数: the figures any one of which, being wrong, explains all; and which of them the evidence singles out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.checks.case import Case
from generator.checks.figures.culprits import SURE, Explanation, explain, left_out
from generator.checks.figures.programme import Programme
from generator.checks.figures.sheet import sheet_of
from generator.checks.figures.system import CENTS, Figure, System, cents
from generator.model.amounts import ZERO, Amount

MANY = 30
"""blank cells of which none is looked at where so many would not matter"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """可疑的数: a figure whose absence leaves no contradiction, and how it may have come to be wrong."""

    figure: Figure
    explanation: Explanation

    @property
    def order(self) -> tuple[float, bool]:
        """Likeliest first; of figures that nothing distinguishes, a sum before what it sums."""
        return (-self.explanation.weight, len(self.figure.form) == 1)


def suspects(system: System, numbers: Iterable[int], absent: Collection[int]) -> tuple[Suspect, ...]:
    """Those figures without which, and without the absent ones, all others can be right."""
    found = []
    for number in sorted(numbers):
        figure = system.figures[number]
        interval = Programme(system, {*absent, number}).interval(figure.form)
        if interval is not None:
            exact = sum((system.entered[fact].amount.yuan * factor for fact, factor in figure.form), ZERO)
            low, high = (exact + Decimal(str(round(end, 2))) / CENTS for end in (interval.low, interval.high))
            same = _same(system, figure, absent)
            found.append(Suspect(figure=figure, explanation=explain(figure.amount, low, high, same)))
    return tuple(sorted(found, key=lambda one: one.order))


def _same(system: System, figure: Figure, absent: Collection[int]) -> Amount | None:
    """What stands elsewhere for the very same quantity, if it is one figure."""
    others = [one for one in system.alike(figure.form) if one.number != figure.number and one.number not in absent]
    return others[0].amount if len({one.amount.yuan for one in others}) == 1 else None


def singled_out(
    case: Case, system: System, found: tuple[Suspect, ...], sets: tuple[frozenset[int], ...], *, alone: bool
) -> Suspect | None:
    """The suspect that is to blame, beside all others and beside figures that were not typed at all.

    `alone`: whether it explains everything, so that a blank cell would have to, too.
    """
    if not found:
        return None
    first = found[0]
    own = first.explanation.weight
    total = sum(one.explanation.weight for one in found)
    if own < SURE * total or first.explanation.off == first.figure.amount:
        return None
    step = cents(2 * first.figure.amount.margin) or 1
    off = cents(first.explanation.off.yuan) // step
    if _row_may_lack(case, system, first, sets):
        total += left_out((off,))
    if alone and own < SURE * (total + MANY * left_out((off,))):
        total += sum(left_out(one) for one in sheet_of(case).fillings())
    return first if own >= SURE * total else None


def _row_may_lack(case: Case, system: System, suspect: Suspect, sets: tuple[frozenset[int], ...]) -> bool:
    """Whether a row that was left out explains as much: details too small for their sum, and nothing within a row."""
    figure = suspect.figure
    form = case.document.edition.tables[figure.address.table]
    short = suspect.explanation.off.yuan < 0 if len(figure.form) == 1 else suspect.explanation.off.yuan > 0
    if form.rule is None or not short:
        return False
    return not any(_within(system, one) for one in sets if figure.number in one)


def _within(system: System, members: frozenset[int]) -> bool:
    """Whether figures contradict each other whatever rows there are: those of one row, or of one quantity."""
    figures = [system.figures[number] for number in members]
    return len({one.address.row for one in figures}) == 1 or len({one.form for one in figures}) == 1
