"""绩效表单排印: a performance form's layout filled with its data, as the grid that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, takewhile, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from gongkai.composition.originals import Originals, notes_of
from gongkai.composition.wording import Wording
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.performance_forms import Band, FormCell, PerformanceForm
from gongkai.model.places import Place
from gongkai.model.publication import Note, Table
from gongkai.model.spans import Span, Text, plain

QUOTED = "本表录自残缺的文本，下列各行有断开、错位，上表是整理后的；照录如下，供核对：\n"
"""what stands before 来源照录"""

KINDS = {"文字": CellKind.TEXT, "数字": CellKind.NUMBER, "金额": CellKind.AMOUNT}


class _Placed(Struct, frozen=True, kw_only=True):
    """A cell on its way into the grid; `merge`: melts into the equal cell above it."""

    cell: GridCell
    merge: bool = False


_Row = list[_Placed]


class _Filled(Struct, frozen=True):
    """Data of a form, or of one item of a list in it."""

    data: PerformanceData
    naming: frozenset[str]
    """what names the items of lists, see FormRoles"""
    above: str = ""
    """the path of the item, with a dot behind it"""
    within: str = ""
    """the same without the item's number"""

    def items(self, path: str) -> Iterator[_Filled]:
        """The items of a list."""
        within = f"{self.within}{path}."
        return (replace(self, above=f"{item}.", within=within) for item in self.data.items(self.above + path))

    def names(self, path: str) -> bool:
        """Whether a value is what its item is called."""
        return self.within + path in self.naming

    def lines(self, path: str) -> tuple[str, ...]:
        """The lines of a value."""
        value = self.data.value(self.above + path)
        return value if isinstance(value, tuple) else (str(value or ""),)

    def places(self, path: str) -> tuple[Place, ...]:
        """Where a value was typed; of several lines, also where each of them was."""
        whole = self.above + path
        paths = (whole, *(f"{whole}.{number}" for number in range(len(self.lines(path)))))
        return tuple(self.data.places[path] for path in paths if path in self.data.places)


def performance_table(form: PerformanceForm, data: PerformanceData, wording: Wording, originals: Originals) -> Table:
    """One performance form, ready to print. Raises WordingError if a title of the layout is at fault."""
    filled = _Filled(data, form.roles.naming)
    title = wording.text(form.title or data.form)
    left, centre, right = caption = [
        originals.line(f"{form.id}.栏头.{side}", wording.line(text))
        for side, text in zip("左中右", form.caption, strict=True)
    ]
    return Table(
        id=f"form-{data.slug}",
        name=project_of(form, data) or title,
        title=title,
        subtitle=wording.text(form.subtitle),
        caption=(plain(left), plain(centre), plain(right)),
        widths=form.widths,
        head=tuple(_head(_merged(_rows(form, filled, wording, head=True)))),
        body=tuple(_body(_rows(form, filled, wording, head=False))),
        notes=tuple(_notes(form, data, wording, notes_of(chain(*caption)))),
        landscape=form.landscape,
        form=True,
        wide=len(form.widths) > 4,
        where=form.id,
    )


def _rows(form: PerformanceForm, filled: _Filled, wording: Wording, *, head: bool) -> list[_Row]:
    return [row for band in form.bands if band.head == head for row in _band(band, filled, wording)]


def _head(rows: list[_Row]) -> Iterator[GridRow]:
    return (GridRow(cells=tuple(replace(placed.cell, header="col") for placed in row)) for row in rows)


def _body(rows: list[_Row]) -> Iterator[GridRow]:
    """Rows; those that a spanning cell holds together are one group."""
    for number, run in enumerate(_runs(rows), start=1):
        group = number if len(run) > 1 else 0
        yield from (GridRow(cells=tuple(placed.cell for placed in row), group=group) for row in run)


def _notes(form: PerformanceForm, data: PerformanceData, wording: Wording, originals: Iterable[str]) -> Iterator[Note]:
    for note in form.notes if data.notes else ():
        yield Note(kind="note", spans=wording.line(note))
    yield from (Note(kind="original", spans=_spans(note)) for note in originals)
    if data.missing:
        yield Note(kind="source", spans=_spans(f"来源说明：{data.missing}"))
    if data.quoted:
        yield Note(kind="quoted", spans=(Text(text=QUOTED), Text(text=data.quoted)))


