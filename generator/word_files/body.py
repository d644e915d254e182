"""正文: word/document.xml, a header or the notes as paragraphs and tables, element by element.

Whatever program has saved it: styles may have other names, runs be cut anywhere, controls stand inside or around
paragraphs. What is only drawn is counted, not read; text boxes are read beside the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.model.word_files import WordBlock
from gongkai.ooxml.limits import Tally
from gongkai.ooxml.xml_reader import Attributes, XmlReader, plain
from gongkai.word_files.numbering import Numbering, whole
from gongkai.word_files.paragraphs import Change, OpenParagraph
from gongkai.word_files.tables import OpenCell, OpenRow, Words, blocks_of, closed_table, lines_of

PREFIX = "gk_"
"""of the names of our bookmarks"""
SKIPPED = frozenset(
    {
        *("Fallback", "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        *("sectPrChange", "tblGridChange", "numberingChange"),
    }
)
"""what stands there twice, or how something looked before"""
DRAWN = {"drawing": "图片", "pict": "图片", "object": "嵌入的对象", "altChunk": "嵌入的文件"}
NOTES = {"footnoteReference": "脚注", "endnoteReference": "尾注"}
CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": "□"}
NO = ("0", "false", "off")
ABOUT = 200
"""characters of what a comment is about that are kept"""


@dataclass(slots=True, kw_only=True)
class _Control:
    """内容控件 that is open; `paragraph`: in which it began, None around paragraphs."""

    paragraph: OpenParagraph | None
    start: int
    name: str = ""
    blank: bool = False
    contents: bool = False


class BodyReader(XmlReader):
    """Reads one part. `boxes`: where the text of text boxes goes."""

    def __init__(self, tally: Tally, numbering: Numbering) -> None:
        super().__init__(tally)
        self.numbering = numbering
        self.boxes: list[str] = []
        self.about: dict[str, str] = {}
        """by the id of a comment, what it is about"""
        self._path: list[str] = []
        self._skipping = 0
        self._drawn: list[bool] = [False]
        self._containers: list[list[Words]] = [[]]
        self._paragraphs: list[OpenParagraph] = []
        self._tables: list[list[OpenRow]] = []
        self._controls: list[_Control] = []
        self._bookmarks: dict[str, tuple[str, OpenParagraph | None, int]] = {}
        self._changes: list[Change] = []
        self._fields: list[str] = []
        self._commented: set[str] = set()
        self._list = ("", 0)

    def blocks(self) -> tuple[WordBlock, ...]:
        """All that was read."""
        return tuple(blocks_of(self._containers[0]))

    # --- elements -----------------------------------------------------------------------------------------------------

    def opened(self, name: str, attributes: Attributes) -> None:
        if self._skipping or name in SKIPPED:
            self._skipping += 1
            return
        if not self._drawn[-1] or name == "txbxContent":
            told = plain(attributes)
            if name in CHANGES:
                self._change(name, told)
            elif opened := OPENED.get(name):
                opened(self, told)
            elif name in SIGNS:
                self._add(SIGNS[name])
        if name in DRAWN or name == "txbxContent":
            self._drawn.append(name in DRAWN)
        self._path.append(name)

    def closed(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        self._path.pop()
        drawn = self._drawn[-1]
        if name in DRAWN or name == "txbxContent":
            self._drawn.pop()
        if drawn:
            return
        if name in CHANGES and self._within() not in ("rPr", "trPr"):
            self._changes.pop()
        elif closed := CLOSED.get(name):
            closed(self)

    def _within(self) -> str:
        return self._path[-1] if self._path else ""

    @property
    def _row(self) -> OpenRow | None:
        return self._tables[-1][-1] if self._tables and self._tables[-1] else None

    @property
    def _paragraph(self) -> OpenParagraph | None:
        return self._paragraphs[-1] if self._paragraphs else None

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def open_paragraph(self, _: Attributes) -> None:
        self._paragraphs.append(OpenParagraph())
        self._list = ("", 0)

    def close_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        paragraph.contents = paragraph.contents or self._in_contents()
        for control in self._controls:
            if control.paragraph is None and control.name:
                paragraph.mark(control.name, 0, blank=control.blank)
        self._containers[-1].append(paragraph)

    def close_properties(self) -> None:
        """Of a paragraph: its number can be counted."""
        if self._paragraph is not None and self._within() == "p":
            self._paragraph.number = self.numbering.next(*self._list)

    def style(self, told: Attributes) -> None:
        self._list = self.numbering.styles.get(told.get("val", ""), ("", 0))

    def list_number(self, told: Attributes) -> None:
        if self._within() == "numPr":
            self._list = (told.get("val", ""), self._list[1])

    def list_level(self, told: Attributes) -> None:
        if self._within() == "numPr":
            self._list = (self._list[0], whole(told.get("val", "")))

    def outline(self, told: Attributes) -> None:
        if self._paragraph is not None and self._within() == "pPr":
            level = whole(told.get("val", ""))
            self._paragraph.level = level + 1 if level < 9 else 0

    def _change(self, kind: str, told: Attributes) -> None:
        change = Change(kind=kind, author=told.get("author", ""))
        if self._within() == "rPr":
            if self._path[-2:-1] == ["pPr"] and self._paragraph is not None:
                self._paragraph.ended = change
        elif self._within() == "trPr":
            if self._row is not None:
                self._row.change = change
        else:
            self._changes.append(change)

    # --- words --------------------------------------------------------------------------------------------------------

    def open_text(self, _: Attributes) -> None:
        self.collect()

    def close_text(self) -> None:
        words = self.collected()
        self.tally.text(len(words))
        self._add(words)

    def close_instruction(self) -> None:
        if self._fields:
            self._fields[-1] += self.collected()

    def _add(self, words: str) -> None:
        if self._paragraph is None or any(one.lstrip().startswith(("PAGE", "NUMPAGES")) for one in self._fields):
            return
        gone = next((one for one in self._changes if one.gone), None)
        change = gone or (self._changes[-1] if self._changes else None)
        self._paragraph.add(words, change)
        for id in self._commented:
            self.about[id] = (self.about[id] + words)[:ABOUT]

    def line_break(self, told: Attributes) -> None:
        if told.get("type", "textWrapping") == "textWrapping":
            self._add("\n")

    # --- fields -------------------------------------------------------------------------------------------------------

    def field_character(self, told: Attributes) -> None:
        match told.get("fldCharType"):
            case "begin":
                self._fields.append("")
            case "end" if self._fields:
                self._note_contents()
                self._fields.pop()

    def simple_field(self, told: Attributes) -> None:
        self._fields.append(told.get("instr", ""))

    def close_simple_field(self) -> None:
        if self._fields:
            self._fields.pop()

    def _in_contents(self) -> bool:
        return any(one.lstrip().startswith("TOC") for one in self._fields)

    def _note_contents(self) -> None:
        if self._paragraph is not None and self._in_contents():
            self._paragraph.contents = True

    # --- marks --------------------------------------------------------------------------------------------------------

    def open_control(self, _: Attributes) -> None:
        here = self._paragraph
        self._controls.append(_Control(paragraph=here, start=here.length if here is not None else 0))

    def close_control(self) -> None:
        control = self._controls.pop()
        if control.paragraph is not None and control.paragraph is self._paragraph:
            control.paragraph.mark(control.name, control.start, blank=control.blank)

    def control_name(self, told: Attributes) -> None:
        if self._controls and self._within() == "sdtPr":
            self._controls[-1].name = told.get("val", "")

    def control_blank(self, told: Attributes) -> None:
        if self._controls and self._within() == "sdtPr":
            self._controls[-1].blank = told.get("val", "1") not in NO

    def open_bookmark(self, told: Attributes) -> None:
        if told.get("name", "").startswith(PREFIX):
            here = self._paragraph
            start = here.length if here is not None else 0
            self._bookmarks[told.get("id", "")] = (told["name"], here, start)

    def close_bookmark(self, told: Attributes) -> None:
        name, where, start = self._bookmarks.pop(told.get("id", ""), ("", None, 0))
        if name and (where := where or self._paragraph) is not None:
            where.mark(name, start)

    def open_comment(self, told: Attributes) -> None:
        id = told.get("id", "")
        self._commented.add(id)
        self.about.setdefault(id, "")

    def close_comment(self, told: Attributes) -> None:
        self._commented.discard(told.get("id", ""))

    def drawn(self, name: str) -> None:
        if self._paragraph is not None:
            self._paragraph.objects.append(name)

    # --- tables and boxes ---------------------------------------------------------------------------------------------

    def open_table(self, _: Attributes) -> None:
        self._tables.append([])

    def close_table(self) -> None:
        self._containers[-1].append(closed_table(self._tables.pop()))

    def open_row(self, _: Attributes) -> None:
        if self._tables:
            self._tables[-1].append(OpenRow())

    def row_of_head(self, told: Attributes) -> None:
        if self._row is not None:
            self._row.head = told.get("val", "1") not in NO

    def open_cell(self, _: Attributes) -> None:
        cell = OpenCell(column=self._row.column if self._row is not None else 0)
        if self._row is not None:
            self._row.cells.append(cell)
        self._containers.append(cell.words)

    def close_cell(self) -> None:
        self._containers.pop()
        if self._row is not None:
            self._row.column += self._row.cells[-1].span

    def cell_width(self, told: Attributes) -> None:
        if self._row is not None and self._row.cells:
            self._row.cells[-1].span = max(1, whole(told.get("val", "1")))

    def cell_below(self, told: Attributes) -> None:
        if self._row is not None and self._row.cells:
            self._row.cells[-1].continues = told.get("val", "continue") == "continue"

    def open_box(self, _: Attributes) -> None:
        self._containers.append([])

    def close_box(self) -> None:
        blocks = blocks_of(self._containers.pop())
        self.boxes += [text for block in blocks for text in lines_of(block)]


def _noted(name: str) -> Callable[[BodyReader, Attributes], None]:
    return lambda reader, _: reader.drawn(name)


OPENED: dict[str, Callable[[BodyReader, Attributes], None]] = {
    "p": BodyReader.open_paragraph,
    "pStyle": BodyReader.style,
    "numId": BodyReader.list_number,
    "ilvl": BodyReader.list_level,
    "outlineLvl": BodyReader.outline,
    "t": BodyReader.open_text,
    "delText": BodyReader.open_text,
    "instrText": BodyReader.open_text,
    "br": BodyReader.line_break,
    "fldChar": BodyReader.field_character,
    "fldSimple": BodyReader.simple_field,
    "sdt": BodyReader.open_control,
    "tag": BodyReader.control_name,
    "showingPlcHdr": BodyReader.control_blank,
    "bookmarkStart": BodyReader.open_bookmark,
    "bookmarkEnd": BodyReader.close_bookmark,
    "commentRangeStart": BodyReader.open_comment,
    "commentRangeEnd": BodyReader.close_comment,
    "tbl": BodyReader.open_table,
    "tr": BodyReader.open_row,
    "tblHeader": BodyReader.row_of_head,
    "tc": BodyReader.open_cell,
    "gridSpan": BodyReader.cell_width,
    "vMerge": BodyReader.cell_below,
    "txbxContent": BodyReader.open_box,
    **{name: _noted(called) for name, called in (DRAWN | NOTES).items()},
}
CLOSED: dict[str, Callable[[BodyReader], None]] = {
    "p": BodyReader.close_paragraph,
    "pPr": BodyReader.close_properties,
    "t": BodyReader.close_text,
    "delText": BodyReader.close_text,
    "instrText": BodyReader.close_instruction,
    "fldSimple": BodyReader.close_simple_field,
    "sdt": BodyReader.close_control,
    "tbl": BodyReader.close_table,
    "tc": BodyReader.close_cell,
    "txbxContent": BodyReader.close_box,
}
