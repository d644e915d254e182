"""线性规划: whether one exact amount can stand behind every figure at once, and between which amounts one must lie.

The programme is solved by SciPy's HiGHS, in units of 100 元: a figure of 万元 is a whole number of them.  What is given
in 元 is never solved by it: nothing is rounded there, and every condition is decided by whole numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any, TypeAlias

from msgspec import Struct

from gongkai.checks.figures.system import Condition, Form, System

UNIT = 10_000.0
"""cents in 100 元"""
TIGHT = 1e-6
UNBOUNDED = 3
"""status of a programme whose goal has no end"""

Sparse: TypeAlias = Any
"""SciPy has no types"""
Line = list[tuple[int, float]]
"""(column, value)"""


class Interval(Struct, frozen=True, kw_only=True):
    """区间: how far a sum may deviate from what was entered, in cents."""

    low: float
    high: float


class Programme:
    """The conditions of a system without some of its figures: what an absent one says is left out."""

    def __init__(self, system: System, absent: Collection[int] = ()) -> None:
        self.system = system
        self.absent = absent
        self.rows = [row for row in system.rows if row.figure is None or row.figure.number not in absent]

    def feasible(self) -> bool:
        """Whether exact amounts exist behind all figures."""
        if any(not self._reaches(row) for row in self.rows):
            return False
        as_entered = all(row.low <= 0 <= row.high for row in self.rows)  # no figure deviates
        return as_entered or (self.system.exact and not self.absent) or self._solve({}) is not None

    def interval(self, form: Form) -> Interval | None:
        """Between what a sum of entered figures must lie; None if the figures contradict each other."""
        if any(not self._reaches(row) for row in self.rows):
            return None
        direct = self._directly(form)
        if direct is None or self.system.exact:
            return direct
        goal = dict(form)
        low, high = self._solve(goal), self._solve({fact: -factor for fact, factor in goal.items()})
        return Interval(low=low, high=-high) if low is not None and high is not None else None

    def _reaches(self, row: Condition) -> bool:
        """Whether the condition can be met, whatever the others say."""
        if any(fact in self.absent for fact, _ in row.form):
            return True
        reach = self.system.reach(row.form)
        return row.low <= reach and row.high >= -reach

    def _directly(self, form: Form) -> Interval | None:
        """What each condition alone says of a sum with one absent figure at most; without rounding, that is all.

        None if two conditions contradict each other, or if there are several absent figures and no rounding.
        """
        free = [item for item in form if item[0] in self.absent]
        if not free:
            reach = self.system.reach(form)
            return Interval(low=-reach, high=reach)
        if len(free) > 1:
            return None if self.system.exact else Interval(low=-inf, high=inf)
        fact, factor = free[0]
        low, high = -inf, inf
        for row in self.rows:
            own = dict(row.form).get(fact, 0)
            if own and not any(other in self.absent for other, _ in row.form if other != fact):
                rest = self.system.reach(row.form) - abs(own) * self.system.margins[fact]
                ends = sorted(((row.low - rest) / own, (row.high + rest) / own))
                low, high = max(low, ends[0]), min(high, ends[1])
        return Interval(low=low * factor, high=high * factor) if low <= high else None

    def _solve(self, goal: dict[int, int]) -> float | None:
        """The least value of a sum, in cents; None if there is no solution, −∞ if there is no least."""
        bounds, forms = self._bounds()
        if any(low > high for low, high in (*bounds.values(), *forms.values())):
            return None
        column = _columns([*forms, goal.items()])
        if not column:
            return 0.0
        sides = [one for form, ends in forms.items() for one in _sides(form, *ends, column)]
        costs = [goal.get(fact, 0) for fact in column]
        limits = [tuple(end / UNIT for end in bounds.get(fact, self._own(fact))) for fact in column]
        result = _least(costs, sides, limits)
        if result.status == UNBOUNDED:
            return -inf
        return float(result.fun) * UNIT if result.status == 0 else None

    def _own(self, fact: int) -> tuple[float, float]:
        margin = inf if fact in self.absent else self.system.margins[fact]
        return (-margin, margin)

    def _bounds(self) -> tuple[dict[int, tuple[float, float]], dict[Form, tuple[float, float]]]:
        """What binds single figures, and what binds sums of several, each sum once."""
        bounds: dict[int, tuple[float, float]] = {}
        forms: dict[Form, tuple[float, float]] = {}
        for row in self.rows:
            if len(row.form) == 1 and row.form[0][1] == 1:
                fact = row.form[0][0]
                low, high = bounds.get(fact) or self._own(fact)
                bounds[fact] = (max(low, row.low), min(high, row.high))
            elif row.form:
                low, high = forms.get(row.form, (-inf, inf))
                forms[row.form] = (max(low, row.low), min(high, row.high))
        return bounds, forms

    def core(self) -> frozenset[int]:
        """An irreducible set of figures that contradict each other, for a programme that has no solution."""
        involved = self._involved()
        others = {figure.number for figure in self.system.figures} - involved
        if Programme(self.system, others | set(self.absent)).feasible():
            involved, others = {figure.number for figure in self.system.figures} - set(self.absent), set()
        for number in sorted(involved):
            if not Programme(self.system, others | {number} | set(self.absent)).feasible():
                others.add(number)
                involved.discard(number)
        return frozenset(involved)

    def _involved(self) -> set[int]:
        """The figures that the cheapest repair would touch or leans on: far fewer than all."""
        entered = zip(self.system.entered, self.system.margins, strict=True)
        present = ((one, margin) for one, margin in entered if one.number not in self.absent and one.amount.yuan)
        own = [Condition(form=one.form, low=-margin, high=margin, figure=one) for one, margin in present]
        rows = [*(row for row in self.rows if row.form), *own]
        column = _columns(row.form for row in rows)
        sides = [(row.figure, side) for row in rows for side in _sides(row.form, row.low, row.high, column)]
        width = len(column)
        result = _least(
            [0] * width + [1] * len(sides),
            [([*line, (width + at, -1.0)], side) for at, (_, (line, side)) in enumerate(sides)],
            [(None, None)] * width + [(0, None)] * len(sides),
        )
        weights = zip(sides, result.ineqlin.marginals, strict=True)
        return {figure.number for (figure, _), weight in weights if figure is not None and abs(weight) > TIGHT}


def _columns(forms: Iterable[Iterable[tuple[int, int]]]) -> Mapping[int, int]:
    """The column of each entered figure that is part of the sums."""
    used = sorted({fact for form in forms for fact, _ in form})
    return {fact: number for number, fact in enumerate(used)}


def make_ready() -> None:
    """Load what solves: before children are forked, each of which would have to."""
    import scipy.optimize  # noqa: F401, PLC0415 - half a second, for those who need it


def _least(costs: Sequence[float], sides: Sequence[tuple[Line, float]], limits: Sequence[Any]) -> Any:
    """The least sum by these costs, of what keeps below the sides and within the limits."""
    from scipy.optimize import linprog  # noqa: PLC0415 - as above

    matrix = sparse([line for line, _ in sides], len(costs))
    return linprog(costs, A_ub=matrix, b_ub=[side for _, side in sides], bounds=limits, method="highs")


def sparse(lines: Sequence[Iterable[tuple[int, float]]], width: int) -> Sparse:
    """A matrix by its lines of (column, value)."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - as above

    cells = [(row, column, float(value)) for row, line in enumerate(lines) for column, value in line]
    rows, columns, values = ([cell[part] for cell in cells] for part in range(3))
    return csr_array((values, (rows, columns)), shape=(len(lines), width))


def _sides(form: Form, low: float, high: float, column: Mapping[int, int]) -> Iterator[tuple[Line, float]]:
    """Sum ≤ high and −sum ≤ −low, in units of 100 元; an end that binds nothing is left out."""
    for sign, side in ((1, high), (-1, -low)):
        if side != inf:
            yield [(column[fact], float(sign * factor)) for fact, factor in form], side / UNIT
