"""关系 (.rels): by their ids, to which parts a part of a file leads, and of what kind each is."""

from __future__ import annotations

import posixpath

from msgspec import Struct

from gongkai.ooxml.archive import Archive
from gongkai.ooxml.limits import Tally
from gongkai.ooxml.xml_reader import Attributes, Elements


class Link(Struct, frozen=True, kw_only=True):
    """一条关系."""

    kind: str
    """worksheet, styles, comments …"""
    target: str
    outside: bool
    """it leads out of the file, where nobody goes"""


def links_of(archive: Archive, part: str, tally: Tally) -> dict[str, Link]:
    """Relationships of a part ("": of the whole file). Raises RefusedError."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    links: dict[str, Link] = {}

    def take(element: str, told: Attributes) -> None:
        if element == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, told.get("Target", ""))).lstrip("/")
            kind = told.get("Type", "").rpartition("/")[2]
            outside = told.get("TargetMode") == "External"
            links[told.get("Id", "")] = Link(kind=kind, target=target, outside=outside)

    if path in archive:
        Elements(tally, take).read(archive.chunks(path), "文件的目录")
    return links
