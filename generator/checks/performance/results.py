"""完成情况与完成值: what a form tells of its results in words is what it gives of them as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import SCORED
from gongkai.checks.indicators import Indicator, indicators, indicators_of
from gongkai.checks.outcomes import Said, each
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.numbers import MONEY, Number, read

_NUMBER = r"(?P<number>[0-9０-９][0-9０-９,]*(?:[.．][0-9０-９]+)?)\s*"
_GAP = r"(?:共计?|合计|总计|为|是|达到?|完成|实现|实际|已|了|数量|总数|人数|次数|人次|场次|数|有|在|保持|[:：\s]){0,4}"
"""what may stand between the name of an indicator and its number"""
_END = r"(?=\s*(?:[，。；、,;！）)\n]|[均都已全并且及和与]|$))"
_ALONE = r"(?<![0-9０-９.．,，第近约超])"
"""before a number that stands by itself"""
_BEFORE = r"(?:^|(?<=[，。；、：:,;\s）)])|(?<=[共了已成展织年计]))"


def _told(case: Case) -> Iterator[tuple[Indicator, list[Number]]]:
    """Indicators with the numbers that the text gives of them."""
    for indicator in indicators(case, *SCORED):
        if indicator.comparable and indicator.measured.unit and len(_name(indicator)) > 1:
            said = list(_said(_name(indicator), indicator.measured, indicator.score.form.at_role("result").text))
            if said:
                yield indicator, said


@each(_told)
def results_are_the_outcomes(_case: Case, told: tuple[Indicator, list[Number]]) -> Iterator[Said]:
    """P06 完成情况: a number after the name of an indicator, in its unit, is its 完成值 (改造窗口12个, 群众满意度97%).

    Words as targets are left out: their 完成值 says how much of it was done. One of several numbers is enough.
    """
    indicator, said = told
    outcome, form, name = indicator.measured, indicator.outcome.form, _name(indicator)
    if any(_agrees(number, outcome) for number in said):
        return
    others = (one.outcome.number for one in indicators_of(form) if one is not indicator and one.outcome.has_number)
    shared = any(other.unit == outcome.unit and _agrees(said[0], other) for other in others)
    variant, related = "确定" if _is_long(name) and not shared else "可能", [form.at_role("result")]
    yield indicator.outcome.wrong("E130", variant, 指标=indicator.name, 写=name + said[0].text, related=related)


def _name(indicator: Indicator) -> str:
    return word_pattern("E130", "计量的词尾").sub("", indicator.third.text)


def _is_long(name: str) -> bool:
    """Whether a name stands in a text by no accident; a shorter one is met at the beginning of words only."""
    return len(name) >= bound_of("E130", "名称的字数")


def _said(name: str, outcome: Number, text: str) -> Iterator[Number]:
    """The numbers in the outcome's unit that stand behind the name or in it: 改造窗口12个, 改造12个窗口."""
    units = sorted(MONEY, key=len, reverse=True) if outcome.money else [outcome.unit]
    if len(name) > bound_of("E130", "名称最多") or not any(unit in text for unit in ("％", *units)):
        return
    for pattern in _patterns(name, "[%％]" if outcome.unit == "%" else "|".join(map(re.escape, units)), text):
        for match in pattern.finditer(text):
            number = read(match["number"] + match["unit"])
            before = text[max(match.start() - 12, 0) : match.start()]
            if number is not None and not word_pattern("E130", "说别的").search(before):
                yield number


def _patterns(name: str, unit: str, text: str) -> Iterator[re.Pattern[str]]:
    """A number behind each beginning of the name that stands in the text, and before the rest of it."""
    for front, back in ((name[:cut], name[cut:]) for cut in range(len(name) + 1)):
        if front in text and back in text:
            start = ("" if _is_long(name) else _BEFORE) + (re.escape(front) + _GAP if front else _ALONE)
            yield re.compile(f"{start}{_NUMBER}(?P<unit>{unit})的?{re.escape(back)}{_END}")


def _agrees(said: Number, outcome: Number) -> bool:
    """The same, or the text's is the outcome rounded."""
    slack = said.step if said.step > outcome.step else 0
    return abs(said.plain - outcome.plain) * 2 <= slack
