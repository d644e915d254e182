"""填报项的汇总: amounts and counts of the explanation that are those of the units together.

A sum needs every unit: where one of them has no such figure, none is made, and the department is asked for it. Of codes
(年初预算.2010301.年初预算数) a unit without the code has nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct, field

from gongkai.figures.formulas import FormulaError
from gongkai.figures.neighbours import Neighbour
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.consolidation import UnitShare
from gongkai.model.documents import Document
from gongkai.model.edition import InputForm, InputKind, declared
from gongkai.model.entries import Input
from gongkai.model.paths import ANY, matched

SUMMABLE = (InputKind.AMOUNT, InputKind.COUNT)


class Summed(Struct, frozen=True, kw_only=True):
    """一个单位的填报项: what it typed, and what its neighbouring documents have."""

    document: Document
    neighbours: Mapping[str, Neighbour] = field(default_factory=dict)

    def share(self, unit: str, path: str) -> UnitShare | None:
        """What the unit has of an input; None where it has no such figure."""
        given = self.document.inputs.get(path)
        if given is not None:
            typed = given.value
            return UnitShare(unit=unit, value=typed, place=given.place) if isinstance(typed, Amount | int) else None
        form, star = declared(self.document.edition.inputs, path) or (None, "")
        if form is None:
            return None
        if self.document.lacks(path):
            value: Amount | int = NOTHING if form.kind is InputKind.AMOUNT else 0
            return UnitShare(unit=unit, value=value, place=self.document.place)
        which, _, name = form.source.partition(".")
        neighbour = self.neighbours.get(which)
        amount = neighbour.amount(name.replace(ANY, star)) if neighbour else None
        return UnitShare(unit=unit, value=amount, place=neighbour.place) if neighbour and amount else None

    def paths(self, pattern: str, form: InputForm) -> Iterator[str]:
        """The inputs that a pattern with a * stands for here."""
        yield from (path for path in self.document.inputs if matched(pattern, path) is not None)
        which, _, name = form.source.partition(".")
        if which in self.neighbours:
            try:
                yield from (pattern.replace(ANY, code) for code in self.neighbours[which].codes(name))
            except FormulaError:
                return


class SummedInputs(Struct, frozen=True, kw_only=True):
    """填报项, with those that are sums; `asserted`: what the department typed of these."""

    inputs: Mapping[str, Input]
    asserted: Mapping[str, Input]
    shares: Mapping[str, tuple[UnitShare, ...]]


def summed_inputs(document: Document, units: Mapping[str, Summed], lends: Collection[str]) -> SummedInputs:
    """The inputs of a document as the sums of its units'.

    What another document of the department's own has is not summed; nor is what the edition says cannot be (汇总:
    false).
    """
    inputs, asserted, shares = dict(document.inputs), dict[str, Input](), dict[str, tuple[UnitShare, ...]]()
    for path, form in _summable(document, units, lends):
        given = [share for unit, one in units.items() if (share := one.share(unit, path)) is not None]
        star = path not in document.edition.inputs
        if not given or (len(given) < len(units) and not star):
            continue
        made = _sum(path, form, given)
        typed = document.inputs.get(path)
        if typed is not None:
            asserted[path] = typed
        if typed is None or not _agree(typed.value, made.value):
            inputs[path] = made
        shares[path] = tuple(given)
    return SummedInputs(inputs=inputs, asserted=asserted, shares=shares)


def _summable(
    document: Document, units: Mapping[str, Summed], lends: Collection[str]
) -> Iterator[tuple[str, InputForm]]:
    forms = document.edition.inputs
    records = tuple(f"{path}." for path, form in forms.items() if form.fields)
    for pattern, form in forms.items():
        lent = form.source.partition(".")[0] in lends
        if form.kind not in SUMMABLE or not form.summed or lent or pattern.startswith(records):
            continue
        if ANY not in pattern:
            yield pattern, form
            continue
        listed = dict.fromkeys(path for one in units.values() for path in one.paths(pattern, form))
        yield from ((path, form) for path in listed)


def _sum(path: str, form: InputForm, given: list[UnitShare]) -> Input:
    amounts = [one.value for one in given if isinstance(one.value, Amount)]
    counts = [one.value for one in given if isinstance(one.value, int)]
    value: Amount | int = sum(amounts, NOTHING) if form.kind is InputKind.AMOUNT else sum(counts)
    return Input(path=path, kind=form.kind, value=value, place=given[0].place, items=tuple(one.place for one in given))


def _agree(typed: object, made: object) -> bool:
    if isinstance(typed, Amount) and isinstance(made, Amount):
        return typed.agrees(made)
    return typed == made
