"""手写处: a stretch of a drawn text that people typed, where it was typed, and how a Word file marks it.

A mark says for which document, file and key path it stands, and what was printed there when it was made, so that an
import knows whether somebody has changed it since. A content control carries that as its tag (Word takes 64
characters), a bookmark as its name (40, no Chinese): LibreOffice 7.4 keeps the bookmark alone.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum

from msgspec import Struct

LONGEST_TAG = 64
TO_FILL = re.compile(r"【待填(?:：(?P<path>[^】]*))?】")
"""what is printed where nothing was typed yet"""
_TAG = re.compile(r"gongkai:(?P<document>[0-9a-f]{8}):(?P<printed>[0-9a-f]{8}):(?P<label>.+)")
_BOOKMARK = re.compile(r"gk_(?P<key>[0-9a-f]{16})_(?P<printed>[0-9a-f]{8})_(?P<number>[0-9]{1,6})")
LISTED = "、"
ITEM = re.compile(r"#[0-9]+")
Path = tuple[str, ...]


class SlotKind(StrEnum):
    TEXT = "文字"
    NUMBER = "数"
    LIST = "列表"


class Slot(Struct, frozen=True, kw_only=True):
    """手写处."""

    document: str
    """its id"""
    file: str
    """below the folder of the document: explanation.yml, performance/01-river.yml"""
    path: Path
    """its keys, as writing/revising.py takes them"""
    kind: SlotKind
    printed: str
    typed: str = ""
    """what stands in the file; "" where nothing was typed yet"""
    part: int = 0
    """which stretch of a text that is printed in several"""
    unit: str = ""
    also: tuple[Path, ...] = ()
    """paths of the same file that say the same and are printed together: a cell that spans rows"""

    @property
    def name(self) -> str:
        """As messages call it: 原因.收支总计."""
        keys = (f"第{key[1:]}项" if ITEM.fullmatch(key) else key for key in self.path)
        return ".".join(keys) + (f"（第{self.part + 1}处）" if self.part else "")

    @property
    def key(self) -> str:
        told = "\t".join((self.document, self.file, *self.path, str(self.part)))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def blank(self) -> bool:
        """Nothing was typed there yet."""
        return not self.typed

    @property
    def items(self) -> tuple[str, ...]:
        """Of a list: what is printed, item by item."""
        return items_of(self.printed)

    def label(self, longest: int) -> str:
        """File and key path, or what stands for them where they are longer."""
        told = f"{self.file}:{'.'.join(self.path)}" + (f"#{self.part}" if self.part else "")
        return told if len(told) <= longest else f"~{self.key}"


class SlotMark(Struct, frozen=True, kw_only=True):
    """记号 as it was read: for which slot it stands, by key or label, and what was printed there."""

    printed: str
    """digest"""
    key: str = ""
    label: str = ""
    document: str = ""
    """digest of its id"""


LONGEST_LABEL = LONGEST_TAG - len(f"gongkai:{'0' * 8}:{'0' * 8}:")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def tag_of(slot: Slot) -> str:
    """标签 of a content control."""
    return f"gongkai:{digest(slot.document)}:{digest(slot.printed)}:{slot.label(LONGEST_LABEL)}"


def bookmark_of(slot: Slot, number: int) -> str:
    """书签; `number`: a slot may be printed more than once."""
    return f"gk_{slot.key}_{digest(slot.printed)}_{number}"


def mark_of(name: str) -> SlotMark | None:
    """What a tag or the name of a bookmark says; None for one that is not ours."""
    if tag := _TAG.fullmatch(name):
        return SlotMark(printed=tag["printed"], label=tag["label"], document=tag["document"])
    if bookmark := _BOOKMARK.fullmatch(name):
        return SlotMark(printed=bookmark["printed"], key=bookmark["key"])
    return None


def items_of(text: str) -> tuple[str, ...]:
    """甲、乙（丙、丁）、戊 → 甲, 乙（丙、丁）, 戊."""
    items: list[str] = [""]
    depth = 0
    for sign in text:
        depth = max(0, depth + (sign in "（(") - (sign in "）)"))
        if sign == LISTED and not depth:
            items.append("")
        else:
            items[-1] += sign
    return tuple(items)
