"""谁的、哪年的: whether the workbooks are of the document's year, and each unit's is there once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from gongkai.importing.recognising import ReadWorkbook
from gongkai.importing.request import WHOLE, Request
from gongkai.model.findings import Finding, errors, found
from gongkai.model.names import listed
from gongkai.model.places import Place


def of_years(read: list[ReadWorkbook], year: int) -> Iterator[Finding]:
    for one in read:
        place = Place(path=one.basket.workbook.name)
        if one.year not in (year, year - 1):
            yield found("I302", place, "文件", 年=one.year, 应=year)
        elif one.year == year - 1 and not any(other.year == year for other in read):
            yield found("I302", place, "只有上年", 年=one.year, 应=year)
        elif one.year == year - 1:
            yield found("I302", place, "上年", 年=one.year)


def of_units(read: list[ReadWorkbook], request: Request) -> Iterator[Finding]:
    """Each table of the whole, or of each unit: no unit missing, none twice, none beside the whole."""
    for one in read:
        if one.owner is None and not errors(one.basket.findings):
            yield found("I303", Place(path=one.basket.workbook.name), "没有写" if len(read) == 1 else "没有写几个")
    by_table: dict[str, list[ReadWorkbook]] = defaultdict(list)
    for one in read:
        for reading in one.readings:
            by_table[reading.wanted.name].append(one)
    for workbooks in by_table.values():
        yield from _of_one_table(workbooks, request)
    yield from _lacking(by_table, request)


def _lacking(by_table: Mapping[str, list[ReadWorkbook]], request: Request) -> Iterator[Finding]:
    """Units of which there is nothing, or not every table that is there of others."""
    tables: dict[str, list[str]] = defaultdict(list)
    for table, read in by_table.items():
        owners = {_key(one, len(read), request) for one in read}
        if not {WHOLE, None} & owners:
            for key in request.units:
                if key not in owners:
                    tables[key].append(table)
    for key, lacking in tables.items():
        what = "文件" if len(lacking) == len(by_table) else listed(f"“{table}”" for table in lacking)
        place = Place(path=by_table[lacking[0]][0].basket.workbook.name)
        yield found("I303", place, "缺单位", 名=request.units[key], 表=what)


def _of_one_table(read: list[ReadWorkbook], request: Request) -> Iterator[Finding]:
    units = request.units
    owners = [_key(one, len(read), request) for one in read]
    counts = Counter(owners)
    for key, one in zip(owners, read, strict=True):
        if key is not None and counts[key] > 1:
            name = units.get(key, request.document.name)
            yield found("I303", Place(path=one.basket.workbook.name), "两次", 名=name)
    first = Place(path=read[0].basket.workbook.name)
    if WHOLE in counts and len(read) > 1:
        yield found("I303", first, "又有汇总", 名=request.document.name)
    elif WHOLE in counts and len(units) > 1 and read[0].supposed is not None:
        yield found("I303", read[0].supposed, "当作汇总", 名=request.document.name)


def _key(one: ReadWorkbook, count: int, request: Request) -> str | None:
    """Whose a workbook is: beside those of other units, one of the department's name is of its own office."""
    return (request.own_office or WHOLE) if one.owner == WHOLE and count > 1 else one.owner
