"""对应: what of one edition is what in another, where something certain says so; what is only like it is a doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from functools import partial

from msgspec import Struct

from gongkai.model.names import Names

Mark = str | tuple[Hashable, ...] | None


class Named(Struct, frozen=True, kw_only=True):
    """一样东西 of an edition, by what is left of it when its name changes."""

    former: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    """each tells it for certain, if it is of this one alone on both sides"""
    hint: Mark = None
    """what makes it likely, no more"""


Sign = Callable[[str, Named], Mark]


class Matched(Struct, frozen=True, kw_only=True):
    """对上的名称. `pairs`: old → new, those that stay among them; `likely`: what is gone → what it may be now."""

    pairs: Mapping[str, str]
    likely: Mapping[str, str]
    come: tuple[str, ...]
    """what was not there before"""
    torn: Mapping[str, str]
    """what is called otherwise (原名), while something else has taken its name: nobody knows what a document means"""

    @property
    def renamed(self) -> dict[str, str]:
        return {old: new for old, new in self.pairs.items() if old != new}


def match(old: Mapping[str, Named], new: Mapping[str, Named]) -> Matched:
    """Same name, else 原名, else a mark; never likeness alone."""
    gone, come = _beyond(old, new), _beyond(new, old)
    pairs = {name: name for name in old if name in new}

    def pair(before: Sign, after: Sign) -> None:
        signs, others = _signed(gone, before), _signed(come, after)
        for sign in filter(signs.__contains__, others):
            pairs[signs[sign]] = others[sign]
            del gone[signs[sign]], come[others[sign]]

    pair(lambda name, _: name, lambda _, one: next((former for former in one.former if former in gone), None))
    for number in range(max((len(one.marks) for one in gone.values()), default=0)):
        pair(partial(_mark, number), partial(_mark, number))
    return Matched(pairs=pairs, likely=_likely(gone, come), come=tuple(come), torn=_torn(old, new))


def _beyond(things: Mapping[str, Named], others: Mapping[str, Named]) -> dict[str, Named]:
    """What has a name that none of the others has."""
    return {name: one for name, one in things.items() if name not in others}


def _signed(things: Mapping[str, Named], sign: Sign) -> dict[Mark, str]:
    """What a sign tells for certain: a sign that two have is nobody's."""
    signs = {name: sign(name, one) for name, one in things.items()}
    count = Counter(signs.values())
    return {sign: name for name, sign in signs.items() if sign and count[sign] == 1}


def _mark(number: int, _: str, one: Named) -> Mark:
    return one.marks[number] if number < len(one.marks) else None


def _likely(gone: Mapping[str, Named], come: Mapping[str, Named]) -> dict[str, str]:
    """What alone has the same hint, or the name that is most like; a code is like no other."""
    near, hints = Names(come), _signed(come, lambda _, one: one.hint)
    found = {name: hints.get(one.hint) or near.near(name) or "" for name, one in gone.items() if not name.isdigit()}
    return {name: other for name, other in found.items() if other}


def _torn(old: Mapping[str, Named], new: Mapping[str, Named]) -> dict[str, str]:
    """Claims to a name that is still there; what said so before already is no news."""
    return {
        former: name
        for name, thing in new.items()
        for former in thing.former
        if former in old and former in new and former != name and (name not in old or former not in old[name].former)
    }
