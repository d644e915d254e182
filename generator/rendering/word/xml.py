"""WordprocessingML in small pieces: paragraphs and runs as text, everything escaped."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SIGN = re.compile(r"([\t\n])")
_AS_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def words_xml(words: str) -> str:
    """The content of a run; a tab and the end of a line are elements."""
    pieces = (piece for piece in _SIGN.split(_NO_XML.sub("", words)) if piece)
    return "".join(_AS_ELEMENTS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)


def run(words: str, properties: str = "") -> str:
    """A run; `properties`: elements of its w:rPr."""
    if not words:
        return ""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{looks}{words_xml(words)}</w:r>"


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph; `properties`: elements of its w:pPr, in the order of the schema."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{looks}{content}</w:p>"


def attribute(text: str) -> str:
    """A value in quotes."""
    return quoteattr(_NO_XML.sub("", text))
