"""审阅结果: what a Word file that was sent out for review says otherwise than when it was made."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from gongkai.model.findings import Finding
from gongkai.model.intake import TypedValue
from gongkai.model.places import Place
from gongkai.model.slots import Slot
from gongkai.model.word_files import WordComment


class SlotChange(Struct, frozen=True, kw_only=True):
    """手写处的改动."""

    slot: Slot
    new: str
    value: TypedValue
    """as it is to be typed"""
    place: Place
    authors: tuple[str, ...] = ()
    """whose changes are still tracked"""
    elsewhere: bool = False
    """it is printed in other places too, where nobody changed it"""


class SlotLeft(Struct, frozen=True, kw_only=True):
    """没有取的手写处, and why."""

    name: str
    old: str
    new: str
    reason: str
    place: Place | None = None


class OtherChange(Struct, frozen=True, kw_only=True):
    """别处的改动, which is told and not taken."""

    where: str
    """支出决算表·合计·基本支出; 一、收入支出…情况说明"""
    what: str
    """改了, 加了, 删了 …"""
    old: str = ""
    new: str = ""
    authors: tuple[str, ...] = ()


class Reviewed(Struct, frozen=True, kw_only=True):
    """审阅结果 of one file."""

    file: str
    document: str = ""
    name: str = ""
    """whose document it is"""
    taken: tuple[SlotChange, ...] = ()
    left: tuple[SlotLeft, ...] = ()
    others: tuple[OtherChange, ...] = ()
    comments: tuple[WordComment, ...] = ()
    remarks: tuple[str, ...] = ()
    """what has to be known besides"""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """that change, by name"""
    written: bool = False
    findings: tuple[Finding, ...] = ()


class WrittenWord(Struct, frozen=True, kw_only=True):
    """做好的 Word, or why there is none."""

    id: str
    title: str = ""
    path: str = ""
    findings: tuple[Finding, ...] = ()
