"""更正公告的订阅: an Atom feed of corrections and withdrawals, newest first; nothing in it depends on today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.pages import relative
from gongkai.rendering.shell_pages import CORRECTIONS

FILE = f"{CORRECTIONS}feed.xml"
NEVER = "2020-01-01"
"""of a feed without entries, which has to bear some date"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    day: str
    id: str
    about: str
    """correction-2, or withdrawal"""
    title: str
    by: str
    text: str


def feed(address: str, entries: Iterable[CatalogueEntry], withdrawn: Iterable[GoneEntry]) -> str:
    """The feed. `address`: that of the site; without one the links are relative."""
    found = sorted((*_corrections(entries), *_withdrawals(withdrawn)), key=lambda one: (one.id, one.about))
    found.sort(key=lambda one: one.day, reverse=True)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
            "<title>更正公告</title>",
            "<id>urn:gongkai:corrections</id>",
            f"<updated>{_moment(found[0].day if found else NEVER)}</updated>",
            f'<link rel="self" href="{escape(_link(address, FILE))}"/>',
            *(_entry(address, one) for one in found),
            "</feed>\n",
        ]
    )


def _corrections(entries: Iterable[CatalogueEntry]) -> Iterator[_Entry]:
    for entry in entries:
        for number, one in enumerate(entry.standing.corrections if entry.standing else (), start=1):
            places = "；".join(f"{at.where}：原“{at.old}”，现“{at.new}”" for at in one.changes)
            yield _Entry(
                day=one.day,
                id=entry.id,
                about=f"correction-{number}",
                title=f"更正：{entry.title}",
                by=entry.department,
                text=f"原因：{one.reason} {places}",
            )


def _withdrawals(withdrawn: Iterable[GoneEntry]) -> Iterator[_Entry]:
    for gone in withdrawn:
        if gone.standing:
            text, day = f"原因：{gone.standing.reason}", gone.standing.withdrawn
            title = f"撤回：{gone.title}"
            yield _Entry(day=day, id=gone.id, about="withdrawal", title=title, by=gone.department, text=text)


def _entry(address: str, one: _Entry) -> str:
    return "".join(
        [
            f"<entry><title>{escape(one.title)}</title>",
            f"<id>urn:gongkai:{escape(one.id)}:{one.about}</id>",
            f"<updated>{_moment(one.day)}</updated>",
            f"<author><name>{escape(one.by)}</name></author>",
            f'<link href="{escape(_link(address, f"{one.id}/"))}"/>',
            f"<summary>{escape(one.text)}</summary></entry>",
        ]
    )


def _link(address: str, path: str) -> str:
    return urljoin(address, path) if address else relative(path, CORRECTIONS)


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
