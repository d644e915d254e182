"""自检: what an edition states so that its figures can be tested: that both sides end alike, of what fund they are."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Locate
from gongkai.checks.editions.faults import Fault
from gongkai.figures.balances import closing_total
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.model.columns import ColumnForm
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, found


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
    funds = edition.funds
    known = set(funds.budgets) if funds else set()
    for form in edition.tables.values():
        attribute = form.attributes.get(funds.attribute) if funds else None
        known |= set(attribute.values if attribute else ())
    listed = f"可以写：{'、'.join(sorted(known))}" if funds else "先写“科目资金”"
    for name, form in edition.tables.items():
        for block in form.parts:
            for column, leaf in block.keyed:
                yield from _unknown(("表", name), f"{name}·{column}的", leaf, known, listed)
    for name, declared in edition.inputs.items():
        if declared.fund and declared.fund not in known:
            message = f"填报“{name}”的“资金”不能是“{declared.fund}”"
            yield Fault(path=("填报", name), text=declared.fund, message=message, hint=listed)


def _unknown(path: tuple[str, ...], what: str, leaf: ColumnForm, known: set[str], hint: str) -> Iterator[Fault]:
    for fund in leaf.funds:
        if fund not in known:
            yield Fault(path=path, text=fund, message=f"{what}“资金”不能是“{fund}”", hint=hint)
