"""订阅: Atom feeds of what was newly disclosed, corrected and withdrawn, newest first; nothing depends on today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain
from urllib.parse import urljoin

from msgspec import Struct

from gongkai.model.dates import readable_date
from gongkai.model.identity import Identity
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.pages import relative
from gongkai.rendering.shell_pages import CORRECTIONS

NAME = "feed.xml"
OF_ALL, OF_CORRECTIONS = NAME, f"{CORRECTIONS}{NAME}"
MOST = 100
"""entries of a feed: it does not grow with the site"""
NEVER = "2020-01-01"
"""of a feed without entries, or an entry without a date, which has to bear some"""


class _Entry(Struct, frozen=True, kw_only=True):
    day: str
    id: str
    about: str
    """disclosure, correction-2, or withdrawal"""
    title: str
    by: str
    text: str


def feeds(
    address: str, entries: Iterable[CatalogueEntry], withdrawn: Iterable[GoneEntry]
) -> Iterator[tuple[str, bytes]]:
    """Every feed by its path. `address`: that of the site; without one the links are relative."""
    entries, withdrawn = tuple(entries), tuple(withdrawn)
    yield OF_ALL, _feed(address, OF_ALL, "新公开、更正的文件", _news(entries, withdrawn))
    yield OF_CORRECTIONS, _feed(address, OF_CORRECTIONS, "更正公告", _changes(entries, withdrawn))
    departments: dict[str, tuple[list[CatalogueEntry], list[GoneEntry]]] = {}
    for entry in entries:
        departments.setdefault(entry.department_id, ([], []))[0].append(entry)
    for gone in withdrawn:
        departments.get(gone.department_id, ([], []))[1].append(gone)
    for id, (own, gone_too) in sorted(departments.items()):
        path, name = f"{id}/{NAME}", max(own, key=lambda entry: (entry.year, entry.date)).department
        yield path, _feed(address, path, f"{name}：新公开、更正的文件", _news(own, gone_too))


def level_feed(
    address: str, path: str, title: str, entries: Iterable[CatalogueEntry], gone: Iterable[GoneEntry]
) -> bytes:
    """Of the documents of a place, year and sort; `path`: that of its page."""
    return _feed(address, f"{path}{NAME}", f"{title}：新公开、更正的文件", _news(entries, gone))


def feed_paths(entries: Iterable[CatalogueEntry]) -> Iterator[str]:
    """Where they stand, told from the catalogue alone."""
    yield from (OF_ALL, OF_CORRECTIONS)
    yield from (f"{id}/{NAME}" for id in sorted({entry.department_id for entry in entries}))


def _feed(address: str, path: str, title: str, entries: Iterable[_Entry]) -> bytes:
    found = sorted(entries, key=lambda one: (one.id, one.about))
    found.sort(key=lambda one: one.day, reverse=True)
    folder = path.removesuffix(NAME)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
            f"<title>{escape(title)}</title>",
            f"<id>urn:gongkai:{escape(folder.strip('/').replace('/', ':') or 'all')}</id>",
            f"<updated>{_moment(found[0].day if found else '')}</updated>",
            f'<link rel="self" href="{escape(_link(address, path, folder))}"/>',
            *(_entry(address, one, folder) for one in found[:MOST]),
            "</feed>\n",
        ]
    ).encode()


def _news(entries: Iterable[CatalogueEntry], withdrawn: Iterable[GoneEntry]) -> Iterator[_Entry]:
    entries = tuple(entries)
    return chain(map(_disclosure, entries), _changes(entries, withdrawn))


def _changes(entries: Iterable[CatalogueEntry], withdrawn: Iterable[GoneEntry]) -> Iterator[_Entry]:
    return chain(_corrections(entries), _withdrawals(withdrawn))


def _disclosure(entry: CatalogueEntry) -> _Entry:
    """The day of disclosure; of a document without a record of it, that of the document, a month as its first day."""
    standing = entry.standing
    day = standing.disclosed if standing else entry.date
    told = f"公开日期：{readable_date(day)}" if standing else f"成文日期：{readable_date(day) or '不详'}"
    return _entry_of(entry, "disclosure", entry.title, told, f"{day}-01" if len(day) == 7 else day)


def _corrections(entries: Iterable[CatalogueEntry]) -> Iterator[_Entry]:
    for entry in entries:
        for number, one in enumerate(entry.standing.corrections if entry.standing else (), start=1):
            places = "；".join(f"{at.where}：原“{at.old}”，现“{at.new}”" for at in one.changes)
            text = f"原因：{one.reason} {places}"
            yield _entry_of(entry, f"correction-{number}", f"更正：{entry.title}", text, one.day)


def _withdrawals(withdrawn: Iterable[GoneEntry]) -> Iterator[_Entry]:
    for gone in withdrawn:
        if gone.standing:
            text, day = f"原因：{gone.standing.reason}", gone.standing.withdrawn
            yield _entry_of(gone, "withdrawal", f"撤回：{gone.title}", text, day)


def _entry_of(whose: Identity, about: str, title: str, text: str, day: str) -> _Entry:
    return _Entry(day=day, id=whose.id, about=about, title=title, by=whose.department, text=text)


def _entry(address: str, one: _Entry, folder: str) -> str:
    return "".join(
        [
            f"<entry><title>{escape(one.title)}</title>",
            f"<id>urn:gongkai:{escape(one.id)}:{one.about}</id>",
            f"<updated>{_moment(one.day)}</updated>",
            f"<author><name>{escape(one.by)}</name></author>",
            f'<link href="{escape(_link(address, f"{one.id}/", folder))}"/>',
            f"<summary>{escape(one.text)}</summary></entry>",
        ]
    )


def _link(address: str, path: str, folder: str) -> str:
    return urljoin(address, path) if address else relative(path, folder)


def _moment(day: str) -> str:
    return f"{day or NEVER}T00:00:00Z"
