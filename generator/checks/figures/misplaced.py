"""错行、填反、错单位: figures that are right in themselves and stand in the wrong place, or in the wrong unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.figures.all_cells import TableCells, sheet_of
from gongkai.checks.figures.printed import MOST_RELATED
from gongkai.checks.figures.programme import Programme
from gongkai.checks.figures.refilled import Changes, refilled
from gongkai.checks.figures.suspects import suspect
from gongkai.checks.figures.system import system_of
from gongkai.model.amounts import Unit
from gongkai.model.findings import Finding, found
from gongkai.model.places import NOWHERE, Place
from gongkai.model.statements import Address

FEWEST_STEPS = 100
"""of the largest figure after the division: below, rounding would make everything agree"""
LEAST = 2
"""figures in the wrong place or unit, before it is more than one wrong figure"""
ONLY_ROW = "行"
"""of a table that has no more than one"""

MOST_TRIED = 6
"""ways that seem to agree, nearest first, for which the whole is solved"""


class Misplacement(Struct, frozen=True, kw_only=True):
    """放错的数: what is told of it, and the cells whose figures are not those of the cell."""

    finding: Finding
    changes: Changes

    @property
    def place(self) -> Place:
        return self.finding.place

    def mended(self, case: Case) -> Case:
        return refilled(case, self.changes)


class _Guess(Struct, frozen=True, kw_only=True):
    """A way the figures may have been meant: cells and what belongs there, None for what is not known any more."""

    finding: Finding
    changes: Changes
    cells: tuple[Address, ...]


def misplacement(case: Case, *, besides_one: bool) -> Misplacement | None:
    """The way to put figures into other cells, or into another unit, that makes everything agree.

    `besides_one`: one wrong figure would explain as much. Then two in each other's place do not count, nor a way that
    leaves some figure unknown: either would agree with too much.
    """
    sheet = sheet_of(case)
    if not sheet.wrong:
        return None
    swaps = () if besides_one else _swaps(sheet)
    for guesses in (_units(case.document.head.unit, sheet), swaps, _row_swaps(sheet), _steps(sheet)):
        tried = (guess for guess in guesses if not (besides_one and None in guess.changes.values()))
        fitting = [(left, guess) for guess in tried if (left := sheet.left(guess.changes)) is not None]
        for _, guess in sorted(fitting, key=lambda one: one[0])[:MOST_TRIED]:
            changes = _settled(case, guess.changes)
            if changes is not None:
                places = [sheet.places[one] for one in guess.cells if one in sheet.places]
                return misplaced(guess.finding, changes, places)
    return None


def misplaced(finding: Finding, changes: Changes, places: list[Place]) -> Misplacement:
    """What is told of figures, at the first of their places."""
    place, *related = places
    return Misplacement(finding=replace(finding, place=place, related=tuple(related[:MOST_RELATED])), changes=changes)


def _units(unit: Unit, sheet: TableCells) -> Iterator[_Guess]:
    """A row of several figures, or all of a table, in 元 for the document's unit."""
    by_table: dict[str, list[Address]] = {}
    for row in sheet.rows if sheet.half else ():
        cells = [cell for cell in row if sheet.typed(cell)]
        for first in cells[:1]:
            name = first.table if first.row == ONLY_ROW else f"{first.table}的“{first.row}”这一行"
            by_table.setdefault(first.table, []).extend(cells)
            yield from _unit(unit, sheet, cells, name)
    for table, all_cells in by_table.items():
        yield from _unit(unit, sheet, all_cells, f"{table}整张表")


def _unit(unit: Unit, sheet: TableCells, cells: Sequence[Address], name: str) -> Iterator[_Guess]:
    if len(cells) < LEAST:
        return
    step = 2 * sheet.half
    smaller = {cell: round(sheet.typed(cell) / int(unit.yuan) / step) * step for cell in cells}
    if all(smaller.values()) and max(map(abs, smaller.values())) >= FEWEST_STEPS * step:
        yield _Guess(
            finding=found("F201", NOWHERE, "单位", 处=name, 单位=unit.value, 倍=f"{unit.yuan}"),
            changes=smaller,
            cells=tuple(cells),
        )


