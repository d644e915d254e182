"""名词: the site's glossary, gathered from the documents that print each text."""

from __future__ import annotations

import json
from collections.abc import Iterable

from gongkai.loading.library import Library
from gongkai.pipeline.building.store import TERMS, Store
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.pages import Link
from gongkai.rendering.shell_pages import SiteTerm, TermText


def terms_of(library: Library, store: Store, entries: Iterable[CatalogueEntry]) -> tuple[SiteTerm, ...]:
    """Every term that some document explains, with its texts and the documents that print them."""
    texts: dict[str, dict[str, list[Link]]] = {}
    for entry in sorted(entries, key=lambda entry: (-entry.year, entry.id)):
        for term, text in json.loads((store.folder(entry.id) / TERMS).read_text(encoding="utf-8")):
            links = texts.setdefault(term, {}).setdefault(text, [])
            links.append(Link(text=entry.title, path=f"{entry.id}/glossary/"))
    order = {term: number for number, term in enumerate(library.glossary.terms)}
    return tuple(
        SiteTerm(
            id=library.glossary.slugs.get(term, f"term-{number}"),
            term=term,
            variants=library.glossary.terms[term].variants if term in library.glossary.terms else (),
            texts=tuple(TermText(text=text, documents=tuple(links)) for text, links in texts[term].items()),
        )
        for number, term in enumerate(sorted(texts, key=lambda term: order.get(term, len(order))))
    )
