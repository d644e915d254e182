"""样式: what the style sheets say of each element, worked out once for all that look alike.

WeasyPrint shares a style between brothers only, as an id of an element above gives all below styles of their own: of
27 tables alike, each cell had twenty. Here what an element looks like is told by its rules and by those of the elements
around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

import tinycss2
from msgspec import Struct, field
from weasyprint.css import ComputedStyle, InitialStyle, StyleFor, declaration_precedence
from weasyprint.css.validation import preprocess_declarations
from weasyprint.layout import page as layout_page

SVG = "{http://www.w3.org/2000/svg}svg"
original_pages = layout_page.set_page_type_computed_styles
HIDDEN = {"display": ("none",)}
INLINE, HINT = (1, 0, 0), (0, 0, 0)


class Looks(Struct):
    """样子 of a document's elements, that its groups of pages share."""

    numbers: dict[Any, int] = field(default_factory=dict)
    """of each look a number, by the rules of an element and the look of what is around it"""
    styles: dict[tuple[int, str | None], Any] = field(default_factory=dict)
    pages: dict[tuple[str, bool, str], dict[str | None, Any]] = field(default_factory=dict)
    """of kinds of pages, and of their margins by name"""


def set_page_type_computed_styles(page: Any, html: Any, style_for: Any) -> None:
    """As WeasyPrint's, once for all pages of a kind, unless a sheet tells pages by their number."""
    kind = (page.side, page.blank, page.name)
    known = html.looks.pages.get(kind)
    if known is not None:
        style_for.get_computed_styles().update({(page, name): style for name, style in known.items()})
        return
    original_pages(page, html, style_for)
    rules = (rule for sheet, *_ in style_for._sheets for _, selectors, _ in sheet.page_rules for rule in selectors)  # noqa: SLF001
    if not any(of.first is not None or of.index is not None for _, _, of in rules):
        found = style_for.get_computed_styles().items()
        html.looks.pages[kind] = {name: style for (of, name), style in found if of == page}


class Styles(StyleFor):  # type: ignore[misc]  # WeasyPrint has no types
    """Takes the place of StyleFor."""

    def __init__(self, html: Any, sheets: Any, _hints: object, font_config: Any, target_collector: Any) -> None:
        self._cascaded_styles: dict[Any, Any] = {}
        self._computed_styles: dict[Any, Any] = {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets = sheets
        self.font_config = font_config
        self.root = html.etree_element
        self.base_url = html.base_url
        looks, computed = html.looks.numbers, html.looks.styles
        of_element: dict[Any, int] = {}
        for wrapper in self._shown(html.wrapper_element, html.hidden):
            element = wrapper.etree_element
            above = wrapper.parent.etree_element if wrapper.parent else None
            matched = [
                (sheet, origin, own or specificity, pseudo, rule)
                for sheet, origin, own in sheets
                for specificity, _, pseudo, rule in sheet.matcher.match(wrapper)
            ]
            look = (
                of_element.get(above),
                tuple((specificity, pseudo, id(rule)) for _, _, specificity, pseudo, rule in matched),
                element.get("style"),
                element.get("lang"),
                (element.get("width"), element.get("height")) if element.tag == SVG else None,
            )
            number = of_element[element] = looks.setdefault(look, len(looks))
            anchor = element.get("id")
            for pseudo in {None: None} | {pseudo: None for _, _, _, pseudo, _ in matched}:
                style = computed.get((number, pseudo)) if not anchor or pseudo else None
                if style is None:
                    cascaded = self._cascaded(element, matched, pseudo)
                    style = self._computed(element if pseudo else above, cascaded, pseudo)
                    if not anchor or pseudo:
                        computed[number, pseudo] = style
                self._computed_styles[element, pseudo] = style
            if anchor:
                target_collector.collect_anchor(anchor)

    def _shown(self, wrapper: Any, hidden: AbstractSet[Element]) -> Iterator[Any]:
        """An element and all inside it that is laid out."""
        if wrapper.etree_element in hidden:
            self._computed_styles[wrapper.etree_element, None] = HIDDEN
            return
        yield wrapper
        for child in wrapper.iter_children():
            yield from self._shown(child, hidden)

    def _cascaded(self, element: Any, matched: list[Any], pseudo: str | None) -> dict[str, Any]:
        """The declarations that win, with their weight."""
        found: dict[str, Any] = {}
        said = [] if pseudo else [(INLINE, "author", inf, _declared(element.get("style") or "", self.base_url))]
        if not pseudo:
            said += [(HINT, "author", inf, _declared(hint, self.base_url)) for hint in _hints(element)]
        for sheet, origin, specificity, of, (declarations, layer) in matched:
            if of == pseudo:
                said.append((specificity, origin, inf if layer is None else sheet.layers.index(layer), declarations))
        for specificity, origin, layer, declarations in said:
            for name, values, importance in declarations:
                weight = (declaration_precedence(origin, importance), layer, specificity)
                if name not in found or found[name][1] <= weight:
                    found[name] = values, weight
        return found

    def _computed(self, above: Any, cascaded: dict[str, Any], pseudo: str | None) -> Any:
        parent = None if above is None else self._computed_styles[above, None]
        root = InitialStyle(self.font_config) if above is None else self._computed_styles[self.root, None]
        return ComputedStyle(parent, cascaded, pseudo, root, self.base_url, self.font_config, self.initial_page_sizes)


@lru_cache(maxsize=4096)
def _declared(text: str, base_url: str | None) -> tuple[Any, ...]:
    return tuple(preprocess_declarations(base_url, tinycss2.parse_blocks_contents(text))) if text else ()


def _hints(element: Any) -> list[str]:
    """What attributes say of how an element looks."""
    hints = [
        f'-weasy-{name}:"{element.get(of)}"' for name, of in (("lang", "lang"), ("anchor", "id")) if element.get(of)
    ]
    if element.tag == SVG:
        hints += [f"{name}:{element.get(name)}" for name in ("width", "height") if element.get(name)]
    return hints
