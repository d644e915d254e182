"""排队: which documents are still to be done, in what portions, and which may be to blame for a lost machine."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import accumulate, groupby

from msgspec import Struct, field

from gongkai.pipeline.workers import FEW

LARGEST = 20
"""documents of one errand, where kindred ones read the same things"""
PRINTED = 2
"""the same where they are printed, which takes twenty times as long, and nothing is read for two at once"""
TRIES = 2
"""machines that may be lost over one document"""
NEAR = 2
"""documents of a lost errand, after those that are known to be done, of which one may be to blame: what a machine said
last may have been lost with it"""


class Portion(Struct):
    """一趟的文件."""

    ids: tuple[str, ...]
    alone: bool = False
    """on a machine that does nothing else meanwhile"""
    done: set[str] = field(default_factory=set)
    """those that its machine has told to be done; their results are not here yet"""


class Queue:
    """排队的文件."""

    def __init__(self, ids: Iterable[str], kin: Callable[[str], str], largest: int = LARGEST) -> None:
        """`kin`: documents that read the same things go together. `largest`: documents of one errand."""
        self._kin = kin
        self._largest = largest
        self._waiting = sorted(ids, key=lambda one: (kin(one), one))
        self._suspects: list[str] = []
        self._losses: Counter[str] = Counter()

    @property
    def suspects(self) -> bool:
        """Whether there are documents that have to be tried alone, and nothing else."""
        return bool(self._suspects) and not self._waiting

    @property
    def empty(self) -> bool:
        return not self._waiting and not self._suspects

    def portion(self, slots: int) -> Portion | None:
        """The next documents for one of so many slots: fewer towards the end, so that no slot is idle then."""
        if not self._waiting:
            return None
        size = max(1, min(self._largest, math.ceil(len(self._waiting) / (2 * max(1, slots)))))
        end = self._whole(size)
        taken, self._waiting = self._waiting[:end], self._waiting[end:]
        return Portion(tuple(taken))

    def _whole(self, size: int) -> int:
        """How many of the next documents go together, if so many are wanted: kindred ones are not parted."""
        next_ones = self._waiting[: max(size, FEW) + 1]
        ends = [*accumulate(len([*kindred]) for _, kindred in groupby(next_ones, self._kin))]
        return max((end for end in ends if end <= size), default=min(ends[0], max(size, FEW)))

    def suspect(self) -> Portion | None:
        """A document that has to be tried alone, once nothing else is under way."""
        return Portion((self._suspects.pop(0),), alone=True) if self.suspects else None

    def lost(self, portion: Portion) -> tuple[str, ...]:
        """A machine was lost, or its helper; the documents that have now had all their tries are returned."""
        left = [id for id in portion.ids if id not in portion.done]
        near = set(left[:NEAR])
        self._losses.update(near)
        given_up = tuple(id for id in left if id in near and portion.alone and self._losses[id] >= TRIES)
        self._suspects += [id for id in left if id in near and id not in given_up]
        self._waiting += [id for id in portion.ids if id not in near]
        return given_up
