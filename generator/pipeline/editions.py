"""版式 of a run: read, worked out without figures, and looked at by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gongkai.checks.editions.trial_findings import edition_findings, trial
from gongkai.composition.wording_check import wording_findings
from gongkai.loading.edition_files import LoadedEdition, load_edition
from gongkai.model.places import Place


def read_edition(editions: Path, name: str, place: Place) -> LoadedEdition:
    """An edition with all that is wrong in it; `place`, where a document names it, is told if it cannot be had."""
    loaded = load_edition(editions, name, place)
    if loaded.edition is None:
        return loaded
    accounts = trial(loaded.edition)
    faults = edition_findings(loaded.edition, accounts, loaded.place, loaded.removed)
    wording = wording_findings(loaded.edition, loaded.wording, accounts, loaded.tree)
    return replace(loaded, findings=(*loaded.findings, *faults, *wording))
