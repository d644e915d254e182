"""名词: the site's glossary, gathered from the documents that print each text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from gongkai.loading.library import Library
from gongkai.publishing.files import KeptFile, read_sealed, write_sealed
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.pages import Link
from gongkai.rendering.shell_pages import SiteTerm, TermText

WHOSE = "（部门名称）"
"""in a text that several departments print, each with its own name"""
MOST_TEXTS = 12
"""wordings of a term that are shown, the newest first: a page does not grow with the number of departments"""


def terms_of(
    library: Library, given: Mapping[str, KeptFile], entries: Iterable[CatalogueEntry], record: Path
) -> tuple[SiteTerm, ...]:
    """Every term that some document explains, with its texts and the documents that print them.

    What departments say in the same words of themselves is one text. `given`: id → the terms of a document;
    `record`: what files of terms said that were read before, by their digests.
    """
    told = _told(given, record)
    texts: dict[str, dict[str, dict[str, list[Link]]]] = {}
    for entry in sorted(entries, key=lambda entry: (-entry.year, entry.id)):
        for term, text in told[entry.id]:
            alike = texts.setdefault(term, {}).setdefault(text.replace(entry.department, WHOSE), {})
            alike.setdefault(text, []).append(Link(text=entry.title, path=f"{entry.id}/glossary/"))
    order = {term: number for number, term in enumerate(library.glossary.terms)}
    return tuple(
        SiteTerm(
            id=library.glossary.slugs.get(term, f"term-{number}"),
            term=term,
            variants=library.glossary.terms[term].variants if term in library.glossary.terms else (),
            texts=tuple(_text(shared, alike) for shared, alike in list(texts[term].items())[:MOST_TEXTS]),
            more=max(len(texts[term]) - MOST_TEXTS, 0),
        )
        for number, term in enumerate(sorted(texts, key=lambda term: order.get(term, len(order))))
    )


def _told(given: Mapping[str, KeptFile], record: Path) -> dict[str, list[tuple[str, str]]]:
    """Terms with their texts, by document; files that are known are not read again."""
    known: dict[str, list[tuple[str, str]]] = {}
    with suppress(OSError):
        known = json.loads(read_sealed(record))
    now = {one.digest: known.get(one.digest) or json.loads(one.read()) for one in given.values()}
    if now.keys() != known.keys():
        write_sealed(record, json.dumps(now, ensure_ascii=False).encode())
    return {id: now[one.digest] for id, one in given.items()}


def _text(shared: str, alike: Mapping[str, list[Link]]) -> TermText:
    links = tuple(link for links in alike.values() for link in links)
    return TermText(text=shared if len(alike) > 1 else next(iter(alike)), documents=links)
