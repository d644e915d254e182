"""认得的摘要: digests of documents from run to run, each taken anew only where something that it rests on has changed.

What is common (what all share, who there is and is called what) counts for every document; besides that, the files of
those that it reads, and what it learns of the texts of others (decision 0090).
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from gongkai.pipeline.digests import Digests
from gongkai.publishing.files import digest_of, read_sealed, write_sealed


class KnownDigests:
    """认得的摘要 of the documents of a workspace."""

    def __init__(self, digests: Digests) -> None:
        self._digests = digests
        self._file = digests.project.known_digests(pdf=digests.pdf, draft=digests.draft)
        self._states = {id: _state(digests, id) for id in digests.workspace.folders}
        known: dict[str, Any] = {}
        with suppress(OSError):
            known = json.loads(read_sealed(self._file))
        same = known.get("common") == digests.common
        before, taken = (known["states"], known["taken"]) if same else ({}, {})
        changed = {id for id, state in self._states.items() if before.get(id) != state}
        self._taken: dict[str, list[Any]] = {id: one for id, one in taken.items() if changed.isdisjoint(one[1])}
        """id → its digest, and the documents that this rests on"""
        self._kept = len(self._taken) if not changed else -1

    def of(self, id: str) -> str:
        """All that a document is made of, as one digest (`Digest.whole`)."""
        if id not in self._taken:
            self._taken[id] = [self._digests.document(id).whole, sorted(self._digests.sources(id))]
        return str(self._taken[id][0])

    def still(self, id: str) -> bool:
        """Whether a document is as it was when its digest was asked for."""
        return self._digests.still(id, self.of(id))

    def keep(self) -> None:
        """Remember them, if they are not what was known; without that it is only slower."""
        if len(self._taken) != self._kept:
            told = {"common": self._digests.common, "states": self._states, "taken": self._taken}
            with suppress(OSError):
                write_sealed(self._file, json.dumps(told).encode())


def _state(digests: Digests, id: str) -> str:
    """What the files of a document are, and what it learns of others."""
    workspace = digests.workspace
    return digest_of((*(text for item in workspace.files_of(id).items() for text in item), workspace.learned(id)))
