"""目录: a field that Word fills in again when asked to, filled in already with the titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gongkai.rendering.word.xml import paragraph, run

DIRTY = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
"""begins a field that is to be worked out when the file is opened"""
FIELD = ' TOC \\o "1-2" \\h \\z \\u '


class Listed(Struct, frozen=True, kw_only=True):
    """一条: the words, and the bookmark of what they lead to."""

    words: str
    level: int
    bookmark: str


def contents_xml(entries: Sequence[Listed]) -> str:
    """The lines of the contents. Page numbers are fields: nothing knows them before the text is laid out."""
    return "".join(_lines(entries))


def _lines(entries: Sequence[Listed]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        first = DIRTY + _instruction(FIELD) + _mark("separate") if not number else ""
        last = _mark("end") if number == len(entries) - 1 else ""
        page = DIRTY + _instruction(f" PAGEREF {entry.bookmark} \\h ") + _mark("separate") + _mark("end")
        words = f"{run(entry.words)}<w:r><w:tab/></w:r>{page}"
        link = f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{words}</w:hyperlink>'
        yield paragraph(first + link + last, f"TOC{entry.level}")


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'
