"""按名取数: figures that an edition names: 填报.年初预算.合计, 支出合计, 甲表.合计.乙列, 上年决算.支出合计."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from gongkai.checks.context import Case
from gongkai.checks.unread import reason_of_formula, unread_input
from gongkai.figures.formulas import FormulaError, parse, parse_comparison
from gongkai.figures.neighbours import SplitCodeError, UnreadError
from gongkai.model.amounts import NOTHING, Amount, signed_sum
from gongkai.model.edition import Edition, declared
from gongkai.model.entries import Input
from gongkai.model.paths import matched
from gongkai.model.places import Place

INPUT = "填报."


class UnknownFigureError(Exception):
    """文件里没有这个数; the message is Chinese."""


def quantity(case: Case, formula: str) -> Amount:
    """甲 + 乙 - 丙 of inputs (填报.…, counts as they stand), of the document's figures and its neighbours'.

    Raises UnknownFigureError if something it needs is not there, FormulaError if it cannot be read.
    """
    known = _worked_out(case)
    if formula not in known:
        known[formula] = signed_sum((term.sign, figure(case, term.first.path)) for term in parse(formula))
    return known[formula]


@lru_cache(maxsize=2)
def _worked_out(_: Case) -> dict[str, Amount]:
    """What was asked of a case before: many rules ask for the same."""
    return {}


def figure(case: Case, name: str) -> Amount:
    """One figure by its name.

    Raises UnknownFigureError if it is not there.
    """
    which, _, indicator = name.partition(".")
    if which in case.document.edition.kind.neighbours:
        return of_neighbour(case, which, indicator)
    if not name.startswith(INPUT):
        unread = reason_of_formula(case, name)
        if unread:
            raise UnknownFigureError(unread)
        try:
            return case.accounts.quantity(name)
        except FormulaError as error:
            raise UnknownFigureError(str(error)) from error
    path = name.removeprefix(INPUT)
    unread = unread_input(case, path)
    if unread:
        raise UnknownFigureError(unread)
    if case.document.lacks(path):
        raise UnknownFigureError(f"写明了没有“{path.partition('.')[0]}”")
    if "*" in path:
        return _sum(case, path)
    amount = _given(case, path)
    amount = _elsewhere(case, path) if amount is None else amount
    if amount is None:
        raise UnknownFigureError(f"没有填“{path}”")
    return amount


def of_neighbour(case: Case, which: str, indicator: str) -> Amount:
    """A figure of last year's document or of the budget.

    Raises UnknownFigureError if the document or its indicator is not there.
    """
    other = case.neighbours.get(which)
    if other is None:
        raise UnknownFigureError(f"没有{which}")
    try:
        return other.quantity(indicator)
    except (SplitCodeError, UnreadError) as error:
        raise UnknownFigureError(str(error)) from error
    except FormulaError as error:
        raise UnknownFigureError(f"{which}没有“{indicator}”") from error


def _sum(case: Case, pattern: str) -> Amount:
    """All inputs of a pattern, if they are typed here and not taken from a neighbouring document.

    What is typed code by code has no code at all where there is no money; what has fixed names is typed, if only as 0.
    """
    form, _ = declared(case.document.edition.inputs, pattern) or (None, "")
    if case.document.head.rows_left_out and _by_code(case, pattern):
        raise UnknownFigureError(f"有不公开的行，“{pattern}”不相加")
    which = form.source.partition(".")[0] if form else ""
    if which in case.neighbours:
        raise UnknownFigureError(f"“{pattern}”取自{case.neighbours[which].title}，不在这里相加")
    listed = tuple(inputs(case, pattern))
    if not listed and not _by_code(case, pattern):
        raise UnknownFigureError(f"没有填“{pattern}”")
    return sum((figure(case, INPUT + given.path) for given in listed), NOTHING)


def _by_code(case: Case, pattern: str) -> bool:
    """Whether there may be any number of them; of records the list is typed, if it is empty."""
    known, records = case.document.edition.inputs, pattern.partition(".*")[0]
    return pattern in known and (records not in known or records in case.document.inputs)


def inputs(case: Case, pattern: str) -> Iterator[Input]:
    """The inputs whose paths fit, each * standing for one name."""
    return (given for path, given in case.document.inputs.items() if matched(pattern, path) is not None)


def _given(case: Case, path: str) -> Amount | None:
    given = case.document.inputs.get(path)
    if given is None:
        return None
    if isinstance(given.value, int):
        return Amount(yuan=Decimal(given.value))
    return given.value if isinstance(given.value, Amount) else None


def _elsewhere(case: Case, path: str) -> Amount | None:
    """The figure as a neighbouring document has it, where the edition says so (取)."""
    form, star = declared(case.document.edition.inputs, path) or (None, "")
    which, _, name = form.source.partition(".") if form else ("", "", "")
    neighbour = case.neighbours.get(which)
    return neighbour.amount(name.replace("*", star)) if neighbour else None


def largest(case: Case) -> Decimal:
    """The largest figure of all tables, in 元, without its sign; 0 if there is none."""
    return max((abs(cell.amount.yuan) for cell in case.accounts.cells.values()), default=Decimal(0))


def names_in(relation: str) -> tuple[str, ...]:
    """The figures that a relation or a formula names; none if it cannot be read."""
    try:
        sides = parse_comparison(relation)
        return tuple(term.first.path for side in (sides.left, sides.right) for term in parse(side))
    except FormulaError:
        return ()


def known(edition: Edition, name: str) -> bool:
    """Whether an edition still asks for an input; one that no longer does keeps what it inherits about it."""
    return not name.startswith(INPUT) or declared(edition.inputs, name.removeprefix(INPUT)) is not None


def place_of(case: Case, formula: str) -> Place | None:
    """Where the first of a formula's figures was typed that was typed at all."""
    return next(filter(None, (_place(case, term.first.path) for term in parse(formula))), None)


def _place(case: Case, name: str) -> Place | None:
    if name.startswith(INPUT):
        return next((given.place for given in inputs(case, name.removeprefix(INPUT))), None)
    try:
        parts = case.accounts.deriver.references.evaluate(name)
    except FormulaError:
        return None
    for part in parts:
        cell = case.accounts.cells.get(part.address) if part.address else None
        if cell is not None and cell.place is not None:
            return cell.place
        if part.form:
            facts = (case.accounts.facts.items[number] for number in part.form)
            return min(facts, key=lambda fact: (not fact.amount.yuan, fact.place)).place
    return None
