"""印得出来: whether our fonts have every character of a document, told before a PDF of it is tried."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gongkai.loading.document_files import LoadedDocument
from gongkai.loading.folders import CONTROLS, WAIVERS
from gongkai.loading.glossary_files import FOLDER as GLOSSARY
from gongkai.loading.occurrences import Occurrence, occurrences
from gongkai.loading.problems import short
from gongkai.model.findings import Finding, found
from gongkai.model.ledger import Examined
from gongkai.model.places import Place
from gongkai.model.publication import Publication
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.rendering.pdf.characters import characters

CODE = "L113"
AROUND = 12
"""characters of a value shown on either side"""
MOST_RELATED = 3
UNPRINTED = (CONTROLS, WAIVERS)
"""shown on the site, not in the PDF"""


def unprintable(workspace: Workspace, loaded: LoadedDocument, publication: Publication) -> tuple[Finding, ...]:
    """L113 字体里没有的字: one finding for each character and file, where it was typed."""
    lacking = workspace.glyphs.lack(characters(publication)) if workspace.glyphs else frozenset()
    if not lacking:
        return ()
    places: dict[tuple[str, str], list[Occurrence]] = {}
    for one in occurrences(workspace.project.root, _files(workspace, loaded), lacking):
        places.setdefault((one.place.path, one.character), []).append(one)
    unplaced = sorted(lacking - {character for _, character in places})
    nowhere = Place(path=f"{DEPARTMENTS}/{loaded.id}")
    return (
        *(_finding(same) for same in places.values()),
        *(found("L113", nowhere, 文="", 字=one, 码=_point(one), 次="") for one in unplaced),
    )


def examined(workspace: Workspace) -> Examined:
    """Whether the characters could be looked at."""
    if workspace.glyphs is None:
        return Examined(code=CODE, reasons=("没有准备好字体（运行 gongkai fonts），不知道 PDF 印不印得出每个字",))
    return Examined(code=CODE, held=1)


def _files(workspace: Workspace, loaded: LoadedDocument) -> Iterable[Path]:
    """What a document's words may have been typed in."""
    content, library = workspace.project.content, workspace.library
    yield from (path for path in loaded.files if path.name not in UNPRINTED)
    if loaded.edition is not None and loaded.document is not None:
        yield from loaded.edition.files
        slugs = (library.glossary.slugs.get(form.term) for form in loaded.document.edition.glossary)
        yield from sorted(content / GLOSSARY / f"{slug}.yml" for slug in slugs if slug)
        yield from sorted(workspace.project.root / one.path for one in library.lists(loaded.document.year).values())


def _finding(same: list[Occurrence]) -> Finding:
    first, *others = same
    count = sum(one.text.count(one.character) for one in same)
    return found(
        "L113",
        first.place,
        related=tuple(other.place for other in others[:MOST_RELATED]),
        文=_around(first),
        字=first.character,
        码=_point(first.character),
        次=count if count > 1 else "",
    )


def _point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _around(one: Occurrence) -> str:
    """The part of the value around the character."""
    at = one.text.index(one.character)
    start, end = max(0, at - AROUND), at + AROUND + 1
    return short(f"{'…' if start else ''}{one.text[start:end]}{'…' if end < len(one.text) else ''}")
