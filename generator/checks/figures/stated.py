"""版式的勾稽关系, worked out: what each says of the entered figures; which cannot be worked out, and why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.figures.printed import printed_amount
from gongkai.checks.outcomes import Skipped
from gongkai.checks.tables_to_fill import has_inputs, mandatory
from gongkai.checks.unread import reason_of_formula
from gongkai.figures.balances import for_each_row
from gongkai.figures.facts import LinearForm, combine
from gongkai.figures.formulas import Comparison, FormulaError, parse, parse_comparison
from gongkai.figures.references import Part
from gongkai.model.amounts import Amount, signed_sum
from gongkai.model.relations import RelationForm, Weight
from gongkai.model.statements import Cell


class Side(Struct, frozen=True, kw_only=True):
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


class Stated(Struct, frozen=True, kw_only=True):
    """一条勾稽关系, for one row where it is for every row: left, sign (= ≤ ≥), right."""

    number: str
    relation: RelationForm
    sign: str
    left: Side
    right: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        return (self.left, self.right)

    @property
    def printed(self) -> Amount:
        """How far apart both sides are as they are printed."""
        return self.left.printed - self.right.printed

    def cells(self, case: Case) -> tuple[Cell, ...]:
        """The printed cells that it names."""
        return tuple(cell for side in self.sides for cell in side.cells(case))

    @property
    def against_nothing(self) -> bool:
        """Whether it says of one side only that it is not below zero, or not above."""
        return self.sign != "=" and not all(side.parts for side in self.sides)

    @property
    def form(self) -> LinearForm:
        """Left less right over the entered figures; those on both sides cancel."""
        signed = [(part.sign, part.form) for part in self.left.parts]
        return combine([*signed, *((-part.sign, part.form) for part in self.right.parts)])


@lru_cache(maxsize=2)
def stated(case: Case) -> tuple[Stated | Skipped, ...]:
    """Every relation of the edition that has a figure other than zero; kept for the rules that ask for them."""
    unfilled = _unfilled(case)
    return tuple(
        one
        for number, relation in case.document.edition.relations.items()
        for spelled in for_each_row(relation, case.accounts.deriver.references)
        for one in _stated(case, number, relation, spelled, unfilled)
    )


def working(case: Case) -> list[Stated]:
    """Those of the relations that can be worked out."""
    return [one for one in stated(case) if isinstance(one, Stated)]


def binding(case: Case) -> list[Stated]:
    """Those that hold of the figures whatever they are (不一致)."""
    return [one for one in working(case) if one.relation.weight is Weight.INCONSISTENCY]


def _stated(
    case: Case, number: str, relation: RelationForm, spelled: str, unfilled: frozenset[str]
) -> Iterator[Stated | Skipped]:
    try:
        comparison = parse_comparison(spelled)
        left, right = (_side(case, formula) for formula in (comparison.left, comparison.right))
    except FormulaError as error:
        yield Skipped(reason=f"{number}：{error}")
        return
    unread = reason_of_formula(case, spelled)
    if unread:
        yield Skipped(reason=f"{number}：{unread}")
        return
    empty = next((table for table in _tables(comparison) if table in unfilled), "")
    if empty:
        yield Skipped(reason=f"{number}：没有“{empty}”的数")
        return
    if any(case.accounts.facts.items[fact].amount.yuan for side in (left, right) for fact in side.facts()):
        yield Stated(number=number, relation=relation, sign=comparison.sign, left=left, right=right)


def _side(case: Case, formula: str) -> Side:
    """Raises FormulaError if the formula names nothing."""
    accounts = case.accounts
    parts = accounts.deriver.references.evaluate(formula)
    cells = (accounts.cells.get(part.address) if part.address else None for part in parts)
    printed = signed_sum(
        (part.sign, printed_amount(case, cell) if cell else accounts.facts.total(part.form))
        for part, cell in zip(parts, cells, strict=True)
    )
    return Side(formula=formula, parts=parts, printed=printed)


def _tables(comparison: Comparison) -> Iterator[str]:
    """What its terms name first: tables, where they are no indicators."""
    for side in (comparison.left, comparison.right):
        yield from (term.first.path.partition(".")[0] for term in parse(side))


def _unfilled(case: Case) -> frozenset[str]:
    """Tables that people fill and that nobody has filled."""
    document = case.document
    filled = {entry.table for entry in document.entries} | document.declared_empty
    left = ((table, form) for table, form in document.edition.tables.items() if table not in filled)
    return frozenset(table for table, form in left if has_inputs(form) and mandatory(form))
