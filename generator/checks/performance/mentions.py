"""句子里的项目: budget, spending and rate that a sentence gives of one project are those of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import Form, Value, forms
from gongkai.checks.performance.findings import quoted, warning
from gongkai.checks.performance.narrative import prose
from gongkai.checks.performance.records import amount_said, rate_said
from gongkai.checks.texts import Written
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
from gongkai.model.performance_roles import Subject

_SENTENCE = re.compile(r"[。\n]")
_START = r"(?:^|[，、；：:（(]|项目|全年|年度?|共|实际|累计|已|其)"
_IS = r"(?:共计?|合计|为|是|达到?|[:：])?\s*"
_AMOUNT = r"(?:资金|金额|总额|数|安排|了)?" + _IS + r"(?P<said>[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:亿元|万元|元))"
_SHARE = _IS + r"(?P<said>[0-9]+(?:\.[0-9]+)?\s*[%％])"
_PATTERNS = {
    "全年预算": re.compile(_START + "(?:年初|全年)?预算" + _AMOUNT),
    "执行数": re.compile(_START + "(?:支出|执行|使用|支付|拨付)" + _AMOUNT),
    "执行率": re.compile("(?:执行率|使用率|支付率|支出率)" + _SHARE),
}
_OF_OTHERS = re.compile(r"上年|去年|其中|每|分别|占|(?:等|[0-9]+)个项目")
_YEAR = re.compile(r"(20[0-9][0-9])年")


def sentences_tell_the_forms_money(case: Case) -> Iterator[Outcome]:
    """P10 句子里的金额: 预算, 支出, 执行率 in a sentence of this year that names one project only.

    Words may speak of a part of the project, so what differs is told and does not block.
    """
    projects: dict[str, list[Form]] = {}
    for form in forms(case, Subject.PROJECT):
        if form.project:
            projects.setdefault(form.project, []).append(form)
    for text in prose(case) if projects else ():
        for sentence in _SENTENCE.split(text.text):
            years = {int(year) for year in _YEAR.findall(sentence)} - {case.document.year}
            if years or not any(sign.isdigit() for sign in sentence) or _OF_OTHERS.search(sentence):
                continue
            named = [name for name in projects if name in sentence]
            longest = max(named, key=len, default="")
            if longest and all(name in longest for name in named):
                yield from _sentence(case, text, sentence.replace(longest, "项目"), projects[longest])


def _sentence(case: Case, text: Written, sentence: str, found: list[Form]) -> Iterator[Outcome]:
    for role, pattern in _PATTERNS.items():
        for match in pattern.finditer(sentence):
            compared = [_compared(case, form, role, match["said"]) for form in found]
            told = [one for one in compared if one is not None]
            if not told:
                continue
            if any(agrees for _, agrees in told):
                yield Held()
                continue
            yield warning(
                FindingCode.TEXT_AGAINST_FORMS,
                text.place,
                f"文中说{quoted(found[0].project)}“{match[0].lstrip('，、；：:（(')}”，它的绩效自评表是{told[0][0].text}",
                "文中的数要同绩效自评表一致；说的是其中一部分的，写明白",
                (told[0][0].place,),
            )


def _compared(case: Case, form: Form, role: str, said: str) -> tuple[Value, bool] | None:
    return rate_said(form, said) if role == "执行率" else amount_said(case, form, role, "", said)


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.TEXT_AGAINST_FORMS, check=sentences_tell_the_forms_money, nature=Nature.FINAL_ACCOUNTS),
)
