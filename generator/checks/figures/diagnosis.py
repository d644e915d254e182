"""诊断: what is wrong with figures that contradict each other: the fewest mistakes that explain everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from gongkai.checks.context import Case
from gongkai.checks.figures.magnitude import oversize, reduced
from gongkai.checks.figures.misplaced import Misplacement, misplacement
from gongkai.checks.figures.programme import Programme
from gongkai.checks.figures.stated import Stated
from gongkai.checks.figures.suspects import Suspect, singled_out, suspects
from gongkai.checks.figures.system import Figure, System, system_of
from gongkai.checks.outcomes import Skipped
from gongkai.model.amounts import Amount
from gongkai.model.entries import Entry
from gongkai.model.statements import Address, Cell

MOST = 5
"""mistakes that are looked for; with more it is not the figures of single cells that are wrong"""
FIRST = "F201指出的错处改正以后再核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """矛盾: figures that cannot all be right, none of them to spare; the suspects among them, likeliest first."""

    members: tuple[Figure, ...]
    suspects: tuple[Suspect, ...]
    apart: Amount | None = None
    """how far what is printed lies from what it is to be, where one sum or relation shows it"""
    culprit: Suspect | None = None
    """the one that the evidence singles out"""

    @property
    def slip(self) -> bool:
        """Whether a usual slip explains it."""
        return any(one.explanation.slip for one in self.suspects)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """诊断结果: either figures in the wrong place or unit, or contradictions of single figures."""

    tested: int
    misplacement: Misplacement | None = None
    contradictions: tuple[Contradiction, ...] = ()
    of_relations: bool = False
    """whether only relations of the edition are broken, and no sum"""
    in_yuan: bool = False
    """whether nothing is wrong but that all figures are in 元 (F202)"""
    complete: bool = True
    """whether all agrees once these mistakes are mended"""

    @property
    def wrong(self) -> frozenset[Address]:
        """The cells that are surely wrong, if nothing else is."""
        if not self.complete:
            return frozenset()
        if self.misplacement is not None:
            return frozenset(self.misplacement.cells)
        return frozenset(one.culprit.figure.address for one in self.contradictions if one.culprit is not None)


@lru_cache(maxsize=2)
def diagnosis(case: Case) -> Diagnosis:
    """The diagnosis of a case; kept for the rules that ask for it one after the other, as typed and with right 资金."""
    if case.document.unread:
        return Diagnosis(tested=0)
    system = system_of(case)
    tested = sum(1 for figure in system.figures if figure.amount.yuan)
    if Programme(system).feasible():
        return Diagnosis(tested=tested)
    if oversize(case) is not None and _agrees(case, reduced(case.document.entries)):
        return Diagnosis(tested=tested, in_yuan=True)
    sets = system.contradictions
    single = _single(system, sets)
    if not _of_relations(system) and (single is None or not (single.slip or single.culprit)):
        misplaced = misplacement(case, besides_one=single is not None)
        if misplaced is not None:
            return Diagnosis(tested=tested, misplacement=misplaced)
    if single is not None:
        return Diagnosis(tested=tested, contradictions=(single,), of_relations=_of_relations(system))
    return _several(system, tested)


def mended(case: Case, *cells: Cell) -> Skipped | None:
    """Whether a contradiction between these cells comes from a mistake that F201 tells, in another cell than the first.

    Where one single figure is wrong, what is reported at that very figure stands beside F201.
    """
    known = diagnosis(case)
    beside = known.wrong == {cells[0].address}
    first = known.in_yuan or (not beside and _concerned(case, known.wrong, cells))
    return Skipped(reason=f"{cells[0].address}：{FIRST}") if first else None


def relation_mended(case: Case, one: Stated) -> Skipped | None:
    """The same for a relation of the edition; where nothing but relations is broken, each is told."""
    known = diagnosis(case)
    first = known.in_yuan or (not known.of_relations and _concerned(case, known.wrong, one.cells(case), one.form))
    return Skipped(reason=f"{one.number}：{FIRST}") if first else None


def _concerned(case: Case, wrong: frozenset[Address], cells: Iterable[Cell], facts: Iterable[int] = ()) -> bool:
    items = case.accounts.facts.items
    numbers = {*facts, *(fact for cell in cells for fact, _ in cell.parts)}
    return not wrong.isdisjoint({*(cell.address for cell in cells), *(items[number].address for number in numbers)})


def _agrees(case: Case, entries: tuple[Entry, ...]) -> bool:
    return Programme(system_of(case.with_figures(entries))).feasible()


def _single(system: System, sets: tuple[frozenset[int], ...]) -> Contradiction | None:
    """The contradiction, if one wrong figure explains all."""
    core = sets[0] if sets else Programme(system).core()
    common = frozenset.intersection(*sets) if sets else core
    found = suspects(system, common, ())
    return _contradiction(system, core, found, sets) if found else None


def _contradiction(
    system: System, core: frozenset[int], found: tuple[Suspect, ...], sets: Iterable[frozenset[int]]
) -> Contradiction:
    return Contradiction(
        members=tuple(system.figures[number] for number in sorted(core)),
        suspects=found,
        apart=system.apart(core),
        culprit=singled_out(system, found, tuple(sets)),
    )


def _several(system: System, tested: int) -> Diagnosis:
    """Leave out the figure that most contradictions share, one after the other, until the others can all be right."""
    absent: list[int] = []
    cores: list[frozenset[int]] = []
    while not Programme(system, absent).feasible():
        left = [one for one in system.contradictions if one.isdisjoint(absent)]
        core = left[0] if left else Programme(system, absent).core()
        shared = max(sorted(core), key=lambda number: sum(number in one for one in left))
        cores.append(core)
        absent.append(shared)
        if len(absent) > MOST:
            break
    complete = len(absent) <= MOST
    contradictions = []
    for number, core in zip(absent[:MOST], cores, strict=False):
        others = [one for one in absent if one != number]
        sets = [one for one in system.contradictions if number in one and one.isdisjoint(others)]
        found = suspects(system, core, others) if complete else ()
        contradictions.append(_contradiction(system, core, found, sets))
    return Diagnosis(
        tested=tested,
        contradictions=tuple(contradictions),
        of_relations=_of_relations(system),
        complete=complete,
    )


def _of_relations(system: System) -> bool:
    return bool(system.contradictions) and not system.of_sums
