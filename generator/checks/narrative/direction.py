"""原因的方向: whether a reason speaks of more or of less, clause by clause; silent in doubt.

A clause says what changes and how: something grows, shrinks, happens, ends, does not happen. What was last year, or was
planned at the beginning of the year, works the other way. Clauses of both directions, or one that may mean either,
decide nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto

from gongkai.checks.narrative import directions as of


class Says(Enum):
    """一个分句说的方向."""

    MORE = auto()
    LESS = auto()
    EITHER = auto()
    """it may mean either: the whole reason is left alone"""
    NOTHING = auto()


_SIGNS = {frozenset({Says.MORE}): 1, frozenset({Says.LESS}): -1}
_LONGEST = 500
"""characters of a reason that are looked at"""
_THEN = (
    (of.HAPPENED_NOT, Says.MORE),
    (of.STAYS, Says.EITHER),
    (of.FINISHED, Says.LESS),
    (of.TOO_MUCH, Says.LESS),
    (of.TOO_LITTLE, Says.MORE),
    (of.FEWER, Says.MORE),
    (of.LATER, Says.MORE),
    (of.ONCE, Says.LESS),
)
"""what was last year or was planned: what happened then is missing now, what did not may be new"""
_NOW = (
    (of.USES_REST, Says.EITHER),
    (of.RELIEF_ENDS, Says.MORE),
    (of.EFFORT, Says.LESS),
    (of.NOT_FEWER, Says.EITHER),
    (of.ONLY_GROWS, Says.EITHER),
)
"""turns of phrase that mean something else than their words"""


def direction(text: str, item: str, year: int) -> int:
    """1 for a reason that `item` grew, -1 that it shrank, 0 if it speaks of both, of neither, or may mean either."""
    if of.OF_RESTS.search(item):
        return 0
    plain = of.LEAVES_OR_RETIRES.sub("", of.NAMED.sub("○", text[:_LONGEST]))
    clauses = [of.PURPOSE.sub("", clause.strip()) for clause in of.CLAUSES.split(plain)]
    pays = any(of.PAYS.search(clause) for clause in clauses)
    said = {_clause(part, item, year, pays=pays) for clause in clauses for part in _times(clause, year)}
    return _SIGNS.get(frozenset(said - {Says.NOTHING}), 0)


def _older(clause: str, year: int) -> re.Match[str] | None:
    named = (match for match in of.YEAR.finditer(clause) if int(match[1]) < year)
    return of.OLDER.search(clause) or next(named, None)


def _times(clause: str, year: int) -> list[str]:
    """What a clause says of then, and what of now."""
    older = _older(clause, year)
    now = of.THIS_YEAR.search(clause, older.end()) if older else None
    return [clause[: now.start()], clause[now.start() :]] if now else [clause]


def _clause(clause: str, item: str, year: int, *, pays: bool) -> Says:
    if _older(clause, year):
        return _then(clause, pays=pays)
    for says in (_dead(clause, item), _retired(clause, item), _paid_by(clause, item)):
        if says is not None:
            return says
    for pattern, means in _NOW:
        if pattern.search(clause):
            return means
    if moved := of.FROM_TO.search(clause):
        change = Decimal(moved["new"]) - Decimal(moved["old"])
        return Says.MORE if change > 0 else Says.LESS if change else Says.NOTHING
    return _changes(of.VIRTUE.sub("", of.ACTIVITY.sub("开展", clause)), pays=pays)


def _then(clause: str, *, pays: bool) -> Says:
    for pattern, means in _THEN:
        if pattern.search(clause):
            unsure = (pays and pattern is of.FINISHED) or (pattern is of.FEWER and of.GROWS.search(clause))
            return Says.EITHER if unsure else means
    return Says.NOTHING


def _dead(clause: str, item: str) -> Says | None:
    """去世: wages and pensions end, 抚恤 is paid."""
    to_survivors = of.OF_SURVIVORS.search(item)
    if of.DIES_NOT.search(clause):
        return Says.LESS if to_survivors else Says.EITHER
    if of.DIES.search(clause):
        if to_survivors:
            return Says.LESS if of.SURVIVOR_DIES.search(clause) else Says.MORE
        return Says.EITHER if of.SURVIVORS.search(clause) else Says.LESS
    if of.SURVIVORS.search(clause) and not of.FEWER.search(clause):
        return Says.MORE if to_survivors else Says.EITHER
    return None


def _retired(clause: str, item: str) -> Says | None:
    """退休: less for wages, more for pensions."""
    if not of.RETIRES.search(clause):
        return None
    pensions = of.OF_PENSIONS.search(item)
    if "减员" in clause or (of.LEAVES.search(clause) and not pensions):
        return Says.LESS
    grows, fewer = bool(of.GROWS.search(clause)), bool(of.FEWER.search(clause))
    if not pensions or grows == fewer:
        return Says.EITHER
    return Says.MORE if grows else Says.LESS


def _paid_by(clause: str, item: str) -> Says | None:
    """收费取消、改由财政安排: less income of one's own, more appropriations; of the whole it says nothing."""
    if of.NOT_BY_BUDGET.search(clause):
        return Says.LESS if of.OF_APPROPRIATIONS.search(item) else Says.EITHER
    ended, granted = of.FEES.search(clause), of.BY_BUDGET.search(clause)
    if not ended and not granted:
        return None
    if of.OF_OWN_INCOME.search(item):
        return Says.LESS if ended else Says.NOTHING
    if of.OF_APPROPRIATIONS.search(item):
        return Says.MORE if granted else Says.NOTHING
    return Says.EITHER


def _changes(clause: str, *, pays: bool) -> Says:
    grows, fewer, later = of.GROWS.search(clause), of.FEWER.search(clause), of.LATER.search(clause)
    if nothing := of.HAPPENS_NOT.search(clause):
        return Says.EITHER if of.GROWS.search(clause, nothing.end()) else Says.LESS
    if later:
        until_now = of.THIS_YEAR.search(clause, later.end())
        unsure = grows or (pays and not fewer and not of.PAID_LATER.search(clause))
        return Says.EITHER if unsure else Says.MORE if until_now else Says.LESS
    if grows and fewer:
        return Says.LESS if _fewer_of(clause, grows, fewer) else Says.EITHER
    if grows:
        return Says.MORE
    return Says.LESS if fewer else Says.NOTHING


def _fewer_of(clause: str, grows: re.Match[str], fewer: re.Match[str]) -> bool:
    """新增项目减少, 调出人员增多: less, whatever the other word says."""
    new = of.NEW.match(clause, grows.start())
    if new:
        return fewer.end() == len(clause)
    return fewer.start() < grows.start() and of.LEAVES.match(clause, fewer.start()) is not None
