"""XML 读法: the parts of a file of Office, event by event, without a tree. No DTD, so nothing from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn
from xml.parsers import expat

from gongkai.ooxml.limits import LONGEST_TEXT, Tally
from gongkai.ooxml.refusals import RefusedError, damaged

_DEEPEST = 64
_LONGEST_MARK = 1_000_000
"""bytes without the beginning of an element: none of a spreadsheet is that far from the next"""
_MOST_NAMES = 2_000
"""of elements and attributes: the parser keeps each for good"""
Attributes = dict[str, str]


class XmlReader:
    """What a part says. A subclass is told of elements by their names without prefix; it collects texts."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self._depth = 0
        self._marks = 0
        self._pieces: list[str] | None = None
        self._length = 0

    def opened(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def collect(self) -> None:
        """Keep the text from here on."""
        self._pieces, self._length = [], 0

    def collected(self) -> str:
        """The text that was kept."""
        pieces, self._pieces = self._pieces, None
        return "".join(pieces or ())

    def read(self, chunks: Iterable[bytes], what: str) -> None:
        """Read a part; `what` names it where it is damaged."""
        names: dict[str, str] = {}
        parser = expat.ParserCreate(intern=names)
        parser.buffer_text = True
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _no_doctype
        try:
            silent = 0
            for chunk in chunks:
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by place
                silent = 0 if self._marks else silent + len(chunk)
                if silent > _LONGEST_MARK or len(names) > _MOST_NAMES:
                    raise RefusedError("I108", "标记")
                self.tally.mark(self._marks)
                self._marks = 0
            parser.Parse(b"", True)  # noqa: FBT003
        except (expat.ExpatError, ValueError, UnicodeError) as error:
            raise damaged(f"{what}读不下去") from error

    def _opened(self, name: str, attributes: Attributes) -> None:
        self._marks += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RefusedError("I108", "层数")
        self.opened(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _closed(self, name: str) -> None:
        self._depth -= 1
        self.closed(name.rpartition(":")[2] if ":" in name else name)

    def _text(self, text: str) -> None:
        if self._pieces is not None:
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise RefusedError("I107", "文字", sheet=self.tally.sheet)
            self._pieces.append(text)


def _no_doctype(*_: Any) -> NoReturn:
    raise RefusedError("I108", "实体")


def plain(attributes: Attributes) -> Attributes:
    """Attributes by their names without prefix (r:id)."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}


Told = Callable[[str, Attributes], None]


class Elements(XmlReader):
    """For parts of which only the beginnings of elements count."""

    def __init__(self, tally: Tally, told: Told) -> None:
        super().__init__(tally)
        self._told = told

    def opened(self, name: str, attributes: Attributes) -> None:
        self._told(name, attributes)
