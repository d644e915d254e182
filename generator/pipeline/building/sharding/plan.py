"""分法: which shard renders which documents, as follows from the folders of content/ alone: all machines agree."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable

from msgspec import Struct


class Shard(Struct, frozen=True, order=True):
    """第几片，共几片."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def shards(ids: Iterable[str], of: int, kin: Callable[[str], str]) -> list[tuple[str, ...]]:
    """The documents of each shard: those of a kin stay together, and every shard gets about as many.

    With fewer kins than shards some shards have nothing to do.
    """
    kindred: dict[str, list[str]] = {}
    for id in sorted(ids):
        kindred.setdefault(kin(id), []).append(id)
    load = [(0, number) for number in range(of)]
    found: list[list[str]] = [[] for _ in range(of)]
    for _, those in sorted(kindred.items(), key=lambda item: (-len(item[1]), item[0])):
        there, number = heapq.heappop(load)
        found[number] += those
        heapq.heappush(load, (there + len(those), number))
    return [tuple(sorted(one)) for one in found]
