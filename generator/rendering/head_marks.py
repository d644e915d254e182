"""表头的标记: in HTML, the id of each head of a table and, for each cell, the ids of its heads (headers="…").

`scope` alone is not enough: it reaches from 收入 to 支出, and from one block of a form into the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from gongkai.model.cell_heads import cell_heads
from gongkai.model.publication import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadMark:
    """The two attributes of one cell; empty where it has none."""

    id: str = ""
    headers: str = ""


def head_marks(table: Table) -> tuple[tuple[HeadMark, ...], ...]:
    """For every row of the head and the body, one for each of its cells."""
    cells = cell_heads(table)
    heads = [one.at for one in cells if one.at.cell.header]
    own = f"h{crc32(table.id.encode()):x}"  # a form's id is long, and these stand in every cell
    names = {(at.row, at.column): at.cell.id or f"{own}-{number}" for number, at in enumerate(heads, start=1)}
    rows: list[list[HeadMark]] = [[] for _ in (*table.head, *table.body)]
    for one in cells:
        id = names.get((one.at.row, one.at.column), "")
        headers = " ".join(names[head.row, head.column] for head in one.heads) if one.at.cell.text else ""
        rows[one.at.row].append(HeadMark(id=id, headers=headers))
    return tuple(map(tuple, rows))
