"""排页: pages laid out by WeasyPrint as they stand in their document: from which page on, on which side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from msgspec import Struct
from weasyprint import CSS, DEFAULT_OPTIONS
from weasyprint import layout as weasyprint_layout
from weasyprint.css import get_all_computed_styles
from weasyprint.css.counters import CounterStyle
from weasyprint.css.targets import TargetCollector, TargetLookupItem, anchor_name_from_token
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.images import get_image_from_uri
from weasyprint.layout import LayoutContext
from weasyprint.text.fonts import FontConfiguration

from gongkai.rendering.pdf.page_groups import BEGUN, UNENDED
from gongkai.rendering.pdf.source import Source
from gongkai.rendering.pdf.starts import ANY, Start
from gongkai.rendering.pdf.text_runs import Reading, Run, Window

SIDES = frozenset({"left", "right", "recto", "verso"})

original_start = weasyprint_layout.initialize_page_maker


class EntangledError(Exception):
    """Blocks of a text print page numbers of other blocks of it, so that they have to be laid out together."""


class Laid(Struct, frozen=True, kw_only=True):
    """排好的页."""

    pages: list[Any]
    """of weasyprint.document.Page"""
    next: Start
    numbers: Mapping[str, int]
    """the page numbers of its anchors"""
    asked: Mapping[str, int]
    """anchors of other groups whose page numbers it prints, with these; 0 of those that were not known"""
    below: int = 0
    """of a text: the first block that had nothing to do with its layout"""


class _Context(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    def __init__(self, start: Start, window: Window | None, *given: Any) -> None:
        super().__init__(*given)
        self.start = start
        self.reading = Reading(window, start) if window else None
        self.ends = ANY
        for name, said in start.inside.strings if start.inside else ():
            self.string_set[name][1] = [said]


def lay_out(
    source: Source,
    fonts: FontConfiguration,
    sheets: Sequence[CSS],
    start: Start,
    known: Mapping[str, int],
    window: Window | None = None,
) -> list[Laid]:
    """Pages of a group; those of a `window` in runs, of which the last may be missing, otherwise in one run.

    `known`: page numbers of anchors of the document. Raises EntangledError.
    """
    targets, counters = _Targets(known, window), CounterStyle()
    style_for = get_all_computed_styles(source, sheets, False, fonts, counters, {}, [], [], targets)  # noqa: FBT003
    image = partial(get_image_from_uri, cache={}, url_fetcher=source.url_fetcher, options=DEFAULT_OPTIONS)
    context = _Context(start, window, style_for, image, fonts, counters, targets)
    root = build_formatting_structure(
        source.etree_element, style_for, context.get_image_from_uri, None, targets, counters, context.footnotes
    )
    pages = [Page(box) for box in weasyprint_layout.layout_document(source, root, context)]
    states = context.page_maker[1:]
    counted = [state[1].get("page", [start.count])[-1] for _, _, _, state, _ in states]
    end = Start(count=counted[-1], right=states[-1][2], side=context.ends)
    runs, first = list[Laid](), 1 if start.inside else 0
    for run in context.reading.runs if context.reading else [Run(len(pages), None, 0)]:
        inside = slice(first, run.pages)
        numbers: dict[str, int] = {}
        for page, number in zip(pages[inside], counted[inside], strict=True):
            for anchor in page.anchors:
                numbers.setdefault(anchor, number)
        asked = targets.asked_in(start, run.below)
        runs.append(Laid(pages=pages[inside], next=run.next or end, numbers=numbers, asked=asked, below=run.below))
        first, start = run.pages, runs[-1].next
    return runs


def initialize_page_maker(context: Any, root: Any) -> None:
    """As WeasyPrint's, for pages that begin inside their document."""
    original_start(context, root)
    if not isinstance(context, _Context):
        return
    start = context.start
    context.ends = next((side for side in _breaks(root, -1, "break_after", UNENDED) if side in SIDES), ANY)
    if context.reading and start.inside:
        context.page_maker = context.reading.first(root, start.inside)[:1]
        return
    asked = [side for side in (start.side, *_breaks(root, 0, "break_before", BEGUN)) if side in SIDES]
    resume_at, next_page, _, (depth, counters, scopes, groups), remake = context.page_maker[0]
    if asked:  # the page before may stay blank, with which a document that resumes nowhere would end
        next_page, resume_at = {**next_page, "break": asked[-1]}, {0: None}
    state = (depth, {**counters, "page": [start.count]}, [{*scopes[0], "page"}], groups)
    context.page_maker[0] = (resume_at, next_page, start.right, state, remake)


def _breaks(box: Any, end: int, name: str, elsewhere: str) -> Iterator[str]:
    """What the first or last elements of a group say of the page that they begin or end.

    `elsewhere`: the mark of those that do not begin or end in this group.
    """
    while isinstance(box, boxes.ParentBox):
        if box.element is None or box.element.get(elsewhere) is None:
            yield box.style[name]
        inside = [child for child in box.children if child.is_in_normal_flow()]
        box = inside[end] if inside else None


class _Targets(TargetCollector):  # type: ignore[misc]  # as above
    """Knows on which pages the anchors of other groups are."""

    def __init__(self, known: Mapping[str, int], window: Window | None) -> None:
        super().__init__()
        self.known = known
        self.flow = window.flow if window else None
        self.asked: dict[str, tuple[int, Element]] = {}

    def asked_in(self, start: Start, below: int) -> dict[str, int]:
        """The page numbers that are printed; of a text, in its blocks from `start` to the one before `below`."""
        if self.flow is None or not self.asked:
            return {name: number for name, (number, _) in self.asked.items()}
        blocks = self.flow.blocks[start.inside.block if start.inside else 0 : below]
        inside = {element for block in blocks for element in block.iter()}
        return {name: number for name, (number, element) in self.asked.items() if element in inside}

    def lookup_target(self, anchor_token: Any, source_box: Any, css_token: str, parse_again: Any) -> Any:
        name = _name(anchor_token, source_box)
        if self.flow and name in self.flow.anchors:
            raise EntangledError
        if name is None or name in self.target_lookup_items:
            return super().lookup_target(anchor_token, source_box, css_token, parse_again)
        number = self.known.get(name, 0)
        self.asked[name] = number, source_box.element
        item = TargetLookupItem("up-to-date")
        item.target_box = _Elsewhere({"page": [number]})
        return item


class _Elsewhere(Struct):
    """A box of another group, with the counters of its page."""

    cached_counter_values: dict[str, list[int]]


def _name(token: Any, box: Any) -> str | None:
    """The anchor that a style asks for, most often by an attribute of the element."""
    if token[0] == "attr()":
        value = box.element.get(token[1][0], "")
        return value[1:] if value.startswith("#") else None
    name: str | None = anchor_name_from_token(token)
    return name
