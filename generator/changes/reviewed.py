"""审阅的结果: what came of looking at a proposed change, however it is told."""

from __future__ import annotations

from msgspec import Struct

from gongkai.changes.result import Changes, DocumentChange
from gongkai.model.checked import CheckResult

LABEL = "不能发布"
"""what a pull request is labelled with that must not be merged"""


class Refused(Struct, frozen=True, kw_only=True):
    """不收的文件, with the reason; its path is as anybody may have made it."""

    path: str
    reason: str


class Reviewed(Struct, frozen=True, kw_only=True):
    """审阅的结果."""

    base: str
    head: str
    """their commits"""
    changes: Changes
    checked: CheckResult
    """of the documents that say something else now, with what is wrong in what they share"""
    refused: tuple[Refused, ...]
    unread: tuple[str, ...]
    """files that are neither refused nor looked at: the program, the checks themselves"""
    clashing: tuple[str, ...]
    """files that the base has changed too"""
    shown: tuple[str, ...] = ()
    """documents that the preview shows"""
    failure: str = ""
    """why there is no preview, where that is no fault of the documents"""

    @property
    def spoilt(self) -> tuple[str, ...]:
        """Documents that it does not touch and that cannot be published any more."""
        return tuple(one.id for one in self.changes.documents if not one.files and one.id in self.checked.blocked)

    @property
    def tampered(self) -> tuple[DocumentChange, ...]:
        """Disclosed documents whose record it rewrites, or that it takes away."""
        return tuple(one for one in self.changes.documents if one.record)

    @property
    def blocked(self) -> bool:
        return bool(self.refused or self.tampered or self.failure or not self.checked.sound)

    @property
    def labels(self) -> tuple[str, ...]:
        return (LABEL,) if self.blocked else ()
