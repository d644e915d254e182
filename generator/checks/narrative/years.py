"""年度: texts that speak of another year than the document's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.narrative.lexicon import LATE_OR_PLANNED
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.texts import Source, Written, written
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.publication import Text

YEAR = re.compile(r"(?<![\d.])(?P<year>20\d\d)年")
OWN = re.compile(
    r"度?(?:[，,]?(?:我|本)(?:部门|单位|[局委办厅院校馆站所中])|[，,](?:全[局市县区年校院镇乡省州]|共|部门|单位|各|完成|开展|实现|组织|围绕)"
    r"|(?:部门|单位|整体|预算|决算|绩效|支出|收入|收支|收、支|财政|人员|公用|机关|机构|项目|“?三公”?|全[年校院]|共))|度(?:[，,。]|$)"
)
DUE = re.compile(r"(?:\d{1,2}月(?:\d{1,2}日?|[底末])?|底|末|年底)?(?:之?前|以前)(?=完成|[，。；、]|$)")
"""what follows the year of which a text reports, and one that is a deadline"""
COMPARED = re.compile(
    r"(?:比|较|与|同|和|及|相比|对比|相较于?|截至?至?|至|到|自|从|于|[-—–~～、])(?:上年|去年|上年度)?[（(]?$"
)
"""before a year: it is compared with, or begins or ends something"""
SPAN = re.compile(r"度?(?:(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[-—–~～、至到]|起|以来|开始)|(?:相比|同期|结转|结余|末|底))")
"""after a year: a time that is longer, a comparison, a balance"""
HISTORY = re.compile(
    r"组建|成立|设立|挂牌|机构改革|印发|发布|颁布|公布|出台|修订|修正|施行|批准|批复|核定|立项|签订|签署|中标|开工|动工|启动|建成|竣工|完工"
    r"|投入使用|启用|购置|购入|购买|划转|划入|合并|更名|改制|试点|获|荣获|授予|命名|评为|通过|以来|起|始|曾|原(?!因)|遗留|以前|历年|延续|跨年"
    r"|尾款|补|清算|结算|欠|结转|推迟|延期|上年|去年|合同|协议|债券|文件|规定|办法|条例|标准|公开|普查|规划|计划|第.{1,4}[次届期批]"
)
"""what happened in another year and is rightly told"""
WE = re.compile(r"我|本")
ORIGIN = re.compile(r"[^，。；]{0,6}(?:组建|成立|设立|挂牌|划转|合并|更名|改制|机构改革|获|荣|被)")
"""what a department tells of itself of another year"""
PLANNED = re.compile(
    r"规划|计划|拟|将|预计|目标|推迟|延期|顺延|结转|下年|次年|明年|以后|后续|截至|公开|公布|编制|安排|验收|完工|建成|到期|届满|十[三四五六]五|力争|为止|提前|迎接|筹备|备战|准备|承办|申办|前期"
)
"""how a text may speak of a year to come"""
LATER = re.compile(r"\d{1,2}月|[一二三]季度|上半年|初|春|度?[，,]?(?:已|均已|现已|才|再|继续)")
"""after the year in which accounts are published: what has come about since (2024年一季度支付, 2024年已签约)"""
TITLES = re.compile(r"《[^《》]*》|[（(][^（）()]*号[）)]|〔\d+〕[^，。；]{0,20}?号")
CLAUSE = re.compile(r"[\s，,：:、（(]$")
SENTENCE = re.compile(r"[。；！？\n]")
NAME = ("项目", "名称")
"""how the path of a cell ends that holds the name of a project, which may be named after any year"""
SHOWN = 40
LOOKED_AT = (Source.EXPLANATION, Source.FORM, Source.REPORT, Source.PROFILE)


def texts_are_of_the_year(case: Case) -> Iterator[Outcome]:
    """N306 年度: what is reported and due is of the document's year (rule X16); reasons are N304's first.

    Another year is right where it is compared with, tells of the past or of plans, or stands beside the document's own.
    """
    year = case.document.year
    ahead = not case.document.edition.kind.looks_back
    for text in written(case):
        if text.source not in LOOKED_AT or (text.source is Source.FORM and text.path.endswith(NAME)):
            continue
        reason = "原因" in text.path
        if reason and not LATE_OR_PLANNED.search(text.text):
            continue
        named = list(YEAR.finditer(TITLES.sub(lambda title: "○" * len(title[0]), text.text)))
        wrong = next((one for one in named if _is_wrong(one, year, reason=reason, ahead=ahead)), None)
        if wrong is None:
            if named:
                yield Held()
            continue
        yield _told(text, wrong, year)


def wording_is_of_the_year(case: Case) -> Iterator[Outcome]:
    """N306 措辞里的年度: a year that the edition's wording prints is the document's or the one before (rule X16)."""
    year = case.document.year
    for paragraph in case.publication.paragraphs() if case.publication else ():
        words = "".join(span.text if isinstance(span, Text) and not span.places else "○" for span in paragraph.spans)
        named = list(YEAR.finditer(TITLES.sub(lambda title: "○" * len(title[0]), words)))
        wrong = next((one for one in named if int(one["year"]) < year and _is_wrong(one, year - 1)), None)
        if wrong is None:
            if named:
                yield Held()
            continue
        yield Finding(
            code=FindingCode.TEXT_OF_ANOTHER_YEAR,
            severity=Severity.WARNING,
            place=case.document.place,
            message=f"版式的措辞印出来是“{words[max(wrong.start() - 10, 0) : wrong.end() + 20]}”，本文件是{year}年度的",
            hint="请财政局维护版式的人把措辞里写死的年度改成 {{ 年度 }} 或 {{ 上年度 }}",
        )


def _is_wrong(found: re.Match[str], year: int, *, reason: bool = False, ahead: bool = False) -> bool:
    named, text, start, end = int(found["year"]), found.string, found.start(), found.end()
    if named == year or (named == year - 1 and reason):
        return False
    before, after = SENTENCE.split(text[max(start - 100, 0) : start])[-1], SENTENCE.split(text[end : end + 100])[0]
    if re.search(rf"{year}|本年|今年", before + after):
        return False
    if DUE.match(after):
        return named < year or not PLANNED.search(before + after)
    if COMPARED.search(before) or SPAN.match(after):
        return False
    if named > year:
        told_later = named == year + 1 and LATER.match(after) is not None and not ahead
        return not told_later and not PLANNED.search(before + after)
    return _reports(before, after)


def _reports(before: str, after: str) -> bool:
    """Whether a year before is that of what the text reports of its own, and not one of its history."""
    own = OWN.match(after)
    if own is None or (before and own[0].startswith(("，", ",")) and not CLAUSE.search(before)):
        return False
    if WE.search(own[0]):
        return not ORIGIN.match(after[own.end() :])
    return not HISTORY.search(before[-12:] + after[:30])


def _told(text: Written, wrong: re.Match[str], year: int) -> Finding:
    start = max(SENTENCE.sub("。", text.text[: wrong.start()]).rfind("。") + 1, wrong.end() - SHOWN // 2)
    shown = SENTENCE.split(text.text[start : start + SHOWN])[0].strip()
    return Finding(
        code=FindingCode.TEXT_OF_ANOTHER_YEAR,
        severity=Severity.WARNING,
        place=text.at(wrong.start()),
        message=f"“{shown}”写的是{wrong['year']}年，本文件是{year}年度的",
        hint="抄自别的年度的，请改成本年度；确实说的是别的年度，写明“上年度”，或者写明是哪一年的什么事",
    )


RULES = (
    Rule(code=FindingCode.TEXT_OF_ANOTHER_YEAR, check=texts_are_of_the_year),
    Rule(code=FindingCode.TEXT_OF_ANOTHER_YEAR, check=wording_is_of_the_year),
)
