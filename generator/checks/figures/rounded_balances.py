"""尾差大小的结余: a balance that may be there, or be made by rounding alone; only its author knows."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.figures.balances import balances, may_be_rounding
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.statements import Cell


def balances_are_no_rounding(case: Case) -> Iterator[Outcome]:
    """F307 结余只有尾差那么大: asked of the lowest balance; what sums it follows from the answer."""
    asked: dict[frozenset[tuple[int, int]], Cell] = {}
    for address in balances(case.accounts.deriver.references):
        cell = case.accounts.cells.get(address)
        if cell is None or not cell.parts:
            continue
        if cell.amount.yuan <= 0 or cell.amount != cell.derived or not may_be_rounding(cell.parts, cell.derived):
            yield Held()
        else:
            asked.setdefault(cell.parts, cell)
    places = {cell.address for cell in asked.values()}
    for cell in asked.values():
        if not any(term in places for relation in cell.relations for _, term in relation.terms):
            yield _finding(case, cell)


def _finding(case: Case, cell: Cell) -> Finding:
    facts = case.accounts.facts.items
    behind = sorted({facts[number].place for number, _ in cell.parts})
    return Finding(
        code=FindingCode.BALANCE_OF_ROUNDING,
        severity=Severity.WARNING if case.document.archived else Severity.INCONSISTENCY,
        place=behind[0],
        message=f"{cell.address}推算出来是{case.shown(cell.derived)}，不超过四舍五入的尾差：也许本来没有结余",
        hint=f"在 figures.yml 的“{cell.address.table}”里写明，确有结余的：{_typed(case, cell)}；没有结余的写 0",
        related=tuple(behind[1:]),
    )


def _typed(case: Case, cell: Cell) -> str:
    value = case.shown(cell.derived).removesuffix(case.document.head.unit.value)
    return f"{cell.address.row}: {{{cell.address.column}: {value}}}"


RULES = (Rule(code=FindingCode.BALANCE_OF_ROUNDING, check=balances_are_no_rounding, whole=True),)
