"""正文: word/document.xml, a header or the notes as paragraphs and tables, element by element.

Whatever program has saved it: styles may have other names, runs be cut anywhere, controls stand inside or around
paragraphs. What is only drawn is counted, not read; text boxes are read beside the text.
"""

from __future__ import annotations

from collections.abc import Callable

from gongkai.model.word_files import WordBlock
from gongkai.ooxml.limits import Tally
from gongkai.ooxml.xml_reader import Attributes, XmlReader, plain
from gongkai.word_files.marks import Fields, OpenMarks
from gongkai.word_files.numbering import Numbering, whole
from gongkai.word_files.paragraphs import Change, OpenParagraph
from gongkai.word_files.tables import OpenTables, blocks_of, lines_of

SKIPPED = frozenset(
    {
        *("Fallback", "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        *("sectPrChange", "tblGridChange", "numberingChange"),
    }
)
"""what stands there twice, or how something looked before"""
DRAWN = {"drawing": "图片", "pict": "图片", "object": "嵌入的对象", "altChunk": "嵌入的文件"}
NOTES = {"footnoteReference": "脚注", "endnoteReference": "尾注"}
BOX = "txbxContent"
CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
OF_PARTS = ("rPr", "trPr")
"""in these a change is one of the end of a paragraph or of a row, not of words"""
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": "□"}
NO = ("0", "false", "off")
LEVELS = 9
"""of headings; the next stands for text"""


class BodyReader(XmlReader):
    """Reads one part. `boxes`: the lines of text boxes."""

    def __init__(self, tally: Tally, numbering: Numbering) -> None:
        super().__init__(tally)
        self.numbering = numbering
        self.boxes: list[str] = []
        self.marks = OpenMarks()
        self.fields = Fields()
        self.tables = OpenTables()
        self._path: list[str] = []
        self._skipping = 0
        self._drawn: list[bool] = [False]
        self._paragraphs: list[OpenParagraph] = []
        self._changes: list[Change] = []
        self._list = ("", 0)

    def blocks(self) -> tuple[WordBlock, ...]:
        """All that was read."""
        return tuple(blocks_of(self.tables.words[0]))

    @property
    def here(self) -> OpenParagraph | None:
        """The paragraph that is being read."""
        return self._paragraphs[-1] if self._paragraphs else None

    # --- elements -----------------------------------------------------------------------------------------------------

    def opened(self, name: str, attributes: Attributes) -> None:
        if self._skipping or name in SKIPPED:
            self._skipping += 1
            return
        if not self._drawn[-1] or name == BOX:
            self._begin(name, plain(attributes))
        if name in DRAWN or name == BOX:
            self._drawn.append(name in DRAWN)
        self._path.append(name)

    def _begin(self, name: str, told: Attributes) -> None:
        if name in CHANGES:
            self._change(name, told)
        elif opened := OPENED.get(name):
            opened(self, told)
        elif name in SIGNS and not self.within("tabs"):
            self._add(SIGNS[name])

    def closed(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        self._path.pop()
        drawn = self._drawn[-1]
        if name in DRAWN or name == BOX:
            self._drawn.pop()
        if drawn:
            return
        if name in CHANGES and not self.within(*OF_PARTS):
            self._changes.pop()
        elif closed := CLOSED.get(name):
            closed(self)

    def within(self, *names: str) -> bool:
        """Whether what begins or ends here stands right below one of these."""
        return bool(self._path) and self._path[-1] in names

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def open_paragraph(self, _: Attributes) -> None:
        self._paragraphs.append(OpenParagraph())
        self._list = ("", 0)

    def close_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        paragraph.contents = paragraph.contents or self.fields.of_contents
        self.marks.around(paragraph)
        self.tables.words[-1].append(paragraph)

    def close_properties(self) -> None:
        """Of a paragraph: its number can be counted."""
        if self.here is not None and self.within("p"):
            self.here.number = self.numbering.next(*self._list)

    def style(self, told: Attributes) -> None:
        self._list = self.numbering.styles.get(told.get("val", ""), ("", 0))

    def list_number(self, told: Attributes) -> None:
        if self.within("numPr"):
            self._list = (told.get("val", ""), self._list[1])

    def list_level(self, told: Attributes) -> None:
        if self.within("numPr"):
            self._list = (self._list[0], whole(told.get("val", "")))

    def outline(self, told: Attributes) -> None:
        if self.here is not None and self.within("pPr"):
            level = whole(told.get("val", ""))
            self.here.level = level + 1 if level < LEVELS else 0

    def _change(self, kind: str, told: Attributes) -> None:
        change = Change(kind=kind, author=told.get("author", ""))
        if self.within("trPr"):
            self.tables.change(change)
        elif not self.within("rPr"):
            self._changes.append(change)
        elif self._path[-2:-1] == ["pPr"] and self.here is not None:
            self.here.ended = change

    # --- words --------------------------------------------------------------------------------------------------------

    def open_text(self, _: Attributes) -> None:
        self.collect()

    def close_text(self) -> None:
        words = self.collected()
        self.tally.text(len(words))
        self._add(words)

    def close_instruction(self) -> None:
        self.fields.ask(self.collected())

    def _add(self, words: str) -> None:
        if self.here is None or self.fields.of_pages:
            return
        gone = next((one for one in self._changes if one.gone), None)
        self.here.add(words, gone or (self._changes[-1] if self._changes else None))
        self.marks.heard(words)

    def line_break(self, told: Attributes) -> None:
        if told.get("type", "textWrapping") == "textWrapping":
            self._add("\n")

    def field_character(self, told: Attributes) -> None:
        if told.get("fldCharType") == "begin":
            self.fields.begin()
        elif told.get("fldCharType") == "end":
            if self.here is not None and self.fields.of_contents:
                self.here.contents = True
            self.fields.end()

    def control_name(self, told: Attributes) -> None:
        if self.within("sdtPr"):
            self.marks.name(told.get("val", ""))

    def control_blank(self, told: Attributes) -> None:
        if self.within("sdtPr") and told.get("val", "1") not in NO:
            self.marks.blank()

    def seen(self, name: str) -> None:
        """Something that is no text."""
        if self.here is not None:
            self.here.objects.append(name)

    def open_box(self, _: Attributes) -> None:
        self.tables.words.append([])

    def close_box(self) -> None:
        blocks = blocks_of(self.tables.words.pop())
        self.boxes += [text for block in blocks for text in lines_of(block)]


def _seen(name: str) -> Callable[[BodyReader, Attributes], None]:
    return lambda reader, _: reader.seen(name)


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
    "fldSimple": lambda reader, told: reader.fields.begin(told.get("instr", "")),
    "sdt": lambda reader, _: reader.marks.open_control(reader.here),
    "tag": BodyReader.control_name,
    "showingPlcHdr": BodyReader.control_blank,
    "bookmarkStart": lambda reader, told: reader.marks.open_bookmark(told, reader.here),
    "bookmarkEnd": lambda reader, told: reader.marks.close_bookmark(told, reader.here),
    "commentRangeStart": lambda reader, told: reader.marks.open_comment(told),
    "commentRangeEnd": lambda reader, told: reader.marks.close_comment(told),
    "tbl": lambda reader, _: reader.tables.open_table(),
    "tr": lambda reader, _: reader.tables.open_row(),
    "tblHeader": lambda reader, told: reader.tables.head(yes=told.get("val", "1") not in NO),
    "tc": lambda reader, _: reader.tables.open_cell(),
    "gridSpan": lambda reader, told: reader.tables.span(whole(told.get("val", "1"))),
    "vMerge": lambda reader, told: reader.tables.continues(yes=told.get("val", "continue") == "continue"),
    BOX: BodyReader.open_box,
    **{name: _seen(called) for name, called in (DRAWN | NOTES).items()},
}
CLOSED: dict[str, Callable[[BodyReader], None]] = {
    "p": BodyReader.close_paragraph,
    "pPr": BodyReader.close_properties,
    "t": BodyReader.close_text,
    "delText": BodyReader.close_text,
    "instrText": BodyReader.close_instruction,
    "fldSimple": lambda reader: reader.fields.end(),
    "sdt": lambda reader: reader.marks.close_control(reader.here),
    "tbl": lambda reader: reader.tables.close_table(),
    "tc": lambda reader: reader.tables.close_cell(),
    BOX: BodyReader.close_box,
}
