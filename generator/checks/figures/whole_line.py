"""整列、整行: a column or a row of which so much is wrong that it is not single figures: its order, or its formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.checks.context import Case
from gongkai.checks.figures.all_cells import with_blanks
from gongkai.checks.figures.misplaced import Misplacement, misplaced
from gongkai.checks.figures.programme import Programme
from gongkai.checks.figures.suspects import suspect
from gongkai.checks.figures.system import Figure, System, cents, system_of
from gongkai.model.findings import Finding, found
from gongkai.model.places import NOWHERE

FEWEST = 4
"""wrong figures, from which on they have one cause rather than one each"""


def whole_line(case: Case) -> Misplacement | None:
    """The shortest column or row without which all other figures agree, if several of it are wrong.

    What belongs there may belong into its blank cells, too.
    """
    case = with_blanks(case)
    system = system_of(case)
    for line in sorted(_lines(system), key=len):
        numbers = {one.number for one in line}
        shared = not any(one.isdisjoint(numbers) for one in system.contradictions)
        if shared and len(line) >= FEWEST and Programme(system, numbers).feasible():
            off = _wrong(system, line)
            if sum(bool(one.amount.yuan) for one in off) >= FEWEST:
                changes = {one.address: value for one, value in off.items()}
                return misplaced(_finding(line, off), changes, [one.place for one in off if one.place != NOWHERE])
    return None


def _wrong(system: System, line: Sequence[Figure]) -> dict[Figure, int]:
    """The figures of a line that are not what the others leave for them, with that, in cents."""
    known = (suspect(system, one, {one.number for one in line}) for one in line)
    left = {one.figure: one.left for one in known if one is not None and one.left is not None}
    return {one: value for one, value in left.items() if value != cents(one.amount.yuan)}


def _lines(system: System) -> Iterator[tuple[Figure, ...]]:
    lines: dict[tuple[str, ...], list[Figure]] = {}
    for one in system.figures:
        table, row, column = one.address
        lines.setdefault((table, "列", column), []).append(one)
        lines.setdefault((table, "行", row), []).append(one)
    yield from map(tuple, lines.values())


def _finding(line: Sequence[Figure], off: Mapping[Figure, int]) -> Finding:
    first = line[0].address
    across = len({one.address.row for one in line}) == 1
    swapped = sorted(off.values()) == sorted(cents(one.amount.yuan) for one in off)
    return found(
        "F201",
        NOWHERE,
        "次序" if swapped else "整条",
        表=first.table,
        处=first.row if across else first.column,
        行列="行" if across else "列",
        数=len(off),
    )
