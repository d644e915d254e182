"""绩效检查的发现: how findings about forms are made and worded."""

from __future__ import annotations

from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place


def quoted(name: str) -> str:
    """A name in quotation marks, those within it made single."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


def inconsistency(code: FindingCode, place: Place, message: str, hint: str, related: tuple[Place, ...] = ()) -> Finding:
    """不一致: two statements that cannot both be right."""
    return Finding(code=code, severity=Severity.INCONSISTENCY, place=place, message=message, hint=hint, related=related)


def warning(code: FindingCode, place: Place, message: str, hint: str, related: tuple[Place, ...] = ()) -> Finding:
    """提醒: against the form's note, or unlikely."""
    return Finding(code=code, severity=Severity.WARNING, place=place, message=message, hint=hint, related=related)
