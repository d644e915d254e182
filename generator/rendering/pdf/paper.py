"""版心和行高: what the style sheet says of pages and of the rows of tables, for whoever fits tables to pages.

templates/styles/pdf.css is the only place that says it: what is fitted and what is printed never disagree.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import tinycss2
from msgspec import Struct

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75}
SHEETS = {"A3": (297.0, 420.0), "A4": (210.0, 297.0)}
"""width and height in millimetres"""
LENGTH = re.compile(r"(-?[\d.]+)([a-z]*)$")
EVERY_PAGE = ""
"""the name of the page that all others are like"""


class StyleError(Exception):
    """The style sheet does not say what tables are fitted by."""


class Paper(Struct, frozen=True, kw_only=True):
    """纸张 with its margins (top, right, bottom, left), in points."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    landscape: bool


class Sheet(Struct, frozen=True, kw_only=True):
    """版心: width and height between the margins of a page, in points."""

    width: float
    height: float


class Type(Struct, frozen=True, kw_only=True):
    """字号 that a table may have in points, largest first.

    usual: the largest on a table of one page; readable: no smaller one is taken to save a page.
    """

    sizes: tuple[float, ...]
    usual: float
    readable: float


class Cells(Struct, frozen=True, kw_only=True):
    """单元格 of a table: padding and border in points, line height in em."""

    across: float
    down: float
    close: float
    """down, where rows are set closer"""
    line: float


class Lead(Struct, frozen=True, kw_only=True):
    """表上方的一行: height of a line and of what is below it, and size of its type, in points."""

    size: float
    line: float
    below: float


class Styles:
    """样式: the rules of a style sheet by their selectors, and its pages by their names."""

    def __init__(self, css: str) -> None:
        self.pages: dict[str, dict[str, str]] = {}
        self.rules: dict[str, dict[str, str]] = {}
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            name = tinycss2.serialize(rule.prelude).strip() if rule.type in {"at-rule", "qualified-rule"} else ""
            if rule.type == "qualified-rule":
                self.rules.setdefault(name, {}).update(_declared(rule.content))
            elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
                self.pages.setdefault(name, {}).update(_declared(rule.content))

    def paper(self, page: str = EVERY_PAGE) -> Paper:
        """The page that has this name in the style sheet (`@page landscape`)."""
        said = self.pages.get(EVERY_PAGE, {}) | self.pages.get(page, {})
        size, _, turned = said.get("size", "").partition(" ")
        if size not in SHEETS or "margin" not in said:
            raise StyleError(f"pdf.css 里“@page {page}”没有写明纸张（A4、A3）和边距")
        wide, high = reversed(SHEETS[size]) if turned == "landscape" else SHEETS[size]
        millimetre = POINTS["mm"]
        margins = _sides(said["margin"])
        return Paper(width=wide * millimetre, height=high * millimetre, margins=margins, landscape=wide > high)

    def sheet(self, page: str = EVERY_PAGE) -> Sheet:
        """What is between its margins."""
        paper = self.paper(page)
        top, right, bottom, left = paper.margins
        return Sheet(width=paper.width - left - right, height=paper.height - top - bottom)

    def type(self, *, form: bool) -> Type:
        rule = ".fitted-form" if form else ".fitted"
        sizes = tuple(map(float, self._said(rule, "--sizes").split()))
        return Type(
            sizes=sizes, usual=float(self._said(rule, "--usual")), readable=float(self._said(rule, "--readable"))
        )

    def cells(self, *, form: bool) -> Cells:
        plain = ".grid td, .grid th"
        own = ".grid-form td, .grid-form th" if form else plain
        down, across, *_ = _sides(self._said(own, "padding"))
        border = _points(self._said(plain, "border").split()[0])
        return Cells(
            across=2 * across + border,
            down=2 * down + border,
            close=2 * _points(self._said(".grid-close td, .grid-close th", "padding-top")) + border,
            line=float(self._said(own if form else ".grid", "line-height")),
        )

    def lead(self, name: str) -> Lead:
        """A line above the head: title, subtitle, number or caption."""
        rule = f".grid thead .lead-{name}"
        font = self.rules.get(rule, {}).get("font", "")
        size, line = (
            re.search(r"(\S+)/(\S+)", font).groups()  # type: ignore[union-attr]
            if font
            else (self._said(rule, "font-size"), self._said(rule, "line-height"))
        )
        below = _points(self.rules.get(rule, {}).get("padding-bottom", "0"))
        return Lead(size=_points(size), line=_points(line), below=below)

    def note(self) -> Lead:
        """A note below a table; its size and its lines in em of the table's type."""
        rule = '.grid [id*="-note-"] td'
        size, line = (float(self._said(rule, name).removesuffix("em")) for name in ("font-size", "line-height"))
        return Lead(size=size, line=size * line, below=_sides(self._said(rule, "padding"))[0])

    def gap(self) -> float:
        """Above a table that shares a page with the one before it."""
        return _points(self._said(".below", "margin-top"))

    def _said(self, rule: str, name: str) -> str:
        try:
            return self.rules[rule][name]
        except KeyError:
            raise StyleError(f"pdf.css 里“{rule}”没有写“{name}”，表格要照它排") from None


def styles(templates: Path) -> Styles:
    """The style sheet of what is printed, as it is now. Raises StyleError later, where it lacks what is asked of it."""
    return _styles((templates / "styles" / "pdf.css").read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _styles(css: str) -> Styles:
    return Styles(css)


def _declared(content: list[tinycss2.ast.Node]) -> dict[str, str]:
    return {
        one.name: tinycss2.serialize(one.value).strip()
        for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        if one.type == "declaration"
    }


def _sides(said: str) -> tuple[float, float, float, float]:
    """Top, right, bottom and left of a margin or padding, in points."""
    values = tuple(map(_points, said.split()))
    top, right, bottom, left = values[0], values[1 % len(values)], values[2 % len(values)], values[-1]
    return (top, right, bottom if len(values) > 2 else top, left if len(values) > 3 else right)


def _points(said: str) -> float:
    number, unit = LENGTH.match(said).groups()  # type: ignore[union-attr]
    return float(number) * POINTS.get(unit, 1.0)
