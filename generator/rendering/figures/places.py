"""数字所在: where on the site each cell of a publication's tables stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.model.publication import Publication
from gongkai.model.statements import Address
from gongkai.rendering.anchors import anchored
from gongkai.rendering.outline import outline, table_pages


def places_of(publication: Publication) -> Mapping[Address, str]:
    """The address of every printed cell of amounts and shares, below the document: tables/t03/#t03-r2010301-4."""
    return dict(_places(publication))


def _places(publication: Publication) -> Iterator[tuple[Address, str]]:
    for leaf, table in table_pages(outline(publication)):
        for row in anchored(table).body:
            for cell in row.cells:
                if cell.address is not None and cell.id:
                    yield cell.address, f"{leaf.path}#{cell.id}"
