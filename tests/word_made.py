"""送审的 Word of a small document, and what a reviewer does to it: parts of the file changed as programs would save them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

BODY = "word/document.xml"
Change = Callable[[str], str]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def changed(data: bytes, *changes: Change, **parts: str) -> bytes:
    """With its text changed, and other parts put in (`comments`: word/comments.xml, linked)."""
    held = parts_of(data)
    text = held[BODY].decode()
    for change in changes:
        text = change(text)
    held[BODY] = text.encode()
    for name, xml in parts.items():
        held[f"word/{name}.xml"] = xml.encode()
        links = held["word/_rels/document.xml.rels"].decode()
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
        link = f'<Relationship Id="rId{name}" Type="{kind}" Target="{name}.xml"/></Relationships>'
        held["word/_rels/document.xml.rels"] = links.replace("</Relationships>", link).encode()
    return packed(held)


def words(old: str, new: str) -> Change:
    """Words typed anew."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new)

    return change


def tracked(old: str, new: str, author: str = "审阅的人") -> Change:
    """A whole run exchanged while changes are tracked."""
    told = f'w:id="9001" w:author="{author}" w:date="2025-01-01T00:00:00Z"'

    def change(text: str) -> str:
        match = re.search(
            rf"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space=\"preserve\">{old}</w:t></w:r>", text
        )
        assert match is not None, old
        gone = match[0].replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        put = f"<w:ins {told}><w:r><w:t>{new}</w:t></w:r></w:ins>"
        return text.replace(match[0], f"<w:del {told}>{gone}</w:del>{put}", 1)

    return change


def without_names(text: str) -> str:
    """Controls as LibreOffice 7.4 saves them: no name, no tag; an empty run before the words."""
    return re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "<w:sdtPr/>", text)


def without_controls(text: str) -> str:
    """As a program does that knows no controls."""
    return re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt>|</?w:sdtContent>", "", text)


def without_marks(text: str) -> str:
    """Nothing left but the words."""
    return re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", without_controls(text))
