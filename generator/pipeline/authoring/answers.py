"""已有的结论: what a check said of documents that have not changed since, nor anything that they depend on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import DecodeError, Struct, field, json
from msgspec.structs import replace

from gongkai.model.amounts import Amount
from gongkai.model.checked import Offers, Verdict
from gongkai.model.ledger import LedgerLine
from gongkai.model.waivers import Waiver
from gongkai.pipeline.known_digests import KnownDigests
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import digest_of, read_sealed, write_sealed


class Answer(Struct, frozen=True, kw_only=True):
    """结论 on one document, with what the check of all is put together from."""

    verdict: Verdict
    offers: Offers
    """the waivers that may be written, where they were asked for"""
    idle: frozenset[Waiver] = frozenset()
    """the waivers above it that it has no need of"""
    told: Mapping[str, Amount] = field(default_factory=dict)
    """what it gives to totals of its place"""


class _Kept(Struct, frozen=True, kw_only=True):
    key: str
    verdict: Verdict
    """without its ledger, which is long, and read only where it is told"""
    idle: tuple[int, ...]
    """numbers of waivers above it"""
    told: dict[str, Amount]


class _KeptLedger(Struct, frozen=True, kw_only=True):
    key: str
    lines: tuple[LedgerLine, ...]


class Answers:
    """结论 of earlier checks in this project, each in files of its own."""

    def __init__(self, workspace: Workspace, digests: KnownDigests, *, ledgers: bool) -> None:
        """`ledgers`: whether they are wanted."""
        self._workspace = workspace
        self._digests = digests
        self._ledgers = ledgers

    def known(self, id: str) -> Answer | None:
        """What was said of a document as it is now, if anything was."""
        key = self._key(id)
        said, ledger = self._files(id)
        try:
            kept = json.decode(read_sealed(said), type=_Kept)
            rules = json.decode(read_sealed(ledger), type=_KeptLedger) if self._ledgers else None
        except (OSError, DecodeError):
            return None
        if kept.key != key or (rules is not None and rules.key != key):
            return None
        above = self._workspace.waivers_above(id)
        idle = frozenset(above[number] for number in kept.idle)
        verdict = replace(kept.verdict, ledger=rules.lines) if rules is not None else kept.verdict
        return Answer(verdict=verdict, offers={}, idle=idle, told=kept.told)

    def keep(self, answer: Answer) -> None:
        """For the next check, unless the document has changed meanwhile. Raises OSError where it cannot be written."""
        id = answer.verdict.id
        if not self._digests.still(id):
            return
        above = self._workspace.waivers_above(id)
        idle = tuple(number for number, waiver in enumerate(above) if waiver in answer.idle)
        key, bare = self._key(id), replace(answer.verdict, ledger=())
        kept = _Kept(key=key, verdict=bare, idle=idle, told=dict(answer.told))
        rules = _KeptLedger(key=key, lines=answer.verdict.ledger)
        said, ledger = self._files(id)
        write_sealed(ledger, json.encode(rules))
        write_sealed(said, json.encode(kept))

    def _files(self, id: str) -> tuple[Path, Path]:
        """Without the ledger, and the ledger."""
        folder = self._workspace.project.checked
        return folder / f"{id}.json", folder / f"{id}.ledger.json"

    def _key(self, id: str) -> str:
        """What the document depends on; the lines of waivers above it too, as they are told."""
        return digest_of((self._digests.of(id), *map(repr, self._workspace.waivers_above(id))))