def project_of(form: PerformanceForm, data: PerformanceData) -> str:
    """The project that a form is about, as its layout says where to find it (名)."""
    value = data.value(form.name) if form.name else None
    return value if isinstance(value, str) else ""


def _band(band: Band, filled: _Filled, wording: Wording) -> list[_Row]:
    if band.repeat:
        return _repeated(band, filled, wording)
    heads = not any(cell.value for cell in band.cells)
    rows = [[_cell(cell, filled, wording, heads=heads) for cell in band.cells]] if band.cells else []
    for inner in band.bands:
        rows.extend(_band(inner, filled, wording))
    if band.label is not None and rows:
        label = GridCell(
            spans=_spans(wording.text(band.label)),
            kind=CellKind.LABEL,
            header="rowgroup",
            colspan=band.span,
        )
        return [[_Placed(cell=replace(label, rowspan=len(rows))), *rows[0]], *rows[1:]]
    return rows


def _runs(rows: list[_Row]) -> list[list[_Row]]:
    """Rows in runs that no spanning cell crosses."""
    runs: list[list[_Row]] = []
    end = 0
    for index, row in enumerate(rows):
        if index >= end:
            runs.append([])
        runs[-1].append(row)
        end = max(end, index + 1, *(index + placed.cell.rowspan for placed in row), 0)
    return runs


def _repeated(band: Band, filled: _Filled, wording: Wording) -> list[_Row]:
    items = filled.items(band.repeat)
    return _merged([_named(row) for item in items for inner in band.bands for row in _band(inner, item, wording)])


def _named(row: _Row) -> _Row:
    """The row of an item; if nothing names it, its first words do."""
    first = next((at for at, placed in enumerate(row) if placed.cell.spans), None)
    if first is None or any(placed.cell.header for placed in row):
        return row
    name = replace(row[first], cell=replace(row[first].cell, header="row"))
    return [*row[:first], name, *row[first + 1 :]]


def _merged(rows: list[_Row]) -> list[_Row]:
    """Melt equal neighbours down a column; a cell melts only where those left of it do."""
    melted = [_melts(row, above) for above, row in pairwise([[], *rows])]
    return [
        [_whole(_column(rows, melted, number, at)) for at in range(len(row)) if not melted[number][at]]
        for number, row in enumerate(rows)
    ]


def _melts(row: _Row, above: _Row) -> list[bool]:
    """Which cells say what the ones above them do, which then take their places too."""
    melts: list[bool] = []
    for cell, other in zip_longest(row, above[: len(row)]):
        alike = other is not None and cell.merge and other.merge and cell.cell.spans == other.cell.spans != ()
        melts.append(alike and all(melted or not before.merge for melted, before in zip(melts, row, strict=False)))
    return melts


def _column(rows: list[_Row], melted: list[list[bool]], number: int, at: int) -> list[_Placed]:
    """The cells that melt into one of them."""
    below = takewhile(lambda below: melted[below][at : at + 1] == [True], range(number + 1, len(rows)))
    return [rows[number][at], *(rows[row][at] for row in below)]


def _whole(cells: list[_Placed]) -> _Placed:
    first, *below = cells
    if not below:
        return first
    places = tuple(place for one in cells for place in one.cell.places)
    return replace(first, cell=replace(first.cell, rowspan=first.cell.rowspan + len(below), places=places))


def _cell(cell: FormCell, filled: _Filled, wording: Wording, *, heads: bool) -> _Placed:
    """`heads`: in a row of labels alone, which head what is below them."""
    words = "\n".join(filled.lines(cell.value)) if cell.value else wording.text(cell.label or "")
    named = "rowgroup" if cell.merge else "row" if filled.names(cell.value) else ""
    return _Placed(
        cell=GridCell(
            spans=_spans(words),
            kind=KINDS[cell.kind] if cell.value else CellKind.LABEL,
            header="" if not words else named if cell.value else "col" if heads else "row",
            colspan=cell.span,
            places=filled.places(cell.value) if cell.value else (),
            field=filled.above + cell.value if cell.value else "",
        ),
        merge=cell.merge,
    )


def _spans(text: str) -> tuple[Span, ...]:
    return (Text(text=text),) if text else ()
