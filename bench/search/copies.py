"""副本: more documents out of those that are composed, as composing takes long: under other names, with other digits.

A copy keeps the words and the form of its original; its places are called otherwise, and every digit of its amounts is
another, so that its figures are not consistent. It is there to make an index as large as many documents do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from bench.search.generated import Document
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.pages import SearchLine
from gongkai.rendering.search.pieces import SearchPage

AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*\.\d+")
FIRST, SECOND = "清嘉永和德仁景泰安宁", "溪原陵川浦岭泽津台坪"
"""of what new names are made"""
PLACE = re.compile(r".+(?=[市县区]$)")


class Copy(Struct, frozen=True):
    """第几份副本; number 0 is the original."""

    number: int
    names: tuple[tuple[str, str], ...]
    """of places, old and new, the longest first"""

    @property
    def _digits(self) -> dict[int, int]:
        return _shuffled(self.number)

    def named(self, text: str) -> str:
        for old, new in self.names:
            text = text.replace(old, new)
        return text

    def text(self, text: str) -> str:
        if not self.number:
            return text
        return AMOUNT.sub(lambda amount: amount[0].translate(self._digits), self.named(text))

    def path(self, path: str) -> str:
        """The province stays, what is in it is another."""
        if not self.number:
            return path
        province, _, rest = path.partition("/")
        return f"{province}/{self.number}-{rest}"

    def entry(self, entry: CatalogueEntry) -> CatalogueEntry:
        return replace(
            entry,
            id=self.path(entry.id),
            department_id=self.path(entry.department_id),
            department=self.named(entry.department),
            region=tuple(map(self.named, entry.region)),
            title=self.named(entry.title),
            pages=tuple(map(self.path, entry.pages)),
        )

    def document(self, document: Document) -> Document:
        return replace(
            document,
            id=self.path(document.id),
            department=self.named(document.department),
            place=self.named(document.place),
        )

    def page(self, page: SearchPage) -> SearchPage:
        return replace(
            page,
            path=self.path(page.path),
            title=self.named(page.title),
            lines=tuple(map(self._line, page.lines)),
        )

    def _line(self, line: SearchLine) -> SearchLine:
        return replace(
            line,
            name=self.named(line.name),
            text=self.text(line.text),
            cells=tuple(replace(cell, text=self.text(cell.text)) for cell in line.cells),
        )


@cache
def _shuffled(number: int) -> dict[int, int]:
    """Other digits; zero stays."""
    digits = list("123456789")
    Random(number).shuffle(digits)  # noqa: S311 - no secret
    return str.maketrans("123456789", "".join(digits))


def copy_of(places: Iterable[str], number: int) -> Copy:
    """A copy in which these places have names of their own; a province keeps its, and number 0 all."""
    if not number:
        return Copy(0, ())
    stems = sorted({found[0] for place in places if (found := PLACE.match(place))}, key=lambda one: (-len(one), one))
    chance = Random(number)  # noqa: S311 - no secret
    made = [first + second for first in FIRST for second in SECOND]
    chance.shuffle(made)
    return Copy(number, tuple(zip(stems, (f"{one}{'东西南北中上下前后'[number % 9]}" for one in made), strict=False)))
