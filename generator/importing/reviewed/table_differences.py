"""表格的改动: row by row, cell by cell, each called by its row and column."""

from __future__ import annotations

from gongkai.importing.reviewed.pairing import paired
from gongkai.importing.reviewed.recovery import Occurrence, occurrences, restored
from gongkai.importing.reviewed.stretches import Marks, Pieced
from gongkai.model.reviewed import OtherChange
from gongkai.model.word_files import WordCell, WordRow, WordTable

SHOWN = 40
"""characters of a row's or column's name in a message"""


def table_key(table: WordTable, marks: Marks) -> str:
    return "\n".join(row_key(row, marks) for row in table.rows)


def row_key(row: WordRow, marks: Marks) -> str:
    return "\t".join(cell_key(cell, marks) for cell in row.cells)


def cell_key(cell: WordCell, marks: Marks) -> str:
    return "\n".join(marks.pieced(one).paragraph.number + marks.pieced(one).skeleton for one in cell.paragraphs).strip()


class TableDifferences:
    """Compares a table with what it was. `where`: what it is called."""

    def __init__(self, marks: Marks, where: str) -> None:
        self.marks = marks
        self.where = where
        self.seen: list[Occurrence] = []
        self.changes: list[OtherChange] = []
        self.heads: dict[int, str] = {}

    def compare(self, before: WordTable, after: WordTable) -> None:
        self.heads = _heads(before)
        rows = paired(before.rows, after.rows, lambda row: row_key(row, self.marks), _alike)
        for one, other in rows:
            if one is None or other is None:
                self._alone(one, other)
            elif len(one.cells) == len(other.cells):
                for cell, now in zip(one.cells, other.cells, strict=True):
                    self._cell(cell, now, one)
            else:
                self._row(one, other)

    def _alone(self, before: WordRow | None, after: WordRow | None) -> None:
        row = before or after
        if row is None:
            return
        authors = tuple(one.author for one in row.tracked)
        text = _line(row)
        if before is not None and text:
            self.changes.append(OtherChange(where=self.where, what="删了一行", old=text))
        elif text:
            self.changes.append(OtherChange(where=self.where, what="加了一行", new=text, authors=authors))
        if after is not None:
            self._see(after)

    def _see(self, row: WordRow) -> None:
        lines = (one for cell in row.cells for one in cell.paragraphs)
        self.seen += [seen for one in lines for seen in occurrences(self.marks.pieced(one))]

    def _row(self, before: WordRow, after: WordRow) -> None:
        """A row whose cells were parted or made one, or that was crossed out."""
        what = "改了这一行的格子" if after.cells else "删了一行"
        authors = tuple(one.author for one in after.tracked)
        old, new = _line(before), _line(after)
        if old or new:
            self.changes.append(OtherChange(where=self.where, what=what, old=old, new=new, authors=authors))
        self._see(after)

    def _cell(self, before: WordCell, after: WordCell, row: WordRow) -> None:
        old = [self.marks.pieced(one) for one in before.paragraphs]
        new = [self.marks.pieced(one) for one in after.paragraphs]
        if len(old) == len(new):
            new = [restored(one, other) for one, other in zip(old, new, strict=True)]
        self.seen += [seen for one in new for seen in occurrences(one)]
        if _said(old) == _said(new) or before.text == after.text:
            return
        authors = tuple(dict.fromkeys(one.author for other in new for one in other.paragraph.tracked))
        where = "·".join(filter(None, (self.where, _called(row, before), self.heads.get(before.column, ""))))
        self.changes.append(OtherChange(where=where, what="改了格子", old=before.text, new=after.text, authors=authors))


def _said(pieces: list[Pieced]) -> str:
    return "\n".join(one.paragraph.number + one.skeleton for one in pieces).strip()


def _line(row: WordRow) -> str:
    return " ".join(text for cell in row.cells if (text := cell.text))


def _alike(one: WordRow, other: WordRow) -> bool:
    """Rows of one name, or that have most cells in common."""
    if not other.cells:
        return bool(other.tracked) and other.tracked[0].text == " ".join(cell.text for cell in one.cells)
    texts, others = ([cell.text for cell in row.cells] for row in (one, other))
    same = sum(a == b for a, b in zip(texts, others, strict=False))
    return same * 2 >= max(len(texts), len(others)) or bool(texts and others and texts[0] and texts[0] == others[0])


def _heads(table: WordTable) -> dict[int, str]:
    """What stands over each column, from the top down."""
    heads: dict[int, list[str]] = {}
    for row in table.rows:
        for cell in row.cells if row.head else ():
            name = "".join(cell.text.split())
            for column in range(cell.column, cell.column + cell.span):
                if name and name not in heads.setdefault(column, []):
                    heads[column].append(name)
    return {column: "·".join(names)[:SHOWN] for column, names in heads.items()}


def _called(row: WordRow, cell: WordCell) -> str:
    """The first words of a row left of the cell."""
    left = (one.text for one in row.cells if one.column < cell.column)
    return next((" ".join(text.split())[:SHOWN] for text in left if any(map(str.isalpha, text))), "")
