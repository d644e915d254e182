"""比较的格的 HTML: figures with what stands beside them; pages that compare have thousands of them (decision 0098)."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from gongkai.rendering.escaping import escaped
from gongkai.rendering.pages import relative
from gongkai.rendering.series.tables import Row, Shown, Table


def series_cells(row: Row, table: Table, here: str) -> Markup:
    """For templates: the cells of a row on the page `here`; without an address, why there is no figure."""
    html = "".join(f"<td>{''.join(_cell(cell, table, here))}</td>" for cell in row.cells)
    return Markup(html)  # noqa: S704 - every text in it is escaped


def _cell(cell: Shown, table: Table, here: str) -> Iterator[str]:
    if not cell.path:
        yield f'<span class="series-none">{escaped(cell.text)}</span>'
        return
    yield f'<a class="series-figure" href="{escaped(relative(cell.path, here))}">{escaped(cell.text)}</a>'
    if cell.rows > 1:
        yield f"<small>{cell.rows}行之和</small>"
    if cell.printed:
        yield f'<small class="series-printed">印作{escaped(cell.printed)}</small>'
    if cell.change:
        yield f"<small>{escaped(cell.change)}</small>"
    for place, (number, short) in enumerate(cell.reasons):
        lead = "不比：" if cell.apart and not place else ""
        note = f"#{escaped(table.id)}-n{number}"
        yield f'<small class="series-apart"><a href="{note}">{lead}{escaped(short)}</a></small>'
    if cell.share:
        yield f"<small>占{escaped(cell.share)}</small>"
    if cell.rank:
        yield f"<small>{escaped(cell.rank)}</small>"
    if cell.per_head:
        yield f"<small>人均{escaped(cell.per_head)}元</small>"
