"""表格 while it is read, and what stands one after the other, in a cell or in the whole text."""

from __future__ import annotations

from msgspec import Struct, field

from gongkai.model.word_files import Tracked, WordBlock, WordCell, WordParagraph, WordRow, WordTable
from gongkai.word_files.paragraphs import Change, OpenParagraph, accepted

Words = OpenParagraph | WordTable


class OpenCell(Struct, kw_only=True):
    column: int
    words: list[Words] = field(default_factory=list)
    span: int = 1
    continues: bool = False
    """a cell of the row above reaches into its place"""


class OpenRow(Struct, kw_only=True):
    cells: list[OpenCell] = field(default_factory=list)
    column: int = 0
    head: bool = False
    change: Change | None = None


class OpenTables:
    """Tables that are open, and what is being read: the text, or a cell or text box in it."""

    def __init__(self) -> None:
        self.words: list[list[Words]] = [[]]
        """innermost last"""
        self._rows: list[list[OpenRow]] = []

    @property
    def _row(self) -> OpenRow | None:
        return self._rows[-1][-1] if self._rows and self._rows[-1] else None

    @property
    def _cell(self) -> OpenCell | None:
        return self._row.cells[-1] if self._row is not None and self._row.cells else None

    def open_table(self) -> None:
        self._rows.append([])

    def close_table(self) -> None:
        self.words[-1].append(WordTable(rows=tuple(map(_row, self._rows.pop()))))

    def open_row(self) -> None:
        if self._rows:
            self._rows[-1].append(OpenRow())

    def open_cell(self) -> None:
        cell = OpenCell(column=self._row.column if self._row is not None else 0)
        if self._row is not None:
            self._row.cells.append(cell)
        self.words.append(cell.words)

    def close_cell(self) -> None:
        self.words.pop()
        if self._row is not None and self._cell is not None:
            self._row.column += self._cell.span

    def head(self, *, yes: bool) -> None:
        if self._row is not None:
            self._row.head = yes

    def change(self, change: Change) -> None:
        """修订 of the row as a whole."""
        if self._row is not None:
            self._row.change = change

    def span(self, columns: int) -> None:
        if self._cell is not None:
            self._cell.span = max(1, columns)

    def continues(self, *, yes: bool) -> None:
        if self._cell is not None:
            self._cell.continues = yes


def blocks_of(words: list[Words]) -> list[WordBlock]:
    """Paragraphs whose ends were crossed out are one with what follows, but for a table."""
    made: list[WordBlock] = []
    run: list[OpenParagraph] = []
    for one in words:
        if isinstance(one, OpenParagraph):
            run.append(one)
        else:
            made += [*accepted(run), one]
            run = []
    return [*made, *accepted(run)]


def _row(row: OpenRow) -> WordRow:
    """One that was crossed out has no cells any more."""
    cells = tuple(
        WordCell(column=cell.column, span=cell.span, paragraphs=tuple(_flat(cell.words)))
        for cell in row.cells
        if not cell.continues
    )
    if row.change is None:
        return WordRow(cells=cells, head=row.head)
    text = " ".join(cell.text for cell in cells)
    tracked = Tracked(added=not row.change.gone, author=row.change.author, text=text)
    return WordRow(cells=() if row.change.gone else cells, head=row.head, tracked=(tracked,))


def _flat(words: list[Words]) -> list[WordParagraph]:
    """The paragraphs of a cell, those of tables in it too."""
    made: list[WordParagraph] = []
    for block in blocks_of(words):
        if isinstance(block, WordParagraph):
            made.append(block)
        else:
            made += [one for row in block.rows for cell in row.cells for one in cell.paragraphs]
    return made


def lines_of(block: WordBlock) -> tuple[str, ...]:
    """The lines of a paragraph or a table that hold something."""
    if isinstance(block, WordParagraph):
        return (block.whole.strip(),) if block.whole.strip() else ()
    rows = (" ".join(cell.text for cell in row.cells).strip() for row in block.rows)
    return tuple(filter(None, rows))
