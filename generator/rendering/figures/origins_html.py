"""来历的 HTML: how figures come about, line by line; a document has some two thousand of them (decision 0083)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial

from markupsafe import Markup

from gongkai.rendering.escaping import escaped
from gongkai.rendering.figures.of_text import TextOrigin
from gongkai.rendering.figures.origins import CellOrigin, TableOrigins
from gongkai.rendering.figures.pages import RowOrigins, Told, rows
from gongkai.rendering.figures.pieces import HOW, Line, Piece, ToCell, ToPage
from gongkai.rendering.figures.spots import Spot
from gongkai.rendering.pages import relative


def table_origins_html(told: TableOrigins, root: str, here: str) -> Markup:
    """The rows of a table, on the page `here` of the document at `root`."""
    page = _Page(root, here)
    return Markup("".join(map(page.row, rows(told))))  # noqa: S704 - every text in it is escaped


def text_origins_html(run: Iterable[TextOrigin], root: str, here: str) -> Markup:
    """Figures of a section of the text."""
    page = _Page(root, here)
    return Markup(page.listed(map(page.of_text, run)))  # noqa: S704 - as above


class _Page:
    """Writes lines of one page."""

    def __init__(self, root: str, here: str) -> None:
        self._root = root
        self._way = cache(partial(relative, here=here))

    def row(self, row: RowOrigins) -> str:
        code = f" <small>{escaped(row.code)}</small>" if row.code else ""
        heading = f"\n<h2>{escaped(row.name)}{code}</h2>" if row.name or row.code else ""
        return heading + self.listed(map(self._told, row.told))

    def listed(self, items: Iterable[str]) -> str:
        return f'\n<dl class="origins">{"".join(items)}\n</dl>'

    def _told(self, told: Told) -> str:
        return self._item("、".join(map(self._figure, told.figures)), told.lines, told.spot)

    def of_text(self, one: TextOrigin) -> str:
        figure = one.figure
        target = self._to(self._root + figure.target)
        link = f'<a id="{escaped(figure.id)}" href="{target}">{escaped(figure.clause)}</a>'
        return self._item(link, one.lines, None)

    def _figure(self, one: CellOrigin) -> str:
        spot = one.spot
        words = f"{escaped(spot.head or '金额')} <b>{escaped(spot.text)}</b>"
        return f'<a id="{escaped(spot.id)}" href="{self._to(self._root + spot.target)}">{words}</a>'

    def _item(self, term: str, lines: Iterable[Line], at: Spot | None) -> str:
        return f"\n<dt>{term}</dt>\n<dd>{''.join(self._line(line, at) for line in lines)}</dd>"

    def _line(self, line: Line, at: Spot | None) -> str:
        """It begins with what it is, but where it tells how the figure comes about."""
        label = f'<span class="origin-label">{escaped(line.label)}</span> ' if line.label and line.label != HOW else ""
        return f"<p>{label}{''.join(self._pieces(line, at))}</p>"

    def _pieces(self, line: Line, at: Spot | None) -> Iterator[str]:
        for piece in line.pieces:
            yield self._piece(piece, at)

    def _piece(self, piece: Piece, at: Spot | None) -> str:
        """An operand leads to its own lines, which lead to its cell."""
        match piece:
            case ToCell():
                amount = f" {escaped(piece.amount)}" if piece.amount else ""
                target = self._to(self._root + piece.spot.told)
                return f'<a href="{target}">{escaped(piece.words(at))}</a>{amount}'
            case ToPage():
                return f'<a href="{self._to(_page(self._root, piece.target))}">{escaped(piece.text)}</a>'
        return escaped(piece)

    def _to(self, target: str) -> str:
        page, mark, fragment = target.partition("#")
        return escaped(self._way(page + mark) + fragment)


def _page(root: str, target: str) -> str:
    """A target below the document, or above it (../../), below the site."""
    while target.startswith("../"):
        root, target = root.rstrip("/").rpartition("/")[0] + "/", target.removeprefix("../")
    return root + target
