"""两端对齐: makes WeasyPrint fill Chinese lines to the right edge.

WeasyPrint 70 justifies a line by widening its spaces only, of which a Chinese line has none: one line in three
reaches the edge. Here the gaps between Chinese characters take up the slack, as in any printed document; letters and
figures keep their spacing. One function of WeasyPrint is replaced while a document is laid out (`patches.py`);
tests/rendering/test_justify.py measures the lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size

CHINESE = re.compile(
    "["
    "\u2014\u2018\u2019\u201c\u201d\u2026"  # — ‘ ’ “ ” …
    "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"  # punctuation, ideographs, full-width forms
    "\U00020000-\U0003ffff"
    "]+"
)
WIDEST_GAP = 0.1
"""in em: whoever copies the text gets a blank for a wider gap; a line that would need one stays short"""


original = inline.justify_line


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Takes the place of WeasyPrint's own."""
    gaps = _gaps("".join(_texts(line)))
    if gaps:
        _Widening(gap=min(extra_width / gaps, WIDEST_GAP * line.style["font_size"])).widen(line)
    else:
        original(context, line, extra_width)


def _texts(box: Any) -> Iterator[str]:
    if isinstance(box, boxes.TextBox):
        yield box.text
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _texts(child)


def _gaps(text: str) -> float:
    """How many gaps Pango widens: half a gap on each side of a Chinese character, none at the ends of the line."""
    ends = (text[:1], text[-1:])
    chinese = sum(len(run) for run in CHINESE.findall(text))
    return chinese - sum(0.5 for end in ends if CHINESE.match(end))


class _Widening:
    """One line on its way to the right edge: how wide a gap becomes, and how far what follows moves."""

    def __init__(self, gap: float) -> None:
        self.gap = gap
        self.advance = 0.0
        self.last = ""

    def widen(self, box: Any) -> None:
        if isinstance(box, boxes.TextBox):
            self._widen_text(box)
        elif isinstance(box, boxes.LineBox | boxes.InlineBox):
            before = self.advance
            box.position_x += before
            for child in box.children:
                if child.is_in_normal_flow():
                    self.widen(child)
            box.width += self.advance - before
        else:
            box.translate(self.advance, 0)

    def _widen_text(self, box: Any) -> None:
        if self.last and box.text:  # where two boxes meet, Pango adds nothing
            self.advance += self.gap * sum(0.5 for side in (self.last, box.text[0]) if CHINESE.match(side))
        self.last = box.text[-1:] or self.last
        box.position_x += self.advance
        layout = _SpacedLayout(box.style, self.gap, squeezed=box.pango_layout.squeezed)
        layout.set_text(box.text)
        width, _ = line_size(layout.get_first_line()[0], box.style)
        layout.deactivate()
        self.advance += width - box.width
        box.width = width
        box.pango_layout = layout


class _SpacedLayout(Layout):  # type: ignore[misc]  # WeasyPrint has no types
    """A Pango layout whose Chinese characters stand `gap` further apart, now and when it is drawn."""

    def __init__(self, style: Any, gap: float, *, squeezed: bool) -> None:
        self.gap, self.squeezed = gap, squeezed
        super().__init__(style)

    def set_text(self, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - as in WeasyPrint
        super().set_text(text, justify)
        own = self.style["letter_spacing"]
        spacing = round((self.gap + (0 if own == "normal" else own)) * TO_UNITS)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for run in CHINESE.finditer(self.text):
            attribute = pango.pango_attr_letter_spacing_new(spacing)
            attribute.start_index = len(self.text[: run.start()].encode())
            attribute.end_index = attribute.start_index + len(run.group().encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)
