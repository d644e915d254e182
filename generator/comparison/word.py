"""Word 的文字: paragraphs as lines, rows of tables as lines with tabs, and the numbers that Word counts."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from gongkai.comparison.unreadable import OriginalError
from gongkai.word_files.numbering import Numbering, NumberingReader, whole

BODY, NUMBERS, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
MOST_XML = 100_000_000
BREAKS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:txbxContent": "\n"}
SKIPPED = frozenset({"mc:Fallback", "w:del", "w:moveFrom", "w:instrText", "w:pPrChange"})
"""what stands there twice, or no longer stands there"""


def text_of_word(data: bytes) -> str:
    """The text of a .docx. Raises OriginalError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if BODY not in archive.namelist():
                raise OriginalError("这不是 Word 文件（.docx）")
            numbers = NumberingReader()
            for name in (NUMBERS, STYLES):
                if name in archive.namelist():
                    _parse(_part(archive, name), numbers.start)
            reader = _Reader(numbers.read)
            _parse(_part(archive, BODY), reader.start, reader.end, reader.words)
    except RuntimeError as locked:
        raise OriginalError("这份 Word 文件设了密码，打不开") from locked
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, expat.ExpatError) as broken:
        raise OriginalError("这份 Word 文件已损坏，读不了") from broken
    return "".join(reader.text)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part in memory, as much of it as it may be."""
    with archive.open(name) as part:
        body = part.read(MOST_XML + 1)
    if len(body) > MOST_XML:
        raise OriginalError("解开以后太大，不像是一份 Word 文件")
    return body


def _parse(
    body: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    words: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse  # no entity without one
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.Parse(body, True)  # noqa: FBT003 - expat calls it so


def _refuse(*_: object) -> None:
    raise OriginalError("这份 Word 文件里有外部引用（DOCTYPE），不读")


class _Reader:
    """Collects the text while the elements go by."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.number = ("", 0)
        self.text: list[str] = []
        self.skipping = 0
        self.cells = 0
        self.taking = False

    def start(self, name: str, given: dict[str, str]) -> None:
        self._properties(name, given.get("w:val", ""))
        self.skipping += name in SKIPPED
        self.cells += name == "w:tc"
        self.taking = name == "w:t"
        if name in BREAKS and not self.skipping:
            self.text.append(" " if self.cells else BREAKS[name])

    def _properties(self, name: str, value: str) -> None:
        """The number that a paragraph asks for, or its style does."""
        number, level = self.number
        match name:
            case _ if self.skipping:
                return
            case "w:pPr":
                self.number = ("", 0)
            case "w:pStyle":
                self.number = self.numbering.styles.get(value, ("", 0))
            case "w:numId":
                self.number = (value, level)
            case "w:ilvl":
                self.number = (number, whole(value))

    def end(self, name: str) -> None:
        self.taking = False
        if name == "w:pPr" and not self.skipping:
            self.text.append(self.numbering.next(*self.number))
        self.skipping -= name in SKIPPED
        self.cells -= name == "w:tc"
        ends = {"w:p": "" if self.cells else "\n", "w:tc": "\t", "w:tr": "\n"}
        if not self.skipping:
            self.text.append(ends.get(name, ""))

    def words(self, words: str) -> None:
        if self.taking and not self.skipping:
            self.text.append(words)
