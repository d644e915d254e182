"""版式 of a run: read, worked out without figures, and looked at by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from gongkai.checks.editions.presentation import EditionText
from gongkai.checks.editions.trial_findings import edition_findings, trial
from gongkai.checks.waivers import explained_in_edition
from gongkai.linting.wording_check import wording_findings
from gongkai.loading.edition_files import LoadedEdition, load_edition
from gongkai.loading.library import Library
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.edition import Edition
from gongkai.model.places import Place
from gongkai.pipeline.known_editions import Examined, KnownEditions


def read_edition(
    editions: Path, library: Library, name: str, place: Place, known: KnownEditions | None = None
) -> LoadedEdition:
    """An edition with all that is wrong in it; `place`, where a document names it, is told if it cannot be had.

    `known`: what was read and found in editions before; None: all is read and looked for, and wording is made ready.
    """
    state = known.state(name) if known else ""
    loaded = load_edition(editions, name, place, known.trees.parse if known else parse_yaml)
    if loaded.edition is None:
        return loaded
    examined = known.examined(name, state) if known else None
    if examined is None:
        examined = _examined(loaded, loaded.edition, library, state)
        if known:
            known.keep(name, examined)
    return replace(loaded, findings=examined.left, told=examined.told)


def _examined(loaded: LoadedEdition, edition: Edition, library: Library, state: str) -> Examined:
    accounts = trial(edition)
    said = EditionText(text="|".join(_said(loaded, edition, library)), terms=library.glossary.terms)
    faults = edition_findings(edition, accounts, loaded.place, loaded.removed, said)
    wording = wording_findings(edition, loaded.wording, accounts, loaded.tree)
    told = (*loaded.findings, *faults, *wording)
    left = explained_in_edition(loaded.folder, loaded.waivers, told, loaded.way_to)
    return Examined(state=state, told=told, left=left)


def _said(loaded: LoadedEdition, edition: Edition, library: Library) -> Iterator[str]:
    """What an edition prints: its parts, tables and forms, its wording, the names of the codes in its tables."""
    yield from loaded.texts(("部分", "表", "表单"))
    yield from (path.read_text(encoding="utf-8", errors="replace") for path in loaded.wordings().values())
    for folder in {edition.lists.folder(by) for form in edition.tables.values() for by in form.coded}:
        yield from library.names(folder, edition.year).values()
