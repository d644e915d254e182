"""审阅的结果: what came of looking at a proposed change, however it is told."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.checked import CheckResult

LABEL = "不能发布"
"""what a pull request is labelled with that must not be merged"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """不收的文件, with the reason; its path is as anybody may have made it."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """审阅的结果."""

    base: str
    head: str
    """their commits"""
    checked: CheckResult
    """of the documents that the change touches, with what it does to what they share"""
    spoilt: tuple[str, ...]
    """documents that it does not touch and that cannot be published any more"""
    refused: tuple[Refused, ...]
    unread: tuple[str, ...]
    """files that are neither refused nor looked at: the program, the checks themselves"""
    clashing: tuple[str, ...]
    """files that the base has changed too"""
    changes: str = ""
    """what it means in money, as Markdown"""
    shown: tuple[str, ...] = ()
    """documents that the preview shows"""
    failure: str = ""
    """why there is no preview, where that is no fault of the documents"""

    @property
    def blocked(self) -> bool:
        return bool(self.refused or self.spoilt or self.failure or not self.checked.sound)

    @property
    def labels(self) -> tuple[str, ...]:
        return (LABEL,) if self.blocked else ()
