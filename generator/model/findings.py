"""Problems found in content or templates; values, never exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from gongkai.model.places import NOWHERE, Place


class Severity(StrEnum):
    """严重程度: what a finding does to its document."""

    ERROR = "error"
    """错误: blocks the document."""
    INCONSISTENCY = "inconsistency"
    """不一致: blocks an authored document, is shown as a note in an archived one."""
    WARNING = "warning"
    """提醒: is reported only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """检查发现: one problem, where it stands and what to do; message and hint are Chinese."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    document: str = ""
    related: tuple[Place, ...] = ()
    note: str = ""
    """what a reader of the page is told, where the message, which is for the author, does not do"""

    @property
    def order(self) -> tuple[Place, str, str]:
        return (self.place, self.code, self.message)


def each_cause_once(found: Iterable[tuple[str, Finding]]) -> tuple[Finding, ...]:
    """Of findings that have one cause the first, which leads to the others; "" is a cause of its own."""
    by_cause: dict[object, list[Finding]] = {}
    for cause, finding in found:
        by_cause.setdefault(cause or finding, []).append(finding)
    return tuple(_with_others(first, others) for first, *others in by_cause.values())


def _with_others(first: Finding, others: Iterable[Finding]) -> Finding:
    places = tuple(dict.fromkeys(one.place for one in others if one.place != first.place))
    if not places:
        return first
    message = f"{first.message}（另有{len(places)}处也是这样）"
    return replace(first, message=message, related=(*first.related, *places))


def blocks(finding: Finding, *, archived: bool) -> bool:
    """Whether a finding keeps its document from being published."""
    if finding.severity is Severity.INCONSISTENCY:
        return not archived
    return finding.severity is Severity.ERROR


__all__ = ["NOWHERE", "Finding", "Place", "Severity", "blocks"]
