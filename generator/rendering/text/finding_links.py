"""检查发现, as the site shows it: what was found, and where on the site the reader sees it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from msgspec import Struct

from gongkai.annotation.annotate import for_readers
from gongkai.model.documents import Document
from gongkai.model.findings import Finding
from gongkai.model.places import Place
from gongkai.model.publication import Publication, Table
from gongkai.rendering.outline import Leaf, outline, table_pages, targets, walk
from gongkai.rendering.pages import PageKind
from gongkai.rendering.text.typed_places import Met, typed_places

OVERVIEW = "概览"
ON_OVERVIEW = ("document.yml", "department.yml", "disclosure.yml")
"""files of which the overview shows what stands nowhere else: title, dates, names, 更正"""


class PublishedFinding(Struct, frozen=True, kw_only=True):
    """检查发现 that is published with its document."""

    code: str
    message: str
    place: str = ""
    """what the reader knows the place by: the title of a table, a form or a part"""
    target: str = ""
    """where that is, below the document: tables/t03/#t03-r2010301; empty if it is nowhere in particular"""


def published(
    findings: Iterable[Finding], document: Document, publication: Publication
) -> tuple[PublishedFinding, ...]:
    """检查发现 with their places on the site."""
    found = tuple(findings)
    if not found:
        return ()
    guide = _Guide(document, publication)
    return tuple(guide.found(finding) for finding in found)


class _Guide:
    """指路: from a line of the content to a place on the site."""

    def __init__(self, document: Document, publication: Publication) -> None:
        leaves = outline(publication)
        self._document = document
        self._targets = targets(publication, leaves)
        self._leaves = tuple(walk(leaves))
        self._typed = typed_places(leaves)
        self._tables = {table.id: (leaf, table) for leaf, table in table_pages(leaves)}
        self._by_address = {table.where: (leaf, table) for leaf, table in reversed(self._tables.values())}
        self._by_name = {table.name: (leaf, table) for leaf, table in self._tables.values() if not table.form}

    def found(self, finding: Finding) -> PublishedFinding:
        leaf, anchor = self._way(finding.place)
        if leaf is None and PurePosixPath(finding.place.path).name in ON_OVERVIEW:
            return PublishedFinding(
                code=str(finding.code), message=for_readers(finding), place=OVERVIEW, target="#contents"
            )
        return PublishedFinding(
            code=str(finding.code),
            message=for_readers(finding),
            place=leaf.title if leaf else "",
            target=f"{leaf.path}{anchor}" if leaf else "",
        )

    def _way(self, place: Place) -> tuple[Leaf | None, str]:
        met = self._met(place)
        if met is not None:
            return met.leaf, met.anchor
        path = PurePosixPath(place.path)
        if path.parent.name == "performance":
            form = self._tables.get(f"form-{path.stem}")
            return form[0] if form else self._kind(PageKind.PERFORMANCE), ""
        if path.parent.name == "reports":
            return self._kind(PageKind.PERFORMANCE), ""
        if path.name == "figures.yml":
            return self._row(place)
        if path.name == "explanation.yml":
            return self._words(place)
        return None, ""

    def _met(self, place: Place) -> Met | None:
        """Where it is met, or else what stands on its line; a line of figures.yml is a row (`_row`)."""
        if place in self._typed or not place.line or place.path.endswith("figures.yml"):
            return self._typed.get(place)
        on_line = (met for other, met in self._typed.items() if (other.path, other.line) == (place.path, place.line))
        return next(on_line, None)

    def _row(self, place: Place) -> tuple[Leaf | None, str]:
        """The row that is typed on a line of figures.yml, or the last one before it."""
        above = [entry for entry in self._document.entries if entry.place.line <= place.line]
        if not above:
            return None, ""
        entry = max(above, key=lambda entry: entry.place)
        found = self._by_name.get(entry.table)
        return (found[0], _anchor(*found, entry.row)) if found else (None, "")

    def _words(self, place: Place) -> tuple[Leaf | None, str]:
        """The place that an 原文 names; for anything else, the explanation."""
        original = next((one for one in self._document.originals if one.place.line == place.line), None)
        if original is None:
            return self._kind(PageKind.EXPLANATION), ""
        first, *rest = original.where.split(".")
        second = rest[0] if rest else ""
        named = self._tables.get(first) or self._by_address.get(first)
        if named is not None:
            return named[0], _anchor(*named, second)
        target = self._targets.sections.get((first, second), self._targets.parts.get(first, ""))
        path, mark, anchor = target.partition("#")
        return next((leaf for leaf in self._leaves if leaf.path == path), None), mark + anchor

    def _kind(self, kind: PageKind) -> Leaf | None:
        return next((leaf for leaf in self._leaves if leaf.kind is kind), None)


def _anchor(leaf: Leaf, table: Table, row: str) -> str:
    """#t03-r2010301 if the table has such a row; else the table, where it is not all of its page."""
    wanted = f"{table.id}-r{row}"
    if any(one.id == wanted for one in table.body):
        return f"#{wanted}"
    return "" if leaf.table is table else f"#{table.id}"
