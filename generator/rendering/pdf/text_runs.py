"""续排: a text laid out in part, from where a page begins to where one begins that is known.

Takes the place of WeasyPrint's loop over pages. Its pages come in runs: each begins with a block or between two lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct
from weasyprint import layout
from weasyprint.formatting_structure import boxes

from gongkai.rendering.pdf.starts import Inside, Start
from gongkai.rendering.pdf.text_flow import TextFlow

original_pages = layout.make_all_pages
OPPOSITE = {True: "right", False: "left"}
REMADE = {"content_changed": False, "pages_wanted": False}


class Window(Struct, frozen=True, kw_only=True):
    """What is looked at of a text: the blocks from where it begins to the one before `below`."""

    flow: TextFlow
    below: int
    known: Callable[[Start], bool]
    """whether pages are known that begin there"""


class Run(NamedTuple):
    """一段页, by the number of the page after it."""

    pages: int
    next: Start | None
    """None at the end of the text"""
    below: int
    """the first block that had nothing to do with its layout"""


class Reading:
    """What is seen of a window while its pages are laid out."""

    def __init__(self, window: Window, start: Start) -> None:
        self.window = window
        self.start = start
        self.runs: list[Run] = []
        self.done = False
        self.strings = dict(start.inside.strings) if start.inside else {}
        self.boxes: dict[int, Any] = {}
        self.seen = 0

    def first(self, root: Any, inside: Inside) -> list[tuple[Any, ...]]:
        """For `page_maker`, where a text goes on: a page that stays blank, as the first of all begins otherwise."""
        start, flow = self.start, self.window.flow
        block, resume = (flow.resume(root, inside.block, inside.levels, lines) for lines in (None, inside.lines))
        state: tuple[Any, ...] = ([0], {"pages": [0], "page": [start.count]}, [{"pages", "page"}], [])
        blank = {"break": OPPOSITE[start.right], "page": inside.page}
        following = {"break": start.side, "page": inside.page}
        return [
            (resume_at, made, right, state, {**REMADE, "anchors": [], "content_lookups": []})
            for resume_at, made, right in ((block, blank, not start.right), (resume, following, start.right))
        ]

    def begin(self, root: Any) -> None:
        found = self.window.flow.boxes(root)
        self.boxes = {
            number: box for number, box in found if isinstance(box, boxes.BlockBox) and box.is_in_normal_flow()
        }
        self._forget()

    def _forget(self) -> None:
        """WeasyPrint gives a box its place before it lays it out."""
        for box in self.boxes.values():
            vars(box).pop("position_y", None)

    def read(self, context: Any, root: Any, page: Any, number: int) -> None:
        """A page is laid out."""
        for box in page.descendants():
            if box.string_set and box.string_set != "none":
                self.strings.update(box.string_set)
        below = self._below()
        resume, following, right, state, _ = context.page_maker[number + 1]
        if below is None:
            self.done = True
        elif resume is None:
            self.runs.append(Run(number + 1, None, below))
        elif not context.broken_out_of_flow and not context.reported_footnotes:
            place = self.window.flow.place(root, resume)
            if place is not None:
                inside = Inside(
                    block=place[0],
                    levels=place[1],
                    lines=place[2],
                    page=following["page"],
                    strings=tuple(sorted(self.strings.items())),
                )
                start = Start(count=state[1]["page"][-1], right=right, side=following["break"], inside=inside)
                self.runs.append(Run(number + 1, start, below))
                self.done = self.window.known(start)

    def _below(self) -> int | None:
        """Below the next block after those that have had a place; None where the window ends before that."""
        placed = [number for number, box in self.boxes.items() if "position_y" in vars(box)]
        self.seen = max([self.seen, *placed])
        self._forget()
        numbers = list(self.boxes)
        after = bisect_right(numbers, self.seen)
        if after < len(numbers):
            return numbers[after] + 1
        return self.window.below if self.window.below == len(self.window.flow.blocks) else None


def make_all_pages(context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """As WeasyPrint's; of a text no more pages than have to be made."""
    made = original_pages(context, root, html, pages)
    reading: Reading | None = getattr(context, "reading", None)
    if reading is None:
        yield from made
        return
    reading.begin(root)
    reading.runs.clear()
    if reading.start.inside:
        yield next(made)
        if not pages:
            context.page_maker[1:] = reading.first(root, reading.start.inside)[1:]
    for number, page in enumerate(made, start=1 if reading.start.inside else 0):
        reading.read(context, root, page, number)
        yield page
        if reading.done:
            del context.page_maker[number + 2 :]
            context.page_maker[-1][-1]["content_changed"] = False
            return
