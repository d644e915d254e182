"""相差悬殊: figures beside last year's, the budget's and those they are part of, where the change is hard to believe.

What is typed once has nothing to contradict it but what it was before. A change beyond the bounds of the edition (悬殊)
is believed where a reason is given for it (解释); else the figures are to be looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from gongkai.checks.comparisons import authored, named
from gongkai.checks.context import Case
from gongkai.checks.figures.each import costs
from gongkai.checks.figures.magnitude import WHOLE, unit_is_wrong
from gongkai.checks.figures.ten_thousand import slips
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.pairs import Pair, believable, compared, reason_given, says_nothing
from gongkai.checks.quantities import INPUT, UnknownFigureError, place_of, quantity
from gongkai.figures.formulas import FormulaError, parse
from gongkai.model.amounts import Amount
from gongkai.model.classification import SUBJECT
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.relations import ChangeForm

MOST_NAMED = 4
Atoms = frozenset[int | str]
"""the typed figures that a figure is made of: facts by their number, inputs by their name"""


class Change(Struct, frozen=True, kw_only=True):
    """变化: two figures that are compared, as they are."""

    pair: Pair
    newer: Amount
    older: Amount
    atoms: Atoms
    """of the newer one"""

    @property
    def by(self) -> Amount:
        return self.newer - self.older


class _Cause(Struct):
    """一个原因: a change, and what is out of bounds because of it."""

    change: Change
    also: list[Change] = field(default_factory=list)

    @property
    def all(self) -> tuple[Change, ...]:
        return (self.change, *self.also)


def _causes(case: Case) -> Iterator[_Cause | Skipped]:
    """What is compared, each with the totals that are out of bounds because of it."""
    if unit_is_wrong(case):
        yield Skipped(reason=WHOLE)
        return
    yield from _absent(case)
    bounds = case.document.edition.changes
    causes: list[_Cause] = []
    for change in sorted(_changes(case), key=lambda one: len(one.atoms)):
        of = None if believable(change.newer, change.older, bounds) else _cause_of(change, causes, bounds)
        if of is not None:
            of.also.append(change)
        else:
            causes.append(_Cause(change=change))
    yield from causes


@each(_causes)
def changes_are_believable(case: Case, cause: _Cause) -> Iterator[Said]:
    """F206 相差悬殊: what changed beyond the bounds of the edition has a reason; one finding for one cause.

    One that only says it in other words explains nothing, which is a hint.
    A total that is out of bounds only because a part of it is, is told with the part; a reason for either is enough.
    """
    newer, older = cause.change.newer, cause.change.older
    if believable(newer, older, case.document.edition.changes):
        return
    given = {one.pair: reason_given(case, one.pair) for one in cause.all}
    said = [text for pair, text in given.items() if text and not says_nothing(text, *_names(case, pair))]
    if not said:
        yield _told(case, cause, next(filter(None, given.values()), ""))


def _names(case: Case, pair: Pair) -> tuple[str, ...]:
    """Of what a reason is for."""
    return (case.accounts.naming.of(SUBJECT, pair.code), *pair.reason.split("."), *pair.newer.split("."))


def _absent(case: Case) -> Iterator[Skipped]:
    """What another document should have, and there is no such document, or it has no such figure."""
    for pair in compared(case):
        if pair.older.partition(".")[0] in case.document.edition.kind.neighbours:
            try:
                quantity(case, pair.older)
            except (UnknownFigureError, FormulaError) as error:
                yield Skipped(reason=str(error))


def _changes(case: Case) -> Iterator[Change]:
    """What is compared, as far as it is there and in the right unit (F204, F205)."""
    elsewhere = {*slips(case), *(one.form.amount for one in costs(case) if not one.sound)}
    for pair in compared(case):
        try:
            newer, older = quantity(case, pair.newer), quantity(case, pair.older)
            atoms = _atoms(case, pair.newer)
        except (UnknownFigureError, FormulaError):
            continue  # what is not there is told where it is asked for
        if elsewhere.isdisjoint((pair.newer, pair.older)):
            yield Change(pair=pair, newer=newer, older=older, atoms=atoms)


def _atoms(case: Case, formula: str) -> Atoms:
    found: set[int | str] = set()
    for term in parse(formula):
        name = term.first.path
        if name.startswith(INPUT):
            found.add(name)
        else:
            parts = case.accounts.deriver.references.evaluate(name)
            found.update(number for part in parts for number, _ in case.accounts.facts.parts(part.form))
    return frozenset(found)


def _cause_of(change: Change, causes: Sequence[_Cause], bounds: ChangeForm) -> _Cause | None:
    """What makes a total unbelievable: parts without whose change it would not be; the first of them."""
    parts: list[_Cause] = []
    for one in causes:
        known = one.change.atoms
        if known and known <= change.atoms and all(known.isdisjoint(other.change.atoms) for other in parts):
            parts.append(one)
    as_it_was = sum((-one.change.by for one in parts), change.newer)
    return parts[0] if parts and believable(as_it_was, change.older, bounds) else None


def _told(case: Case, cause: _Cause, empty: str) -> Finding:
    """`empty`: a reason that says nothing."""
    change = cause.change
    pair, newer, older = change.pair, change.newer, change.older
    ratio = newer.yuan / older.yuan
    places = tuple(filter(None, (place_of(case, formula) for formula in (pair.newer, pair.older))))
    also = [shown_name(one.pair.newer) for one in cause.also]
    return found(
        "F206",
        places[0] if places else case.figures_file,
        "反号" if ratio < 0 else "多" if ratio > 1 else "少",
        hint="空话" if empty else "原因" if pair.reason else "说明",
        severity=Severity.WARNING if empty else authored(case),
        文=empty,
        related=places[1:],
        新=shown_name(pair.newer),
        新数=case.shown(newer),
        旧=shown_name(pair.older),
        旧数=case.shown(older),
        倍=f"{ratio:,.1f}",
        比=f"{ratio * 100:.2f}",
        其余="、".join(also[:MOST_NAMED]) + (f"等{len(also)}个数" if len(also) > MOST_NAMED else ""),
        键=pair.reason.replace(".", " → "),
    )


def shown_name(formula: str) -> str:
    return named(formula.replace(INPUT, ""))
