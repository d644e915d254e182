"""waivers.yml: what is taken, and what is said of slips."""

from __future__ import annotations

import pytest

from gongkai.loading.waivers_file import read_waivers, says_nothing
from gongkai.model.findings import Finding
from gongkai.model.waivers import Waiver
from tests.loading.trees import load


def read(text: str) -> tuple[tuple[Waiver, ...], tuple[Finding, ...]]:
    node = load(text).node
    assert node is not None
    result = read_waivers(node)
    return result.value, result.findings


def said(text: str) -> list[str]:
    return [f"{one.place.line} {one.code} {one.message}" for one in read(text)[1]]


def test_entry_with_its_place() -> None:
    waivers, findings = read("- {代码: E103, 文件: performance/01-hall.yml, 含: 执行率, 理由: 按部门的办法分档计分}\n")
    assert findings == ()
    (waiver,) = waivers
    assert (waiver.code, waiver.at, waiver.words) == ("E103", "performance/01-hall.yml", "执行率")
    assert waiver.old
    assert waiver.reason == "按部门的办法分档计分"
    assert waiver.place.line == 1


def test_file_with_nothing_but_a_remark() -> None:
    assert read("# 没有\n[]\n") == ((), ())
    assert read("~\n") == ((), ())


def test_slip_leaves_the_other_entries_in_force() -> None:
    waivers, findings = read(
        "- {代码: E103, 理由: 按部门的办法分档计分}\n"
        "- {代码: E103, 原因: 按部门的办法分档计分}\n"
        "- {代码: E108, 理由: 扣分原因写在评价报告里}\n"
    )
    assert [waiver.code for waiver in waivers] == ["E103", "E108"]
    assert {finding.code for finding in findings} == {"L401", "L402"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("代码: E103\n理由: 按部门的办法分档计分\n", "1 L403 waivers.yml 应写成一列，一条说明一行"),
        ("- E103\n", "1 L403 这里应当写成“名称: 值”，现在是文字“E103”"),
        ("- {代码: e103, 理由: 按部门的办法分档计分}\n", "1 L405 没有“e103”这个代码，相近的有E103（执行率的得分不符）"),
        ("- {代码: 执行率, 理由: 按部门的办法分档计分}\n", "1 L405 没有“执行率”这个代码，请照提示里印的写"),
        ("- {代码: E103}\n", "1 L402 缺少“理由”"),
        ("- {代码: E103, 理由: }\n", "1 L308 “理由”没有填"),
        ('- {代码: E103, 理由: ""}\n', "1 P403 没有写理由，这一条不算"),
        ("- {代码: E103, 理由: 同上}\n", "1 P403 理由“同上”没有说明什么，这一条不算"),
    ],
)
def test_slip(text: str, expected: str) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "reason",
    [
        "无",
        "同上",
        "见上文。",
        "同第1条",
        "情况属实",
        "已核实！",
        "核实无误",
        "原文如此",
        "……",
        "——",
        "历史原因",
        "N/A",
    ],
)
def test_reason_that_says_nothing(reason: str) -> None:
    assert says_nothing(reason)


@pytest.mark.parametrize(
    "reason",
    ["按档计分", "上年决算批复后调整过口径", "见财预〔2023〕5号第三条，不含基本建设", "原文如此：本局当年未改名"],
)
def test_reason_that_says_something(reason: str) -> None:
    assert not says_nothing(reason)
