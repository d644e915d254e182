"""核对数从哪里抄: the control totals of a document, found among the cells that an import has seen, never derived."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.control_totals.asked import asked, spelled, takable
from gongkai.checks.control_totals.worked_out import Worked, worked_out
from gongkai.checks.quantities import INPUT, UnknownFigureError
from gongkai.figures.formulas import FormulaError, parse
from gongkai.importing.export import Export
from gongkai.importing.intaking import Seen
from gongkai.importing.intaking_of_exports import typed_amount
from gongkai.importing.request import Request
from gongkai.model.intake import Intake, TakenTotal
from gongkai.model.places import Place

Terms = frozenset[tuple[int, str]]
ZERO = Decimal(0)


def totals_of(case: Case, export: Export, intake: Intake, request: Request) -> Iterator[tuple[TakenTotal, bool]]:
    """Each total that stands somewhere, and whether only in a cell that a figure is from: then it proves little.

    A cell that no figure is from goes first; totals that are only allowed are taken from such cells alone.
    """
    chooser = _Chooser(case, export, intake)
    needed = {one.name for one in asked(case)}
    for wanted in takable(case):
        formula = spelled(wanted.form, wanted.name.rpartition(".")[2])
        cells = chooser.same(formula, wanted.worked) or chooser.added_up(formula)
        weak = any(one.place in chooser.own for one in cells)
        if cells and (wanted.name in needed or not weak):
            number = typed_amount(sum((one.number for one in cells), ZERO), request)
            first, *others = [place for one in cells for place in (one.place, *one.also)]
            yield TakenTotal(name=wanted.name, number=number, place=first, also=tuple(others)), weak


class _Chooser:
    def __init__(self, case: Case, export: Export, intake: Intake) -> None:
        self.own: set[Place] = {one.place for one in intake.figures} | {one.place for one in intake.inputs}
        seen = sorted(export.seen, key=lambda one: one.place in self.own)
        self.seen = [(one, _terms(one.quantity), _worked(case, one.quantity)) for one in seen]

    def same(self, formula: str, worked: Worked) -> list[Seen]:
        """The cell that is the very quantity: by name, or made of the same figures."""
        named = [one for one, _, _ in self.seen if one.quantity == formula]
        made = [one for one, _, other in self.seen if other is not None and worked.key and other.key == worked.key]
        return sorted((*named, *made), key=lambda one: one.place in self.own)[:1]

    def added_up(self, formula: str) -> list[Seen]:
        """Cells that make up a sum of inputs, each input once, larger sums first; none if one is lacking."""
        left, cells = _terms(formula), []
        if not all(name.startswith(INPUT) for _, name in left):
            return []
        for one, terms, _ in sorted(self.seen, key=lambda seen: (seen[0].place in self.own, -len(seen[1]))):
            if terms and terms <= left:
                left -= terms
                cells.append(one)
        return [] if left else cells


def _terms(formula: str) -> Terms:
    """What a formula adds; nothing for one that is no plain sum."""
    try:
        terms = parse(formula)
    except FormulaError:
        return frozenset()
    plain = all(term.sign > 0 and term.last is None and term.first.where is None for term in terms)
    return frozenset((term.sign, term.first.path) for term in terms) if plain else frozenset()


def _worked(case: Case, quantity: str) -> Worked | None:
    try:
        return worked_out(case, quantity)
    except (UnknownFigureError, FormulaError):
        return None
