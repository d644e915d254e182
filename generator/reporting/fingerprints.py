"""指纹: what lets a service tell that a finding of today is the one of yesterday, though lines have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.model.findings import Finding
from gongkai.reporting.text import flat, following


def fingerprinted(findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each finding with its fingerprint: of its code, its file and the figures and names that it is about.

    Neither its line nor its wording counts, but where it is about nothing by name. Those that are alike are counted.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        what = "\0".join((finding.code, finding.place.path, *(finding.about or (finding.message,))))
        seen[what] += 1
        yield hashlib.sha256(f"{what}\0{seen[what]}".encode(errors="replace")).hexdigest(), finding


def with_hint(finding: Finding) -> str:
    """What is wrong and what to do about it, and what goes with it, on lines of their own.

    A cell is told with it: services know files and lines only.
    """
    what = f"{finding.place.in_sheet}：{finding.message}" if finding.place.sheet else finding.message
    hint = [f"改法：{finding.hint}"] if finding.hint else []
    return "\n".join(map(flat, (what, *hint, *finding.copied, *following(finding))))
