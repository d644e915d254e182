"""报表排印: a statement of figures as the grid that is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import zip_longest

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.composition.cells import Cells, TypedPlaces, text
from gongkai.composition.heads import head_rows
from gongkai.composition.originals import Originals, notes_of
from gongkai.composition.printing import style_of_table
from gongkai.composition.wording import Wording
from gongkai.figures.classify_entries import RECORD, TOTAL
from gongkai.model.columns import ColumnKind
from gongkai.model.edition import Edition
from gongkai.model.forms import TableForm
from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.places import Place
from gongkai.model.publication import Note, Table
from gongkai.model.spans import Span, plain
from gongkai.model.statements import Statement, StatementRow
from gongkai.model.withheld import Withheld

WIDTHS = {
    ColumnKind.CODE: 9.0,
    ColumnKind.NAME: 22.0,
    ColumnKind.TEXT: 18.0,
    ColumnKind.ROW_NUMBER: 4.5,
    ColumnKind.ORDINAL: 4.5,
    ColumnKind.AMOUNT: 11.0,
    ColumnKind.PERCENT: 8.0,
}
NAMED = "名称"
MARK = 8
"""digits of a key's mark in an anchor"""
NARROW = 4
"""columns that a phone or a portrait page can show"""


class Composer(Struct, frozen=True, kw_only=True):
    """What every table of a document needs: edition, wording for its titles, recorded originals."""

    edition: Edition
    wording: Wording
    originals: Originals
    rows: Mapping[tuple[str, str], Place]
    """where each row was given, by table and key"""
    registered: Mapping[int, Place]
    """where the figures of tables that are not printed were typed, by number"""
    left_out: Withheld = field(default_factory=Withheld)

    def table(self, statement: Statement) -> Table:
        """One table, ready to print. Raises WordingError if a title of the form is at fault."""
        form = statement.form
        title = self._line(f"{form.id}.题", form.title or statement.name)
        number = self._line(f"{form.id}.编号", form.number)
        sides = zip("左中右", form.caption or self.edition.caption, strict=True)
        left, centre, right = (self._line(f"{form.id}.栏头.{side}", words) for side, words in sides)
        leaves = [leaf for block in form.parts for leaf in block.leaves]
        return Table(
            id=form.id,
            name=statement.name,
            title=plain(title),
            number=plain(number),
            caption=(plain(left), plain(centre), plain(right)),
            widths=tuple(leaf.width or WIDTHS[leaf.kind] for leaf in leaves),
            head=head_rows(form, lambda path, words: self._line(f"{form.id}.表头.{path}", words)),
            body=tuple(_apart(self._body(statement))),
            notes=(*self._notes(statement), *_about((*title, *number, *left, *centre, *right))),
            landscape=form.landscape,
            wide=len(leaves) > NARROW,
            where=form.id,
        )

    def replaced(self, statement: Statement, said: str, word: str) -> Table:
        """The table without a figure: its head, a line with a word or nothing, and what is said instead."""
        drawn = self.table(statement)
        width = sum(len(block.leaves) for block in statement.form.parts)
        line = GridRow(cells=(GridCell(spans=text(word), colspan=width),), id=f"{drawn.id}-row1")
        return replace(drawn, body=(line,), notes=(Note(kind="empty", spans=text(said)),))

    def title(self, form: TableForm, name: str) -> tuple[Span, ...]:
        """The table's title as its section has it."""
        return self._line(f"{form.id}.题", form.title or name)

    def _line(self, where: str, template: str) -> tuple[Span, ...]:
        return self.originals.line(where, self.wording.line(template)) if template else ()

    def _body(self, statement: Statement) -> Iterator[GridRow]:
        form = statement.form
        cells = Cells(
            form=form,
            style=style_of_table(self.edition.amounts, form, empty=statement.empty),
            percent_places=self.edition.amounts.percent_places,
            wording=self.wording,
            originals=self.originals,
            typed=TypedPlaces(table=statement.name, rows=self.rows, registered=self.registered),
        )
        blocks = [_shown(statement, index) for index in range(len(form.parts))]
        for index, rows in enumerate(zip_longest(*blocks)):
            yield _row(form, rows, index, cells)
        yield from self._last(statement, cells)

    def _last(self, statement: Statement, cells: Cells) -> Iterator[GridRow]:
        """末行: 人员经费合计 | 公用经费合计, a line for every round through the blocks; the last closes the rest."""
        form = statement.form
        count = len(form.parts)
        for start in range(0, len(statement.last_rows), count):
            line = statement.last_rows[start : start + count]
            ends = [*range(1, len(line)), count]
            yield GridRow(
                cells=tuple(
                    cell
                    for index, (row, end) in enumerate(zip(line, ends, strict=True))
                    for cell in cells.closing(row, form.parts[index:end])
                ),
                id=f"{form.id}-total" + (f"-{start // count + 1}" if start else ""),
                strong=True,
            )

    def _notes(self, statement: Statement) -> Iterator[Note]:
        """注, and the 说明 of an empty table."""
        form = statement.form
        templates = [("note", note) for note in form.notes]
        if statement.empty and form.empty.statement:
            templates.append(("empty", form.empty.statement))
        lines = ((kind, self.wording.line(template)) for kind, template in templates)
        notes = tuple(Note(kind=kind, spans=spans) for kind, spans in lines if plain(spans))
        for block in self.originals.blocks(f"{form.id}.注", notes):
            if isinstance(block, Note):
                yield block
        yield from self._left_out(statement)

    def _left_out(self, statement: Statement) -> Iterator[Note]:
        """What is said of the rows that are left out, and whether the sums have them."""
        by_row = {row: said for (_, row), said in self.left_out.rows.items()}
        told: dict[tuple[str, bool], list[str]] = {}
        for row in (*statement.rows, *statement.last_rows):
            hidden = [cell for cell in row.cells.values() if cell.left_out]
            said = self.left_out.row(statement.name, row.key) or by_row.get(row.key) or next(iter(by_row.values()), "")
            if hidden and said:
                within = any(cell.parts for cell in hidden)
                told.setdefault((said, within), []).append(f"“{row.title or row.key}”")
        for (said, within), names in told.items():
            sums = "在合计里" if within else "不在合计里"
            yield Note(kind="note", spans=text(f"{''.join(names)}{said}{sums}。"))


