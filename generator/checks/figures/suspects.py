"""可疑的数: the figures any one of which, being wrong, explains all; and which of them the evidence singles out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from msgspec import Struct

from gongkai.checks.culprits import Explanation, explain, left_out, sure
from gongkai.checks.figures.programme import Programme
from gongkai.checks.figures.system import CENTS, Figure, System, cents
from gongkai.model.amounts import ZERO, Amount

BLANK = 30
"""cells and rows that may have been left out where nothing else tells"""


class Suspect(Struct, frozen=True, kw_only=True):
    """可疑的数: a figure whose absence leaves no contradiction, and how it may have come to be wrong."""

    figure: Figure
    explanation: Explanation

    @property
    def left(self) -> int | None:
        """What belongs in its place, in cents, as far as the others tell."""
        meant = self.explanation.amount or self.explanation.left
        return None if meant is None else cents(meant.yuan)

    @property
    def order(self) -> tuple[float, bool]:
        """Likeliest first; of figures that nothing distinguishes, a sum before what it sums."""
        return (-self.explanation.weight, len(self.figure.form) == 1)


def suspects(system: System, numbers: Iterable[int], absent: Collection[int]) -> tuple[Suspect, ...]:
    """Those figures without which, and without the absent ones, all others can be right."""
    found = (suspect(system, system.figures[number], absent) for number in sorted(numbers))
    return tuple(sorted(filter(None, found), key=lambda one: one.order))


def suspect(system: System, figure: Figure, absent: Collection[int]) -> Suspect | None:
    """The figure, with what the others leave for it; None if they contradict each other all the same."""
    interval = Programme(system, {*absent, figure.number}).interval(figure.form)
    if interval is None:
        return None
    exact = sum((system.entered[fact].amount.yuan * factor for fact, factor in figure.form), ZERO)
    low, high = (exact + Decimal(str(round(end, 2))) / CENTS for end in (interval.low, interval.high))
    return Suspect(figure=figure, explanation=explain(figure.amount, low, high, _same(system, figure, absent)))


def _same(system: System, figure: Figure, absent: Collection[int]) -> Amount | None:
    """What stands elsewhere for the very same quantity, if it is one figure."""
    others = [one for one in system.alike(figure.form) if one.number != figure.number and one.number not in absent]
    return others[0].amount if len({one.amount.yuan for one in others}) == 1 else None


def singled_out(system: System, found: tuple[Suspect, ...], sets: tuple[frozenset[int], ...]) -> Suspect | None:
    """The suspect that is to blame, beside all others and beside figures that were not typed at all."""
    if not found:
        return None
    first, own = found[0], found[0].explanation.weight
    total = sum(one.explanation.weight for one in found)
    if not _pinned(system, first.figure, [one for one in sets if first.figure.number in one]):
        step = cents(2 * first.figure.amount.margin) or 1
        total += BLANK * left_out(cents(first.explanation.off.yuan) // step)
    return first if own >= sure() * total and not first.explanation.nothing else None


def _pinned(system: System, figure: Figure, sets: list[frozenset[int]]) -> bool:
    """Whether no figure that was left out could explain as much: its sums have no other cell in common.

    A row and a column meet in it, or it is the sum of one and a term of another.
    """
    within = {len({system.figures[number].address.row for number in one}) == 1 for one in sets}
    given = figure.number >= len(system.entered)
    as_sum = {given and len(figure.form) == max(len(system.figures[number].form) for number in one) for one in sets}
    return len(within) == len((True, False)) or len(as_sum) == len((True, False))
