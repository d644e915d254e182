"""结余: figures that an edition demands not to be below zero (≥ 0), and what rounding alone makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.figures.facts import Parts
from gongkai.figures.formulas import NOTHING, FormulaError, parse, parse_comparison
from gongkai.figures.references import References
from gongkai.model.amounts import Amount
from gongkai.model.forms import BlockForm, RowForm
from gongkai.model.relations import RelationForm
from gongkai.model.statements import Address

EACH_ROW = re.compile(r"(?P<table>[^\s.]+)\.\*")


def for_each_row(relation: RelationForm, references: References) -> Iterator[str]:
    """The formula of a relation itself, or one for each row in the place of *."""
    found = EACH_ROW.search(relation.formula)
    rows = references.sheets.rows.get(relation.each or (found["table"] if found else ""))
    if rows is None:
        yield relation.formula
        return
    for row in rows.values():
        if not row.blank:
            yield relation.formula.replace("*", row.key)


def balances(references: References) -> Iterator[Address]:
    """The cells that the edition says are not below zero."""
    for relation in references.edition.relations.values():
        for formula in for_each_row(relation, references) if _not_below_zero(relation.formula) else ():
            try:
                parts = references.evaluate(parse_comparison(formula).left)
            except FormulaError:
                continue  # L622
            one = parts[0] if len(parts) == 1 else None
            if one and one.sign > 0 and one.address:
                yield one.address


def _not_below_zero(formula: str) -> bool:
    """Whether a relation says so of something (≥ 0)."""
    try:
        comparison = parse_comparison(formula)
    except FormulaError:
        return False  # L622
    return comparison.sign == "≥" and comparison.right.strip() == NOTHING


def may_be_rounding(parts: Parts, amount: Amount) -> bool:
    """Whether a difference of typed figures is no more than what their rounding can make."""
    within = amount.yuan != 0 and abs(amount.yuan) <= amount.margin
    return within and len({factor > 0 for _, factor in parts}) == 2


def closing_total(block: BlockForm) -> RowForm | None:
    """The last row of a block, if it sums rows of the block itself."""
    last = block.fixed[-1] if block.fixed else None
    if last is None or not isinstance(last.formula, str) or not last.formula:
        return None
    own = {*(row.name for row in block.fixed), *(rule.name for rule in block.rules)}
    try:
        terms = parse(last.formula)
    except FormulaError:
        return None
    return last if terms and all(term.first.path in own for term in terms) else None
