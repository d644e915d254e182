"""来历页: the plain pages below sources/ that tell without scripts how the figures of tables and text come about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from gongkai.model.publication import Publication
from gongkai.rendering.figures.of_text import TEXT_SOURCES, TextOrigin
from gongkai.rendering.figures.origins import CellOrigin, FigureOrigins, TableOrigins
from gongkai.rendering.figures.pieces import Line
from gongkai.rendering.figures.spots import Spot, sources_path
from gongkai.rendering.outline import Leaf
from gongkai.rendering.pages import PageKind


class Told(Struct, frozen=True, kw_only=True):
    """一条: figures of which the same is to be said, in the row in which they stand."""

    figures: tuple[CellOrigin, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.figures[0].lines

    @property
    def spot(self) -> Spot:
        return self.figures[0].spot


class RowOrigins(Struct, frozen=True, kw_only=True):
    """一行各数的来历."""

    name: str
    code: str
    told: tuple[Told, ...]


def source_leaves(publication: Publication, origins: FigureOrigins) -> Iterator[tuple[Leaf, dict[str, object]]]:
    """The pages of a document's origins, with what they are drawn from."""
    part = publication.parts[0]
    for table in origins.tables:
        path, title = sources_path(table.table.id), f"{table.table.title}：数字的来历"
        yield Leaf(path=path, title=title, kind=PageKind.SOURCES, part=part), {"told": table, "texts": ()}
    if origins.texts:
        leaf = Leaf(path=TEXT_SOURCES, title="文字部分：数字的来历", kind=PageKind.SOURCES, part=part)
        yield leaf, {"told": None, "texts": _by_section(origins.texts)}


def rows(table: TableOrigins) -> Iterator[RowOrigins]:
    """The figures of a table by its rows, those together that are told alike."""
    by_row = groupby(table.figures, key=lambda one: (one.spot.line, one.spot.row, one.spot.code))
    for (_, name, code), figures in by_row:
        yield RowOrigins(name=name, code=code, told=tuple(_alike(figures)))


def _alike(figures: Iterable[CellOrigin]) -> Iterator[Told]:
    """Figures beside each other of which the same is said, without a link."""
    for _, run in groupby(figures, key=lambda one: (one.spot.number if _linked(one) else 0, one.lines)):
        yield Told(figures=tuple(run))


def _linked(one: CellOrigin) -> bool:
    return any(not isinstance(piece, str) for line in one.lines for piece in line.pieces)


def _by_section(texts: Iterable[TextOrigin]) -> tuple[tuple[str, tuple[TextOrigin, ...]], ...]:
    return tuple((title, tuple(run)) for title, run in groupby(texts, key=lambda one: one.figure.title))
