"""次序和数目: the worst first, and how many there are of each severity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gongkai.model.checked import CheckResult
from gongkai.model.findings import Finding, Severity

WORDS = {Severity.ERROR: "错误", Severity.INCONSISTENCY: "不一致", Severity.WARNING: "提醒"}
"""what a clerk calls a severity, the worst first"""
RANK = {severity: rank for rank, severity in enumerate(WORDS)}


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest before all others, equals by place."""
    return sorted(findings, key=lambda finding: (RANK[finding.severity], finding.order))


def by_file(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Findings of each file together: the file with the gravest finding first, and in a file the gravest first."""
    ordered = sorted(findings, key=lambda finding: finding.place.path)
    files = [worst_first(found) for _, found in groupby(ordered, key=lambda finding: finding.place.path)]
    yield from sorted(files, key=lambda found: (RANK[found[0].severity], found[0].place.path))


def by_document(checked: CheckResult) -> Iterator[tuple[str, list[Finding]]]:
    """Findings by document ("": of none): what cannot be published first, then the gravest finding."""
    found = sorted_out(checked.findings)

    def order(document: str) -> tuple[bool, int, str]:
        held_back = document in checked.blocked or (not document and not checked.sound)
        return (not held_back, min(RANK[finding.severity] for finding in found[document]), document)

    for document in sorted(found, key=order):
        yield document, found[document]


def sorted_out(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by document ("": of none), in their order."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.document, []).append(finding)
    return found


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many there are of each severity, the gravest first."""
    listed = list(findings)
    return {severity: sum(finding.severity is severity for finding in listed) for severity in WORDS}


def told(findings: Iterable[Finding]) -> str:
    """数目 in words: 1个错误，3个提醒."""
    return "，".join(f"{count}个{WORDS[severity]}" for severity, count in counts(findings).items() if count)
