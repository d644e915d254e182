"""文流: the blocks of a group of pages (paragraphs, headings, tables in the text), to be laid out in part.

A page follows from the blocks that its layout looks at and from where it begins. So after an edit pages are laid out
again from the first that looked at what has changed, until one begins where a page of the earlier run began.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element, tostring

from weasyprint.formatting_structure import boxes

from gongkai.rendering.pdf.starts import Inside

AROUND = frozenset({"html", "body", "main", "section"})
"""elements whose children are blocks, if they have any"""


class TextFlow:
    """文流 of a group."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.blocks: list[Element] = []
        self.around: list[tuple[Element, ...]] = []
        """of each block the elements in which it stands, the root left out"""
        self.spans: dict[Element, range] = {}
        """which blocks stand in each element around them"""
        self.anchors = {element.get("id") for element in root.iter()} - {None}
        self._outline = sha256()
        self._walk(root, ())
        self.numbers = {block: number for number, block in enumerate(self.blocks)}
        self._digests: dict[int, bytes] = {}

    def _walk(self, element: Element, around: tuple[Element, ...]) -> None:
        first = len(self.blocks)
        for child in element:
            self._outline.update(f"{len(around)} {child.tag} {sorted(child.items())} ".encode())
            if child.tag in AROUND and len(child):
                self._walk(child, (*around, child))
            else:
                self.blocks.append(child)
                self.around.append(around)
        self.spans[element] = range(first, len(self.blocks))

    def outline(self) -> bytes:
        """All that a style sees of blocks besides what is in them."""
        return self._outline.digest()

    def digest(self, first: int, below: int) -> bytes:
        """Of what is in these blocks."""
        whole = sha256()
        for number in range(first, min(below, len(self.blocks))):
            if number not in self._digests:
                self._digests[number] = sha256(tostring(self.blocks[number])).digest()
            whole.update(self._digests[number])
        return whole.digest()

    def hidden(self, first: int, below: int) -> frozenset[Element]:
        """What stands before and after these blocks."""
        shown = range(first, below)
        blocks = {block for block, number in self.numbers.items() if number not in shown}
        around = {one for one, inside in self.spans.items() if inside.stop <= first or inside.start >= below}
        return frozenset(blocks | around)

    def open_at(self, inside: Inside | None) -> frozenset[Element]:
        """What stands on the pages before and goes on there."""
        if inside is None:
            return frozenset()
        begun = [one for one in self.around[inside.block] if self.spans[one].start < inside.block or inside.lines]
        return frozenset([*begun, self.blocks[inside.block]] if inside.lines else begun)

    def chain(self, block: int) -> tuple[Element, ...]:
        """From the root to a block."""
        return (*self.around[block], self.blocks[block])

    def boxes(self, box: Any) -> Iterator[tuple[int, Any]]:
        """The blocks of which there are boxes, by their numbers."""
        for child in box.children:
            if child.element in self.numbers:
                yield self.numbers[child.element], child
            elif child.element is not box.element:
                yield from self.boxes(child)

    def place(self, box: Any, resume: dict[int, Any] | None) -> tuple[int, int, Any] | None:
        """Where WeasyPrint resumes: the block, how many elements lead there from the root, and the place in the block.

        None where pages before and after share more than a line of text that goes on.
        """
        levels = 0
        while resume is not None:
            ((number, resume),) = resume.items()
            around, box = box, box.children[number]
            levels += 1
            if box.element in self.numbers:
                plain = resume is None or _between_lines(box, resume)
                return (self.numbers[box.element], levels, resume) if plain else None
            if box.element is around.element:
                return None
        return self.spans[box.element].start, levels, None

    def resume(self, box: Any, block: int, levels: int, lines: Any) -> dict[int, Any]:
        """The same for WeasyPrint, in boxes that begin with that block."""
        numbers = []
        for element in self.chain(block)[:levels]:
            number = next(number for number, child in enumerate(box.children) if child.element is element)
            numbers.append(number)
            box = box.children[number]
        found = lines
        for number in reversed(numbers):
            found = {number: found}
        return found  # type: ignore[no-any-return]


def _between_lines(box: Any, resume: dict[int, Any]) -> bool:
    """Whether a place in a block is between lines of its own text, in nothing that is told apart or listed."""
    if box.bookmark_label or len(box.children) != 1 or not isinstance(box.children[0], boxes.LineBox):
        return False
    inside = resume[0]
    line = box.children[0]
    ((number, _),) = inside.items() if inside else ((0, None),)
    return inside is not None and isinstance(line.children[number], boxes.TextBox)
