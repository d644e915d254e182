"""检查的结局: what a rule says of each thing it looked at; a rule that looked at nothing has not passed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from gongkai.checks.context import Case
from gongkai.model.findings import Finding
from gongkai.model.kinds import Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """成立: `count` assertions were tested and hold."""

    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """未检查: something could not be tested, and why (Chinese, for the ledger)."""

    reason: str


Said = Finding | Skipped
"""what a rule says of a thing"""
Outcome = Said | Held
Check = Callable[[Case], Iterator[Outcome]]
Thing = TypeVar("Thing")


def each(
    things: Callable[[Case], Iterable[Thing | Skipped]],
) -> Callable[[Callable[[Case, Thing], Iterable[Said]]], Check]:
    """A rule that looks at one thing at a time; what cannot be looked at is among them as Skipped."""

    def rule(test: Callable[[Case, Thing], Iterable[Said]]) -> Check:
        @wraps(test)
        def check(case: Case) -> Iterator[Outcome]:
            for thing in things(case):
                said = (thing,) if isinstance(thing, Skipped) else tuple(test(case, thing))
                yield from said or (Held(),)

        return check

    return rule


def together(
    things: Callable[[Case], Iterable[Thing | Skipped]],
) -> Callable[[Callable[[Case, list[Thing]], Iterable[Said]]], Check]:
    """A rule that looks at all things at once: if it says anything, how many of them hold is not known."""

    def rule(test: Callable[[Case, list[Thing]], Iterable[Said]]) -> Check:
        @wraps(test)
        def check(case: Case) -> Iterator[Outcome]:
            listed: list[Thing] = []
            for thing in things(case):
                if isinstance(thing, Skipped):
                    yield thing
                else:
                    listed.append(thing)
            if listed:
                yield from tuple(test(case, listed)) or (Held(count=len(listed)),)

        return check

    return rule


@dataclass(frozen=True, slots=True)
class Rule:
    """规则: one numbered rule of the field. It reads the case, changes nothing, and yields an outcome for each test.

    Yielding nothing means that the rule does not apply to the document.
    """

    code: str
    check: Callable[[Case], Iterator[Outcome]]
    whole: bool = False
    """whether it rests on the figures of all tables, so that it judges nothing while a line could not be read"""
    nature: Nature | None = None
    """类 of the kinds of documents that it is for; None: all"""
