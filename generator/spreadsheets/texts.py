"""文字 of a .xlsx: rich text as its pieces together, without the phonetic guide above them."""

from __future__ import annotations

import re

from gongkai.ooxml.xml_reader import Attributes, XmlReader
from gongkai.spreadsheets.limits import Tally

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class StringsReader(XmlReader):
    """共用的文字: what cells name by number."""

    tally: Tally

    def __init__(self, tally: Tally) -> None:
        super().__init__(tally)
        self.strings: list[str] = []
        self._whole: list[str] = []
        self._guide = 0

    def opened(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002
        if name == "si":
            self._whole = []
        elif name == "rPh":
            self._guide += 1
        elif name == "t" and not self._guide:
            self.collect()

    def closed(self, name: str) -> None:
        if name == "t" and not self._guide:
            self._whole.append(self.collected())
        elif name == "rPh":
            self._guide -= 1
        elif name == "si":
            text = unescaped("".join(self._whole))
            self.tally.string(len(text))
            self.strings.append(text)


def unescaped(text: str) -> str:
    """_x000D_ stands for a sign that XML could not hold; half a sign stays as it is written."""
    return _ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number <= 0xDFFF else chr(number)
