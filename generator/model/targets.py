"""指标值: what a form prints as the target of an indicator (≥95%, 不超过5天, 20人以上) read as a bound and a number."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from gongkai.model.numbers import Number, half_width, read


class Direction(StrEnum):
    """方向: how the outcome must lie to the target."""

    LEAST = "≥"
    MOST = "≤"
    EXACT = "="
    OPEN = ""
    """no sign: 100%, 70.7万元"""


_SIGNS = {
    **dict.fromkeys(("≥", "≧", ">=", "不低于", "不少于", "不小于", "至少", "达到"), (Direction.LEAST, False)),
    **dict.fromkeys(("≤", "≦", "<=", "不超过", "不高于", "不大于", "不多于", "控制在"), (Direction.MOST, False)),
    **dict.fromkeys(("=", "＝"), (Direction.EXACT, False)),
    **dict.fromkeys((">", "＞", "大于", "高于", "超过"), (Direction.LEAST, True)),
    **dict.fromkeys(("<", "＜", "小于", "低于", "少于"), (Direction.MOST, True)),
}
"""words before the number, and whether the target itself does not count"""
_SIGN = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))
_BEHIND = re.compile("(?P<least>及?以上)$|(?:及?以下|以内|之内|内)$")


class Target(Struct, frozen=True, kw_only=True):
    """指标值 that is a number."""

    bound: Direction
    strict: bool
    number: Number

    def met(self, outcome: Number) -> bool:
        """达到: whether an outcome with a comparable unit keeps to the target; without a sign, reaches it."""
        if outcome.plain == self.number.plain:
            return not self.strict
        above = outcome.plain > self.number.plain
        return self.bound is not Direction.EXACT and above is not (self.bound is Direction.MOST)


@lru_cache(maxsize=4096)
def read_target(text: str) -> Target | None:
    """≥95%, 满意度≥95%, 100%, 不超过5天, 20人以上; None where the target is words."""
    shown = half_width(text)
    sign, behind = _SIGN.search(shown), _BEHIND.search(shown)
    number = read(shown[sign.end() if sign else 0 : behind.start() if behind else None])
    if number is None:
        return None
    after = (Direction.LEAST if behind["least"] else Direction.MOST) if behind else Direction.OPEN
    bound, strict = _SIGNS[sign[0]] if sign else (after, False)
    return Target(bound=bound, strict=strict, number=number)
