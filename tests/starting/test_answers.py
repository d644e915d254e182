"""回答: what is taken, and why the rest is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.starting.answers import (
    AnswerError,
    code_of,
    date_of,
    folder_of,
    name_of,
    region_of,
    unit_of,
    unit_of_money,
    units_of,
    year_of,
)
from gongkai.starting.head_text import NewUnit

KNOWN = {"qingchuan": "青川省", "qingchuan/linshui": "临水县"}


def folder(text: str) -> str:
    return folder_of(text, ("search",), 5)


def region(text: str) -> str:
    return region_of(text, "qingchuan/linshui/audit-bureau", KNOWN)


def test_what_is_taken() -> None:
    assert folder(" content/departments/qingchuan/linshui/audit-bureau/ ") == "qingchuan/linshui/audit-bureau"
    assert name_of(" 临水县 审计局 ") == "临水县审计局"
    assert date_of("2019年3月1日") == date_of("２０１９-03-01") == date(2019, 3, 1)
    assert region("青川省／临水县") == "青川省/临水县"
    assert code_of("３２６") == "326"
    assert unit_of("326001，本级 行政单位") == NewUnit(code="326001", name="本级", nature="行政单位")
    assert unit_of("河道管理所") == NewUnit(code="", name="河道管理所")
    assert year_of("2024年度") == 2024
    assert unit_of_money(" 元 ") == "元"


@pytest.mark.parametrize(
    ("read", "answer", "reason"),
    [
        (folder, "审计局", "只用小写英文字母"),
        (folder, "qingchuan/Audit", "只用小写英文字母"),
        (folder, "qingchuan/../../etc", "只用小写英文字母"),
        (folder, "audit-bureau", "要从省写起"),
        (folder, "qingchuan/audit-bureau/2024", "像年度"),
        (folder, "search/audit-bureau", "网站自己用的"),
        (folder, "a/b/c/d/e/f", "太深了"),
        (name_of, "audit", "全称"),
        (name_of, "临水\u202e县审计局", "看不见的字符"),
        (date_of, "2019-02-30", "没有“2019-02-30”这一天"),
        (date_of, "去年", "写成 2019-01-01"),
        (region, "临水县", "要写2层"),
        (region, "青川省/临水市", "别的部门写的是“临水县”"),
        (code_of, "三二六", "不是代码"),
        (unit_of, "326001", "一行写一个单位"),
        (year_of, "24", "写四位数"),
        (unit_of_money, "万", "不是金额单位"),
    ],
)
def test_what_is_not(read: Callable[[str], object], answer: str, reason: str) -> None:
    with pytest.raises(AnswerError, match=reason):
        read(answer)


def test_a_unit_twice() -> None:
    with pytest.raises(AnswerError, match="写了两次"):
        units_of(("326001 本级", "326001 河道管理所"))
