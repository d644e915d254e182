"""检查结果的文字形式: one finding as one line that editors can jump to, what to do about it below."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.findings import Finding


def format_findings(findings: Iterable[Finding]) -> str:
    """All findings by place: `path:line:column: severity CODE message`, the hint and related places indented below.

    Ends in a line break unless there is nothing to say.
    """
    ordered = sorted(findings, key=lambda finding: finding.order)
    return "".join(f"{line}\n" for finding in ordered for line in _lines(finding))


def _lines(finding: Finding) -> Iterable[str]:
    where = f"{one_line(str(finding.place))}: " if finding.place.path else ""
    yield f"{where}{finding.severity} {finding.code} {one_line(finding.message)}"
    if finding.hint:
        yield f"    改法：{one_line(finding.hint)}"
    for place in finding.related:
        yield f"    另见：{one_line(str(place))}"


def one_line(text: str) -> str:
    """On one line, and without anything that a terminal would obey or could not show."""
    return "".join(sign if sign.isprintable() or sign == "\u3000" else "�" for sign in text)
