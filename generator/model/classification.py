"""科目: the classifications that codes belong to, and the list of one year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest

LEVELS = {3: "类", 5: "款", 7: "项"}
"""digits of a code → its level"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """一套科目."""

    title: str
    folder: str
    """below content/classifications"""
    lengths: tuple[int, ...]
    first: str
    """the digit that all its codes begin with"""

    @property
    def digits(self) -> str:
        """How long its codes are, for a message."""
        return "、".join(map(str, self.lengths[:-1])) + f"或{self.lengths[-1]}"

    def has_shape(self, code: str) -> bool:
        """Whether a text could be one of its codes."""
        return code.isascii() and code.isdigit() and len(code) in self.lengths and code.startswith(self.first)


FUNCTIONAL = Classification(title="功能分类科目", folder="functional", lengths=(3, 5, 7), first="2")
ECONOMIC = Classification(title="部门经济分类科目", folder="economic", lengths=(3, 5), first="3")
GOVERNMENTAL = Classification(title="政府经济分类科目", folder="governmental-economic", lengths=(3, 5), first="5")
CLASSIFICATIONS = (FUNCTIONAL, ECONOMIC, GOVERNMENTAL)

CODED: Mapping[str, Classification] = {
    "科目": FUNCTIONAL,
    "经济科目": ECONOMIC,
    "部门经济": ECONOMIC,
    "政府经济": GOVERNMENTAL,
}
"""what figures.yml and editions call the codes of each"""


def name_key(by: str) -> str:
    """What figures.yml calls the name of a code: 科目 → 科目名称."""
    return f"{by}名称"


class Extent(StrEnum):
    """收录: how much of a classification a list holds."""

    WHOLE = "全部"
    CLASSES = "类"
    """every 类, and some of what is below"""
    SOME = "部分"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """科目表: what codes are called from a year on."""

    year: int
    path: str = ""
    extent: Extent = Extent.CLASSES
    names: Mapping[str, str] = field(default_factory=dict)
    sound: bool = True
    """whether it could be read without an error"""


def lowest(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes that no other stands below."""
    listed = sorted(codes)
    return tuple(code for code, after in zip_longest(listed, listed[1:], fillvalue="") if not after.startswith(code))


def in_line(code: str, others: Iterable[str]) -> bool:
    """Whether a code is one of others, or stands above or below one."""
    return any(code.startswith(other) or other.startswith(code) for other in others)
