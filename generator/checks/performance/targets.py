"""指标值: what a form prints as the target of an indicator (≥95%, 不超过5天, 20人以上) read as a bound and a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gongkai.model.numbers import Number, half_width, read

_SIGNS = {
    **dict.fromkeys(("≥", "≧", ">=", "不低于", "不少于", "不小于", "至少", "达到"), "≥"),
    **dict.fromkeys(("≤", "≦", "<=", "不超过", "不高于", "不大于", "不多于", "控制在"), "≤"),
    **dict.fromkeys(("=", "＝"), "="),
    **dict.fromkeys((">", "＞", "大于", "高于", "超过"), ">"),
    **dict.fromkeys(("<", "＜", "小于", "低于", "少于"), "<"),
}
_SIGN = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))
_LEAST, _MOST = ("及以上", "以上"), ("及以下", "以内", "以下", "之内", "内")


class Bound(StrEnum):
    """方向: how the outcome must lie to the target."""

    LEAST = "≥"
    MOST = "≤"
    EXACT = "="
    OPEN = ""
    """no sign: 100%, 70.7万元"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """指标值 that is a number."""

    bound: Bound
    strict: bool
    number: Number

    def met(self, outcome: Number) -> bool:
        """达到: whether an outcome with a comparable unit keeps to the target; without a sign, reaches it."""
        if self.bound is Bound.MOST:
            return outcome.plain < self.number.plain if self.strict else outcome.plain <= self.number.plain
        if self.bound is Bound.EXACT:
            return outcome.plain == self.number.plain
        return outcome.plain > self.number.plain if self.strict else outcome.plain >= self.number.plain


@lru_cache(maxsize=4096)
def read_target(text: str) -> Target | None:
    """≥95%, 满意度≥95%, 100%, 不超过5天, 20人以上; None where the target is words."""
    shown = half_width(text)
    sign = _SIGN.search(shown)
    kind = _SIGNS[sign[0]] if sign else ""
    rest = shown[sign.end() :].strip() if sign else shown
    for words, meant in ((_LEAST, "≥"), (_MOST, "≤")):
        for word in words:
            if rest.endswith(word):
                rest, kind = rest.removesuffix(word), kind or meant
    number = read(rest)
    if number is None:
        return None
    bounds = {"≥": Bound.LEAST, ">": Bound.LEAST, "≤": Bound.MOST, "<": Bound.MOST, "=": Bound.EXACT}
    return Target(bound=bounds.get(kind, Bound.OPEN), strict=kind in ("<", ">"), number=number)
