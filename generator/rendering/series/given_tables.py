"""一份文件的各张表: their rows as other documents have them, known by what the edition calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongkai.figures.classify_entries import RECORD
from gongkai.model.publication import Publication
from gongkai.model.series import TableGiven, TableRow
from gongkai.model.statements import Address, Statement, StatementRow
from gongkai.rendering.figures.origins import FigureOrigins, TableOrigins
from gongkai.rendering.figures.spots import Spot
from gongkai.rendering.series.links import table_key
from gongkai.rendering.series.printed_cells import Printed

YEAR = re.compile(r"\d{4}年度?")
"""in a title; the years stand beside it"""


def tables_given(
    publication: Publication,
    statements: Mapping[str, Statement],
    origins: FigureOrigins,
    printed: Mapping[Address, Printed],
) -> dict[str, TableGiven]:
    """Those with rows that others may have, by their address among all tables."""
    given = (_given(told, statements[told.table.name], printed) for told in origins.tables if not told.table.form)
    return {table_key(publication.kind, one.name): one for one in given if one.rows}


def _given(told: TableOrigins, statement: Statement, printed: Mapping[Address, Printed]) -> TableGiven:
    rows = (*statement.rows, *statement.last_rows)
    spots = {one.spot.cell.address: one.spot for one in told.figures}
    shared = tuple(_row(row, spots, printed) for row in rows if _is_shared(row, printed))
    heads = {number: column for row in shared for column, (*_, number) in row.cells.items()}
    heads |= {_number(spot.id): spot.head for spot in spots.values() if spot.head and _number(spot.id) in heads}
    return TableGiven(
        name=told.table.name,
        title=YEAR.sub("", told.table.title),
        page=told.page,
        unit=told.unit,
        heads=heads,
        rows=shared,
        records=any(row.key.startswith(RECORD) and row.cells for row in rows),
    )


def _is_shared(row: StatementRow, printed: Mapping[Address, Printed]) -> bool:
    """Whether others may have it: no record, no row of the department itself, no blank."""
    own = row.department or row.key.startswith(RECORD)
    return not own and any(cell.address in printed for cell in row.cells.values())


def _row(row: StatementRow, spots: Mapping[Address | None, Spot], printed: Mapping[Address, Printed]) -> TableRow:
    cells = {column: cell for column, cell in row.cells.items() if cell.address in printed}
    shown = {column: printed[cell.address] for column, cell in cells.items()}
    spot = next((spots[cell.address] for cell in cells.values() if cell.address in spots), None)
    return TableRow(
        key=row.key,
        title=spot.row if spot else row.title,
        code=spot.code if spot else row.code,
        anchor=next(iter(shown.values())).path.partition("#")[2].rpartition("-")[0],
        cells={
            column: (
                f"{cells[column].amount.yuan.normalize():f}",
                one.text,
                one.expected,
                _number(one.path),
            )
            for column, one in shown.items()
        },
    )


def _number(anchor: str) -> str:
    """Of the column, as the anchor of a cell ends in it."""
    return anchor.rpartition("-")[2]
