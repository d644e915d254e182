"""补丁: what is replaced in WeasyPrint while a document is printed. Nothing else of it is touched.

What its own functions do wrong:

- `justify_line` fills a line by its spaces, and a Chinese one has none (`justify.py`). To offer: gaps between
  ideographs, `text-justify: inter-character`.
- `Layout.set_text`, `split_first_line` and `can_break_text` know nothing of numbers and units, of the space between
  Chinese and Latin and of marks that stand together (`text_lines.py`). To offer: `text-autospace`,
  `text-spacing-trim`, and `allow_breaks` of Pango for `white-space: nowrap` inside a line.
- `Stream.set_color_rgb` writes black and grey as DeviceRGB, which a printer mixes of its colours (`grey.py`). To offer:
  DeviceGray for colours of equal parts.
- `initialize_page_maker` begins every document on page 1; `Stream.add_font` measures a font by the size in which it
  comes first. Pages are laid out and drawn in groups (`laying.py`, `printed_fonts.py`). To offer: a first page number.
- `make_all_pages` lays out all that follows (`text_runs.py`). To offer: pages as they are asked for.
- `add_tags` makes a Table and a Part of each page (issue 2903), gives heads no Scope (2508) and cells beside spans
  wrong ones (`tags.py`). To offer: one element for a box that goes on, and rowspans that are counted.

What they do again and again (`faster/`): the same comes out, measured with `make bench`. To offer: all of it.

- `resolve_percentages`, `resolve_radii_percentages`, `is_in_normal_flow`, `strut`: for each box, what follows from its
  style, which it shares with thousands.
- `layout_box_backgrounds`, `avoid_collisions`: what is behind and beside boxes that have nothing there.
- `handle_leader`: a box for each dot in the contents, sixty to a line.
- `set_page_type_computed_styles`: styles of page and margins for each page, which are those of the page before last.
- `StyleFor`: a style of its own for each cell of each table (`faster/styles.py`).
- `Layout.setup`: a context, a language and a font of Pango for each text. `split_first_line`: “0.00” measured anew in
  each cell.
- `Stream.stacked`, `marked`, `artifact`: a generator for each operator. `draw_collapsed_borders`: a line with a state
  of its own for each side of each cell, where one goes along the whole row.
- `pydyf._to_bytes`: six decimals of a point, where three are more than any printer knows. `PDF.write`: every object
  made into bytes and every stream compressed twice, for the identifier. `Stream.data`: pages come compressed.
- `Font.subset`: empty places for 65,000 glyphs (`faster/compact.py`). To offer: CIDs by charset.

All were read in the source of VERSIONS. A test fails when one of them moves, so that they are read again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import pydyf
import weasyprint.pdf
from weasyprint import css, draw, layout
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background, inline, leader, page, percent
from weasyprint.layout import float as floats
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break

from gongkai.rendering.pdf import binding, laying, printed_fonts, text_lines, text_runs
from gongkai.rendering.pdf.faster import compact, drawing, flow, leaders, sizes, styles, surroundings, texts, writing
from gongkai.rendering.pdf.grey import set_color_rgb
from gongkai.rendering.pdf.justify import justify_line

VERSIONS = {"weasyprint": "70.0", "pydyf": "0.13.0"}

FUNCTIONS: tuple[tuple[Callable[..., Any], Callable[..., Any]], ...] = (
    (inline.justify_line, justify_line),
    (css.StyleFor, styles.Styles),
    (percent.resolve_percentages, sizes.resolve_percentages),
    (percent.resolve_radii_percentages, sizes.resolve_radii_percentages),
    (line_break.split_first_line, texts.split_first_line),
    (line_break.can_break_text, text_lines.can_break_text),
    (line_break.strut, texts.strut),
    (draw.draw_collapsed_borders, drawing.draw_collapsed_borders),
    (background.layout_box_backgrounds, surroundings.layout_box_backgrounds),
    (floats.avoid_collisions, surroundings.avoid_collisions),
    (leader.handle_leader, leaders.handle_leader),
    (page.set_page_type_computed_styles, styles.set_page_type_computed_styles),
    (layout.initialize_page_maker, laying.initialize_page_maker),
    (layout.make_all_pages, text_runs.make_all_pages),
    (weasyprint.pdf.add_tags, binding.add_tags),
    (pydyf._to_bytes, writing.to_bytes),  # noqa: SLF001 - nothing of pydyf's is public
)
METHODS: tuple[tuple[type, str, Any], ...] = (
    (Box, "is_in_normal_flow", flow.is_in_normal_flow),
    (line_break.Layout, "setup", texts.setup),
    (line_break.Layout, "set_text", text_lines.set_text),
    (Stream, "set_color_rgb", set_color_rgb),
    (Stream, "add_font", printed_fonts.add_font),
    (Stream, "stacked", drawing.stacked),
    (Stream, "marked", drawing.marked),
    (Stream, "artifact", drawing.artifact),
    (pydyf.PDF, "write", writing.write),
    (pydyf.Stream, "data", property(writing.data)),
    (Font, "subset", compact.subset),
    (Font, "type", property(compact.kind)),
)


@contextmanager
def patched() -> Iterator[None]:
    """Print with our functions inside the `with`; one document at a time."""
    own = dict(FUNCTIONS)
    with ExitStack() as replaced:
        for module in [module for name, module in sys.modules.items() if name.startswith(("weasyprint", "pydyf"))]:
            for name, found in list(vars(module).items()):
                if callable(found) and found.__hash__ and found in own:
                    replaced.enter_context(patch.object(module, name, own[found]))
        for owner, name, method in METHODS:
            replaced.enter_context(patch.object(owner, name, method))
        yield
