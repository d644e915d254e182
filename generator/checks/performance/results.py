"""完成情况与完成值: what a form tells of its results in words is what it gives of them as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import SCORED, Form, Indicator, forms
from gongkai.checks.performance.findings import inconsistency, warning
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
from gongkai.model.numbers import MONEY, Number, read

_MEASURE = re.compile(r"(?:数量|总数|次数|人次|人数|个数|场次|天数|台数|户数|件数|批次|场数|数)$")
"""what the name of an indicator says of its unit"""
_NUMBER = r"(?P<number>[0-9０-９][0-9０-９,]*(?:[.．][0-9０-９]+)?)\s*"
_GAP = r"(?:共计?|合计|总计|为|是|达到?|完成|实现|实际|已|了|数量|总数|人数|次数|人次|场次|数|有|在|保持|[:：\s]){0,4}"
"""what may stand between the name of an indicator and its number"""
_OF_ANOTHER = re.compile(r"(?:其中|分别|上年|去年|计划|目标|应|拟|每)[^，。；\n]{0,6}$")
"""before a name: the number is planned, of another year, or of a part"""
_END = r"(?=\s*(?:[，。；、,;！）)\n]|[均都已全并且及和与]|$))"
_ALONE = r"(?<![0-9０-９.．,，第近约超])"
"""before a number that stands by itself"""
LONGEST = 20
"""characters of a name; what is longer is a sentence, which no text repeats"""
LONG = 4
"""characters of a name that stands in a text by no accident; a shorter one warns, and at the beginning of words only"""
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
    name = _MEASURE.sub("", indicator.third.text)
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
    certain = len(name) >= LONG and not shared
    yield (inconsistency if certain else warning)(
        FindingCode.RESULT_AGAINST_OUTCOME,
        indicator.outcome.place,
        f"{indicator.name}的完成值填的是{indicator.outcome.text}，实际完成情况里写的是“{name}{said[0].text}”",
        "同一件事的数要一样；请核对哪个对",
        (form.value(form.roles.result).place,),
    )


def _said(name: str, outcome: Number, text: str) -> Iterator[Number]:
    """The numbers in the outcome's unit that stand behind the name or in it: 改造窗口12个, 改造12个窗口."""
    if len(name) > LONGEST or not set(name) <= set(text):
        return
    units = sorted(MONEY, key=len, reverse=True) if outcome.money else [outcome.unit]
    unit = "[%％]" if outcome.unit == "%" else "|".join(map(re.escape, units))
    pieces = (cut for cut in range(len(name) + 1) if name[:cut] in text and name[cut:] in text)
    for cut in pieces if any(one in text for one in ("％", *units)) else ():
        front, back = re.escape(name[:cut]), re.escape(name[cut:])
        start = (_BEFORE if len(name) < LONG else "") + (front + _GAP if front else _ALONE)
        for match in re.finditer(f"{start}{_NUMBER}(?P<unit>{unit})的?{back}{_END}", text):
            number = read(match["number"] + match["unit"])
            if number is not None and not _OF_ANOTHER.search(text[max(match.start() - 12, 0) : match.start()]):
                yield number


def _agrees(said: Number, outcome: Number) -> bool:
    """The same, or the text's is the outcome rounded."""
    slack = said.step if said.step > outcome.step else 0
    return abs(said.plain - outcome.plain) * 2 <= slack


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.RESULT_AGAINST_OUTCOME, check=results_are_the_outcomes, nature=Nature.FINAL_ACCOUNTS),
)
