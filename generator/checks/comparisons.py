"""甲与乙: a relation that an edition states, worked out on amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Skipped
from gongkai.checks.quantities import UnknownFigureError, quantity
from gongkai.figures.formulas import Comparison, FormulaError, parse_comparison
from gongkai.model.amounts import Amount
from gongkai.model.findings import Severity
from gongkai.model.relations import RelationForm, Weight

WORDS = {"=": "应等于", "≤": "不应大于", "≥": "不应小于"}


class Compared(Struct, frozen=True, kw_only=True):
    """一条关系: both sides as they are."""

    number: str
    relation: RelationForm
    comparison: Comparison
    left: Amount
    right: Amount

    @property
    def difference(self) -> Amount:
        return self.left - self.right

    @property
    def holds(self) -> bool:
        return holds(self.comparison.sign, self.difference)


def severity(case: Case, relation: RelationForm) -> Severity:
    """How bad it is for this document if the relation does not hold (程度)."""
    weights = {Weight.INCONSISTENCY: Severity.INCONSISTENCY, Weight.AUTHORED: authored(case)}
    return weights.get(relation.weight, Severity.WARNING)


def authored(case: Case) -> Severity:
    """编制不一致: what blocks a document that is written here, and is a hint in an archived one."""
    return Severity.WARNING if case.document.archived else Severity.INCONSISTENCY


def compared(case: Case, relations: Mapping[str, RelationForm]) -> Iterator[Compared | Skipped]:
    """Relations by their numbers, worked out; where both sides are zero a relation says nothing."""
    for number, relation in relations.items():
        try:
            comparison = parse_comparison(relation.formula)
            left, right = quantity(case, comparison.left), quantity(case, comparison.right)
        except (UnknownFigureError, FormulaError) as error:
            yield Skipped(reason=f"{number}：{error}")
            continue
        if left.yuan or right.yuan:
            yield Compared(number=number, relation=relation, comparison=comparison, left=left, right=right)


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
