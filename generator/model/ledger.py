"""检查记录: for every rule, whether it ran on a document and what it said; a rule that did not run has not passed."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from gongkai.model.waivers import Waived


class State(StrEnum):
    """规则的结局."""

    FOUND = "有问题"
    WAIVED = "已说明"
    NOT_RUN = "未能检查"
    HELD = "未发现问题"
    NOT_APPLICABLE = "不适用"


class Examined(Struct, frozen=True, kw_only=True):
    """一类检查 of a document, whatever it found: how much holds, and what could not be examined."""

    code: str
    held: int = 0
    """assertions tested that hold"""
    reasons: tuple[str, ...] = ()
    """what could not be examined, and why"""
    said: tuple[str, ...] = ()
    """what it rests on, and so proves"""
    lacking: tuple[str, ...] = ()
    """what the edition has not, so that there was nothing to examine: 没有…"""


class LedgerLine(Struct, frozen=True, kw_only=True):
    """检查记录的一行: one rule of the field on one document."""

    code: str
    title: str
    held: int
    """assertions tested that hold"""
    found: int
    """findings that nobody explains"""
    following: int = 0
    """of these: told under another, whose cause they share"""
    reasons: tuple[str, ...]
    """what could not be examined, and why"""
    waived: tuple[Waived, ...] = ()
    """findings that the document explains"""
    said: tuple[str, ...] = ()
    """what it rests on, and so proves"""
    lacking: tuple[str, ...] = ()
    """what the edition has not, so that there was nothing to examine"""

    @property
    def why(self) -> tuple[str, ...]:
        """Why it was not or could not be examined, as far as there is more to say than its state does."""
        return self.lacking if self.state is State.NOT_APPLICABLE else self.reasons

    @property
    def state(self) -> State:
        if self.found:
            return State.FOUND
        if self.waived:
            return State.WAIVED
        if self.reasons:
            return State.NOT_RUN
        return State.HELD if self.held else State.NOT_APPLICABLE

    def record(self) -> dict[str, object]:
        """The line as data files have it."""
        return {
            "code": self.code,
            "title": self.title,
            "state": self.state.value,
            "found": self.found,
            "following": self.following,
            "held": self.held,
            "reasons": list(self.why),
            "said": list(self.said),
            "waived": [
                {"place": one.finding.place.path, "message": one.finding.message, "reason": one.reason}
                for one in self.waived
            ],
        }
