"""句子里的项目: budget, spending and rate that a sentence gives of one project are those of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import Form, Value, by_project, forms, named_alone, within_marks
from gongkai.checks.performance.narrative import prose
from gongkai.checks.performance.records import amount_said, rate_said
from gongkai.checks.texts import Written
from gongkai.model.amounts import UNIT_PATTERN
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found
from gongkai.model.performance_roles import Subject

_SENTENCE = re.compile(r"[。\n]")
_START = r"(?:^|[，、；：:（(]|项目|全年|年度?|共|实际|累计|已|其)"
_IS = r"(?:共计?|合计|为|是|达到?|[:：])?\s*"
_AMOUNT = r"(?:资金|金额|总额|数|安排|了)?" + _IS + rf"(?P<said>[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:{UNIT_PATTERN}))"
_SHARE = _IS + r"(?P<said>[0-9]+(?:\.[0-9]+)?\s*[%％])"
_PATTERNS = {
    "全年预算": re.compile(_START + "(?:年初|全年)?预算" + _AMOUNT),
    "执行数": re.compile(_START + "(?:支出|执行|使用|支付|拨付)" + _AMOUNT),
    "执行率": re.compile("(?:执行率|使用率|支付率|支出率)" + _SHARE),
}
_YEAR = re.compile(r"(20[0-9][0-9])年")


def sentences_tell_the_forms_money(case: Case) -> Iterator[Outcome]:
    """P10 句子里的金额: 预算, 支出, 执行率 in a sentence of this year that names one project only.

    Words may speak of a part of the project, so what differs is told and does not block.
    """
    projects = by_project(forms(case, Subject.PROJECT))
    for text in prose(case) if projects else ():
        for sentence in _SENTENCE.split(text.text):
            years = {int(year) for year in _YEAR.findall(sentence)} - {case.document.year}
            of_others = word_pattern("E114", "说别的").search(sentence)
            if years or not any(sign.isdigit() for sign in sentence) or of_others:
                continue
            name = named_alone(sentence, projects)
            if name:
                yield from _sentence(case, text, sentence.replace(name, "项目"), projects[name])


def _sentence(case: Case, text: Written, sentence: str, named: list[Form]) -> Iterator[Outcome]:
    for role, pattern in _PATTERNS.items():
        for match in pattern.finditer(sentence):
            compared = [_compared(case, form, role, match["said"]) for form in named]
            told = [one for one in compared if one is not None]
            if not told:
                continue
            if any(agrees for _, agrees in told):
                yield Held()
                continue
            right = told[0][0]
            yield found(
                "E114",
                text.place,
                "句子",
                项目=within_marks(named[0].project),
                写=match[0].lstrip("，、；：:（("),
                应=right.text,
                related=(right.place,),
            )


def _compared(case: Case, form: Form, role: str, said: str) -> tuple[Value, bool] | None:
    return rate_said(form, said) if role == "执行率" else amount_said(case, form, role, "", said)
