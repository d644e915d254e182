"""检索片: what a page says to the search, as a file beside the page; hits are shown from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, json

from gongkai.model.series import Series
from gongkai.rendering.pages import SOURCES, TEXT_CHANGES, VERSIONS, Page, PageKind, SearchLine
from gongkai.rendering.series.links import COMPARE, TABLES, compare_address
from gongkai.rendering.series.pages import INDEX, TABLE_INDEX, Listed, ListedTable
from gongkai.rendering.shell_pages import SiteTerm

FOLDER = "lines"
"""below a document"""

Json = dict[str, object]


class SearchPage(Struct, frozen=True, kw_only=True):
    """检索页: what the search knows of one page."""

    path: str
    title: str
    kind: str
    lines: tuple[SearchLine, ...]
    number: str = ""
    unit: str = ""


def search_pages(pages: Iterable[Page]) -> tuple[SearchPage, ...]:
    """检索页 of a document, the overview first; their places are their numbers. Some kinds are not searched."""
    return tuple(
        SearchPage(
            path=page.path,
            title=page.title,
            kind=page.kind.value,
            lines=page.search,
            number=page.number,
            unit=page.unit,
        )
        for page in pages
        if page.kind.searched
    )


def site_pages(terms: Iterable[SiteTerm]) -> tuple[SearchPage, ...]:
    """检索页 of the site itself: its glossary."""
    lines = tuple(SearchLine(id=term.id, name=term.term, text=term.texts[0].text) for term in terms if term.texts)
    return (SearchPage(path="glossary/", title="名词解释", kind=PageKind.GLOSSARY.value, lines=lines),)


def comparison_pages(
    series: Series, items: Mapping[str, Iterable[Listed]], tables: Iterable[ListedTable] = ()
) -> Iterator[SearchPage]:
    """检索页 of what is compared over departments and years, below compare/: `items` by group, and tables."""
    kind = PageKind.COMPARISON.value
    yield SearchPage(path=COMPARE, title=INDEX.text, kind=kind, lines=())
    for group in series.groups:
        yield SearchPage(path=f"{COMPARE}{group.key}/", title=group.title, kind=kind, lines=())
        for one in items.get(group.key, ()):
            line = SearchLine(text=f"{INDEX.text}：{one.documents}份文件")
            path, number = compare_address(group.key, one.key), one.key if group.by_code else ""
            yield SearchPage(path=path, title=one.title, kind=kind, lines=(line,), number=number)
    yield from _table_pages(tables)


def _table_pages(tables: Iterable[ListedTable]) -> Iterator[SearchPage]:
    """The list of the tables that are set side by side, and of each table that of every year."""
    listed = [*tables]
    if not listed:
        return
    kind = PageKind.COMPARISON.value
    yield SearchPage(path=TABLES, title=TABLE_INDEX.text, kind=kind, lines=())
    for table in listed:
        for year in table.years:
            line = SearchLine(text=f"{TABLE_INDEX.text}：{table.kind}")
            yield SearchPage(path=year.path, title=table.title, number=year.text, kind=kind, lines=(line,))


def pieces(document: str, pages: Iterable[SearchPage]) -> Iterator[tuple[str, bytes]]:
    """检索片 of a document by their paths; the site itself is the document with the id ""."""
    for number, page in enumerate(pages):
        yield _path(document, number), piece(page)


def piece_paths(document: str, pages: Iterable[str]) -> Iterator[str]:
    """Where the 检索片 of a document stand, told from the paths of its pages."""
    unsearched = tuple(f"{document}/{folder}/" for folder in (VERSIONS, SOURCES, TEXT_CHANGES))
    searched = [page for page in pages if not page.startswith(unsearched)]
    yield from (_path(document, number) for number in range(len(searched)))


def _path(document: str, number: int) -> str:
    return f"{document}/{FOLDER}/{number}.json".lstrip("/")


def piece(page: SearchPage) -> bytes:
    """检索片 of one page. A cell is [column, number of its head, text]; what is empty is left out."""
    heads = {head: at for at, head in enumerate(dict.fromkeys(cell.head for line in page.lines for cell in line.cells))}
    told: Json = {
        "path": page.path,
        "title": page.title,
        "kind": page.kind,
        "number": page.number,
        "unit": page.unit,
        "heads": list(heads),
        "lines": [_line(line, heads) for line in page.lines],
    }
    return json.encode(_filled(told))


def _line(line: SearchLine, heads: dict[str, int]) -> Json:
    cells = [[cell.column, heads[cell.head], cell.text] for cell in line.cells]
    return _filled({"id": line.id, "name": line.name, "code": line.code, "text": line.text, "cells": cells})


def _filled(told: Json) -> Json:
    return {key: value for key, value in told.items() if value}
