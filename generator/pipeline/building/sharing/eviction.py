"""清理: what need not be kept any more, by age and size; what some branch uses stays.

All times are those of one clock, that of the place where things are kept: a machine whose clock is wrong harms nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

DAY = 86_400.0
GIGABYTE = 1_000_000_000


class Allowance(Struct, frozen=True):
    """保留多久、多少: days since the last use, and bytes in all."""

    days: int = 30
    bytes: int = 20 * GIGABYTE


class Kept(Struct, frozen=True):
    """一份成品 as it is kept."""

    name: str
    size: int
    written: float


class Use(Struct, frozen=True):
    """用过: what one branch was built of when it was last built."""

    branch: str
    written: float
    names: frozenset[str]


class Superfluous(Struct, frozen=True):
    """用不着的."""

    names: tuple[str, ...]
    freed: int
    """bytes"""
    left: int
    """bytes that stay"""
    branches: tuple[str, ...] = ()
    """those that have not been built for so long that what they use does not count any more"""


def superfluous(kept: Iterable[Kept], uses: Iterable[Use], allowance: Allowance, now: float) -> Superfluous:
    """What has not been used for too long; and, while all is too large, what was used longest ago.

    What a branch uses that was built lately is never among it, even where that alone is too much.
    """
    uses = sorted(uses, key=lambda use: use.written)
    oldest = now - allowance.days * DAY
    in_use = frozenset(name for use in uses if use.written >= oldest for name in use.names)
    by_age = _by_age(kept, uses)
    left = sum(one.size for _, one in by_age)
    names, freed = [], 0
    for last, one in by_age:
        if one.name not in in_use and (last < oldest or left > allowance.bytes):
            names.append(one.name)
            freed += one.size
            left -= one.size
    return Superfluous(tuple(names), freed, left, tuple(use.branch for use in uses if use.written < oldest))


def _by_age(kept: Iterable[Kept], uses: Iterable[Use]) -> list[tuple[float, Kept]]:
    """Each with the time when it was last used or written; `uses` in order of time."""
    used = {name: use.written for use in uses for name in use.names}
    last = ((max(one.written, used.get(one.name, 0.0)), one) for one in kept)
    return sorted(last, key=lambda pair: (pair[0], pair[1].name))
