"""套用的格式: placeholders, alternatives and instructions of a template that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule
from generator.checks.texts import Source, written
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity

KINDS = {
    "占位的符号": re.compile(
        r"(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])|[×＊]{2,}|\*{3,}|_{3,}|＿{2,}|某某|某(?:单位|部门|局|年度)"
    ),
    "没有选定的写法": re.compile(
        r"(?P<one>增加|增长|大于|上升|高于|超支)[（(/／]\s*(?:减少|下降|降低|小于|低于|结余)[）)]?|大小于|增减少"
    ),
    "文字处理软件的域代码": re.compile(
        r"PAGEREF|MERGEFORMAT|HYPERLINK|TOC\s*\\|_Toc\d+|REF\s+_Ref|\[bookmark[^\]]*\]?|错误！未定义", re.IGNORECASE
    ),
    "填写说明": re.compile(
        r"(?<![申提邀])请(?:填写|在此|据实填|如实填|按实际填)|此处(?:填|应填|请)|[（(](?:如有|如无|可删除|选填|必填|根据实际)[^）)]*[）)]"
        r"|填表说明[:：]|(?<!有)(?:待补充|待填写)|TODO|[（(](?:单位|部门|项目)名称[）)]",
        re.IGNORECASE,
    ),
    "没有的事项": re.compile(
        r"0\s*车\s*0\s*辆|(?:主要用于|主要包括|来访人员主要包括)[:：]?\s*(?:无|没有)|(?:原因是|原因为)[:：]?\s*无(?=[。，；]|$|差异|此项)"
    ),
}


def templates_are_filled(case: Case) -> Iterator[Outcome]:
    """W201 套用格式: a template's placeholders and alternatives are replaced, its instructions deleted (rule X17).

    What an original printed is told by the rules on 原文 (N209, N210).
    """
    for text in written(case):
        if text.source is Source.ORIGINAL:
            continue
        found = [(what, match[0]) for what, pattern in KINDS.items() for match in pattern.finditer(text.text)]
        if not found:
            yield Held()
        for what, words in found:
            yield Finding(
                code=FindingCode.TEMPLATE_RESIDUE,
                severity=Severity.INCONSISTENCY,
                place=text.place,
                message=f"写有“{words}”，这是{what}，没有改成实际的内容",
                hint="请写实际的内容；没有这一项的，整句删去",
            )


RULES = (Rule(code=FindingCode.TEMPLATE_RESIDUE, check=templates_are_filled),)
