"""版式的勾稽关系: what an edition demands of figures that nothing derives from each other (checks.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule, Skipped
from generator.checks.publication.completeness import has_inputs
from generator.figures.facts import combine
from generator.figures.formulas import Comparison, FormulaError, parse, parse_comparison
from generator.figures.references import Part
from generator.model.amounts import NOTHING, ZERO, Amount
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.places import Place
from generator.model.relations import RelationForm, Weight
from generator.model.statements import Cell

EACH_ROW = re.compile(r"(?P<table>[^\s.]+)\.\*")
SEVERITIES = {Weight.INCONSISTENCY: Severity.INCONSISTENCY, Weight.WARNING: Severity.WARNING}
WORDS = {"=": "应等于", "≤": "不应大于", "≥": "不应小于"}
MOST_RELATED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """左边或右边: a formula worked out as it is printed, and as its figures allow."""

    formula: str
    parts: tuple[Part, ...]
    printed: Amount

    def cells(self, case: Case) -> Iterator[Cell]:
        """The printed cells that it names."""
        for part in self.parts:
            cell = case.accounts.cells.get(part.address) if part.address else None
            if cell is not None:
                yield cell

    def facts(self) -> Iterator[int]:
        for part in self.parts:
            yield from part.form


def relations_hold(case: Case) -> Iterator[Outcome]:
    """F301 版式规定的勾稽: relations between figures that the edition states, within rounding (domain 2.1, 2.2, 2.5).

    A relation is violated only if no exact amounts within the rounding of the figures satisfy it.  Figures that stand
    on both sides cancel, so that they widen nothing.  What a figure's own details contradict is the matter of F101.
    """
    for number, relation in case.document.edition.relations.items():
        for spelled in spelled_out(case, relation):
            yield from _relation(case, number, relation, spelled)


def spelled_out(case: Case, relation: RelationForm) -> Iterator[str]:
    """The relation itself, or one for each row in the place of *."""
    found = EACH_ROW.search(relation.formula)
    statement = case.accounts.statements.get(relation.each or (found["table"] if found else ""))
    if statement is None:
        yield relation.formula
        return
    for row in statement.rows:
        if not row.blank:
            yield relation.formula.replace("*", row.key)


def _relation(case: Case, number: str, relation: RelationForm, spelled: str) -> Iterator[Outcome]:
    try:
        comparison = parse_comparison(spelled)
        left, right = (_side(case, formula) for formula in (comparison.left, comparison.right))
    except FormulaError as error:
        yield Skipped(reason=f"{number}：{error}")
        return
    empty = next(_unfilled(case, comparison), "")
    if empty:
        yield Skipped(reason=f"{number}：没有“{empty}”的数")
        return
    if not any(case.accounts.facts.items[fact].amount.yuan for side in (left, right) for fact in side.facts()):
        return
    unsettled = next((cell for side in (left, right) for cell in side.cells(case) if not settled(case, cell)), None)
    if unsettled is not None:
        yield Skipped(reason=f"{number}：{unsettled.address}与自己的明细不符，先改正它")
        return
    printed = left.printed - right.printed
    exact = _exact(case, left, right)
    if holds(comparison.sign, printed) and holds(comparison.sign, exact):
        yield Held()
        return
    place, *related = _places(case, (left, right))
    yield Finding(
        code=FindingCode.EDITION_RULE,
        severity=SEVERITIES[relation.weight],
        place=place,
        message=(
            f"{number}：{named(left.formula)}是{case.shown(left.printed)}，{WORDS[comparison.sign]}"
            f"{named(right.formula)}（{case.shown(right.printed)}），相差{case.shown(printed)}，超出四舍五入的尾差"
        ),
        hint=relation.remark or "请核对两边的数",
        related=tuple(related[:MOST_RELATED]),
    )


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


def settled(case: Case, cell: Cell) -> bool:
    """Whether a printed figure agrees with the figures it sums; if not, F101 or R101 tells."""
    fact = case.accounts.facts.single(cell.parts)
    if cell.given is None:
        return True
    if fact is not None:
        return cell.given.amount.yuan == fact.amount.yuan
    return printed_amount(case, cell).agrees(cell.derived)


def printed_amount(case: Case, cell: Cell) -> Amount:
    """The printed figure; a zero that sums figures may be the rounding of less than half its last decimal."""
    if cell.amount.yuan or not cell.parts:
        return cell.amount
    facts = case.accounts.facts.items
    return Amount(yuan=ZERO, margin=max(facts[number].amount.margin for number, _ in cell.parts))


def _side(case: Case, formula: str) -> Side:
    """Raises FormulaError if the formula names nothing."""
    accounts = case.accounts
    parts = accounts.deriver.references.evaluate(formula)
    printed = NOTHING
    for part in parts:
        cell = accounts.cells.get(part.address) if part.address else None
        amount = printed_amount(case, cell) if cell else accounts.facts.total(part.form)
        printed = printed + amount if part.sign > 0 else printed - amount
    return Side(formula=formula, parts=parts, printed=printed)


def _exact(case: Case, left: Side, right: Side) -> Amount:
    """Left less right over the entered figures; those on both sides cancel."""
    signed = [(part.sign, part.form) for part in left.parts] + [(-part.sign, part.form) for part in right.parts]
    return case.accounts.facts.total(combine(signed))


def _unfilled(case: Case, comparison: Comparison) -> Iterator[str]:
    """Tables of the relation that people fill and that nobody has filled."""
    document = case.document
    filled = {entry.table for entry in document.entries} | document.declared_empty
    for side in (comparison.left, comparison.right):
        for term in parse(side):
            table = term.first.path.partition(".")[0]
            form = document.edition.tables.get(table)
            if form is not None and table not in filled and has_inputs(form):
                yield table


def _places(case: Case, sides: Iterable[Side]) -> list[Place]:
    """Where the figures of both sides were typed: printed cells first, then what they sum; at least the file."""
    sides = tuple(sides)
    facts = case.accounts.facts.items
    cells = [cell.place for side in sides for cell in side.cells(case) if cell.place is not None]
    sums = sorted({facts[fact].place for side in sides for fact in side.facts() if facts[fact].amount.yuan})
    return [*dict.fromkeys((*cells, *sums))] or [Place(path=f"{case.document.place.path}/figures.yml")]


RULES = (Rule(code=FindingCode.EDITION_RULE, check=relations_hold),)