def _shown(statement: Statement, index: int) -> list[StatementRow | None]:
    """The rows of a block; an empty table may have blank ones, and no 合计."""
    empty, rule, rows = statement.form.empty, statement.form.rule, statement.block(index)
    if not statement.empty:
        return [*rows]
    kept = [row for row in rows if empty.total or row.key != TOTAL]
    closed = empty.total and rule is not None and rule.total == "末"
    last = len(kept) - closed
    return [*kept[:last], *[None] * empty.blank_rows, *kept[last:]]


def _row(form: TableForm, rows: Sequence[StatementRow | None], index: int, cells: Cells) -> GridRow:
    """A line of the table: the rows of its blocks side by side."""
    there = [row for row in rows if row is not None]
    words = [row for row in there if not row.blank]
    return GridRow(
        cells=tuple(cell for block, row in zip(form.parts, rows, strict=True) for cell in cells.row(block, row)),
        id=_row_id(form, there[0], index) if there else "",
        strong=bool(words) and all(row.strong for row in words),
        blank=not there,
    )


def _about(spans: Iterable[Span]) -> Iterator[Note]:
    """What the original prints differently in title, number and caption."""
    for note in notes_of(spans):
        yield Note(kind="original", spans=text(note))


def _row_id(form: TableForm, row: StatementRow, index: int) -> str:
    """An anchor for the row, which stays that of this row when others are added or taken away.

    Its code, or its 行次 in a form whose rows are all fixed; where rows are generated, what it is about, or a mark of
    that; else its place in the form.
    """
    about = _about_what(row)
    digits = about.replace("/", "-")
    if digits.replace("-", "").isdigit() and (row.code or form.rules):
        return f"{form.id}-r{digits}"
    if row.code.isdigit() and not (form.rules and "/" in row.key):
        return f"{form.id}-r{row.code}"
    if row.key == TOTAL and (form.rules or row.number is None):
        return f"{form.id}-total"
    if form.rules and about:
        return f"{form.id}-k{sha256(about.encode()).hexdigest()[:MARK]}"
    return f"{form.id}-r{row.number}" if row.number is not None else f"{form.id}-row{index + 1}"


def _about_what(row: StatementRow) -> str:
    """Its key; of a record, whose key counts, what is typed of it besides amounts, names of codes left out."""
    if not row.key.startswith(RECORD):
        return row.key
    typed = (
        value
        for name, value in row.fields.items()
        if not (name.endswith(NAMED) and name.removesuffix(NAMED) in row.fields)
    )
    return "/".join(typed)


def _apart(rows: Iterable[GridRow]) -> Iterator[GridRow]:
    """Rows about the same thing are told apart by their order among themselves: x2, x3."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.id] += 1
        yield replace(row, id=f"{row.id}x{seen[row.id]}") if row.id and seen[row.id] > 1 else row
