"""印出数: what a printed cell stands for, and whether it agrees with the figures it sums."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.checks.context import Case
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.places import Place
from gongkai.model.statements import Cell, Given

MOST_RELATED = 12


def behind(case: Case, parts: Iterable[tuple[int, int]]) -> tuple[Place, ...]:
    """Where the figures of a sum were typed, as many as a finding leads to."""
    return case.accounts.facts.places(number for number, _ in parts)[:MOST_RELATED]


def printed_amount(case: Case, cell: Cell) -> Amount:
    """The printed figure; a zero that sums figures may be the rounding of less than half its last decimal."""
    if cell.amount.yuan or cell.amount.margin or not cell.parts:
        return cell.amount
    facts = case.accounts.facts.items
    return Amount(yuan=ZERO, margin=max(facts[number].amount.margin for number, _ in cell.parts))


def out_of_rounding(case: Case, cell: Cell) -> bool:
    """Whether a given sum cannot come from its figures; one figure in two places is the matter of R101."""
    if cell.given is None or case.accounts.facts.single(cell.parts):
        return False
    return not printed_amount(case, cell).agrees(cell.derived)


def elsewhere(case: Case, cell: Cell) -> Given | None:
    """The figure that stands first for the same quantity, and where; None for no quantity at all."""
    fact = case.accounts.facts.single(cell.parts)
    return Given(amount=fact.amount, place=fact.place) if fact else case.accounts.canonical.get(cell.parts)


def contradicted(case: Case, cell: Cell) -> bool:
    """Whether a given figure differs from its own figures, or from the same quantity elsewhere: F101 or R101 tells."""
    known = elsewhere(case, cell)
    differs = cell.given is not None and known is not None and known.amount.yuan != cell.given.amount.yuan
    return differs or out_of_rounding(case, cell)
