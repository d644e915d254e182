"""不拆开的: what stands in one line because it is one thing: a number with its unit, a date, a code, “（略）”.

Where a thing is wider than its line it is parted, at as few places as will do: first between number and unit and
between the parts of a date, then at the ends of numbers, and anywhere only where a number alone is too wide.

No line holds the last character alone either (孤字).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = "\u3400-\u9fff〇"
_NUMERALS = "〇○零一二三四五六七八九十"
_LONG_UNITS = (
    "年度|年末|年初|季度|月份|个月|小时|分钟|工作日|个工作日|人次|人天|人日|批次|车次|件次|场次|台次|户次|家次|篇次|套次|"
    "平方米|平方公里|立方米|公里|千米|毫米|厘米|公斤|千克|公顷|千瓦时|千瓦|摄氏度|个百分点|百分点|星级"
)
"""of more than one character; of others the character behind a number is the unit"""
_CODE = r"[A-Za-z0-9]+(?:[.,:/_\-][A-Za-z0-9]+)*"
_NUMBER = rf"[≤≥<>＜＞≈＝±+\-−－¥￥$第]?[ \u00a0]?(?<![A-Za-z0-9]){_CODE}(?<=[0-9])(?![A-Za-z])[%‰％℃°]?"
_RANGE = rf"{_NUMBER}(?:[~～—–\-至]+{_NUMBER})?"
_MEASURE = rf"(?:{_LONG_UNITS}|[十百千万亿]{{0,2}}(?:{_LONG_UNITS}|[{HAN}])|[十百千万亿])"
_ONE_UNIT = rf"{_MEASURE}(?:[（(][^（）()]{{1,2}}[）)])?"
_UNIT = rf"(?:(?<![%‰％])(?!以|左右)[/／]?{_ONE_UNIT}(?:[/／·]{_ONE_UNIT}){{0,2}})?(?:以[上下内外]|左右)?"
_BETWEEN = "[ \u00a0]?"
_DATE = (
    rf"\d{{2,4}}{_BETWEEN}年{_BETWEEN}\d{{1,2}}{_BETWEEN}月(?:{_BETWEEN}\d{{1,2}}{_BETWEEN}[日号])?"
    rf"|\d{{1,2}}{_BETWEEN}月{_BETWEEN}\d{{1,2}}{_BETWEEN}[日号]"
    rf"|[{_NUMERALS}]{{4}}年[{_NUMERALS}]{{1,3}}月(?:[{_NUMERALS}]{{1,3}}日)?"
)
_BRACKETED = r"[（(“‘《〈【〔\[][^（）()“”‘’《》〈〉【】〔〕\[\]\s]{1,3}[）)”’》〉】〕\]]"
_BEFORE = "[（(“‘《〈【〔]*"
_BEHIND = "[。，；：、！？）”》]*"
_LAST = re.compile(rf"[{HAN}][{HAN}]{_BEHIND}(?=\n|$)")

STRENGTHS = (
    re.compile(rf"{_BEFORE}(?:{_DATE}|{_RANGE}{_BETWEEN}{_UNIT}|{_CODE}|{_BRACKETED}){_BEHIND}"),
    re.compile(rf"{_BEFORE}(?:\d{{1,4}}[年月日号时分]|{_NUMBER}|(?<=[0-9%]){_UNIT}|{_CODE}|{_BRACKETED}){_BEHIND}"),
    re.compile(rf"{_BEFORE}(?:{_NUMBER}|{_CODE})"),
)
"""what is kept together, strongest first; the marks around it stay with it"""
WEAKEST = 2
"""at which numbers alone are kept together"""
_MET = re.compile(rf"[0-9%％\]][{HAN}%％]|[（(][{HAN}]|[{HAN}][）)]")


def unbroken(text: str, strength: int) -> Iterator[tuple[int, int]]:
    """Where in the text things stand that are kept together, if anything is at this strength."""
    if strength < len(STRENGTHS):
        for found in STRENGTHS[strength].finditer(text):
            yield found.span()
    if strength < WEAKEST:
        for found in _LAST.finditer(text):
            yield found.span()


def met(letters: str) -> bool:
    """Whether the last character of one run of text and the first of the next are of one thing."""
    return _MET.fullmatch(letters) is not None
