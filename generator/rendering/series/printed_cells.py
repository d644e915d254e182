"""印出的格: where the cells of a document's tables stand, and what is printed there."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gongkai.model.grid_cells import GridCell
from gongkai.model.publication import Publication
from gongkai.model.spans import AsPrinted
from gongkai.model.statements import Address
from gongkai.rendering.figures.places import places_of


class Printed(Struct, frozen=True, kw_only=True):
    """印出的一格: where it stands below the document, and what is printed there."""

    path: str
    text: str
    expected: str


def printed_cells(publication: Publication) -> Mapping[Address, Printed]:
    """What the pages show, by address."""
    places = places_of(publication)
    return {
        cell.address: Printed(path=places[cell.address], text=cell.text, expected=_expected(cell))
        for table in publication.tables()
        for row in table.body
        for cell in row.cells
        if cell.address is not None and cell.address in places
    }


def _expected(cell: GridCell) -> str:
    """What derives, where an original prints something else."""
    return "".join(span.expected or "0" for span in cell.spans if isinstance(span, AsPrinted))
