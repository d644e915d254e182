"""指纹: what lets a service tell that a finding of today is the one of yesterday, though lines have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.model.findings import Finding


def fingerprinted(findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each finding with its fingerprint: of its code, its file and what it says, not of its line.

    Findings that are the same in all of these are counted.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        what = f"{finding.code}\0{finding.place.path}\0{finding.message}"
        seen[what] += 1
        yield hashlib.sha256(f"{what}\0{seen[what]}".encode(errors="replace")).hexdigest(), finding


def with_hint(finding: Finding) -> str:
    """What is wrong and what to do about it, on two lines."""
    return finding.message + (f"\n改法：{finding.hint}" if finding.hint else "")
