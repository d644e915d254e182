"""要哪些核对数: what an edition asks of this document, each spelled out for the codes and names that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.control_totals.worked_out import Worked, is_of_tables, worked_out
from gongkai.checks.quantities import UnknownFigureError
from gongkai.figures.formulas import FormulaError, Reference, parse
from gongkai.model.conditions import Where
from gongkai.model.consolidation import ELIMINATED
from gongkai.model.control_totals import EACH, ControlForm, ControlTotal, form_of
from gongkai.model.paths import ANY


class Asked(Struct, frozen=True, kw_only=True):
    """一个核对数 that the document needs, and what it is to be."""

    name: str
    form: ControlForm
    worked: Worked

    def repeats(self, name: str, worked: Worked) -> bool:
        """Whether it is another total over again: 收入合计.一般公共预算 where there is no other fund."""
        of_one_kind = self.form.repeated and self.name.partition(".")[0] == name.partition(".")[0]
        return of_one_kind and bool(self.worked.typed) and self.worked.key == worked.key


@lru_cache(maxsize=1)
def asked(case: Case) -> tuple[Asked, ...]:
    """All of them, in the edition's order. A part that is all of its total (一种资金) is not asked for beside it.

    What cannot be worked out yet is told elsewhere (a missing input, a formula), and asked for afterwards.
    """
    return tuple(_spelled_out(case, _wanted))


def takable(case: Case) -> tuple[Asked, ...]:
    """Those that are asked for and those that may be given besides: what an export can be searched for."""
    return tuple(_spelled_out(case, _every))


def _spelled_out(case: Case, values: Callable[[Case, ControlForm], Iterable[str]]) -> list[Asked]:
    found: list[Asked] = []
    for name, form in case.document.edition.controls.items():
        for value in values(case, form):
            worked = _worked(case, spelled(form, value))
            if worked is None or not _counts(form, worked):
                continue
            one = Asked(name=name.replace(ANY, value), form=form, worked=worked)
            if not any(one.repeats(other.name, other.worked) for other in found):
                found.append(one)
    return found


def _wanted(case: Case, form: ControlForm) -> Iterable[str]:
    """The codes and names for which it is asked: not for the one that is left over; "" for one total alone."""
    if form.optional:
        return ()
    return (value for value in _values(case, form) if value != form.rest) if form.repeated else ("",)


def _every(case: Case, form: ControlForm) -> Iterable[str]:
    return _values(case, form) if form.repeated else ("",)


def compared_with(case: Case, total: ControlTotal) -> Worked | None:
    """What a typed control total is to equal; None if that cannot be worked out yet."""
    known = form_of(case.document.edition.controls, total.name)
    return _worked(case, spelled(*known)) if known else None


def spelled(form: ControlForm, value: str) -> str:
    """The formula for one code or name."""
    return form.formula.replace(EACH, f"={value}")


def _counts(form: ControlForm, worked: Worked) -> bool:
    """Whether there is anything to prove: an amount, or its absence."""
    eliminated = not worked.amount.yuan and any(one.name.startswith(ELIMINATED) for one in worked.typed)
    return (bool(worked.typed) and not eliminated) or not (
        form.repeated or form.if_any or not is_of_tables(form.formula)
    )


def _worked(case: Case, formula: str) -> Worked | None:
    try:
        return worked_out(case, formula)
    except (UnknownFigureError, FormulaError):
        return None


def _values(case: Case, form: ControlForm) -> list[str]:
    """The codes and names that the figures behind a formula have."""
    try:
        references = [term.first for term in parse(form.formula)]
        return sorted({value for one in references for value in _values_of(case, one, form.level)})
    except FormulaError:
        return []


def _values_of(case: Case, reference: Reference, level: str) -> Iterator[str]:
    where = reference.where or ()
    for name in (name for name, wanted in where if wanted == (ANY,)):
        codes = case.document.edition.lists.coded.get(name)
        length = codes.levels.get(level) if codes else None
        others = tuple(pair for pair in where if pair[0] != name)
        yield from (value[:length] for value in _said(case, reference, others, name))


def _said(case: Case, reference: Reference, where: Where, name: str) -> Iterator[str]:
    """What the figures behind a column say of one thing."""
    queries, facts = case.accounts.deriver.queries, case.accounts.facts.items
    for number in queries.column(*queries.table_column(reference), where):
        if facts[number].amount.yuan and name in facts[number].attributes:
            yield facts[number].attributes[name]
