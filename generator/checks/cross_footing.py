"""表内勾稽与印出数: what is given against what derives, within the interval of its rounding."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.case import Case
from generator.model.amounts import NOTHING, Amount
from generator.model.findings import Finding, Severity
from generator.model.places import Place
from generator.model.statements import Address, Cell, Relation


def cells(case: Case) -> dict[Address, Cell]:
    """Every cell of every table of the document, by address."""
    return {
        cell.address: cell
        for statement in case.accounts.statements.values()
        for cell in statement.cells
    }


def _related(case: Case, cell: Cell) -> tuple[Place, ...]:
    facts = case.accounts.deriver.facts.items
    return tuple(sorted(facts[number].place for number, _ in cell.parts))[:12]


def _one_quantity(cell: Cell) -> bool:
    return len(cell.parts) == 1 and all(factor == 1 for _, factor in cell.parts)


def given_against_derived(case: Case) -> Iterator[Finding]:
    """F101 印出数与推算数: a given subtotal must lie within the rounding of the figures it sums (domain rule 2.1).

    The sum of n non-zero figures in 万元 may differ from a printed total by 0.005 × (n + 1).
    """
    for cell in cells(case).values():
        if cell.given is None or _one_quantity(cell) or cell.given.amount.agrees(cell.derived):
            continue
        difference = cell.given.amount - cell.derived
        tolerance = Amount(yuan=cell.given.amount.margin + cell.derived.margin)
        yield Finding(
            code="F101",
            severity=Severity.INCONSISTENCY,
            place=cell.given.place,
            message=(
                f"{cell.address}：填的是{case.shown(cell.given.amount)}，"
                f"由明细推算是{case.shown(cell.derived)}，相差{case.shown(difference)}"
                f"（四舍五入最多差{case.shown(tolerance)}）"
            ),
            hint="请核对这个数和它的明细；明细无误时，这个数可以不填，会自动推算",
            related=_related(case, cell),
        )


def same_quantity(case: Case) -> Iterator[Finding]:
    """R101 表间勾稽: one quantity printed in several places must be the same figure everywhere (rules R07-R26).

    Two cells that sum the very same entered figures are one quantity, whatever tables they stand in.
    """
    facts = case.accounts.deriver.facts.items
    for cell in cells(case).values():
        if cell.given is None or not cell.parts:
            continue
        if _one_quantity(cell):
            ((number, _),) = cell.parts
            amount, place = facts[number].amount, facts[number].place
        else:
            known = case.accounts.canonical[cell.parts]
            amount, place = known.amount, known.place
        if amount.yuan == cell.given.amount.yuan:
            continue
        yield Finding(
            code="R101",
            severity=Severity.INCONSISTENCY,
            place=cell.given.place,
            message=(
                f"{cell.address}：填的是{case.shown(cell.given.amount)}，"
                f"同一个数在另一处是{case.shown(amount)}"
            ),
            hint="这两处由同样的明细构成，应当一样；请核对后改成同一个数",
            related=(place,),
        )


def cross_footing(case: Case) -> Iterator[Finding]:
    """F102 表内勾稽: rows and columns as printed must add up within rounding (rules R01-R06, R10, RH, R13-R16, R30).

    Where a cell already contradicts its own figures (F101), the sums it takes part in are not reported again.
    """
    known = cells(case)
    wrong = {
        cell.address
        for cell in known.values()
        if cell.given and not _one_quantity(cell) and not cell.given.amount.agrees(cell.derived)
    }
    for cell in known.values():
        for relation in cell.relations:
            terms = [(sign, known[address]) for sign, address in relation.terms if address in known]
            if len(terms) != len(relation.terms) or cell.address in wrong:
                continue
            if any(term.address in wrong for _, term in terms):
                continue
            total = _total(terms)
            if cell.amount.agrees(total):
                continue
            yield _violation(case, cell, relation, total)


def _total(terms: list[tuple[int, Cell]]) -> Amount:
    total = NOTHING
    for sign, term in terms:
        total = total + term.amount if sign > 0 else total - term.amount
    return total


def _violation(case: Case, cell: Cell, relation: Relation, total: Amount) -> Finding:
    place = cell.given.place if cell.given else (cell.entered or case.document.place)
    how = "各行相加" if relation.kind == "行" else "各列相加"
    return Finding(
        code="F102",
        severity=Severity.INCONSISTENCY,
        place=place,
        message=(
            f"{cell.address}：印出来是{case.shown(cell.amount)}，{how}是{case.shown(total)}，"
            f"相差{case.shown(cell.amount - total)}，超出四舍五入的尾差"
        ),
        hint="请核对合计和各个明细",
    )
