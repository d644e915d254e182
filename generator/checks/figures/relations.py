"""版式的勾稽关系: what an edition demands of figures that nothing derives from each other (checks.yml)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks.case import Case
from generator.checks.comparisons import SEVERITIES, WORDS, holds, named
from generator.checks.figures.diagnosis import FIRST, relation_mended
from generator.checks.figures.printed import printed_amount
from generator.checks.figures.stated import Side, Stated, stated
from generator.checks.outcomes import Held, Outcome, Rule, Skipped
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding
from generator.model.places import Place
from generator.model.relations import Weight
from generator.model.statements import Cell

MOST_RELATED = 12


def relations_hold(case: Case) -> Iterator[Outcome]:
    """F301 版式规定的勾稽: relations between figures that the edition states, within rounding (domain 2.1, 2.2, 2.5).

    A relation is violated only if no exact amounts within the rounding of the figures satisfy it.  Figures that stand
    on both sides cancel, so that they widen nothing.  What a figure's own details contradict is the matter of F101.
    """
    for one in stated(case):
        if isinstance(one, Skipped):
            yield one
        else:
            yield _outcome(case, one)


def _outcome(case: Case, one: Stated) -> Outcome:
    cells = [cell for side in one.sides for cell in side.cells(case)]
    unsettled = next((cell for cell in cells if not settled(case, cell)), None)
    if unsettled is not None:
        return Skipped(reason=f"{one.number}：{unsettled.address}与自己的明细不符，先改正它")
    printed = one.left.printed - one.right.printed
    exact = case.accounts.facts.total(one.form)
    if holds(one.sign, printed) and holds(one.sign, exact):
        return Held()
    if one.relation.weight is Weight.INCONSISTENCY and relation_mended(case, cells, one.form):
        return Skipped(reason=f"{one.number}：{FIRST}")
    place, *related = _places(case, one.sides)
    return Finding(
        code=FindingCode.EDITION_RULE,
        severity=SEVERITIES[one.relation.weight],
        place=place,
        message=(
            f"{one.number}：{named(one.left.formula)}是{case.shown(one.left.printed)}，{WORDS[one.sign]}"
            f"{named(one.right.formula)}（{case.shown(one.right.printed)}），{case.apart(printed)}"
            f"{'，超出四舍五入的尾差' if printed.margin else ''}"
        ),
        hint=one.relation.remark or "请核对两边的数",
        related=tuple(related[:MOST_RELATED]),
    )


def settled(case: Case, cell: Cell) -> bool:
    """Whether a printed figure agrees with the figures it sums; if not, F101 or R101 tells."""
    fact = case.accounts.facts.single(cell.parts)
    if cell.given is None:
        return True
    if fact is not None:
        return cell.given.amount.yuan == fact.amount.yuan
    return printed_amount(case, cell).agrees(cell.derived)


def _places(case: Case, sides: Iterable[Side]) -> list[Place]:
    """Where the figures of both sides were typed: printed cells first, then what they sum; at least the file."""
    sides = tuple(sides)
    facts = case.accounts.facts.items
    cells = [cell.place for side in sides for cell in side.cells(case) if cell.place is not None]
    sums = sorted({facts[fact].place for side in sides for fact in side.facts() if facts[fact].amount.yuan})
    return [*dict.fromkeys((*cells, *sums))] or [Place(path=f"{case.document.place.path}/figures.yml")]


RULES = (Rule(code=FindingCode.EDITION_RULE, check=relations_hold),)
