"""不是数: the finding for a value of a performance form that should be a number and is none (E127).

The rules and the wording make it alike, so that one cell is told once.
"""

from __future__ import annotations

from gongkai.model.findings import Finding, found
from gongkai.model.numbers import Kind, fault_of
from gongkai.model.places import Place


def unreadable(kind: Kind, text: str, place: Place, *, archived: bool) -> Finding:
    """Sums and sentences need amounts and scores: in a document that is written here they have to be mended."""
    fault = fault_of(text)
    variant = "做得成" if kind is Kind.SHARE or archived else "做不成"
    what = kind.value if fault is None else "数"
    return found("E127", place, variant, hint=kind, 填=text[:40], 应=what, 毛病=fault or "")
