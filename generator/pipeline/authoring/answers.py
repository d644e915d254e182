"""已有的结论: what a check said of documents that have not changed since, nor anything that they depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import TypeAdapter, ValidationError

from gongkai.model.amounts import Amount
from gongkai.model.checked import Offers, Verdict
from gongkai.model.waivers import Waiver
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import digest_of, read_sealed, write_sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """结论 on one document, with what the check of all is put together from."""

    verdict: Verdict
    offers: Offers
    """the waivers that may be written, where they were asked for"""
    idle: frozenset[Waiver] = frozenset()
    """the waivers above it that it has no need of"""
    told: Mapping[str, Amount] = field(default_factory=dict)
    """what it gives to totals of its place"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    key: str
    verdict: Verdict
    idle: tuple[int, ...]
    """numbers of waivers above it"""
    told: dict[str, Amount]


class Answers:
    """结论 of earlier checks in this project, each in a file of its own."""

    def __init__(self, workspace: Workspace, digests: Digests) -> None:
        self._workspace = workspace
        self._digests = digests
        self._taken: dict[str, Digest] = {}

    def known(self, id: str) -> Answer | None:
        """What was said of a document as it is now, if anything was."""
        self._taken[id] = self._digests.document(id)
        try:
            kept = _form().validate_json(read_sealed(self._workspace.project.checked / f"{id}.json"))
        except (OSError, ValidationError):
            return None
        if kept.key != self._key(id):
            return None
        above = self._workspace.waivers_above(id)
        idle = frozenset(above[number] for number in kept.idle)
        return Answer(verdict=kept.verdict, offers={}, idle=idle, told=kept.told)

    def keep(self, answer: Answer) -> None:
        """For the next check, unless the document has changed meanwhile. Raises OSError where it cannot be written."""
        id = answer.verdict.id
        if not self._digests.still(id, self._taken[id]):
            return
        above = self._workspace.waivers_above(id)
        idle = tuple(number for number, waiver in enumerate(above) if waiver in answer.idle)
        kept = _Kept(key=self._key(id), verdict=answer.verdict, idle=idle, told=dict(answer.told))
        write_sealed(self._workspace.project.checked / f"{id}.json", _form().dump_json(kept, by_alias=True))

    def _key(self, id: str) -> str:
        """What the document depends on; the lines of waivers above it too, as they are told."""
        return digest_of((self._taken[id].whole, *map(repr, self._workspace.waivers_above(id))))


@cache
def _form() -> TypeAdapter[_Kept]:
    return TypeAdapter(_Kept)
