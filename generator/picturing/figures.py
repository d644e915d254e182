"""图里的数: what the formulas of a picture come to for a document, by code, by name or as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TypeVar

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.quantities import INPUT, UnknownFigureError, figure, of_neighbour, quantity
from gongkai.composition.answers import Asking
from gongkai.figures.formulas import FormulaError, Reference, parse
from gongkai.model.amounts import Amount, signed_sum
from gongkai.model.classification import SUBJECT
from gongkai.model.control_totals import EACH
from gongkai.model.paths import ANY
from gongkai.model.statements import Address

T = TypeVar("T")


class GoneError(UnknownFigureError):
    """版式不再有的数: what an edition took away from what it inherits, and with it what rests on it."""


class Figures(Struct, frozen=True, dict=True):
    """Works formulas out. What is not there is an UnknownFigureError; its message is Chinese."""

    case: Case

    @cached_property
    def _asking(self) -> Asking:
        document = self.case.document
        return Asking(document, document.edition.inputs, self.case.neighbours)

    def plain(self, formula: str) -> Amount:
        """A formula without a *."""
        if self.is_own(formula):
            return self._own(formula)
        return _read(lambda: quantity(self.case, formula))

    def named(self, formula: str, name: str) -> Amount:
        """A formula whose * is a name: *决算数."""
        return self.plain(formula.replace(ANY, name))

    def coded(self, formula: str, code: str) -> Amount:
        """A formula whose * is a code; of an input with a *, all codes below it."""
        if self.is_own(formula):
            return self._own(spelled(formula, code))
        return _read(lambda: signed_sum((term.sign, self._term(term.first, code)) for term in parse(formula)))

    def cells(self, formula: str) -> tuple[Address, ...]:
        """The cells of this document that a formula is; none where it is of another, or typed for the text."""
        try:
            return self.case.accounts.cells_of(formula) if self.is_own(formula) else ()
        except FormulaError:
            return ()

    def codes(self, formula: str) -> Iterator[str]:
        """The lowest codes that a formula with a * has figures of."""
        for term in parse(formula):
            path = term.first.path
            if path.startswith(INPUT):
                yield from self._asking.names(path.removeprefix(INPUT))
            elif self._neighbour(path) in self.case.neighbours:
                which, _, name = path.partition(".")
                yield from _read(partial(self.case.neighbours[which].codes, name))
            else:
                yield from self._own_codes(term.first)

    def is_own(self, formula: str) -> bool:
        """Whether it is of this document's tables alone."""
        return not any(term.first.path.startswith(INPUT) or self._neighbour(term.first.path) for term in parse(formula))

    def _neighbour(self, path: str) -> str:
        which = path.partition(".")[0]
        return which if which in self.case.document.edition.kind.neighbours else ""

    def _own(self, formula: str) -> Amount:
        try:
            return self.case.accounts.quantity(formula)
        except FormulaError as error:
            raise GoneError(str(error)) from error

    def _term(self, reference: Reference, code: str) -> Amount:
        path = reference.path
        if not path.startswith(INPUT):
            which, _, name = path.partition(".")
            return of_neighbour(self.case, which, name.replace(ANY, code))
        pattern = path.removeprefix(INPUT)
        names = self._asking.names(pattern)
        if not names:
            raise UnknownFigureError(f"没有填“{pattern}”")
        return signed_sum((1, figure(self.case, path.replace(ANY, name))) for name in names if name.startswith(code))

    def _own_codes(self, reference: Reference) -> Iterator[str]:
        """Those of the figures behind a column (支出决算表.本年支出合计[科目=*])."""
        where = tuple(one for one in reference.where or () if one != (SUBJECT, (ANY,)))
        queries, facts = self.case.accounts.deriver.queries, self.case.accounts.facts.items
        for number in _read(lambda: queries.column(*queries.table_column(reference), where)):
            if facts[number].amount.yuan and SUBJECT in facts[number].attributes:
                yield facts[number].attributes[SUBJECT]


def spelled(formula: str, code: str) -> str:
    """The formula of one code or name."""
    return formula.replace(EACH, f"={code}").replace(ANY, code)


def _read(work: Callable[[], T]) -> T:
    """What a formula gives; UnknownFigureError where it cannot be worked out."""
    try:
        return work()
    except FormulaError as error:
        raise UnknownFigureError(str(error)) from error
