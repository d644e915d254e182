"""几乎不可能的尾差: a sum of many figures that rounding could just explain, if all of them were rounded one way."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.figures.diagnosis import FIRST, mended
from gongkai.checks.figures.printed import out_of_rounding, printed_amount
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.unread import reason
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.statements import Cell

LIKELY = 5
"""standard deviations of the sum of the roundings; chance goes beyond less than once in a million sums"""
MOST_RELATED = 12


def rounding_is_probable(case: Case) -> Iterator[Outcome]:
    """F103 尾差几乎不可能: a given sum of eleven roundings or more, further off than chance would have it.

    A rounding lies anywhere within half the last decimal (domain rule 2.1), so that n of them, of half a step h, spread
    by h × √(n ÷ 3). The least sum is told of those that one wrong figure spoils.
    """
    told: list[frozenset[tuple[int, int]]] = []
    given = [cell for cell in case.accounts.cells.values() if cell.given is not None and len(cell.parts) > 1]
    for cell in sorted(given, key=lambda one: len(one.parts)):
        if unread := reason(case, (cell.address.table,)):
            yield Skipped(reason=unread)
            continue
        spread = _spread(case, cell)
        if not spread or out_of_rounding(case, cell):
            continue
        difference = printed_amount(case, cell) - cell.derived
        if abs(difference.yuan) <= spread:
            yield Held()
        elif mended(case, cell):
            yield Skipped(reason=f"{cell.address}：{FIRST}")
        elif not any(parts <= cell.parts for parts in told):
            told.append(cell.parts)
            yield _finding(case, cell, difference)


def _spread(case: Case, cell: Cell) -> Decimal:
    """How far off, in 元, chance still lets the sum be; 0 if rounding cannot take it that far at all."""
    facts = case.accounts.facts.items
    margins = [facts[fact].amount.margin * abs(factor) for fact, factor in cell.parts]
    margins.append(printed_amount(case, cell).margin)
    spread = LIKELY * (sum((margin * margin for margin in margins), ZERO) / 3).sqrt()
    return spread if spread < sum(margins) else ZERO


def _finding(case: Case, cell: Cell, difference: Amount) -> Finding:
    facts = case.accounts.facts.items
    place = cell.given.place if cell.given else case.document.place
    return Finding(
        code=FindingCode.IMPROBABLE_ROUNDING,
        severity=Severity.WARNING,
        place=place,
        message=(
            f"{cell.address}：填的是{case.shown(cell.amount)}，由明细推算是{case.shown(cell.derived)}，"
            f"{case.apart(difference)}；{len(cell.parts)}个明细四舍五入，要几乎全都偏到一边才会差这么多"
        ),
        hint="请核对这个数和它的明细；确实无误的，不用改",
        related=tuple(sorted(facts[fact].place for fact, _ in cell.parts))[:MOST_RELATED],
    )


RULES = (Rule(code=FindingCode.IMPROBABLE_ROUNDING, check=rounding_is_probable),)
