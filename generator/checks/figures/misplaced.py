"""错行、填反、错单位: figures that are right in themselves and stand in the wrong place, or in the wrong unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from gongkai.checks.context import Case
from gongkai.checks.figures.all_cells import Sheet, sheet_of
from gongkai.checks.figures.printed import MOST_RELATED
from gongkai.checks.figures.programme import Programme
from gongkai.checks.figures.system import system_of
from gongkai.figures.classify_entries import row_key
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.findings import Finding, found
from gongkai.model.places import NOWHERE
from gongkai.model.statements import Address

FEWEST_STEPS = 100
"""of the largest figure after the division: below, rounding would make everything agree"""
LEAST = 2
"""figures in the wrong place or unit, before it is more than one wrong figure"""
ONLY_ROW = "行"
"""of a table that has no more than one"""

MOST_TRIED = 6
"""ways that seem to agree, nearest first, for which the whole is solved"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplacement:
    """放错的数: what is told of it, and the cells whose figures are not those of the cell."""

    finding: Finding
    cells: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """A way the figures may have been meant: cells and what belongs there, None for what is not known any more."""

    finding: Finding
    changes: Mapping[Address, int | None]
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
    for guesses in (_units(case.document.head.unit, sheet), swaps, _steps(sheet)):
        tried = (guess for guess in guesses if not (besides_one and None in guess.changes.values()))
        fitting = [(left, guess) for guess in tried if (left := sheet.left(guess.changes)) is not None]
        for _, guess in sorted(fitting, key=lambda one: one[0])[:MOST_TRIED]:
            if _feasible(case, guess.changes):
                place, *related = (sheet.places[cell] for cell in guess.cells if cell in sheet.places)
                finding = replace(guess.finding, place=place, related=tuple(related[:MOST_RELATED]))
                return Misplacement(finding=finding, cells=guess.cells)
    return None


def _units(unit: Unit, sheet: Sheet) -> Iterator[_Guess]:
    """A row of several figures, or all of a table, in 元 for the document's unit."""
    by_table: dict[str, list[Address]] = {}
    for line in sheet.lines if sheet.half else ():
        cells = [cell for cell in line if sheet.typed(cell)]
        for first in cells[:1]:
            name = first.table if first.row == ONLY_ROW else f"{first.table}的“{first.row}”这一行"
            by_table.setdefault(first.table, []).extend(cells)
            yield from _unit(unit, sheet, cells, name)
    for table, all_cells in by_table.items():
        yield from _unit(unit, sheet, all_cells, f"{table}整张表")


def _unit(unit: Unit, sheet: Sheet, cells: Sequence[Address], name: str) -> Iterator[_Guess]:
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


def _swaps(sheet: Sheet) -> Iterator[_Guess]:
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


def _steps(sheet: Sheet) -> Iterator[_Guess]:
    """A column that is out of step with its rows from some row on."""
    for column in sheet.columns:
        values = [sheet.typed(cell) for cell in column]
        filled = [number for number, value in enumerate(values) if value]
        if len(filled) < LEAST or not sheet.covers(column):
            continue
        last = filled[-1]
        for start in range(last):
            if sum(number >= start for number in filled) < LEAST:
                break
            if not values[start]:
                yield _step(column, values, start, last, low=True)
            if last + 1 < len(column) and values[start]:
                yield _step(column, values, start, last + 1, low=False)


def _step(column: tuple[Address, ...], values: list[int], start: int, end: int, *, low: bool) -> _Guess:
    """From `start` to `end` the figures belong a row higher (they stand too low), or a row lower."""
    if low:
        changes: dict[Address, int | None] = {column[row]: values[row + 1] for row in range(start, end)}
        changes[column[end]] = None if end == len(column) - 1 else 0
    else:
        changes = {column[row + 1]: values[row] for row in range(start, end)}
        changes[column[start]] = None
    first = column[start + 1] if low else column[start]
    variant = "低一行" if low else "高一行"
    finding = found("F201", NOWHERE, variant, 表=first.table, 列=first.column, 行=first.row)
    return _Guess(finding=finding, changes=changes, cells=column[start : end + 1])


def _feasible(case: Case, changes: Mapping[Address, int | None]) -> bool:
    """Whether exact amounts can stand behind everything with these cells filled otherwise."""
    system = system_of(case.with_figures(tuple(_changed(case, changes))))
    unknown = {address for address, value in changes.items() if value is None}
    absent = [figure.number for figure in system.figures if figure.address in unknown]
    return Programme(system, absent).feasible()


def _changed(case: Case, changes: Mapping[Address, int | None]) -> Iterator[Entry]:
    """The typed rows with these cells filled otherwise; what is not known any more has some figure."""
    tables = case.document.edition.tables
    margin = max((fact.amount.margin for fact in case.accounts.facts.items), default=Decimal(0))
    wanted: dict[tuple[str, str], dict[str, Amount]] = {}
    for (table, row, column), value in changes.items():
        yuan = Decimal(1 if value is None else value) / (1 if value is None else 100)
        wanted.setdefault((table, row), {})[column] = Amount(yuan=yuan, margin=margin) if yuan else NOTHING
    for entry in case.document.entries:
        own = wanted.pop((entry.table, row_key(tables[entry.table], entry)), {})
        kept = [one for one in entry.amounts if one.column not in own]
        yield replace(entry, amounts=(*kept, *_typed(own)))
    for (table, row), own in wanted.items():
        yield Entry(table=table, row=row, fields=(), amounts=tuple(_typed(own)), place=NOWHERE)


def _typed(amounts: Mapping[str, Amount]) -> Iterator[EnteredAmount]:
    for column, amount in amounts.items():
        if amount.yuan:
            yield EnteredAmount(column=column, amount=amount, place=NOWHERE)
