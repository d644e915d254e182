"""诊断: what is wrong with figures that contradict each other: the fewest mistakes that explain everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.figures.magnitude import oversize, reduced
from gongkai.checks.figures.misplaced import Misplacement, misplacement
from gongkai.checks.figures.programme import Programme
from gongkai.checks.figures.refilled import refilled
from gongkai.checks.figures.suspects import Suspect, singled_out, suspects
from gongkai.checks.figures.system import Figure, System, system_of
from gongkai.checks.figures.whole_line import FEWEST, whole_line
from gongkai.checks.figures.wrong_formula import WrongFormula, wrong_formula
from gongkai.model.amounts import Amount
from gongkai.model.entries import Entry
from gongkai.model.places import Place

MOST = 5
"""mistakes that are looked for; with more it is not the figures of single cells that are wrong"""


class Contradiction(Struct, frozen=True, kw_only=True):
    """矛盾: figures that cannot all be right, none of them to spare; the suspects among them, likeliest first."""

    members: tuple[Figure, ...]
    suspects: tuple[Suspect, ...]
    apart: Amount | None = None
    """how far what is printed lies from what it is to be, where one sum or relation shows it"""
    culprit: Suspect | None = None
    """the one that the evidence singles out"""

    @property
    def place(self) -> Place:
        """Of the culprit, else of the sum that has most figures."""
        return (self.culprit.figure if self.culprit else max(self.members, key=lambda one: len(one.form))).place

    def mended(self, case: Case) -> Case:
        """The document as it may have been meant, if the likeliest is wrong."""
        known = {one.figure.address: one.left for one in self.suspects[:1] if one.left is not None}
        return refilled(case, known) if known else case

    @property
    def slip(self) -> bool:
        """Whether a usual slip explains it."""
        return any(one.explanation.slip for one in self.suspects)


Mistake = Misplacement | WrongFormula | Contradiction


class Diagnosis(Struct, frozen=True, kw_only=True):
    """诊断结果: the mistakes: figures in the wrong place or unit, or contradictions of single figures."""

    tested: int = 0
    mistakes: tuple[Mistake, ...] = ()
    of_relations: bool = False
    """whether only relations of the edition are broken, and no sum"""
    in_yuan: bool = False
    """whether nothing is wrong but that all figures are in 元 (F202)"""
    complete: bool = True
    """whether all agrees once these mistakes are mended"""


@lru_cache(maxsize=2)
def diagnosis(case: Case) -> Diagnosis:
    """The diagnosis of a case; kept for those who ask for it one after the other, as typed and with right 资金."""
    system = system_of(case)
    known = Diagnosis(
        tested=sum(1 for figure in system.figures if figure.amount.yuan),
        of_relations=bool(system.contradictions) and not system.of_sums,
    )
    if Programme(system).feasible():
        return known
    if oversize(case) is not None and _agrees(case, reduced(case.document.entries)):
        return replace(known, in_yuan=True)
    single = _single(system)
    if not known.of_relations and (single is None or not (single.slip or single.culprit)):
        misplaced = misplacement(case, besides_one=single is not None)
        if misplaced is not None:
            return replace(known, mistakes=(misplaced,))
    if single is not None:
        return replace(known, mistakes=(single,))
    return _several(case, system, known)


def _agrees(case: Case, entries: tuple[Entry, ...]) -> bool:
    return Programme(system_of(case.with_figures(entries))).feasible()


def _single(system: System) -> Contradiction | None:
    """The contradiction, if one wrong figure explains all."""
    sets = system.contradictions
    core = sets[0] if sets else Programme(system).core()
    found = suspects(system, frozenset.intersection(*sets) if sets else core, ())
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


def _several(case: Case, system: System, known: Diagnosis) -> Diagnosis:
    """Single figures, if each can be named; else a formula, or a whole column or row, as far as one explains all."""
    cores = _cores(system)
    complete = len(cores) <= MOST
    each = tuple(_each(system, dict(cores[:MOST]), complete=complete))
    if all(one.culprit for one in each):
        return replace(known, mistakes=each)
    whole = wrong_formula(case) or (whole_line(case) if len(cores) >= FEWEST else None)
    return replace(known, mistakes=(whole,)) if whole else replace(known, mistakes=each, complete=complete)


def _cores(system: System) -> list[tuple[int, frozenset[int]]]:
    """Leave out the figure that most contradictions share, one after the other, until the others can all be right."""
    found: list[tuple[int, frozenset[int]]] = []
    while len(found) <= MOST and not Programme(system, dict(found)).feasible():
        left = [one for one in system.contradictions if one.isdisjoint(dict(found))]
        core = left[0] if left else Programme(system, dict(found)).core()
        found.append((max(sorted(core), key=lambda number: sum(number in one for one in left)), core))
    return found


def _each(system: System, cores: dict[int, frozenset[int]], *, complete: bool) -> Iterator[Contradiction]:
    for number, core in cores.items():
        others = [one for one in cores if one != number]
        sets = [one for one in system.contradictions if number in one and one.isdisjoint(others)]
        yield _contradiction(system, core, suspects(system, core, others) if complete else (), sets)
