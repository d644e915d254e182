"""Word 的文字: paragraphs as lines, rows of tables as lines with tabs; nothing but the text of the body is read."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from gongkai.comparison.unreadable import OriginalError

BODY = "word/document.xml"
MOST_XML = 100_000_000
BREAKS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
SKIPPED = frozenset({"mc:Fallback", "w:del", "w:moveFrom", "w:instrText"})
"""what stands there twice, or no longer stands there"""


def text_of_word(data: bytes) -> str:
    """The text of a .docx. Raises OriginalError."""
    body = _body(data)
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse  # no entity without one
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    try:
        parser.Parse(body, True)  # noqa: FBT003 - expat calls it so
    except expat.ExpatError as error:
        raise OriginalError("这份 Word 文件已损坏，读不了") from error
    return "".join(reader.text)


def _body(data: bytes) -> bytes:
    """The one part that is read, in memory, as much of it as it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if BODY not in archive.namelist():
                raise OriginalError("这不是 Word 文件（.docx）")
            with archive.open(BODY) as part:
                body = part.read(MOST_XML + 1)
    except RuntimeError as locked:
        raise OriginalError("这份 Word 文件设了密码，打不开") from locked
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as broken:
        raise OriginalError("这份 Word 文件已损坏，读不了") from broken
    if len(body) > MOST_XML:
        raise OriginalError("解开以后太大，不像是一份 Word 文件")
    return body


def _refuse(*_: object) -> None:
    raise OriginalError("这份 Word 文件里有外部引用（DOCTYPE），不读")


class _Reader:
    """Collects the text while the elements go by."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.skipping = 0
        self.cells = 0
        self.taking = False

    def start(self, name: str, _: dict[str, str]) -> None:
        self.skipping += name in SKIPPED
        self.cells += name == "w:tc"
        self.taking = name == "w:t"
        if name in BREAKS and not self.skipping:
            self.text.append(" " if self.cells else BREAKS[name])

    def end(self, name: str) -> None:
        self.taking = False
        self.skipping -= name in SKIPPED
        self.cells -= name == "w:tc"
        ends = {"w:p": "" if self.cells else "\n", "w:tc": "\t", "w:tr": "\n"}
        if not self.skipping:
            self.text.append(ends.get(name, ""))

    def words(self, words: str) -> None:
        if self.taking and not self.skipping:
            self.text.append(words)
