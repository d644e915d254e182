"""路径: names with points between them, in which * stands for one name."""

from __future__ import annotations

NEIGHBOURS = ("上年决算", "上年预算", "同年预算")
"""邻近文件 whose named quantities (指标) a document may read"""
ANY = "*"


def matched(pattern: str, path: str) -> str | None:
    """What stands in the place of the pattern's first * ("" if it has none); None if the path does not fit.

    A * in the path itself fits any name.
    """
    pairs = list(zip(pattern.split("."), path.split("."), strict=False))
    if pattern.count(".") != path.count(".") or any(one != other and ANY not in (one, other) for one, other in pairs):
        return None
    return next((other for one, other in pairs if one == ANY), "")


def borrowed_from(text: str) -> str:
    """The neighbouring document that 取 names (上年决算.支出.*); "" if it names none."""
    which = text.partition(".")[0]
    return which if which in NEIGHBOURS else ""
