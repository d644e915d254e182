"""套用的格式: placeholders, alternatives and instructions of a template that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.texts import Source, written
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity

PLACEHOLDER, ALTERNATIVE, FIELD_CODE, INSTRUCTION, NOTHING = (
    "占位的符号",
    "没有选定的写法",
    "文字处理软件的域代码",
    "填写说明",
    "没有的事项",
)
MORE, LESS = "增加|增长|上升|提高|大于|高于|超支|超出", "减少|下降|降低|小于|低于|结余|节约"
KINDS = {
    PLACEHOLDER: re.compile(
        r"(?<![A-Za-z/._-])(?<!\d{4})[XxＸ]{2,}(?![A-Za-z/._-])|[×＊]{2,}|(?<![\d*])\*{3,}(?![\d*])|_{3,}|＿{2,}|某某(?=[年市县区乡镇局委办项])"
        r"|(?<![\u4e00-\u9fff])某某|某某?(?:年度|单位名称|部门名称)|某某(?:单位|部门|中心|学校|公司|街道)"
    ),
    ALTERNATIVE: re.compile(
        rf"(?:{MORE})(?:[（(](?:{LESS})[）)]|[/／](?:{LESS}))|(?:{LESS})(?:[（(](?:{MORE})[）)]|[/／](?:{MORE}))"
        rf"|[（(](?:{MORE})[）)](?:{LESS})|[（(](?:{LESS})[）)](?:{MORE})|(?<!最)大小于|(?<!不)增减少"
    ),
    FIELD_CODE: re.compile(
        r"PAGEREF|MERGEFORMAT|HYPERLINK|TOC\s*\\|_Toc\d+|REF\s+_Ref|\[bookmark[^\]]*\]?|错误！未定义", re.IGNORECASE
    ),
    INSTRUCTION: re.compile(
        r"(?<![申提邀敬])请(?:填写|在此|据实填|如实填|按实际填)|此处(?:填写|填列|应填)|填表说明[:：]|\bTODO\b"
        r"|[（(](?:选填|必填|可?删除|如[有无][，,]?请|根据实际[^（）()]{0,6}(?:填|写|删|修改))[^（）()]*[）)]"
        r"|[（(【\[]待(?:补充|填写|定)[）)】\]]|^待(?:补充|填写|定)。?$|(?<![\u4e00-\u9fff])[（(](?:单位|部门|项目)名称[）)]"
    ),
    NOTHING: re.compile(
        r"(?<!\d)0\s*车\s*0\s*辆|(?:主要用于|主要包括)[:：]?\s*(?:无|没有)(?=[。，；、]|$|此项|该项|发生|支出|外宾|来访|国内)"
        r"|(?:原因是|原因为)[:：]?\s*无(?=[。，；]|$|差异|此项)"
    ),
}
EMPHASIS = re.compile(r"[*_]+")
"""marks of Markdown"""


def templates_are_filled(case: Case) -> Iterator[Outcome]:
    """W201 套用格式: a template's placeholders and alternatives are replaced, its instructions deleted (rule X17).

    What an original printed is told by the rules on 原文 (N209, N210).
    """
    for text in written(case):
        if text.source is Source.ORIGINAL:
            continue
        words = EMPHASIS.sub("", text.text) if text.source is Source.REPORT else text.text
        found = [(what, match[0]) for what, pattern in KINDS.items() for match in pattern.finditer(words)]
        if not found:
            yield Held()
        for what, left in found:
            yield Finding(
                code=FindingCode.TEMPLATE_RESIDUE,
                severity=Severity.INCONSISTENCY,
                place=text.place,
                message=f"写有“{left}”，这是{what}，没有改成实际的内容",
                hint="请写实际的内容；没有这一项的，整句删去",
            )


RULES = (Rule(code=FindingCode.TEMPLATE_RESIDUE, check=templates_are_filled),)
