"""进度: how far each document has come that departments and units have to publish in a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct, field

DAYS = 20
"""预算法第十四条: published within twenty days of 批复"""


class State(StrEnum):
    """状态 on the board, from the first to the last."""

    MISSING = "未开始"
    """no folder for the year and kind"""
    IN_WORK = "在编"
    """nothing keeps it from being published but what is still to be typed"""
    WRONG = "有错"
    READY = "可公开"
    """nothing keeps it from being published; it is not disclosed yet"""
    PUBLISHED = "已公开"
    WITHDRAWN = "已撤回"
    ARCHIVED = "存档"
    """published elsewhere; what was published is kept here"""
    EXEMPT = "不公开"
    """need not be published, by a basis that its department.yml states"""


COUNTED = ("错误", "不一致", "提醒")
TO_TYPE = "待填"


class BoardLine(Struct, frozen=True, kw_only=True):
    """一份该有的文件, there or not."""

    region: str
    """河南省/南阳市"""
    department: str
    unit: str = ""
    """of a unit that publishes for itself; "" is the department"""
    folder: str
    """of the department or unit, below content/departments"""
    kind: str
    id: str = ""
    """"" where there is none yet"""
    state: State = State.MISSING
    stage: str = ""
    """阶段 of disclosure.yml: 在编, 审签, 已批复, …"""
    counts: Mapping[str, int] = field(default_factory=dict)
    """findings, by 错误, 不一致, 提醒"""
    to_type: int = 0
    """findings that only say that something is still to be typed, beside the others"""
    basis: str = ""
    """依据 of what need not be published"""
    approved: date | None = None
    """批复 as recorded"""
    disclosed: date | None = None

    @property
    def deadline(self) -> date | None:
        """The last day to publish on; None where no 批复 is recorded."""
        return self.approved + timedelta(days=DAYS) if self.approved else None

    def left(self, day: date) -> int | None:
        """Days left on a day, below zero once it is late; None where it is done or has no deadline."""
        return (self.deadline - day).days if self.deadline and self.undone else None

    @property
    def undone(self) -> bool:
        """Whether it is still to be published, whatever is wrong with it."""
        return self.disclosed is None and self.state not in (State.ARCHIVED, State.WITHDRAWN, State.EXEMPT)

    @property
    def called(self) -> str:
        """Its department, or its unit with the department."""
        return f"{self.department}（{self.unit}）" if self.unit else self.department

    @property
    def found(self) -> str:
        """错误 3，待填 2; "" where nothing was found."""
        told = {name: self.counts.get(name, 0) for name in COUNTED} | {TO_TYPE: self.to_type}
        return "，".join(f"{name} {many}" for name, many in told.items() if many)

    def days(self, day: date) -> str:
        """What is to be said of its days: 还有5天（8月20日止）, 2024-08-22公开，晚了2天; "" where there is nothing.

        Of what is exempted, by what.
        """
        if self.state is State.EXEMPT:
            return f"依据{self.basis}"
        left = self.left(day)
        if left is not None and self.deadline:
            until = f"{self.deadline.month}月{self.deadline.day}日止"
            return f"还有{left}天（{until}）" if left >= 0 else f"过期{-left}天（{until}）"
        if self.disclosed:
            return f"{self.disclosed.isoformat()}公开" + (f"，晚了{self.late}天" if self.late else "")
        return ""

    @property
    def late(self) -> int:
        """By how many days it was published too late."""
        return max((self.disclosed - self.deadline).days, 0) if self.disclosed and self.deadline else 0


class Board(Struct, frozen=True, kw_only=True):
    """进度表 of a year and a kind."""

    year: int
    kind: str
    """of the departments: 部门决算"""
    day: date
    """as of which days are counted"""
    lines: tuple[BoardLine, ...]
    """in order of region and folder, units below their department"""

    @property
    def counts(self) -> dict[State, int]:
        """How many documents are in each state, those with none left out."""
        told = Counter(line.state for line in self.lines)
        return {state: told[state] for state in State if told[state]}

    @property
    def title(self) -> str:
        return f"{self.year}年度{self.kind}公开进度"

    @property
    def summary(self) -> str:
        """How many there are to be, and how many have come how far."""
        told = "，".join(f"{state} {many}" for state, many in self.counts.items())
        return f"该有 {len(self.lines)} 份：{told}" if self.lines else "这里没有部门"

    @property
    def overdue(self) -> tuple[BoardLine, ...]:
        """Past their deadline and not published, the latest first."""
        late = (line for line in self.lines if (line.left(self.day) or 0) < 0)
        return tuple(sorted(late, key=lambda line: line.left(self.day) or 0))

    @property
    def undated(self) -> int:
        """How many have no 批复 recorded, so that nobody can tell until when they have time."""
        return sum(line.undone and line.deadline is None for line in self.lines)
