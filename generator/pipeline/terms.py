"""名词: the site's glossary, gathered from the documents that print each text."""

from __future__ import annotations

import json

from generator.pipeline.rendering import folder_of
from generator.pipeline.workspace import Workspace
from generator.rendering.catalogue import CatalogueEntry
from generator.rendering.pages import Link
from generator.rendering.shell_pages import Term, TermText


def terms_of(workspace: Workspace, entries: tuple[CatalogueEntry, ...]) -> tuple[Term, ...]:
    """Every term that some document explains, with its texts and the documents that print them."""
    texts: dict[str, dict[str, list[Link]]] = {}
    for entry in sorted(entries, key=lambda entry: (-entry.year, entry.id)):
        data = json.loads((folder_of(workspace, entry.id) / "terms.json").read_text(encoding="utf-8"))
        for term, text in data:
            links = texts.setdefault(term, {}).setdefault(text, [])
            links.append(Link(text=entry.title, path=f"{entry.id}/glossary/"))
    order = {term: number for number, term in enumerate(workspace.library.terms)}
    return tuple(
        Term(
            id=workspace.library.slugs.get(term, f"term-{number}"),
            term=term,
            texts=tuple(TermText(text=text, documents=tuple(links)) for text, links in found.items()),
        )
        for number, (term, found) in enumerate(
            sorted(texts.items(), key=lambda item: order.get(item[0], len(order)))
        )
    )
