"""每张表的 CSV: the rows as printed, each saying by itself of whom and when it is, under heads that say their unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai.model.grid import body_places
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.publication import Publication, Table
from gongkai.rendering.anchors import row_id
from gongkai.rendering.data import statutory_tables
from gongkai.rendering.open_data.csv_text import csv_text
from gongkai.rendering.open_data.reading import Reading, column_units, readings
from gongkai.rendering.outline import outline, table_pages
from gongkai.rendering.tables.lines import column_heads, covering

BYTE_ORDER_MARK = "\ufeff"
"""tells Excel that a CSV file is UTF-8"""
BEFORE = ("部门", "年度", "文种", "表名")
AFTER = "网址"
SUBJECT = "项目"
"""over 科目编码 and 科目名称 it says nothing"""
NAMES = "名称"
NOTHING = Reading(printed="", value="")

Heads = tuple[str, ...]
"""over one column"""
Kinds = tuple[CellKind, ...]
"""of the columns"""
Line = list[GridCell | None]
"""the cell that covers each column"""


def csv_files(publication: Publication, address: str = "") -> dict[str, bytes]:
    """CSV 表: table id → content of tables/<id>.csv; UTF-8 with a mark for Excel, CRLF, amounts as plain numbers.

    `address`: where the site stands; without one, rows are told from the site's root.
    """
    pages = {table.id: f"{address}{publication.id}/{leaf.path}" for leaf, table in table_pages(outline(publication))}
    own = (publication.department, str(publication.year), publication.kind)
    return {table.id: csv_file(table, (*own, table.name), pages[table.id]) for table in statutory_tables(publication)}


def csv_file(table: Table, own: tuple[str, ...], page: str) -> bytes:
    """One table; `own`: the values of BEFORE."""
    heads = column_heads(table)
    kinds = _kinds(table, heads)
    lines = [
        (*own, *_values(line, table, number, kinds), f"{page}#{row_id(table, number)}")
        for number, (line, row) in enumerate(zip(covering(table), table.body, strict=True))
        if not row.blank
    ]
    return (BYTE_ORDER_MARK + csv_text([(*BEFORE, *_heads(table, heads), AFTER), *lines])).encode()


def _kinds(table: Table, heads: Sequence[Heads]) -> Kinds:
    """What the cells of each column are, for the most part; where no row tells it, as its head has it."""
    found: list[Counter[CellKind]] = [Counter() for _ in heads]
    for one in body_places(table):
        if one.cell.colspan == 1:
            found[one.column][one.cell.kind] += 1
    return tuple(
        kinds.most_common(1)[0][0] if kinds else CellKind.NAME if NAMES in "".join(over) else CellKind.TEXT
        for kinds, over in zip(found, heads, strict=True)
    )


def _heads(table: Table, heads: Sequence[Heads]) -> tuple[str, ...]:
    """表头: from the widest to the narrowest, without 栏次; of amounts with their unit."""
    units = column_units(table)
    seen: Counter[str] = Counter()
    told = []
    for column, over in enumerate(heads):
        said = over[1:] if over[:1] == (SUBJECT,) and len(over) > 1 else over
        head = "/".join("".join(one.split()) for one in said) or f"第{column + 1}列"
        seen[head] += 1
        again = f"（{seen[head]}）" if seen[head] > 1 else ""
        told.append(f"{head}{again}" + (f"（{units[column]}）" if units[column] else ""))
    return tuple(told)


def _values(line: Line, table: Table, number: int, kinds: Kinds) -> Iterator[str]:
    """The values of a row, in which cells begin at some columns and others reach into it from above.

    An amount stands where it begins, a name at every row; one over code and name alike (合计) with the names.
    """
    begun = readings(table)
    for column, cell in enumerate(line):
        if cell is None:
            yield ""
        elif cell.kind is CellKind.AMOUNT:
            yield _amount(begun.get((number, column), NOTHING))
        else:
            yield cell.text.strip() if cell.colspan == 1 or column == _home(cell, line, kinds) else ""


def _amount(said: Reading) -> str:
    """The exact number; words that stand in its place as they are printed."""
    return said.value or said.printed


def _home(cell: GridCell, line: Line, kinds: Kinds) -> int:
    """The column of a cell: of those that it covers the first for names, else the first of all."""
    covered = [column for column, other in enumerate(line) if other is cell]
    names = [column for column in covered if kinds[column] is CellKind.NAME]
    return names[0] if names and cell.kind is CellKind.NAME else covered[0]
