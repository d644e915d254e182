"""How many findings of one kind are given for one file, and how they quote what stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.findings import Finding

V = TypeVar("V")

MOST_OF_ONE_KIND = 50
"""A file of noise must not give a report of a million lines."""


class Read(Struct, Generic[V], frozen=True, kw_only=True):
    """读入的内容, with what is wrong."""

    value: V
    findings: tuple[Finding, ...] = ()


class Tally:
    """How many findings of each code a stage has made: beyond a few, more are not worth making."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def has_room(self, code: str) -> bool:
        """Counts one more; False once there are more than will be shown."""
        self._counts[code] += 1
        return self._counts[code] <= MOST_OF_ONE_KIND + 1


def capped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one file in order, each once, at most MOST_OF_ONE_KIND of a code; the last says so."""
    ordered = sorted(set(findings), key=_order)
    counts = Counter(finding.code for finding in ordered)
    seen: Counter[str] = Counter()
    kept = []
    for finding in ordered:
        seen[finding.code] += 1
        if seen[finding.code] < MOST_OF_ONE_KIND or counts[finding.code] <= MOST_OF_ONE_KIND:
            kept.append(finding)
        elif seen[finding.code] == MOST_OF_ONE_KIND:
            kept.append(replace(finding, message=f"{finding.message}（后面还有这类问题，没有一一列出）"))
    return tuple(kept)


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return (place.path, place.line, place.column, finding.code, finding.message)


def short(text: str, most: int = 40) -> str:
    """The text as a message quotes it: on one line, and not too long."""
    flat = " ".join(text[: 4 * most].split())
    return flat if len(flat) <= most else flat[:most] + "…"


def quoted(text: str, most: int = 40) -> str:
    return f"“{short(text, most)}”"