def _swaps(sheet: TableCells) -> Iterator[_Guess]:
    """Two figures of a column, each in the other's row."""
    for column in sheet.columns:
        typed = [cell for cell in column if sheet.typed(cell)]
        for one, other in combinations(typed, 2):
            values = sheet.typed(one), sheet.typed(other)
            if values[0] != values[1] and sheet.covers((one, other)):
                yield _Guess(
                    finding=found("F201", NOWHERE, "填反", 甲=str(one), 乙=str(other)),
                    changes={one: values[1], other: values[0]},
                    cells=(one, other),
                )


def _row_swaps(sheet: TableCells) -> Iterator[_Guess]:
    """Two rows of a table with each other's figures, at least two of them; with or without their typed sums."""
    entered = [tuple(cell for cell in row if cell in sheet.entered) for row in sheet.rows]
    touched = [(row, sheet.touched(row)) for row in dict.fromkeys((*sheet.rows, *entered)) if len(row) >= LEAST]
    for (one, own), (other, others) in combinations(touched, 2):
        if _alike(one, other) and sheet.wrong <= own | others:
            yield from _row_swap(sheet, [pair for pair in zip(one, other, strict=True) if sheet.differ(*pair)])


def _alike(one: tuple[Address, ...], other: tuple[Address, ...]) -> bool:
    """Whether two rows of a table have the same columns."""
    columns = [[(cell.table, cell.column) for cell in row] for row in (one, other)]
    return columns[0] == columns[1] and one[0].row != other[0].row


def _row_swap(sheet: TableCells, pairs: list[tuple[Address, Address]]) -> Iterator[_Guess]:
    if len(pairs) >= LEAST:
        one, other = pairs[0]
        changes = {cell: sheet.typed(right) for a, b in pairs for cell, right in ((a, b), (b, a))}
        finding = found("F201", NOWHERE, "两行填反", 表=one.table, 甲=one.row, 乙=other.row)
        yield _Guess(finding=finding, changes=changes, cells=tuple(changes))


def _steps(sheet: TableCells) -> Iterator[_Guess]:
    """A column that is out of step with its rows from some row on, or a row with its columns."""
    for variants, lines in ((("低一行", "高一行"), sheet.columns), (("后一栏", "前一栏"), sheet.rows)):
        for line in lines:
            if sheet.covers(line):
                yield from _steps_of(sheet, line, variants)


def _steps_of(sheet: TableCells, line: tuple[Address, ...], variants: tuple[str, str]) -> Iterator[_Guess]:
    values = [sheet.typed(cell) for cell in line]
    filled = [number for number, value in enumerate(values) if value]
    for start in range(filled[-LEAST] + 1 if len(filled) >= LEAST else 0):
        last = filled[-1]
        if not values[start]:
            changes: Changes = {line[at]: values[at + 1] for at in range(start, last)}
            end = None if last == len(line) - 1 else 0
            yield _step(line[start : last + 1], variants[0], line[start + 1], {**changes, line[last]: end})
        elif last + 1 < len(line):
            changes = {line[at + 1]: values[at] for at in range(start, last + 1)}
            yield _step(line[start : last + 2], variants[1], line[start], {line[start]: None, **changes})


def _step(cells: tuple[Address, ...], variant: str, first: Address, changes: Changes) -> _Guess:
    """The figures from the first on belong one cell before (they stand too late), or one after."""
    finding = found("F201", NOWHERE, variant, 表=first.table, 列=first.column, 行=first.row)
    return _Guess(finding=finding, changes=changes, cells=cells)


def _settled(case: Case, changes: Changes) -> Changes | None:
    """The changes, with what the others leave where it is not known; None if not all figures agree with them."""
    system = system_of(refilled(case, changes))
    unknown = {address for address, value in changes.items() if value is None}
    absent = {figure.number: figure for figure in system.figures if figure.address in unknown}
    if not Programme(system, absent).feasible():
        return None
    left = [one for figure in absent.values() if (one := suspect(system, figure, absent)) is not None]
    return {**changes, **{one.figure.address: one.left for one in left if one.left is not None}}
