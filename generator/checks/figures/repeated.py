"""同一行写了两遍: two lines of figures that nothing tells apart, which a table silently adds up."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.model.entries import Entry
from gongkai.model.findings import found

RECORD = "#"
"""begins the rows of records, which are told apart by what they say"""

_Line = tuple[Entry, Entry | None, str]
"""a line, one before it that speaks of the same figure, and of which column"""


def _lines(case: Case) -> Iterator[_Line]:
    first: dict[tuple[str, str, str, frozenset[tuple[str, str]], str], Entry] = {}
    for entry in case.document.entries:
        if not entry.row.startswith(RECORD) and not entry.asserted:
            own = frozenset(_attributes(case, entry).items())
            keys = [(entry.unit, entry.table, entry.row, own, one.column) for one in entry.amounts if one.amount.yuan]
            twice = next((key for key in keys if key in first), None)
            yield (entry, first[twice], twice[-1]) if twice else (entry, None, "")
            first.update({key: entry for key in keys if key not in first})


@each(_lines)
def no_line_stands_twice(case: Case, line: _Line) -> Iterator[Said]:
    """F305 同一行写了两遍: the same row with the same attributes (资金) has two figures in one column.

    Two lines of one code are two funds (docs/content.md); where neither says so, one fund was forgotten or one line is
    there twice.
    """
    entry, first, column = line
    if first is not None:
        attributes = _attributes(case, entry)
        yield found(
            "F305",
            entry.place,
            related=(first.place,),
            表=entry.table,
            行=entry.row,
            列=column,
            各项="、".join(f"{name}都是{value}" for name, value in sorted(attributes.items()) if value),
            项=next(iter(attributes), ""),
        )


def _attributes(case: Case, entry: Entry) -> dict[str, str]:
    """What a line says of its figures, or what holds where it says nothing."""
    typed = dict(entry.fields)
    forms = case.document.edition.tables[entry.table].attributes
    return {name: typed.get(name) or form.default for name, form in forms.items()}
