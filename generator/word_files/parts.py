"""部件 of a .docx: which there are, and what each adds to what the file says."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model.word_files import WordBlock, WordComment, WordFile
from gongkai.ooxml.archive import Archive
from gongkai.ooxml.limits import Tally
from gongkai.ooxml.links import Link, links_of
from gongkai.ooxml.xml_reader import Attributes, XmlReader, plain
from gongkai.word_files.body import BodyReader
from gongkai.word_files.kept import KeptReader
from gongkai.word_files.kinds import refuse_parts
from gongkai.word_files.numbering import NumberingReader
from gongkai.word_files.tables import lines_of

MAIN = "word/document.xml"
MOST_MARKS = 2_000_000
"""elements: what LibreOffice saves of a text of 300 pages with 90 tables has a quarter of that"""
BESIDE = {"header": "页眉、页脚", "footer": "页眉、页脚", "footnotes": "脚注", "endnotes": "尾注"}


class Parts:
    """What a file is made of. Raises RefusedError."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self.tally = Tally(most_marks=MOST_MARKS)
        of_file = self._links("").values()
        self.main = next((one.target for one in of_file if one.kind == "officeDocument" and not one.outside), MAIN)
        refuse_parts(self.archive, self.main)
        self.links = tuple(one for one in self._links(self.main).values() if one.target in self.archive)
        self.of_file = tuple(one for one in of_file if one.target in self.archive)
        self.numbers = NumberingReader()

    def word_file(self, name: str) -> WordFile:
        for part in self._targets("numbering", "styles"):
            self.numbers.take(self.archive.chunks(part), self.tally)
        body = self._body(self.main)
        beside: dict[str, list[str]] = {}
        for kind, called in BESIDE.items():
            for part in self._targets(kind):
                beside.setdefault(called, []).extend(self._lines(part))
        beside["文本框"] = body.boxes
        return WordFile(
            name=name,
            blocks=body.blocks(),
            comments=tuple(self._comments(body.marks.about)),
            beside={called: tuple(lines) for called, lines in beside.items() if lines},
            properties=self._properties(),
            kept=self._kept(),
        )

    def _links(self, part: str) -> dict[str, Link]:
        return links_of(self.archive, part, self.tally)

    def _targets(self, *kinds: str) -> Iterator[str]:
        return (one.target for kind in kinds for one in self.links if one.kind == kind)

    def _body(self, part: str) -> BodyReader:
        reader = BodyReader(self.tally, self.numbers.read)
        reader.read(self.archive.chunks(part), "正文")
        return reader

    def _lines(self, part: str) -> Iterator[str]:
        return (line for block in self._body(part).blocks() for line in lines_of(block))

    def _comments(self, about: dict[str, str]) -> Iterator[WordComment]:
        for part in self._targets("comments"):
            reader = _Comments(self.tally, self.numbers)
            reader.read(self.archive.chunks(part), "批注")
            for id, author, blocks in reader.comments:
                text = "\n".join(line for block in blocks for line in lines_of(block))
                yield WordComment(author=author, text=text, about=about.get(id, ""))

    def _properties(self) -> dict[str, str]:
        reader = _Properties(self.tally)
        for one in self.of_file:
            if one.kind == "custom-properties":
                reader.read(self.archive.chunks(one.target), "属性")
        return reader.values

    def _kept(self) -> dict[str, str]:
        for part in self._targets("customXml"):
            reader = KeptReader(self.tally)
            reader.read(self.archive.chunks(part), "随文")
            if texts := reader.texts():
                return texts
        return {}


class _Comments(BodyReader):
    """批注: each with the blocks that are its text."""

    def __init__(self, tally: Tally, numbers: NumberingReader) -> None:
        super().__init__(tally, numbers.read)
        self.comments: list[tuple[str, str, tuple[WordBlock, ...]]] = []
        self._before = 0
        self._told: Attributes = {}

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "comment":
            self._told, self._before = plain(attributes), len(self.blocks())
        super().opened(name, attributes)

    def closed(self, name: str) -> None:
        super().closed(name)
        if name == "comment":
            blocks = self.blocks()[self._before :]
            self.comments.append((self._told.get("id", ""), self._told.get("author", ""), blocks))


class _Properties(XmlReader):
    """自定义属性 that are texts."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(tally)
        self.values: dict[str, str] = {}
        self._name = ""

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "property":
            self._name = plain(attributes).get("name", "")
        elif name == "lpwstr":
            self.collect()

    def closed(self, name: str) -> None:
        if name == "lpwstr":
            self.values[self._name] = self.collected()
