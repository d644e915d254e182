"""随文: what is put into a .docx when it is made and nobody sees, so that a later reader knows what it said then.

A part of custom XML, which Word, WPS and LibreOffice save with the rest. Texts are packed, and cut, for no text of a
file may be longer than what may stand in a cell (ooxml/limits.py).
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Mapping

from gongkai.ooxml.limits import MOST_INFLATED, Tally
from gongkai.ooxml.refusals import RefusedError
from gongkai.ooxml.xml_reader import Attributes, XmlReader, plain

SPACE = "urn:gongkai:word"
PIECE = 30_000


def kept_xml(texts: Mapping[str, str]) -> str:
    """The part that holds texts, each by its name (letters only)."""
    pieces = "".join(f'<g:text name="{name}">{piece}</g:text>' for name, text in texts.items() for piece in _cut(text))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<g:kept xmlns:g="{SPACE}">{pieces}</g:kept>'


def _cut(text: str) -> Iterator[str]:
    packed = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    return (packed[at : at + PIECE] for at in range(0, len(packed), PIECE))


class KeptReader(XmlReader):
    """Reads such a part; of any other custom XML it takes nothing."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(tally)
        self._name = ""
        self._kept: dict[str, list[str]] = {}
        self._ours = False

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "kept":
            self._ours = SPACE in attributes.values()
        elif name == "text" and self._ours:
            self._name = plain(attributes).get("name", "")
            self.collect()

    def closed(self, name: str) -> None:
        if name == "text" and self._ours:
            self._kept.setdefault(self._name, []).append(self.collected())

    def texts(self) -> dict[str, str]:
        """What was kept; nothing of what somebody has damaged. Raises RefusedError where it is a giant."""
        made: dict[str, str] = {}
        for name, pieces in self._kept.items():
            try:
                unpacking = zlib.decompressobj()
                text = unpacking.decompress(base64.b64decode("".join(pieces)), MOST_INFLATED)
                if unpacking.unconsumed_tail:
                    raise RefusedError("I602", "展开", 最多=MOST_INFLATED // 1_000_000)
                made[name] = text.decode()
            except (ValueError, zlib.error):
                return {}
        return made
