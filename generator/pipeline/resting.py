"""连带: a document that is the sum of others is no better than they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from gongkai.loading.folders import DOCUMENT
from gongkai.model.checked import Verdict
from gongkai.model.findings import found
from gongkai.model.places import Place
from gongkai.pipeline.workspace import DEPARTMENTS

V = TypeVar("V", bound=Verdict)


def resting(verdicts: Iterable[V]) -> tuple[V, ...]:
    """The same, but for sums of units (汇总: 各单位) with one that must not be published: nor must they (C203).

    A unit that was not looked at in this run says nothing.
    """
    judged = tuple(verdicts)
    blocked = {one.id for one in judged if one.blocked}
    while more := {one.id for one in judged if one.id not in blocked and any(_at_fault(one, blocked))}:
        blocked |= more
    return tuple(_with_units(one, blocked) for one in judged)


def _at_fault(one: Verdict, blocked: set[str]) -> Iterator[tuple[str, str]]:
    return ((name, id) for name, id in one.units.items() if id in blocked)


def _with_units(one: V, blocked: set[str]) -> V:
    place = Place(path=f"{DEPARTMENTS}/{one.id}/{DOCUMENT}")
    more = [found("C203", place, "有问题", 单位=name, 在=f"{DEPARTMENTS}/{id}") for name, id in _at_fault(one, blocked)]
    return replace(one, findings=(*one.findings, *more), blocked=True) if more else one
