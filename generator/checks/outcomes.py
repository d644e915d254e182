"""检查的结局: what a rule says of each thing that it looks at, and how the things are counted of which it says nothing.

A rule names things and says what is wrong with one of them. What it says nothing of holds; where there is no thing,
it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TypeVar

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.model.documents import Document
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding


class Held(Struct, frozen=True, kw_only=True):
    """成立: `count` things were looked at, and nothing is wrong with them."""

    count: int = 1


class Skipped(Struct, frozen=True, kw_only=True):
    """未检查: something could not be looked at, and why (Chinese, for the ledger)."""

    reason: str


class Noted(Struct, frozen=True, kw_only=True):
    """说明: what the ledger says of a rule that has run, such as what it proves ("" for nothing)."""

    text: str


ALONE = Skipped(reason="库里没有别的部门")
NOT_COMPOSED = Skipped(reason="正文没有排出来")
Said = Finding | Skipped
"""what a rule says of a thing"""
Outcome = Said | Held | Noted
Check = Callable[[Case], Iterator[Outcome]]
Need = Callable[[Edition], str]
"""what an edition has not that a rule is about (Chinese: 没有…); "" if it has"""
Thing = TypeVar("Thing")


def the_document(case: Case) -> tuple[Document]:
    """The only thing that a rule about the document itself looks at."""
    return (case.document,)


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


class Rule(Struct, frozen=True):
    """规则: one numbered rule of the field. It reads the case and changes nothing."""

    code: str
    check: Check
    whole: bool = False
    """whether it rests on the figures of all tables, so that it judges nothing while a line could not be read"""
    figures: bool = False
    """whether it rests on figures: what rests on tables that were not read whole waits, which the ledger says"""
    needs: Need | None = None
    """what an edition must have for it to apply; None: any edition"""
