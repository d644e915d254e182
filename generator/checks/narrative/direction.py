"""原因的方向: whether a reason speaks of more or of less, clause by clause; silent in doubt.

A clause says what changes and how: something grows, shrinks, happens, ends, does not happen. What was last year, or was
planned at the beginning of the year, works the other way. Clauses of both directions, or one that may mean either,
decide nothing. The words are the lists of N301 (templates/findings/N.yml).
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto

from gongkai.model.finding_catalogue import word_pattern


class Says(Enum):
    """一个分句说的方向."""

    MORE = auto()
    LESS = auto()
    EITHER = auto()
    """it may mean either: the whole reason is left alone"""
    NOTHING = auto()


YEAR = re.compile(r"(20\d\d)年")
CLAUSES = re.compile(r"[，。；、！？：,;!?:\n]|(?<=[^，。；])(?=但|而且|同时)")
FROM_TO = re.compile(
    r"[由从][^\d，。；]{0,6}(?P<old>\d{1,9}(?:\.\d{1,4})?)(?P<unit>[^\d，。；年月日号]{1,12}?)(?:至|到|为|成)[^\d，。；]{0,4}"
    r"(?P<new>\d{1,9}(?:\.\d{1,4})?)(?![\d年月日号])"
)
"""由15元提高到16元, 从8%提到12%: the figures say which way"""
_SIGNS = {frozenset({Says.MORE}): 1, frozenset({Says.LESS}): -1}
_LONGEST = 500
"""characters of a reason that are looked at"""
_THEN = {
    "没有": Says.MORE,
    "延续": Says.EITHER,
    "完成": Says.LESS,
    "过多": Says.LESS,
    "过少": Says.MORE,
    "减": Says.MORE,
    "推迟": Says.MORE,
    "一次性": Says.LESS,
}
"""what was last year or was planned: what happened then is missing now, what did not may be new"""
_NOW = {
    "动用结余": Says.EITHER,
    "优惠到期": Says.MORE,
    "更加节约": Says.LESS,
    "没有减少": Says.EITHER,
    "只有增加": Says.EITHER,
}
"""turns of phrase that mean something else than their words"""


def direction(text: str, item: str, year: int) -> int:
    """1 for a reason that `item` grew, -1 that it shrank, 0 if it speaks of both, of neither, or may mean either."""
    if _has(item, "结转结余的项"):
        return 0
    plain = _without(word_pattern("N301", "固定说法").sub("○", text[:_LONGEST]), "一口气说的")
    clauses = [_without(clause.strip(), "目的") for clause in CLAUSES.split(plain)]
    pays = any(_has(clause, "付旧账") for clause in clauses)
    said = {_clause(part, item, year, pays=pays) for clause in clauses for part in _times(clause, year)}
    return _SIGNS.get(frozenset(said - {Says.NOTHING}), 0)


def _has(clause: str, listed: str, start: int = 0) -> re.Match[str] | None:
    """The first of these words in it."""
    return word_pattern("N301", listed).search(clause, start)


def _without(clause: str, listed: str) -> str:
    return word_pattern("N301", listed).sub("", clause)


def _older(clause: str, year: int) -> re.Match[str] | None:
    named = (match for match in YEAR.finditer(clause) if int(match[1]) < year)
    return _has(clause, "上年") or next(named, None)


def _times(clause: str, year: int) -> list[str]:
    """What a clause says of then, and what of now."""
    older = _older(clause, year)
    now = _has(clause, "本年", older.end()) if older else None
    return [clause[: now.start()], clause[now.start() :]] if now else [clause]


def _clause(clause: str, item: str, year: int, *, pays: bool) -> Says:
    if _older(clause, year):
        return _then(clause, pays=pays)
    of_item = (_dead(clause, item), _retired(clause, item), _paid_by(clause, item))
    turns = (means for listed, means in _NOW.items() if _has(clause, listed))
    if says := next((says for says in (*of_item, *turns) if says is not None), None):
        return says
    if moved := FROM_TO.search(clause):
        change = Decimal(moved["new"]) - Decimal(moved["old"])
        return Says.MORE if change > 0 else Says.LESS if change else Says.NOTHING
    activities = word_pattern("N301", "活动").sub("开展", clause)
    return _changes(_without(activities, "目标"), pays=pays)


def _then(clause: str, *, pays: bool) -> Says:
    listed = next((listed for listed in _THEN if _has(clause, listed)), "")
    unsure = (pays and listed == "完成") or (listed == "减" and _has(clause, "增"))
    return Says.EITHER if unsure else _THEN.get(listed, Says.NOTHING)


def _dead(clause: str, item: str) -> Says | None:
    """去世: wages and pensions end, 抚恤 is paid."""
    to_survivors = _has(item, "抚恤的项")
    if _has(clause, "没有去世"):
        return Says.LESS if to_survivors else Says.EITHER
    if _has(clause, "去世"):
        if to_survivors:
            return Says.LESS if _has(clause, "遗属去世") else Says.MORE
        return Says.EITHER if _has(clause, "抚恤") else Says.LESS
    if _has(clause, "抚恤") and not _has(clause, "减"):
        return Says.MORE if to_survivors else Says.EITHER
    return None


def _retired(clause: str, item: str) -> Says | None:
    """退休: less for wages, more for pensions."""
    if not _has(clause, "退休"):
        return None
    pensions = _has(item, "离退休的项")
    if "减员" in clause or (_has(clause, "离开") and not pensions):
        return Says.LESS
    grows, fewer = bool(_has(clause, "增")), bool(_has(clause, "减"))
    if not pensions or grows == fewer:
        return Says.EITHER
    return Says.MORE if grows else Says.LESS


def _paid_by(clause: str, item: str) -> Says | None:
    """收费取消、改由财政安排: less income of one's own, more appropriations; of the whole it says nothing."""
    if _has(clause, "不由财政安排"):
        return Says.LESS if _has(item, "财政拨款的项") else Says.EITHER
    ended, granted = _has(clause, "停止收费"), _has(clause, "由财政安排")
    if not ended and not granted:
        return None
    if _has(item, "自有收入的项"):
        return Says.LESS if ended else Says.NOTHING
    if _has(item, "财政拨款的项"):
        return Says.MORE if granted else Says.NOTHING
    return Says.EITHER


def _changes(clause: str, *, pays: bool) -> Says:
    grows, fewer = _has(clause, "增"), _has(clause, "减")
    if nothing := _has(clause, "没有发生"):
        return Says.EITHER if _has(clause, "增", nothing.end()) else Says.LESS
    if later := _has(clause, "推迟"):
        return Says.EITHER if grows else _put_off(clause, later, pays=pays)
    if grows and fewer:
        return Says.LESS if _fewer_of(clause, grows, fewer) else Says.EITHER
    return Says.MORE if grows else Says.LESS if fewer else Says.NOTHING


def _put_off(clause: str, later: re.Match[str], *, pays: bool) -> Says:
    """推迟: less now, more if it was until now; of what is only paid for later it must be said in so many words."""
    if pays and not _has(clause, "减") and not _has(clause, "推迟支付"):
        return Says.EITHER
    return Says.MORE if _has(clause, "本年", later.end()) else Says.LESS


def _fewer_of(clause: str, grows: re.Match[str], fewer: re.Match[str]) -> bool:
    """新增项目减少, 调出人员增多: less, whatever the other word says."""
    if word_pattern("N301", "新增").match(clause, grows.start()):
        return fewer.end() == len(clause)
    leaves = word_pattern("N301", "离开").match(clause, fewer.start())
    return fewer.start() < grows.start() and leaves is not None
