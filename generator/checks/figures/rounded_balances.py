"""尾差大小的结余: a balance that may be there, or be made by rounding alone; only its author knows."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.comparisons import authored
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, together
from gongkai.checks.unread import reason
from gongkai.figures.balances import balances, may_be_rounding
from gongkai.model.findings import Finding, found
from gongkai.model.statements import Cell


def _balances(case: Case) -> Iterator[Cell]:
    for address in balances(case.accounts.deriver.references):
        cell = case.accounts.cells.get(address)
        if cell is not None and cell.parts and not reason(case, (address.table,)):
            yield cell


@together(_balances)
def balances_are_no_rounding(case: Case, cells: list[Cell]) -> Iterator[Said]:
    """F307 结余只有尾差那么大: asked of the lowest balance; what sums it follows from the answer."""
    asked = {cell.parts: cell for cell in reversed(cells) if _may_be_rounding(cell)}
    places = {cell.address for cell in asked.values()}
    for cell in reversed(asked.values()):
        if not any(term in places for relation in cell.relations for _, term in relation.terms):
            yield _finding(case, cell)


def _may_be_rounding(cell: Cell) -> bool:
    """Whether nobody typed it, and rounding alone may make it."""
    return cell.amount.yuan > 0 and cell.amount == cell.derived and may_be_rounding(cell.parts, cell.derived)


def _finding(case: Case, cell: Cell) -> Finding:
    first, *others = case.accounts.facts.places(number for number, _ in cell.parts)
    return found(
        "F307",
        first,
        severity=authored(case),
        related=tuple(others),
        处=str(cell.address),
        算=case.shown(cell.derived),
        表=cell.address.table,
        行=cell.address.row,
        列=cell.address.column,
        值=case.shown(cell.derived).removesuffix(case.document.head.unit.value),
    )
