"""不是数: the finding for a value of a performance form that should be a number and is none (E127).

The rules and the wording make it alike, so that one cell is told once.
"""

from __future__ import annotations

from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.numbers import Kind, fault_of
from gongkai.model.places import Place

_HINTS = {
    Kind.AMOUNT: "这里填金额，可以带单位（元、万元、亿元）；没有的填“-”",
    Kind.SHARE: "这里填百分比，如 98.61%；没有的留空，或者填“-”",
    Kind.SCORE: "这里填数，如 9.5；没有的留空，或者填“-”",
}


def unreadable(kind: Kind, text: str, place: Place, *, archived: bool) -> Finding:
    """Sums and sentences need amounts and scores: in a document that is written here they have to be mended."""
    fault = fault_of(text)
    what = kind.value if fault is None else "数"
    needed = kind is not Kind.SHARE and not archived
    return Finding(
        code=FindingCode.NOT_A_FORM_NUMBER,
        severity=Severity.ERROR if needed else Severity.INCONSISTENCY,
        place=place,
        message=f"“{text[:40]}”不是{what}{f'：{fault}' if fault else ''}",
        hint=_HINTS[kind],
    )
