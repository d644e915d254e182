"""表格单元的标记: what the structure tree says of each cell of a printed table, from the table's own model."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from gongkai.model.cell_heads import cell_heads
from gongkai.model.grid import placed
from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import Text
from gongkai.rendering.pdf.page_cuts import is_again
from gongkai.rendering.pdf.page_rows import is_note
from gongkai.rendering.pdf.row_parts import is_more
from gongkai.rendering.pdf.structure import Node

SCOPES = {"col": "Column", "row": "Row"}


class Cells:
    """单元格 of a document's tables."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables

    def of(self, table: Element, name: str) -> dict[Element, Node | None]:
        """The element of each cell of a table that is laid out, by its HTML; none for a label repeated on a page.

        Lines above the head and notes below the table are no cells of it.
        """
        rows = [row for row in table.iter("tr") if row.get("class") != "lead" and not is_note(row.get("id", ""))]
        drawn = _read(table, rows)
        heads = {(one.at.row, one.at.column): one for one in cell_heads(self.tables.get(name, drawn))}
        nodes = {place: _node(one.at.cell) for place, one in heads.items()}
        for place, one in heads.items():
            nodes[place].heads = tuple(nodes[head.row, head.column] for head in one.heads)
        again = [is_again(row.get("id", "")) for row in rows]
        more = [any(is_more(cell.get("id", "")) for cell in row) for row in rows]
        numbers = [number - sum(again[:number]) - sum(more[: number + 1]) for number in range(len(rows))]
        cells = (cell for row in rows for cell in row)
        made: dict[Element, Node | None] = {}
        for element, at in zip(cells, placed((*drawn.head, *drawn.body)), strict=True):
            repeated = again[at.row] or (more[at.row] and not is_more(element.get("id", "")))
            made[element] = None if repeated else nodes.get((numbers[at.row], at.column))
        return made


def _node(cell: GridCell) -> Node:
    scope = f"/Scope/{SCOPES[cell.scope]}" if cell.header else ""
    spans = (("ColSpan", cell.colspan), ("RowSpan", cell.rowspan))
    spanned = "".join(f"/{name} {span}" for name, span in spans if span > 1)
    return Node("TH" if cell.header else "TD", named="h" if cell.header else "", attributes=scope + spanned)


def _read(table: Element, rows: list[Element]) -> Table:
    """A table as its HTML has it: where cells stand, and of one that is only in the template (更正) also its heads."""
    head = len(table.findall("thead/tr")) - len(table.findall("thead/tr[@class='lead']"))
    lines = tuple(GridRow(cells=tuple(map(_cell, row))) for row in rows)
    return Table(id="", name="", title="", head=lines[:head], body=lines[head:])


def _cell(cell: Element) -> GridCell:
    return GridCell(
        spans=(Text(text="".join(cell.itertext())),),
        header=cell.get("scope", ""),
        colspan=int(cell.get("colspan", 1)),
        rowspan=int(cell.get("rowspan", 1)),
    )
