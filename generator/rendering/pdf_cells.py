"""表格单元的标记: what the structure tree says of each cell of a printed table, from the table's own model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, groupby
from xml.etree.ElementTree import Element

from gongkai.model.cell_heads import Headed, cell_heads
from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import Text
from gongkai.rendering.page_rows import is_note
from gongkai.rendering.pdf_structure import Node

SCOPES = {"col": "Column", "row": "Row"}


class Cells:
    """单元格 of a document's tables: gives head cells their names."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self.tables = tables
        self.numbers = count(1)

    def of(self, table: Element, name: str) -> dict[Element, Node]:
        """The element of each cell of a table that is laid out, by its HTML; not those of lines above or below it."""
        rows = [row for row in table.iter("tr") if row.get("class") != "lead" and not is_note(row.get("id", ""))]
        model = self.tables.get(name) or _read(table, rows)
        model = replace(model, body=tuple(row for row in model.body if not is_note(row.id)))
        lines = {row: list(line) for row, line in groupby(cell_heads(model), key=lambda one: one.at.row)}
        nodes: dict[tuple[int, int], Node] = {}
        drawn: dict[Element, tuple[Node, Headed]] = {}
        for number, row in enumerate(rows):
            for html, one in zip(row, lines.get(number, ()), strict=True):
                node = Node("TH" if one.at.cell.header else "TD")
                node.id = f"h{next(self.numbers):06}" if one.at.cell.header else ""
                nodes[one.at.row, one.at.column] = node
                drawn[html] = node, one
        for node, one in drawn.values():
            names = [nodes[head.row, head.column].id for head in one.heads]
            node.attributes = _attributes(one.at.cell, names)
        return {html: node for html, (node, _) in drawn.items()}


def _attributes(cell: GridCell, heads: list[str]) -> str:
    scope = f"/Scope/{SCOPES[cell.scope]}" if cell.header else ""
    spans = (("ColSpan", cell.colspan), ("RowSpan", cell.rowspan))
    spanned = "".join(f"/{name} {span}" for name, span in spans if span > 1)
    return scope + spanned + (f"/Headers[{''.join(f'({name})' for name in heads)}]" if heads else "")


def _read(table: Element, rows: list[Element]) -> Table:
    """A table that is only in the template (更正): its model from its HTML."""
    head = tuple(_rows(table.iterfind("thead/tr")))
    return Table(id="", name="", title="", head=head, body=tuple(_rows(rows[len(head) :])))


def _rows(rows: Iterator[Element] | list[Element]) -> Iterator[GridRow]:
    for row in rows:
        yield GridRow(
            cells=tuple(
                GridCell(spans=(Text(text="".join(cell.itertext())),), header=cell.get("scope", "")) for cell in row
            )
        )
