"""完成情况与完成值: what a form tells of its results in words is what it gives of them as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import SCORED, Form, Indicator, forms
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import found
from gongkai.model.numbers import MONEY, Number, read

_NUMBER = r"(?P<number>[0-9０-９][0-9０-９,]*(?:[.．][0-9０-９]+)?)\s*"
_GAP = r"(?:共计?|合计|总计|为|是|达到?|完成|实现|实际|已|了|数量|总数|人数|次数|人次|场次|数|有|在|保持|[:：\s]){0,4}"
"""what may stand between the name of an indicator and its number"""
_END = r"(?=\s*(?:[，。；、,;！）)\n]|[均都已全并且及和与]|$))"
_ALONE = r"(?<![0-9０-９.．,，第近约超])"
"""before a number that stands by itself"""
_BEFORE = r"(?:^|(?<=[，。；、：:,;\s）)])|(?<=[共了已成展织年计]))"


def results_are_the_outcomes(case: Case) -> Iterator[Outcome]:
    """P06 完成情况: a number after the name of an indicator, in its unit, is its 完成值 (改造窗口12个, 群众满意度97%).

    Words as targets are left out: their 完成值 says how much of it was done. One of several numbers is enough.
    """
    for form in forms(case, *SCORED):
        text = form.value(form.roles.result).text if form.roles.result else ""
        for indicator in form.indicators if text else ():
            yield from _indicator(form, indicator, text)


def _indicator(form: Form, indicator: Indicator, text: str) -> Iterator[Outcome]:
    outcome, aim = indicator.outcome.number, indicator.aim
    if outcome is None or aim is None or not aim.number.comparable(outcome):
        return
    outcome = outcome.measured_as(aim.number)
    name = word_pattern("E130", "计量的词尾").sub("", indicator.third.text)
    if not outcome.unit or len(name) < 2:
        return
    said = tuple(_said(name, outcome, text))
    if not said:
        return
    if any(_agrees(number, outcome) for number in said):
        yield Held()
        return
    others = [each.outcome.number for each in form.indicators if each is not indicator]
    shared = any(each is not None and each.unit == outcome.unit and _agrees(said[0], each) for each in others)
    yield found(
        "E130",
        indicator.outcome.place,
        "确定" if _is_long(name) and not shared else "可能",
        指标=indicator.name,
        填=indicator.outcome.text,
        写=name + said[0].text,
        related=(form.value(form.roles.result).place,),
    )


def _is_long(name: str) -> bool:
    """Whether a name stands in a text by no accident; a shorter one is met at the beginning of words only."""
    return len(name) >= bound_of("E130", "名称的字数")


def _said(name: str, outcome: Number, text: str) -> Iterator[Number]:
    """The numbers in the outcome's unit that stand behind the name or in it: 改造窗口12个, 改造12个窗口."""
    if len(name) > bound_of("E130", "名称最多") or not set(name) <= set(text):
        return
    units = sorted(MONEY, key=len, reverse=True) if outcome.money else [outcome.unit]
    unit = "[%％]" if outcome.unit == "%" else "|".join(map(re.escape, units))
    pieces = (cut for cut in range(len(name) + 1) if name[:cut] in text and name[cut:] in text)
    for cut in pieces if any(one in text for one in ("％", *units)) else ():
        front, back = re.escape(name[:cut]), re.escape(name[cut:])
        start = ("" if _is_long(name) else _BEFORE) + (front + _GAP if front else _ALONE)
        for match in re.finditer(f"{start}{_NUMBER}(?P<unit>{unit})的?{back}{_END}", text):
            number = read(match["number"] + match["unit"])
            before = text[max(match.start() - 12, 0) : match.start()]
            if number is not None and not word_pattern("E130", "说别的").search(before):
                yield number


def _agrees(said: Number, outcome: Number) -> bool:
    """The same, or the text's is the outcome rounded."""
    slack = said.step if said.step > outcome.step else 0
    return abs(said.plain - outcome.plain) * 2 <= slack
