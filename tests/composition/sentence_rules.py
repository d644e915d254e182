"""读得通的规则: what no sentence of any edition says, whoever wrote the edition; each rule tells what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.model.numbering import chinese_number
from tests.composition.every_sentence import Said

NO_LAST_YEAR = re.compile(r"(?<!预算数)持平|与(?:上年|\d{4}年)|[比较](?:上年|\d{4}年)|上年度?无此项|增长|下降")
PATTERNS = {
    "数了没有的项目、单位": r"(?:项目|单位|科室|机构)(?:共|决算（)?0[个家]|(?<!\d)0[个家](?:项目|单位|科室|内设机构)",
    "零还说占多少": r"(?<![\d.])0(?:\.00)?万元，占(?!政府采购)",
    "没有变化还说增长、下降": r"(?:增长|下降|增加|减少)0(?:\.00)?[%万]",
    "增减后面是负数": r"(?:增加|减少|增长|下降|占|完成[^，。]{0,8}的)-\d",
    "增加同下降、减少同增长在一起": r"增加[\d.]+万元，下降|减少[\d.]+万元，增长",
    "标点重了": r"[，。；：、]{2,}|（）|“”|《》",
    "没有说完": r"(?:原因|原因是|主要用于|包括|全部是|为|是|分别是|由于)：?[。；，]",
    "只有一个还说分别": r"分别(?:是|为)：?[^、，；]+。$",
    "只有一个还说等": r"：[^、，。；]+等[科项单]",
    "词重了": r"万元万元|年度年度|其中：其中|的的|主要原因是主要原因",
    "还没有填": r"【待填",
}
OFFICIAL = {
    # what an official form makes every bureau print, and archived documents do print
    "henan-2023-final-accounts.profile.organisation": r"（0个）|二级预算单位0个",
    "henan-2023-final-accounts.explanation.income": r"0\.00万元，占0\.00%",
    "henan-2023-final-accounts.explanation.expenditure": r"0\.00万元，占0\.00%",
    "henan-2023-final-accounts.explanation.performance": r"0个项目自评等级为",
    "three-public": r"0(?:\.00)?万元，占0\.00%",
    "performance": r"分别为",
}
"""by section, with the edition where it is of one edition"""
TITLE = re.compile(r"^(?:\d+\. )?[^，。；：]{1,30}$")
CHANGE = re.compile(r"(增加|减少)([\d.]+)万元[，（](?:增长|下降)([\d.]+)%")
AMOUNT = re.compile(r"([\d.]+)万元")
ROUNDED = 0.5
NUMBERED = re.compile(r"^(?:(?P<arabic>\d+)\. |（(?P<chinese>[一二三四五六七八九十]+)）|（(?P<brackets>\d+)）)")


def wrong(edition: str, document: list[Said]) -> Iterator[str]:
    """What is wrong with the sentences of one document, each with where it stands."""
    for one in document:
        allowed = [OFFICIAL.get(key, "") for key in (f"{edition}.{one.section}", one.section.rpartition(".")[2])]
        text = re.sub("|".join(filter(None, allowed)) or r"(?!)", "", one.text)
        yield from (_told(name, one) for name, pattern in PATTERNS.items() if re.search(pattern, text))
        if one.situation.before == "没有上年" and NO_LAST_YEAR.search(one.text):
            yield _told("没有上年还同上年比", one)
        if not _adds_up(one.text):
            yield _told("增减同数不合", one)
        if not (one.heading or one.text.endswith(("。", "：", "；")) or TITLE.match(one.text)):
            yield _told("句子没有完", one)
    for one, after in pairwise(document):
        if one.text.endswith("：") and (after.section != one.section or after.heading):
            yield _told("说了“：”，后面没有", one)
    yield from _numbers(document)


def _adds_up(text: str) -> bool:
    """Whether each change and its percentage are those of an amount that stands before them."""
    for change in CHANGE.finditer(text):
        way, by, percent = change[1], float(change[2]), float(change[3])
        amounts = [float(amount) for amount in AMOUNT.findall(text[: change.start()])]
        earlier = [amount - by if way == "增加" else amount + by for amount in amounts]
        if not any(base and abs(by / base * 100 - percent) < ROUNDED for base in earlier):
            return False
    return True


def _numbers(document: list[Said]) -> Iterator[str]:
    """Numbers of a list begin at one and go on by one."""
    last: dict[tuple[str, str], int] = {}
    for one in document:
        found = NUMBERED.match(one.text)
        for kind, text in (found.groupdict() if found else {}).items():
            if text is None:
                continue
            number = int(text) if text.isdigit() else next(n for n in range(1, 100) if chinese_number(n) == text)
            before = last.get((one.section, kind), 0)
            if number not in (1, before + 1):
                yield _told("序号不连", one)
            last[one.section, kind] = number


def _told(name: str, one: Said) -> str:
    return f"{name}：〔{one.situation.name}·{one.section}〕{one.text}"
