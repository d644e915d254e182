"""目录数据: one entry of site/catalog.json for each document built."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache

from pydantic import TypeAdapter

from gongkai.model.identity import Identity
from gongkai.model.publication import Publication
from gongkai.rendering.data import csv_path, statutory_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry(Identity):
    """目录项; every path is below the site's root."""

    title: str
    pages: tuple[str, ...]
    pdf: str = ""
    """empty where none was built"""
    workbook: str = ""
    data: str = ""
    tables: Mapping[str, str] = field(default_factory=dict)
    """table id → path of its CSV"""
    sha256: Mapping[str, str] = field(default_factory=dict)
    """path → digest, of every file of the document but its pages"""
    findings: Mapping[str, int] = field(default_factory=dict)
    """severity → how many"""


def catalogue_entry(
    publication: Publication,
    *,
    pages: Iterable[str],
    pdf: str = "",
    sha256: Mapping[str, str],
    findings: Mapping[str, int],
) -> CatalogueEntry:
    """The entry of a publication; `pages` and `pdf` are paths below the site's root."""
    return CatalogueEntry(
        **publication.fields(),
        title=publication.title,
        pages=tuple(pages),
        pdf=pdf,
        data=f"{publication.id}/data.json",
        tables={table.id: f"{publication.id}/{csv_path(table.id)}" for table in statutory_tables(publication)},
        sha256=dict(sorted(sha256.items())),
        findings=dict(sorted(findings.items())),
    )


def catalogue_file(entries: Iterable[CatalogueEntry]) -> str:
    """catalog.json: sorted by id, so that the same documents give the same bytes."""
    documents = [
        {"id": entry.id, "title": entry.title} | asdict(entry) for entry in sorted(entries, key=lambda entry: entry.id)
    ]
    return json.dumps({"documents": documents}, ensure_ascii=False, indent=1) + "\n"


def read_catalogue(text: str) -> tuple[CatalogueEntry, ...]:
    """What `catalogue_file` wrote."""
    return _form().validate_python(json.loads(text)["documents"])


@cache
def _form() -> TypeAdapter[tuple[CatalogueEntry, ...]]:
    return TypeAdapter(tuple[CatalogueEntry, ...])
