"""甲与乙: a relation that an edition states, worked out on amounts."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Skipped
from gongkai.checks.quantities import UnknownFigureError, quantity
from gongkai.figures.formulas import Comparison, FormulaError, parse_comparison
from gongkai.model.amounts import Amount
from gongkai.model.findings import Severity
from gongkai.model.relations import RelationForm, Weight

WORDS = {"=": "应等于", "≤": "不应大于", "≥": "不应小于"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Violated:
    """不成立: both sides as they are."""

    comparison: Comparison
    left: Amount
    right: Amount

    @property
    def difference(self) -> Amount:
        return self.left - self.right


def severity(case: Case, relation: RelationForm) -> Severity:
    """How bad it is for this document if the relation does not hold (程度)."""
    weights = {Weight.INCONSISTENCY: Severity.INCONSISTENCY, Weight.AUTHORED: authored(case)}
    return weights.get(relation.weight, Severity.WARNING)


def authored(case: Case) -> Severity:
    """编制不一致: what blocks a document that is written here, and is a hint in an archived one."""
    return Severity.WARNING if case.document.archived else Severity.INCONSISTENCY


def compared(case: Case, number: str, relation: RelationForm) -> Held | Skipped | Violated | None:
    """How a relation ends; None where both sides are zero, so that it says nothing."""
    try:
        comparison = parse_comparison(relation.formula)
        left, right = quantity(case, comparison.left), quantity(case, comparison.right)
    except (UnknownFigureError, FormulaError) as error:
        return Skipped(reason=f"{number}：{error}")
    if not left.yuan and not right.yuan:
        return None
    if holds(comparison.sign, left - right):
        return Held()
    return Violated(comparison=comparison, left=left, right=right)


def holds(sign: str, difference: Amount) -> bool:
    """Whether exact amounts within the rounding make the difference of both sides what the sign asks for."""
    match sign:
        case "≤":
            return difference.yuan <= difference.margin
        case "≥":
            return -difference.yuan <= difference.margin
        case _:
            return abs(difference.yuan) <= difference.margin


def named(formula: str) -> str:
    """A formula for a message: 甲表·合计·基本支出 + 乙."""
    return formula.replace(".合计.", "·合计·").replace(".", "·")
