"""页面: sections of a Word file, each with the paper and margins that the style sheet of the PDF gives such pages."""

from __future__ import annotations

from gongkai.rendering.pdf.paper import EVERY_PAGE, Paper, Styles
from gongkai.rendering.word.xml import paragraph

CONTENTS = "contents"
"""cover and contents: no page numbers"""
TEXT, SIDEWAYS, ANNEX = EVERY_PAGE, "sideways", "annex"
TWIPS = 20
"""in a point"""
HEADER, FOOTER = "rIdHeader", "rIdFooter"
FROM_EDGE = 15
"""millimetres between the edge of the paper and the head or foot of a page"""
SMALLEST = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
BEHIND_TABLE = paragraph("", "TableEnd", SMALLEST)
"""a paragraph of one point: Word wants one behind each table, and one that ends a section"""


class Pages:
    """The page that is being written; says how a section ends where another kind of page begins."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.page = CONTENTS
        self._numbered = False

    def turn(self, page: str) -> str:
        """What ends the section before, if the page is of another kind; "" if it goes on."""
        if page == self.page:
            return ""
        ended = paragraph("", "TableEnd", SMALLEST + self.section())
        self.page = page
        return ended

    def section(self) -> str:
        """页面设置 of the section that ends here."""
        paper = self.styles.paper("" if self.page == CONTENTS else self.page)
        turned = ' w:orient="landscape"' if paper.landscape else ""
        wide, high = _twips(paper.width), _twips(paper.height)
        first = self.page == CONTENTS
        foot = "" if first or self._numbered else f'<w:footerReference w:type="default" r:id="{FOOTER}"/>'
        head = f'<w:headerReference w:type="default" r:id="{HEADER}"/>' if first else ""
        start = "" if first or self._numbered else ' w:start="1"'
        self._numbered = self._numbered or not first
        return (
            f'<w:sectPr>{head}{foot}<w:type w:val="nextPage"/><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
            f"{_margins(paper)}<w:pgNumType{start}/></w:sectPr>"
        )

    def width(self) -> int:
        """Between the margins, in twips."""
        return _twips(self.styles.sheet(self.page).width)


def _margins(paper: Paper) -> str:
    top, right, bottom, left = map(_twips, paper.margins)
    edge = _twips(FROM_EDGE * 72 / 25.4)
    return (
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
    )


def _twips(points: float) -> int:
    return round(points * TWIPS)


def without_gaps(body: str) -> str:
    """What ends a section behind a table is its last paragraph: a second one may begin an empty page."""
    return body.replace(BEHIND_TABLE + BEHIND_TABLE[: -len("</w:pPr></w:p>")], BEHIND_TABLE[: -len("</w:pPr></w:p>")])
