"""行的 HTML: the rows of a drawn table, cell by cell.

What a bureau may change of a table is the frame that the component draws around them, and the styles of the classes
that stand here; the cells themselves are what scripts, search and readers by ear rest on (decision 0074).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from jinja2.utils import Namespace
from markupsafe import Markup

from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.spans import Span
from gongkai.rendering.escaping import escaped
from gongkai.rendering.tables.marks import CellMark, RowMark

Spans = Callable[[tuple[Span, ...], Namespace], str]
"""how a line is written (text/spans_html.py)"""
NO_MARK = CellMark()


def rows_html(rows: Sequence[GridRow], refs: Namespace, marks: Sequence[RowMark], spans: Spans) -> Markup:
    """Rows of a head or a body; `marks`: what HTML says beside their words, nothing in the PDF, whose tags hold it."""
    html = (_row(row, refs, marks[number] if marks else None, spans) for number, row in enumerate(rows))
    return Markup("".join(html))  # noqa: S704 - every text in it is escaped


def _row(row: GridRow, refs: Namespace, mark: RowMark | None, spans: Spans) -> str:
    looks = "strong" if row.strong else "blank" if row.blank else "heads" if mark and mark.heads else ""
    attributes = "".join(_attributes(id=row.id, looks=looks, empty=mark.empty if mark else ""))
    own = mark.cells if mark else (None,) * len(row.cells)
    cells = "".join(f"\n{_cell(cell, refs, one, spans)}" for cell, one in zip(row.cells, own, strict=True))
    return f"\n<tr{attributes}>{cells}</tr>"


def _attributes(*, id: str, looks: str, empty: str) -> Iterator[str]:
    if id:
        yield f' id="{escaped(id)}"'
    if looks:
        yield f' class="{looks}"'
    if empty:
        yield f' data-empty="{escaped(empty)}"'


def _cell(cell: GridCell, refs: Namespace, mark: CellMark | None, spans: Spans) -> str:
    """In HTML an empty cell heads nothing."""
    tag = "th" if cell.header and (cell.spans or mark is None) else "td"
    told = mark or NO_MARK
    id = told.id or cell.id
    own = f' id="{escaped(id)}"' if id else ""
    classes = f"{cell_class(cell)} {escaped(told.classes)}" if told.classes else cell_class(cell)
    html = f'<{tag}{own} class="{classes}"'
    if tag == "th":
        html += f' scope="{cell.scope}"'
    if told.headers:
        html += f' headers="{escaped(told.headers)}"'
    if told.label:
        html += f' data-label="{escaped(told.label)}"'
    if cell.colspan > 1:
        html += f' colspan="{cell.colspan}"'
    if cell.rowspan > 1:
        html += f' rowspan="{cell.rowspan}"'
    return f"{html}>{spans(cell.spans, refs)}</{tag}>"


def cell_class(cell: GridCell) -> str:
    """单元格的样式类: kind, depth of a name, emphasis."""
    names: list[str] = [cell.kind]
    if cell.level:
        names.append(f"level-{cell.level}")
    if cell.header == "rowgroup":
        names.append("group")
    if cell.strong:
        names.append("strong")
    return " ".join(names)
