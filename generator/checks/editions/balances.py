"""自检: what an edition states so that its figures can be tested: that both sides end alike, of what fund they are."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Locate
from gongkai.checks.editions.faults import Fault
from gongkai.figures.balances import closing_total
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, found
from gongkai.model.places import NOWHERE


def unstated_balances(edition: Edition, locate: Locate) -> Iterator[Finding]:
    """F303: two blocks (收入 | 支出) that each end in a total, and no relation between the totals."""
    for name, form in edition.tables.items():
        ends = [closing_total(block) for block in form.blocks.values()]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            continue
        left, right = (row.name for row in ends if row)
        if not any(_binds(formula, f"{name}.{left}", f"{name}.{right}") for formula in edition.rules):
            yield found("F303", locate(("表", name), ends[1].title), 表=name, 左=left, 右=right)


def _binds(formula: str, left: str, right: str) -> bool:
    """Whether a relation has one total on each side, as a row or a cell of it."""
    try:
        comparison = parse_comparison(formula)
        sides = [{term.first.path for term in parse(side)} for side in (comparison.left, comparison.right)]
    except FormulaError:
        return False
    return any(_names(one, left) and _names(other, right) for one, other in (sides, sides[::-1]))


def _names(paths: set[str], row: str) -> bool:
    return any(path == row or path.startswith(f"{row}.") for path in paths)


def fund_faults(edition: Edition) -> Iterator[Fault]:
    """Funds (资金) that no figure can be of."""
    known = _funds(edition)
    for path, text, what in _said(edition):
        if text not in known:
            there = "、".join(sorted(known))
            told = found("L622", NOWHERE, "资金", hint="可写" if known else "没有资金", 处=what, 名=text, 可写=there)
            yield Fault(path, told, text)


def _funds(edition: Edition) -> set[str]:
    funds = edition.funds
    if funds is None:
        return set()
    attributes = (form.attributes.get(funds.attribute) for form in edition.tables.values())
    return {*funds.budgets, *(value for attribute in attributes if attribute for value in attribute.values)}


def _said(edition: Edition) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Where an edition says a fund, and what of."""
    for name, form in edition.tables.items():
        for column, leaf in (pair for block in form.parts for pair in block.keyed):
            yield from ((("表", name), fund, f"{name}·{column}的") for fund in leaf.funds)
    for name, declared in edition.inputs.items():
        if declared.fund:
            yield ("填报", name), declared.fund, f"填报“{name}”的"
