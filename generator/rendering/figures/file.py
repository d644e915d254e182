"""figures.json: how the figures of a document come about, in one file that the site's panel loads when first opened.

Rows and heads are told once, an operand is the number of its cell (from 1) and not its name and amount; what is said
twice stands in `strings`, and its number (from -1 down) in its place. Between two cells beside each other stands ＋.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec import json

from gongkai.model.publication import Publication
from gongkai.rendering.figures.of_text import TEXT_SOURCES, TextOrigin
from gongkai.rendering.figures.origins import CellOrigin, FigureOrigins, TableOrigins
from gongkai.rendering.figures.pieces import PLUS, Line, Piece, ToCell, ToPage

FILE = "figures.json"
MOST_TERMS = 12
"""cells of a sum that the panel lists; the plain page has them all"""

Json = dict[str, object]
Encoded = list[object]


def figures_file(publication: Publication, origins: FigureOrigins) -> bytes:
    """The file of a document."""
    twice = [text for text, count in Counter(_texts(origins)).items() if count > 1 and len(text) > 1]
    strings = {text: -1 - number for number, text in enumerate(twice)}
    encode = _Encoder(lambda text: strings.get(text, text))
    told: Json = {
        "title": publication.title,
        "department": publication.department,
        "strings": twice,
        "tables": [encode.table(table) for table in origins.tables],
        "texts": [encode.text(one) for one in origins.texts],
    }
    return json.encode(told)


def shortened(line: Line, told: str) -> tuple[Piece, ...]:
    """The pieces of a line, a long sum cut short; `told`: where it stands whole."""
    cells = [number for number, piece in enumerate(line.pieces) if isinstance(piece, ToCell)]
    if len(cells) <= MOST_TERMS:
        return line.pieces
    last = cells[MOST_TERMS - 2] + 1
    return (*line.pieces[:last], " ＋ …… ", ToPage(text=f"共 {len(cells)} 项，全部列出", target=told))


class _Encoder:
    """Writes what stands in the file; `of` gives a text its number."""

    def __init__(self, of: Callable[[str], object]) -> None:
        self.of = of

    def table(self, table: TableOrigins) -> Json:
        return {
            "id": table.table.id,
            "title": table.table.title,
            "number": table.table.number,
            "page": table.page,
            "unit": table.unit,
            "rows": [
                [line, self.of(row), *(self.figure(one, line) for one in figures)]
                for (line, row), figures in groupby(table.figures, key=lambda one: (one.spot.line, one.spot.name))
            ],
        }

    def figure(self, one: CellOrigin, line: str) -> Encoded:
        column = int(one.spot.id.removeprefix(f"{line}-"))
        lines = [self.line(told, shortened(told, one.spot.told)) for told in one.lines]
        return [column, self.of(one.spot.head), self.of(one.spot.text), *lines]

    def text(self, one: TextOrigin) -> Encoded:
        figure = one.figure
        lines = [self.line(told, shortened(told, f"{TEXT_SOURCES}#{figure.id}")) for told in one.lines]
        where = [figure.id, self.of(figure.page), self.of(figure.title), figure.clause]
        return [*where, self.of(figure.figure.text), self.of(figure.figure.unit), *lines]

    def line(self, line: Line, pieces: tuple[Piece, ...]) -> Encoded:
        return [self.of(line.label), *self._pieces(pieces)]

    def _pieces(self, pieces: tuple[Piece, ...]) -> Iterator[object]:
        for before, piece in zip((None, *pieces), pieces, strict=False):
            match piece:
                case ToCell(bare=True, remark=""):
                    yield [piece.spot.number]
                case ToCell(text="", remark=""):
                    yield piece.spot.number
                case ToCell():
                    yield [piece.spot.number, self.of(piece.remark), *([] if piece.bare else [self.of(piece.amount)])]
                case ToPage():
                    yield [piece.text, piece.target]
                case _ if piece != PLUS or not isinstance(before, ToCell):
                    yield self.of(piece)


def _texts(origins: FigureOrigins) -> list[str]:
    """All texts of which one may be said twice; one that is shorter than a number is not worth one."""
    said: list[str] = []
    for table in origins.tables:
        for figure in table.figures:
            said += (figure.spot.name, figure.spot.head, figure.spot.text)
            _add(said, figure.lines)
    for one in origins.texts:
        figure_ = one.figure
        said += (figure_.page, figure_.title, figure_.figure.text, figure_.figure.unit)
        _add(said, one.lines)
    return said


def _add(said: list[str], lines: Iterable[Line]) -> None:
    for line in lines:
        said += [line.label, *[piece for piece in line.pieces if isinstance(piece, str)]]
        said += [text for piece in line.pieces if isinstance(piece, ToCell) for text in (piece.remark, piece.text)]
