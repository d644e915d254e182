"""相近的编码: listed codes that a mistyped one may be meant for."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.model.classification import Classification

MOST_NAMED = 3
"""near codes that a message lists"""


def near_codes(code: str, names: Mapping[str, str], classification: Classification) -> dict[str, str]:
    """Listed codes of the same 类 and length that are one slip away, those of the same section and 颠倒 first."""
    top, parent = classification.lengths[0], classification.parent
    alike = (one for one in names if len(one) == len(code) and (one[:top] == code[:top] or len(code) == top))
    near = [one for one in alike if _swapped(code, one) or sum(a != b for a, b in zip(one, code, strict=True)) == 1]
    first = sorted(near, key=lambda one: (parent(one) != parent(code), not _swapped(code, one), one))
    return {one: names[one] for one in first}


def _swapped(code: str, other: str) -> bool:
    """颠倒: the two differ by two digits side by side that changed places."""
    at = [number for number, (a, b) in enumerate(zip(code, other, strict=True)) if a != b]
    return len(at) == 2 and at[1] == at[0] + 1 and code[at[0] : at[1] + 1] == other[at[0] : at[1] + 1][::-1]


def how_near(code: str, near: Mapping[str, str]) -> str:
    """What sets a code apart from those that are near, for a message."""
    swapped = [_swapped(code, one) for one in near]
    slips = ("只差一个数字",) * (not all(swapped)) + ("两个数字颠倒",) * any(swapped)
    return "、".join(slips)


def named(near: Mapping[str, str]) -> str:
    """Codes with their names, for a message."""
    told = "、".join(f"{code}{name}" for code, name in list(near.items())[:MOST_NAMED])
    return told + ("等" if len(near) > MOST_NAMED else "")
