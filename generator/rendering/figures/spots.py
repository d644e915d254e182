"""数字的位置: of each figure of a document's tables, where it stands and what its row and column are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.grid_cells import GridCell
from gongkai.model.publication import Publication, Table
from gongkai.model.spans import AsPrinted
from gongkai.rendering.anchors import anchored
from gongkai.rendering.outline import Leaf, outline, table_pages
from gongkai.rendering.pages import SOURCES, SearchLine
from gongkai.rendering.tables.lines import BETWEEN, table_lines

NUMBERING = re.compile("^[一二三四五六七八九十]+、")


class Spot(Struct, frozen=True, kw_only=True):
    """一个数的位置."""

    number: int
    """among all figures of the document, from 1"""
    cell: GridCell
    table: str
    """id"""
    title: str
    """of the table"""
    page: str
    """below the document: tables/t03/"""
    line: str
    """anchor of its row"""
    row: str
    """what the row is called; empty where the table has one row without a name"""
    code: str
    namesake: bool = False
    """whether another row of the table is called alike (行政运行 of two 款)"""
    head: str
    """what stands over it, the widest first: 决算数 · 公务接待费"""

    @property
    def id(self) -> str:
        return self.cell.id

    @property
    def target(self) -> str:
        return f"{self.page}#{self.id}"

    @property
    def told(self) -> str:
        """Where its origin is told without scripts, below the document."""
        return f"{sources_path(self.table)}#{self.id}"

    @property
    def text(self) -> str:
        return self.cell.text.strip() or "0"

    @property
    def expected(self) -> str:
        """What derives, where an original prints something else."""
        return "".join([span.expected or "0" for span in self.cell.spans if isinstance(span, AsPrinted)])

    @property
    def name(self) -> str:
        """Of its row, with the code where another is called alike."""
        return f"{self.row}（{self.code}）" if self.namesake else self.row

    def called(self, at: Spot | None) -> str:
        """What readers of another figure know it by: the row in its own column, the column in its own row."""
        row, head = _unnumbered(self.name), self.head.replace(BETWEEN, "·")
        if at is None or at.table != self.table:
            return f"《{self.title}》{'·'.join(filter(None, (row, head)))}"
        if at.head == self.head and row:
            return row
        if at.line == self.line and at.row == self.row and head:
            return head
        return "·".join(filter(None, (row, head)))


class TableSpots(Struct, frozen=True, kw_only=True):
    """一张表的数, row by row."""

    table: Table
    page: str
    spots: tuple[Spot, ...]


@lru_cache(maxsize=1024)
def _unnumbered(name: str) -> str:
    return NUMBERING.sub("", name)


def sources_path(table: str) -> str:
    """Where the origins of a table's figures are told, below the document."""
    return f"{SOURCES}/{table}/"


def table_spots(publication: Publication) -> tuple[TableSpots, ...]:
    """The tables with figures, in reading order."""
    found: list[TableSpots] = []
    count = 0
    for leaf, table in table_pages(outline(publication)):
        spots = namesakes(tuple(_spots(leaf, table, count)))
        count += len(spots)
        if spots:
            found.append(TableSpots(table=table, page=leaf.path, spots=spots))
    return tuple(found)


def namesakes(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """With the rows of another code and the same name marked."""
    codes = {(spot.row, spot.code) for spot in spots if spot.code}
    times = Counter(row for row, _ in codes)
    return tuple(replace(spot, namesake=True) if spot.code and times[spot.row] > 1 else spot for spot in spots)


def _spots(leaf: Leaf, table: Table, count: int) -> Iterator[Spot]:
    lines = {f"{line.id}-{one.column}": (line, one.head) for line in table_lines(table) for one in line.cells}
    nothing = (SearchLine(), "")
    for row in anchored(table).body:
        for cell in row.cells:
            if (cell.address is not None or cell.field) and cell.id and cell.text.strip():
                count += 1
                line, head = lines.get(cell.id, nothing)
                yield Spot(
                    number=count,
                    cell=cell,
                    table=table.id,
                    title=table.title,
                    page=leaf.path,
                    line=row.id,
                    row=line.name,
                    code=line.code,
                    head=head,
                )
