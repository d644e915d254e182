"""How the loading floor makes findings, and how many of one kind it gives for one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.places import Place

MOST_OF_ONE_KIND = 50
"""A file of noise must not give a report of a million lines."""


def error(code: FindingCode, place: Place, message: str, hint: str = "", related: tuple[Place, ...] = ()) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, place=place, message=message, hint=hint, related=related)


def warning(code: FindingCode, place: Place, message: str, hint: str = "") -> Finding:
    return Finding(code=code, severity=Severity.WARNING, place=place, message=message, hint=hint)


def capped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one file in order, each once, at most MOST_OF_ONE_KIND of a code; the last says how many more."""
    ordered = sorted(set(findings), key=lambda finding: finding.order)
    counts = Counter(finding.code for finding in ordered)
    seen: Counter[str] = Counter()
    kept = []
    for finding in ordered:
        seen[finding.code] += 1
        more = counts[finding.code] - MOST_OF_ONE_KIND
        if seen[finding.code] < MOST_OF_ONE_KIND or (seen[finding.code] == MOST_OF_ONE_KIND and more <= 0):
            kept.append(finding)
        elif seen[finding.code] == MOST_OF_ONE_KIND:
            kept.append(replace(finding, message=f"{finding.message}（这类问题后面还有 {more} 处，没有列出）"))
    return tuple(kept)


def quoted(text: str, most: int = 40) -> str:
    """“text”, shortened, on one line: for use in a message."""
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= most else flat[:most] + '…'}”"
