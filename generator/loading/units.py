"""单位: the units that figures.yml names are those of department.yml in the document's year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.model.departments import Department
from gongkai.model.edition import Edition
from gongkai.model.entries import Entry
from gongkai.model.findings import Finding, found
from gongkai.model.names import Names

UNIT = "单位"
NAMED = "单位名称"
"""a record that names its unit itself needs no list"""
TOTALS = ("合计", "部门")
"""rows of a table of units that are no unit"""


def unknown_units(department: Department, year: int, edition: Edition, entries: Iterable[Entry]) -> Iterator[Finding]:
    """The unit of a row or of a record that department.yml does not have: its name would print blank. Each once."""
    known = {unit.key: unit.name for unit in department.units_in(year)}
    others = {unit.key: unit.name for unit in reversed(department.units)}
    codes, listed = Names(known), "、".join(list(known)[:8])
    told = {"", department.code, *TOTALS, *known}
    for entry in entries if known else ():
        unit, table = _unit(edition, entry), entry.table
        if unit in told:
            continue
        told.add(unit)
        near = codes.near(unit) or ""
        name = others.get(unit) or known.get(near, "")
        yield found(
            "L405",
            entry.place,
            "单位",
            hint="别的年" if unit in others else "单位近" if near else "单位",
            表=table,
            填=unit,
            年=year,
            名=name,
            近=near,
            可=listed,
        )


def _unit(edition: Edition, entry: Entry) -> str:
    """The unit that a row is about; empty where it is about none, or says its name."""
    rule = edition.tables[entry.table].rule
    if rule is not None and rule.by == (UNIT,):
        return "" if entry.row == rule.total_title else entry.row
    fields = dict(entry.fields)
    return "" if fields.get(NAMED) else fields.get(UNIT, "")
