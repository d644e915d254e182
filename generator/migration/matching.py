"""对应: what of one edition is what in another, where something certain says so; what is only like it is a doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from gongkai.model.names import Names

Mark = str | tuple[Hashable, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """一样东西 of an edition, by what is left of it when its name changes."""

    former: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    """each tells it for certain, if it is of this one alone on both sides"""
    hint: Mark = None
    """what makes it likely, no more"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
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
    gone = {name: one for name, one in old.items() if name not in new}
    come = {name: one for name, one in new.items() if name not in old}
    pairs = {name: name for name in old if name in new}
    pairs |= _claimed(gone, come)
    for number in range(max((len(one.marks) for one in gone.values()), default=0)):
        left = {name: one for name, one in gone.items() if name not in pairs}
        free = {name: one for name, one in come.items() if name not in pairs.values()}
        pairs |= _marked(left, free, number)
    free = {name: one for name, one in come.items() if name not in pairs.values()}
    near = Names(free)
    likely = {
        name: other
        for name, one in gone.items()
        if name not in pairs and not name.isdigit() and (other := _hinted(one, free) or near.near(name) or "")
    }
    return Matched(pairs=pairs, likely=likely, come=tuple(free), torn=_torn(old, new))


def _torn(old: Mapping[str, Named], new: Mapping[str, Named]) -> dict[str, str]:
    """Claims to a name that is still there; what said so before already is no news."""
    return {
        former: name
        for name, thing in new.items()
        for former in thing.former
        if former in old and former in new and former != name and (name not in old or former not in old[name].former)
    }


def _claimed(gone: Mapping[str, Named], come: Mapping[str, Named]) -> dict[str, str]:
    """What new things say that they were called; what two claim is nobody's."""
    claims = {name: next((one for one in thing.former if one in gone), "") for name, thing in come.items()}
    count = Counter(claims.values())
    return {old: name for name, old in claims.items() if old and count[old] == 1}


def _marked(gone: Mapping[str, Named], come: Mapping[str, Named], number: int) -> dict[str, str]:
    before, after = (_by_mark(things, number) for things in (gone, come))
    return {name: after[mark] for mark, name in before.items() if mark in after}


def _by_mark(things: Mapping[str, Named], number: int) -> dict[Mark, str]:
    marks = {name: one.marks[number] for name, one in things.items() if number < len(one.marks) and one.marks[number]}
    count = Counter(marks.values())
    return {mark: name for name, mark in marks.items() if count[mark] == 1}


def _hinted(one: Named, come: Mapping[str, Named]) -> str:
    """What alone has the same hint."""
    found = [name for name, other in come.items() if one.hint and other.hint == one.hint]
    return found[0] if len(found) == 1 else ""
