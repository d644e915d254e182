"""目录的读法: what a site says that it holds; a site of an older program has all documents in catalog.json itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import DecodeError, json

from gongkai.rendering.catalogue import (
    CATALOGUE,
    CatalogueEntry,
    part_path,
    part_paths,
    read_catalogue,
)

DOCUMENTS, WITHDRAWN, HALTED = "documents", "withdrawn", "halted"


class ListingError(Exception):
    """目录读不了: there is none, or it is damaged."""


def entries_of(site: Path) -> tuple[CatalogueEntry, ...]:
    """The documents of a site, in order of id. Raises ListingError."""
    try:
        found = (entry for text in _texts(site) for entry in read_catalogue(text))
        return tuple(sorted(found, key=lambda entry: entry.id))
    except FAULTS as error:
        raise ListingError from error


def entry_of(site: Path, id: str) -> CatalogueEntry | None:
    """One document of a site, without reading those of others. Raises ListingError."""
    try:
        part = site / part_path(id)
        text = (part if part.is_file() else site / CATALOGUE).read_text(encoding="utf-8")
        return next((entry for entry in read_catalogue(text) if entry.id == id), None)
    except FAULTS as error:
        raise ListingError from error


def disclosed_on(site: Path) -> dict[str, bool]:
    """Ids of a site's documents, withdrawn and halted ones too: whether each was disclosed. Raises ListingError."""
    return {str(one["id"]): bool(one.get("standing")) for one in _said(site, DOCUMENTS, WITHDRAWN, HALTED)}


def listed(site: Path, which: str = DOCUMENTS) -> list[dict[str, Any]]:
    """Documents, or those withdrawn or halted, in order of id, as they are written there. Raises ListingError."""
    return _said(site, which)


FAULTS = (OSError, ValueError, KeyError, TypeError, AttributeError, DecodeError)


def _said(site: Path, *kinds: str) -> list[dict[str, Any]]:
    try:
        parts = [json.decode(text) for text in _texts(site)]
        found = (one for part in parts for kind in kinds for one in part.get(kind, ()))
        return sorted(found, key=lambda one: str(one["id"]))
    except FAULTS as error:
        raise ListingError from error


def _texts(site: Path) -> Iterator[str]:
    """catalog.json, and the parts that it names."""
    index = (site / CATALOGUE).read_text(encoding="utf-8")
    yield index
    for path in part_paths(index):
        yield (site / path).read_text(encoding="utf-8")
