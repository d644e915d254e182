"""路径: names with points between them, in which * stands for one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

ANY = "*"
_NEIGHBOUR = re.compile(r"(?:上年|同年)[^.]+")


@lru_cache(maxsize=8192)
def matched(pattern: str, path: str) -> str | None:
    """What stands in the place of the pattern's first * ("" if it has none); None if the path does not fit.

    A * in the path itself fits any name.
    """
    if pattern.count(".") != path.count(".") or not begin_alike(pattern, path):
        return None
    return next((other for one, other in _pairs(pattern, path) if one == ANY), "")


def begin_alike(one: str, other: str) -> bool:
    """Whether two paths fit as far as the shorter goes."""
    return all(name == beside or ANY in (name, beside) for name, beside in _pairs(one, other))


def _pairs(one: str, other: str) -> Iterator[tuple[str, str]]:
    return zip(one.split("."), other.split("."), strict=False)


@lru_cache(maxsize=1024)
def borrowed_from(text: str) -> str:
    """The neighbouring document that 取 names (上年决算.支出.*); "" if it names none."""
    which = text.partition(".")[0]
    return which if names_neighbour(which) else ""


def names_neighbour(name: str) -> bool:
    """Whether a name is one of a document of another year or kind; which there are is said in templates/kinds.yml."""
    return _NEIGHBOUR.fullmatch(name) is not None


def look_up(values: Mapping[str, Any], path: str) -> Any:
    """What stands at a path of mappings and lists (绩效指标.0.得分); None where it ends early."""
    current: Any = values
    for name in path.split("."):
        if isinstance(current, Mapping):
            current = current.get(name)
        elif isinstance(current, tuple) and name.isdecimal() and int(name) < len(current):
            current = current[int(name)]
        else:
            return None
    return current
