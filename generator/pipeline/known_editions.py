"""认得的版式: what was found in editions by themselves, from run to run; each is looked at anew only where it changed.

It rests on the program, on what all documents share, on glossary and lists of codes, and on the files of the edition
and of those that it inherits from (decision 0097).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gongkai.model.findings import Finding
from gongkai.publishing.files import read_sealed, write_sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """自检的结果 of an edition."""

    state: str
    told: tuple[Finding, ...]
    left: tuple[Finding, ...]
    """those that nothing explains"""


class KnownEditions:
    """认得的版式 of a project."""

    def __init__(self, folder: Path, state_of: Callable[[str], str]) -> None:
        """`state_of`: what tells an edition at this moment, with all that counts for it; "" if there is none."""
        self._folder = folder
        self.state = state_of

    def examined(self, name: str, state: str) -> Examined | None:
        """What was found in an edition of this state, if it still is in it, and was looked at before."""
        known = None
        with suppress(OSError, ValidationError):
            known = _form().validate_json(read_sealed(self._file(name))) if state else None
        return known if known is not None and known.state == state == self.state(name) else None

    def keep(self, name: str, examined: Examined) -> None:
        """For the next run, unless the edition has changed meanwhile; without that it is only slower."""
        if examined.state and self.state(name) == examined.state:
            with suppress(OSError):
                write_sealed(self._file(name), _form().dump_json(examined, by_alias=True))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"


@cache
def _form() -> TypeAdapter[Examined]:
    return TypeAdapter(Examined)
