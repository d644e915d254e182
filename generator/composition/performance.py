"""绩效表单排印: a performance form's layout filled with its data, as the grid that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile, zip_longest

from gongkai.composition.originals import Originals, notes_of
from gongkai.composition.wording import Wording
from gongkai.model.documents import PerformanceData
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.performance_forms import Band, FormCell, PerformanceForm
from gongkai.model.places import Place
from gongkai.model.publication import Note, Table
from gongkai.model.spans import Span, Text, plain

QUOTED = "本表录自残缺的文本，下列各行有断开、错位，上表是整理后的；照录如下，供核对：\n"
"""what stands before 来源照录"""

KINDS = {"文字": CellKind.TEXT, "数字": CellKind.NUMBER, "金额": CellKind.AMOUNT}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A cell on its way into the grid; `merge`: melts into the equal cell above it."""

    cell: GridCell
    merge: bool = False


_Row = list[_Placed]


@dataclass(frozen=True, slots=True)
class _Filled:
    """Data of a form, or of one item of a list in it."""

    data: PerformanceData
    above: str = ""
    """the path of the item, with a dot behind it"""

    def items(self, path: str) -> Iterator[_Filled]:
        """The items of a list."""
        return (replace(self, above=f"{item}.") for item in self.data.items(self.above + path))

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
    filled = _Filled(data)
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
    rows = [[_cell(cell, filled, wording) for cell in band.cells]] if band.cells else []
    for inner in band.bands:
        rows.extend(_band(inner, filled, wording))
    if band.label is not None and rows:
        label = GridCell(
            spans=_spans(wording.text(band.label)),
            kind=CellKind.LABEL,
            header="row",
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
    return _merged(
        [row for item in filled.items(band.repeat) for inner in band.bands for row in _band(inner, item, wording)]
    )


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


def _cell(cell: FormCell, filled: _Filled, wording: Wording) -> _Placed:
    label = wording.text(cell.label or "") if not cell.value else ""
    return _Placed(
        cell=GridCell(
            spans=_spans("\n".join(filled.lines(cell.value)) if cell.value else label),
            kind=KINDS[cell.kind] if cell.value else CellKind.LABEL,
            header="row" if (cell.merge if cell.value else cell.label) else "",
            colspan=cell.span,
            places=filled.places(cell.value) if cell.value else (),
        ),
        merge=cell.merge,
    )


def _spans(text: str) -> tuple[Span, ...]:
    return (Text(text=text),) if text else ()
