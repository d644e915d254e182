"""表头以上: the title of a sheet, whose it is, of which year and in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from gongkai.importing.texts import folded, title_of
from gongkai.model.amounts import UNIT_PATTERN, Unit
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, SheetCell, Workbook

_UNIT = re.compile(rf"(?:金额)?单位[:：]?\(?(?:人民币)?({UNIT_PATTERN})\)?|^\(?({UNIT_PATTERN})\)?$")
_IN_HEAD = re.compile(rf"\((?:单位:?)?({UNIT_PATTERN})\)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d{2})(?:年度?|$)")
_OWNER = re.compile(
    r"^(?:编制单位|填报单位|填报部门|编制部门|单位名称|部门名称|部门|单位|预算单位|公开部门|公开单位)[:：](.+)$"
)
MOST_ROWS = 12


class Said(Struct, frozen=True, kw_only=True):
    """写的一样东西, and where."""

    text: str
    place: Place


class Caption(Struct, frozen=True, kw_only=True):
    """表头以上写的."""

    titles: tuple[Said, ...] = ()
    """every text, as titles are compared"""
    unit: Unit | None = None
    unit_place: Place | None = None
    year: int | None = None
    year_place: Place | None = None
    owner: Said | None = None


def caption_of(workbook: Workbook, sheet: Sheet, head_first: int, head_last: int) -> Caption:
    """What stands above the head of a sheet; the unit may stand in the head as well."""
    titles: list[Said] = []
    owners: list[Said] = []
    units: list[tuple[Unit, Place]] = []
    years: list[tuple[int, Place]] = []
    for cell in _above(sheet, head_first):
        text, place = folded(cell.text), workbook.place(sheet, cell.row, cell.column)
        if dated := _YEAR.search(text):
            years.append((int(dated[1]), place))
        if found := _UNIT.search(text):
            units.append((Unit(found[1] or found[2]), place))
        elif match := _OWNER.match(text):
            owners.append(Said(text=match[1], place=place))
        else:
            titles.append(Said(text=title_of(cell.text), place=place))
    unit, unit_place = units[0] if units else _in_head(workbook, sheet, head_first, head_last)
    year, year_place = years[0] if years else (None, None)
    return Caption(
        titles=tuple(titles),
        unit=unit,
        unit_place=unit_place,
        year=year,
        year_place=year_place,
        owner=owners[0] if owners else None,
    )


def _above(sheet: Sheet, head: int) -> Iterator[SheetCell]:
    for row in range(max(1, head - MOST_ROWS), head):
        yield from sheet.row(row)


def _in_head(workbook: Workbook, sheet: Sheet, first: int, last: int) -> tuple[Unit | None, Place | None]:
    for row in range(first, last + 1):
        for cell in sheet.row(row):
            found = _IN_HEAD.search(folded(cell.text))
            if found:
                return Unit(found[1]), workbook.place(sheet, cell.row, cell.column)
    return None, None
