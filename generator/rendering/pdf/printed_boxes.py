"""排出的表: where the tables of laid out pages stand, and what they show only where they go on (续表)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, field
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from gongkai.rendering.pdf.page_cuts import is_again
from gongkai.rendering.pdf.page_rows import is_note
from gongkai.rendering.pdf.row_heights import Heights

POINT = 0.75
"""of a pixel of CSS"""
EXACT = 6
"""decimals of a height, which are the same wherever on a page it is"""
CONTINUED = "continued"
"""class of the words （续表） in a table's head"""


def page_starts(pages: Sequence[Any]) -> dict[str, tuple[int, ...]]:
    """By the table's id, the numbers of the rows of its body that are the first of their page, its first page left out.

    The number of all rows stands for a page of nothing but notes.
    """
    rows: dict[str, list[Any]] = {}
    starts: dict[str, list[int]] = {}
    for page in pages:
        for id, table in _tables(page._page_box, ""):  # noqa: SLF001 - WeasyPrint shows boxes nowhere else
            seen = rows.setdefault(id, [])
            if id in starts:
                starts[id].append(len(seen))
            else:
                starts[id] = []
            known = set(seen)
            seen.extend(row for row in _rows(table) if row not in known)
    return {id: tuple(found) for id, found in starts.items()}


class Measured(Struct):
    """A table as it is laid out, in points."""

    above: float = 0.0
    """what stands above the body"""
    rows: dict[Any, float] = field(default_factory=dict)
    """by their elements"""

    @property
    def heights(self) -> Heights:
        """Those of labels are left to be estimated."""
        notes = {row for row in self.rows if is_note(row.get("id", ""))}
        return Heights(
            above=self.above,
            body=tuple(height for row, height in self.rows.items() if row not in notes),
            labels=(),
            notes=tuple(height for row, height in self.rows.items() if row in notes),
        )


def measured(pages: Sequence[Any]) -> dict[str, Measured]:
    """How tall the rows of tables are, by the table's id."""
    found: dict[str, Measured] = {}
    for page in pages:
        for id, table in _tables(page._page_box, ""):  # noqa: SLF001 - as above
            one = found.setdefault(id, Measured())
            for group in table.children:
                if group.is_header:
                    one.above = round(group.height * POINT, EXACT)
                    continue
                for row in group.children:
                    one.rows[row.element] = one.rows.get(row.element, 0.0) + round(row.height * POINT, EXACT)
    return found


def drop_continued(pages: Sequence[Any]) -> None:
    """Take （续表） off the page on which a table begins."""
    begun = set()
    for page in pages:
        for _, table in _tables(page._page_box, ""):  # noqa: SLF001 - as above
            if table.element not in begun:
                begun.add(table.element)
                for head in table.children[:1]:
                    _drop(head)


def _drop(box: Any) -> None:
    if not isinstance(box, boxes.ParentBox):
        return
    box.children = [child for child in box.children if not _continued(child)]
    for child in box.children:
        _drop(child)


def _continued(box: Any) -> bool:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001 - as above
    return box.element is not None and box.element.get("class") == CONTINUED


def _tables(box: Any, id: str) -> Iterator[tuple[str, Any]]:
    """The tables of a page with the ids of what is around them."""
    if isinstance(box, boxes.TableBox):
        yield id, box
    elif isinstance(box, boxes.BlockBox | boxes.PageBox):
        element = box.element
        if element is not None and element.tag == "div":
            id = element.get("id", "")
        for child in box.children:
            yield from _tables(child, id)


def _rows(table: Any) -> Iterator[Any]:
    """The elements of the rows of a body, those left out that repeat heads or are notes."""
    for group in table.children:
        if not group.is_header:
            for row in group.children:
                id = row.element.get("id", "")
                if not is_note(id) and not is_again(id):
                    yield row.element
