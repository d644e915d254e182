"""读屏听到的: the structure of a finished PDF with its words, and whether each cell has the heads of its model."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from msgspec import Struct, field

from gongkai.model.cell_heads import Headed, cell_heads
from gongkai.model.publication import Table

RUN = re.compile(rb"<</MCID (\d+)>>\nBDC(.*?)EMC", re.DOTALL)
SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>")
GLYPH = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
SCOPES = {"": "", "col": "/Column", "row": "/Row"}
SPACE = re.compile(r"\s+")


class Heard(Struct, kw_only=True):
    """An element with what it says."""

    tag: str
    id: str
    scope: str
    heads: list[str]
    spans: tuple[int, int]
    parts: list[Heard | str] = field(default_factory=list)

    @property
    def kids(self) -> list[Heard]:
        return [part for part in self.parts if isinstance(part, Heard)]

    def all(self, *tags: str) -> Iterator[Heard]:
        for kid in self.kids:
            if kid.tag in tags:
                yield kid
            yield from kid.all(*tags)

    @property
    def text(self) -> str:
        """All it says, without the marks of notes."""
        said = (part if isinstance(part, str) else part.text for part in self.parts if not _is_mark(part))
        return SPACE.sub("", "".join(said))


def _is_mark(part: Heard | str) -> bool:
    return isinstance(part, Heard) and part.tag == "Reference"


def heard(pdf: bytes) -> Heard:
    """The whole document."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        runs = {page.obj.objgen: _runs(page) for page in document.pages}
        return _element(document.Root.StructTreeRoot.K, runs)


def _element(one: Any, runs: dict[tuple[int, int], dict[int, str]]) -> Heard:
    attributes = one.get("/A", {})
    element = Heard(
        tag=str(one.S)[1:],
        id=str(one.get("/ID", "")),
        scope=str(attributes.get("/Scope", "")),
        heads=[str(name) for name in attributes.get("/Headers", ())],
        spans=(int(attributes.get("/RowSpan", 1)), int(attributes.get("/ColSpan", 1))),
    )
    kids = one.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.parts.append(runs[one.Pg.objgen][kid])
        elif "/MCID" in kid:
            element.parts.append(runs[kid.Pg.objgen][int(kid.MCID)])
        elif "/S" in kid:
            element.parts.append(_element(kid, runs))
    return element


def _runs(page: Any) -> dict[int, str]:
    """The words of each marked run of a page, as WeasyPrint writes them."""
    fonts = {
        name[1:].encode(): {glyph: bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in _glyphs(font)}
        for name, font in page.Resources.Font.items()
    }
    found = {}
    for number, drawn in RUN.findall(page.Contents.read_bytes()):
        words, font = [], b""
        for name, glyphs in SHOWN.findall(drawn):
            font = name or font
            words += [fonts[font].get(glyphs[at : at + 4], "") for at in range(0, len(glyphs), 4)]
        found[int(number)] = "".join(words)
    return found


def _glyphs(font: Any) -> list[tuple[bytes, bytes]]:
    return GLYPH.findall(font.ToUnicode.read_bytes())


def wrong_heads(document: Heard, tables: tuple[Table, ...]) -> list[str]:
    """Cells that a reader hears otherwise than the model has them, of every table with words in it."""
    found = list(document.all("Table"))
    wrong = [] if len(found) == len(tables) else [f"{len(found)} Table for {len(tables)}"]
    for element, table in zip(found, tables, strict=False):
        wrong += [f"{table.id}: {told}" for told in _wrong(element, table)]
    return wrong


def _wrong(element: Heard, table: Table) -> Iterator[str]:
    cells = list(element.all("TH", "TD"))
    names = {cell.id: cell.text for cell in cells if cell.id}
    is_ = [(cell.text, cell.scope, cell.spans, [names[head] for head in cell.heads]) for cell in cells]
    ought = [
        (_words(one.at.cell.text), SCOPES[one.at.cell.scope], (one.at.cell.rowspan, one.at.cell.colspan), _said(one))
        for one in cell_heads(table)
    ]
    if len(is_) != len(ought):
        yield f"{len(is_)} cells for {len(ought)}"
    yield from (f"{one} is to be {other}" for one, other in zip(is_, ought, strict=False) if one != other)


def _said(one: Headed) -> list[str]:
    return [_words(head.cell.text) for head in one.heads]


def _words(text: str) -> str:
    return SPACE.sub("", text)
