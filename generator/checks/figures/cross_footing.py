"""表内勾稽与印出数: what is given against what derives, within the interval of its rounding."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.figures.printed import behind, contradicted, elsewhere, out_of_rounding, printed_amount
from gongkai.checks.outcomes import Said, Skipped, each, together
from gongkai.checks.unread import reason
from gongkai.model.amounts import ZERO, Amount, signed_sum
from gongkai.model.finding_catalogue import bound_of
from gongkai.model.findings import Finding, found
from gongkai.model.statements import Cell, Given, Relation


def _given_sums(case: Case) -> Iterator[Cell | Skipped]:
    """What is given beside the figures that it sums, in tables that were read whole."""
    for cell in case.accounts.cells.values():
        if cell.given is not None and not case.accounts.facts.single(cell.parts):
            unread = reason(case, (cell.address.table,))
            yield Skipped(reason=unread) if unread else cell


@each(_given_sums)
def given_against_derived(case: Case, cell: Cell) -> Iterator[Said]:
    """F101 印出数与推算数: a given subtotal must lie within the rounding of the figures it sums (domain rule 2.1).

    The sum of n non-zero figures in 万元 may differ from a printed total by 0.005 × (n + 1).
    """
    if not out_of_rounding(case, cell):
        return
    printed = printed_amount(case, cell)
    difference = printed - cell.derived
    yield found(
        "F101",
        cell.place or case.figures_file,
        related=behind(case, cell.parts),
        处=str(cell.address),
        填=case.shown(printed),
        算=case.shown(cell.derived),
        差=case.shown(abs(difference)),
        尾差=case.reach(difference) if difference.margin else "",
    ).apart_by(difference)


def _repeated(case: Case) -> Iterator[tuple[Cell, Given]]:
    """What is given for a quantity that stands elsewhere too, each with what stands there."""
    for cell in case.accounts.cells.values():
        known = None if reason(case, (cell.address.table,)) else elsewhere(case, cell)
        if cell.given is not None and known is not None and not out_of_rounding(case, cell):
            yield cell, known


@each(_repeated)
def same_quantity(case: Case, both: tuple[Cell, Given]) -> Iterator[Said]:
    """R101 表间勾稽: one quantity printed in several places must be the same figure everywhere (rules R07-R26).

    Two cells that sum the very same entered figures are one quantity, whatever tables they stand in.
    """
    cell, known = both
    if cell.place is not None and known.amount.yuan != cell.amount.yuan:
        yield found(
            "R101",
            cell.place,
            related=(known.place,),
            处=str(cell.address),
            填=case.shown(cell.amount),
            应=case.shown(known.amount),
        ).apart_by(cell.amount - known.amount)


_Sum = tuple[Cell, Relation, list[tuple[int, Cell]]]
"""a cell, and what it is to be the sum of"""


def _sums(case: Case) -> Iterator[_Sum | Skipped]:
    """Each sum once, not again of the same quantities in another table or in the column beside.

    Where a cell already contradicts its own figures (F101, R101), the sums it takes part in are left out.
    """
    known = case.accounts.cells
    right = {address: cell for address, cell in known.items() if not contradicted(case, cell)}
    seen: set[tuple[object, ...]] = set()
    for cell in sorted(right.values(), key=lambda one: one.given is None):
        for relation in cell.relations:
            terms = [(sign, right[term]) for sign, term in relation.terms if term in right]
            sum_of = (cell.parts, *((sign, term.parts) for sign, term in terms if term.parts))
            if len(terms) == len(relation.terms) and sum_of not in seen:
                unread = reason(case, (one.address.table for one in (cell, *(term for _, term in terms))))
                if not unread:
                    seen.add(sum_of)
                yield Skipped(reason=unread) if unread else (cell, relation, terms)


@each(_sums)
def cross_footing(case: Case, one: _Sum) -> Iterator[Said]:
    """F102 表内勾稽: rows and columns as printed must add up within rounding (rules R01-R06, R10, RH, R13-R16, R30)."""
    cell, relation, terms = one
    total = signed_sum((sign, printed_amount(case, term)) for sign, term in terms)
    printed = printed_amount(case, cell)
    if printed.agrees(total):
        return
    difference = printed - total
    yield found(
        "F102",
        cell.place or case.document.place,
        "有尾差" if difference.margin else "无尾差",
        处=str(cell.address),
        印=case.shown(printed),
        行列="行" if relation.kind == "行" else "列",
        算=case.shown(total),
        差=case.shown(abs(difference)),
    )


def _rounded_sums(case: Case) -> Iterator[Cell | Skipped]:
    """Given sums that rounding may take further than chance would; those of fewest figures first."""
    given = [one for one in _given_sums(case) if isinstance(one, Skipped) or _spread(case, one)]
    yield from sorted(given, key=lambda one: 0 if isinstance(one, Skipped) else len(one.parts))


@together(_rounded_sums)
def rounding_is_probable(case: Case, cells: list[Cell]) -> Iterator[Said]:
    """F103 尾差几乎不可能: a given sum of eleven roundings or more, further off than chance would have it.

    A rounding lies anywhere within half the last decimal (domain rule 2.1), so that n of them, of half a step h, spread
    by h × √(n ÷ 3). The least sum is told of those that one wrong figure spoils.
    """
    told: list[frozenset[tuple[int, int]]] = []
    for cell in cells:
        difference = printed_amount(case, cell) - cell.derived
        improbable = abs(difference.yuan) > _spread(case, cell) and not out_of_rounding(case, cell)
        if improbable and not any(parts <= cell.parts for parts in told):
            told.append(cell.parts)
            yield _improbable(case, cell, difference)


def _spread(case: Case, cell: Cell) -> Decimal:
    """How far off, in 元, chance still lets the sum be; 0 if rounding cannot take it that far at all."""
    facts = case.accounts.facts.items
    margins = [facts[fact].amount.margin * abs(factor) for fact, factor in cell.parts]
    margins.append(printed_amount(case, cell).margin)
    deviation = (sum((margin * margin for margin in margins), ZERO) / 3).sqrt()
    spread = bound_of("F103", "几倍标准差") * deviation
    return spread if spread < sum(margins) else ZERO


def _improbable(case: Case, cell: Cell, difference: Amount) -> Finding:
    return found(
        "F103",
        cell.place or case.document.place,
        related=behind(case, cell.parts),
        处=str(cell.address),
        填=case.shown(cell.amount),
        算=case.shown(cell.derived),
        差=case.shown(abs(difference)),
        数=len(cell.parts),
    )
