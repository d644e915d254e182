"""认得的版式: what was found in editions by themselves, from run to run; each is looked at anew only where it changed.

It rests on the program, on what all documents share, on glossary and lists of codes, and on the files of the edition
and of those that it inherits from (decision 0097).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import DecodeError, Struct, json

from gongkai.model.findings import Finding
from gongkai.pipeline.known_trees import KnownTrees
from gongkai.publishing.files import read_sealed, write_sealed


class Examined(Struct, frozen=True, kw_only=True):
    """自检的结果 of an edition."""

    state: str
    told: tuple[Finding, ...]
    left: tuple[Finding, ...]
    """those that nothing explains"""


class KnownEditions:
    """认得的版式 of a project."""

    def __init__(self, folder: Path, state_of: Callable[[str], str], ground: Callable[[], str]) -> None:
        """`state_of`: what tells an edition at this moment, with all that counts for it; "" if there is none.

        `ground`: what counts for whatever is said of content.
        """
        self._folder = folder
        self.state = state_of
        self.trees = KnownTrees(folder / "files", ground)

    def examined(self, name: str, state: str) -> Examined | None:
        """What was found in an edition of this state, if it still is in it, and was looked at before."""
        known = None
        with suppress(OSError, DecodeError):
            known = json.decode(read_sealed(self._file(name)), type=Examined) if state else None
        return known if known is not None and known.state == state == self.state(name) else None

    def keep(self, name: str, examined: Examined) -> None:
        """For the next run, unless the edition has changed meanwhile; without that it is only slower."""
        if examined.state and self.state(name) == examined.state:
            with suppress(OSError):
                write_sealed(self._file(name), json.encode(examined))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"
