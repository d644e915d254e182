"""整套报表能否同时成立: whether one exact amount can stand behind every printed figure at once.

Every printed figure stands for an interval (domain rule 2.1), and every cell is a signed sum of entered figures, so the
whole set of tables is a system of linear inequalities in the entered figures.  It is solved by SciPy's HiGHS; if it
has no solution, a smallest set of figures that contradict each other is found, and which one of them is likely wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from generator.checks.case import Case
from generator.checks.figures.culprits import Culprit, likely
from generator.checks.outcomes import Held, Outcome, Rule
from generator.model.amounts import Amount
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.places import Place

STEP = 100.0
"""元: the unit of the programme, in which a rounded 万元 figure is a whole number"""
TIGHT = 1e-6
MOST = 5
"""contradictions reported for one document; after that it is not the figures of one cell that are wrong"""


Condition = tuple[tuple[int, int], ...]
"""(fact, coefficient) of every non-zero figure in a sum"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """印出数 as a condition: the sum of `parts` must lie within the rounding of `amount`."""

    name: str
    parts: Condition
    amount: Amount
    place: Place

    @property
    def low(self) -> float:
        return float(self.amount.yuan - self.amount.margin) / STEP

    @property
    def high(self) -> float:
        return float(self.amount.yuan + self.amount.margin) / STEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """矛盾: printed figures of which any one may be right, but not all."""

    members: tuple[Printed, ...]
    culprits: tuple[tuple[Printed, Culprit], ...]


def printed_figures(case: Case) -> tuple[Printed, ...]:
    """Every entered figure and every given one, each quantity of one figure once."""
    facts = case.accounts.deriver.sorted.facts.items
    found: dict[tuple[Condition, Amount], Printed] = {
        (((number, 1),), fact.amount): Printed(
            name="·".join(filter(None, (fact.table, fact.row, fact.column))),
            parts=((number, 1),),
            amount=fact.amount,
            place=fact.place,
        )
        for number, fact in enumerate(facts)
    }
    for address, cell in case.accounts.cells.items():
        if cell.given is None:
            continue
        parts = tuple(sorted(cell.parts))
        found.setdefault(
            (parts, cell.given.amount),
            Printed(name=str(address), parts=parts, amount=cell.given.amount, place=cell.given.place),
        )
    return tuple(found.values())


def joint_feasibility(case: Case) -> Iterator[Outcome]:
    """F201 整套报表同时成立: one exact amount for each printed figure satisfies all sums at once (domain rule 2.1)."""
    figures = list(printed_figures(case))
    for _ in range(MOST):
        found = contradiction(figures)
        if found is None:
            break
        yield _finding(case, found)
        wrong = found.culprits[0][0] if found.culprits else found.members[0]
        figures.remove(wrong)
    else:
        return
    if figures:
        yield Held(count=len(figures))


def contradiction(figures: list[Printed]) -> Contradiction | None:
    """A smallest contradictory set among printed figures; None if they can all be right."""
    if feasible(figures):
        return None
    core = _core(figures)
    culprits = []
    for suspect in core:
        others = [figure for figure in figures if figure is not suspect]
        interval = interval_of(suspect.parts, others)
        if interval is not None:
            guess = likely(suspect.amount, *interval)
            if guess is not None:
                culprits.append((suspect, guess))
    culprits.sort(key=lambda pair: pair[1].rank)
    return Contradiction(members=tuple(core), culprits=tuple(culprits))


def _core(figures: list[Printed]) -> list[Printed]:
    """Leave out one figure after the other as long as the rest still contradict each other."""
    core = _involved(figures)
    for figure in list(core):
        rest = [other for other in core if other is not figure]
        if not feasible(rest):
            core = rest
    return core


def _involved(figures: list[Printed]) -> list[Printed]:
    """The figures that the cheapest repair would touch or leans on: a contradictory set far smaller than the whole."""
    numbers = _numbers(figures)
    count = len(figures)
    matrix = _matrix(figures, numbers, slack=True)
    costs = np.concatenate([np.zeros(len(numbers)), np.ones(2 * count)])
    result = linprog(
        costs,
        A_ub=matrix,
        b_ub=_sides(figures),
        bounds=[(None, None)] * len(numbers) + [(0, None)] * (2 * count),
        method="highs",
    )
    weights = np.abs(result.ineqlin.marginals)
    involved = [
        figure for index, figure in enumerate(figures) if weights[index] > TIGHT or weights[index + count] > TIGHT
    ]
    return involved if involved and not feasible(involved) else figures


def feasible(figures: list[Printed]) -> bool:
    """Whether exact amounts exist behind all these figures."""
    if not figures:
        return True
    numbers = _numbers(figures)
    result = linprog(
        np.zeros(max(len(numbers), 1)),
        A_ub=_matrix(figures, numbers),
        b_ub=_sides(figures),
        bounds=(None, None),
        method="highs",
    )
    return bool(result.status == 0)


def interval_of(parts: Condition, figures: list[Printed]) -> tuple[Amount, Amount] | None:
    """Between which amounts a quantity must lie if the other figures are right; None if they contradict each other."""
    numbers = _numbers([*figures, replace(figures[0], parts=parts)] if figures else [])
    if not numbers:
        return None
    matrix, sides = _matrix(figures, numbers), _sides(figures)
    goal = np.zeros(len(numbers))
    for number, factor in parts:
        goal[numbers[number]] = factor
    ends = []
    for sign in (1, -1):
        result = linprog(sign * goal, A_ub=matrix, b_ub=sides, bounds=(None, None), method="highs")
        if result.status != 0:
            return None
        ends.append(sign * result.fun)
    low, high = (round(end * STEP, 2) for end in ends)
    return _amount(low), _amount(high)


def _amount(yuan: float) -> Amount:
    return Amount(yuan=Decimal(str(yuan)))


def _numbers(figures: Iterable[Printed]) -> Mapping[int, int]:
    """Fact → column of the matrix."""
    facts = sorted({number for figure in figures for number, _ in figure.parts})
    return {fact: column for column, fact in enumerate(facts)}


def _matrix(figures: list[Printed], numbers: Mapping[int, int], *, slack: bool = False) -> csr_array:
    """Parts ≤ high above −parts ≤ −low; with slack, each side may be broken at a cost."""
    count, width = len(figures), max(len(numbers), 1)
    rows, columns, values = [], [], []
    for index, figure in enumerate(figures):
        for number, factor in figure.parts:
            rows += [index, index + count]
            columns += [numbers[number]] * 2
            values += [float(factor), -float(factor)]
    if slack:
        rows += range(2 * count)
        columns += range(width, width + 2 * count)
        values += [-1.0] * (2 * count)
        width += 2 * count
    return csr_array((values, (rows, columns)), shape=(2 * count, width))


def _sides(figures: list[Printed]) -> np.ndarray:
    return np.array([f.high for f in figures] + [-f.low for f in figures])


def _finding(case: Case, found: Contradiction) -> Finding:
    names = "；".join(f"{figure.name} {case.shown(figure.amount)}" for figure in found.members[:8])
    more = f"等{len(found.members)}个数" if len(found.members) > 8 else ""
    suspect = found.culprits[0] if found.culprits else None
    place = (suspect[0] if suspect else found.members[0]).place
    hint = "请逐个核对上面这些数，其中至少有一个不对"
    if suspect:
        figure, culprit = suspect
        hint = f"最可能是{figure.name}：{culprit.reason}，改成{case.shown(culprit.amount)}就都能成立；请核对"
    return Finding(
        code=FindingCode.NOT_JOINTLY_FEASIBLE,
        severity=Severity.INCONSISTENCY,
        place=place,
        message=f"下面这些数不可能同时成立（已考虑四舍五入）：{names}{more}",
        hint=hint,
        related=tuple(figure.place for figure in found.members if figure.place != place)[:12],
    )


RULES = (Rule(code=FindingCode.NOT_JOINTLY_FEASIBLE, check=joint_feasibility),)
