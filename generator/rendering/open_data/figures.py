"""整齐数据: every amount of a document's tables on a line of its own, with all that says what it is."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from gongkai.model.grid_cells import GridRow
from gongkai.model.publication import Publication, Table
from gongkai.rendering.anchors import row_id
from gongkai.rendering.data import statutory_tables
from gongkai.rendering.open_data.csv_text import csv_text
from gongkai.rendering.open_data.fields import FIELDS
from gongkai.rendering.open_data.reading import column_units, in_yuan, readings
from gongkai.rendering.outline import outline, table_pages
from gongkai.rendering.tables.lines import BETWEEN, table_lines

Line = tuple[str, ...]
"""one value for each of FIELDS"""
BETWEEN_HEADS = "/"


def lines_file(publication: Publication, address: str = "") -> bytes:
    """The lines of a document as CSV without heads, so that those of many documents are joined as they are.

    `address`: where the site stands; without one, cells are told from the site's root.
    """
    return csv_text(figures(publication, address)).encode()


def heads() -> bytes:
    """The line of heads of such a file."""
    return csv_text([[field.name for field in FIELDS]]).encode()


def figures(publication: Publication, address: str = "") -> Iterator[Line]:
    """Every cell for an amount, table by table in printed order, cells that print nothing among them."""
    pages = {table.id: leaf.path for leaf, table in table_pages(outline(publication))}
    document = (
        publication.id,
        BETWEEN_HEADS.join(publication.region),
        publication.department_id,
        publication.department,
        str(publication.year),
        publication.kind,
    )
    for table in statutory_tables(publication):
        reader = _Reader(table, f"{address}{publication.id}/{pages[table.id]}#")
        for line in reader.lines():
            yield (*document, table.id, table.name, *line)


class _Reader(Struct):
    """Reads one table."""

    table: Table
    place: str

    def lines(self) -> Iterator[Line]:
        units, read = column_units(self.table), readings(self.table)
        rows = {row_id(self.table, number): (number, str(_level(row))) for number, row in enumerate(self.table.body)}
        for line in table_lines(self.table):
            if not line.cells:  # a row of words, or the name of a table that has no rows
                continue
            number, level = rows[line.id]
            for cell in line.cells:
                said = read[number, cell.column - 1]
                unit = units[cell.column - 1]
                yield (
                    line.id,
                    line.code,
                    line.name,
                    level,
                    str(cell.column),
                    cell.head.replace(BETWEEN, BETWEEN_HEADS),
                    unit,
                    said.value,
                    in_yuan(said.value, unit),
                    said.printed,
                    said.expected,
                    f"{self.place}{line.id}-{cell.column}",
                )


def _level(row: GridRow) -> int:
    return max((cell.level for cell in row.cells), default=0)
