"""一个部门的各年: every figure that a department's documents give, item by item, years side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from gongkai.model.series import GroupForm, Lines, Series
from gongkai.rendering.series.changes import Given
from gongkai.rendering.series.documents import Documents
from gongkai.rendering.series.links import compare_address
from gongkai.rendering.series.tables import Measured, Notes, Row, Rows, Table, cells_of, year_columns, years_of


class Section(Struct, frozen=True, kw_only=True):
    """一节: one group of items (“三公”经费)."""

    id: str
    title: str
    note: str
    by_code: bool
    tables: tuple[Table, ...]


def sections(given: Mapping[str, Lines], documents: Documents, series: Series) -> Iterator[Section]:
    """Of one department: `given` by document."""
    for group in series.groups:
        tables = tuple(_tables(group, given, documents, series))
        if tables:
            yield Section(id=group.key, title=group.title, note=group.note, by_code=group.by_code, tables=tables)


def _tables(group: GroupForm, given: Mapping[str, Lines], documents: Documents, series: Series) -> Iterator[Table]:
    found: dict[Measured, dict[str, dict[int, Given]]] = defaultdict(lambda: defaultdict(dict))
    for id, lines in given.items():
        head = documents.heads[id]
        for item, measures in lines.items():
            kind, _, key = item.partition("/")
            for measure, line in measures.items() if kind == group.key else ():
                found[measure, head.kind][key][head.year] = Given(head, line)
    order = list(series.measures)
    for number, measured in enumerate(sorted(found, key=lambda one: (order.index(one[0]), one[1])), start=1):
        yield _table(f"{group.key}-{number}", group, measured, found[measured], documents)


def _table(
    id: str, group: GroupForm, measured: Measured, items: Mapping[str, Mapping[int, Given]], documents: Documents
) -> Table:
    head = next(iter(next(iter(items.values())).values())).head
    around = documents.around(head.department_id, measured[1])
    years = years_of((year for given in items.values() for year in given), [around])
    notes = Notes()
    keys = sorted(items) if group.by_code else [item.key for item in group.items if item.key in items]
    shown = [key for key in keys if not group.by_code or any(one.line.yuan != "0" for one in items[key].values())]
    rows = []
    for key in shown:
        newest = items[key][max(items[key])]
        asked = f"{group.key if group.by_code else f'{group.key}/{key}'}:{measured[0]}"
        around = documents.around(head.department_id, measured[1], asked=asked)
        cells = tuple(cells_of(years, items[key], around, notes))
        title = newest.line.name if group.by_code else next(one.title for one in group.items if one.key == key)
        code = key if group.by_code else ""
        rows.append(Row(name=title, path=compare_address(group.key, key), code=code, cells=cells))
    return Table(
        id=id,
        title=measured[0],
        kind=head.kind_title,
        columns=year_columns(years),
        groups=(Rows(name="", rows=tuple(rows)),),
        zeros=len(keys) - len(shown),
        notes=tuple(notes.numbers),
    )
