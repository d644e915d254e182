"""What people type by mistake: told at its place, read as it was meant."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.model.findings import Severity
from tests.loading.trees import codes, load, plain


@pytest.mark.parametrize(
    ("text", "expected", "tree"),
    [
        ("名称：甲\n", ["1:3 L205"], {"名称": "甲"}),
        (
            "a: 1\n名称： 甲\nb: 2\n城市：乙\n",
            ["2:3 L205", "4:3 L205"],
            {"a": "1", "名称": "甲", "b": "2", "城市": "乙"},
        ),
        ("- 名称：甲\n  年度: 1\n", ["1:5 L205"], [{"名称": "甲", "年度": "1"}]),
        ("原因:\n  收支：甲\n  支出：乙\n", ["2:5 L205", "3:5 L205"], {"原因": {"收支": "甲", "支出": "乙"}}),
        ('"2010301"：{基本: 2}\n', ["1:10 L205"], {"2010301": {"基本": "2"}}),
        ('a: {"b"：1, c: 2}\n', ["1:8 L205"], {"a": {"b": "1", "c": "2"}}),
        ("a: {b：1，c：2}\n", ["1:6 L205", "1:8 L208", "1:10 L205"], {"a": {"b": "1", "c": "2"}}),
        ("a: {b: 1，c: 2，d: 3}\n", ["1:9 L208", "1:14 L208"], {"a": {"b": "1", "c": "2", "d": "3"}}),
        ("a: [办公室，财务科]\n", ["1:8 L208"], {"a": ["办公室", "财务科"]}),
        ("a:1\nb: 2\n", ["1:2 L206"], {"a": "1", "b": "2"}),
        ("2010301:42.48\n", ["1:8 L206"], {"2010301": "42.48"}),
        ("2010301:{基本: 2}\n", ["1:8 L206"], {"2010301": {"基本": "2"}}),
        ("a:\n  2010301：{基本: 2}\n", ["2:10 L205"], {"a": {"2010301": {"基本": "2"}}}),
        ("a: {b:1, c:2}\n", ["1:6 L206", "1:11 L206"], {"a": {"b": "1", "c": "2"}}),
        ("a:\n  -甲\n  -乙\n", ["2:3 L207", "3:3 L207"], {"a": ["甲", "乙"]}),
        ("a:\n  - 甲\n  -乙\n", ["3:3 L207"], {"a": ["甲", "乙"]}),
        ("a: b: c\nd: e: f\n", ["1:5 L212", "2:5 L212"], {"a": "b： c", "d": "e： f"}),
        ("a: [项目 #3, 乙]\nb: 1\n", ["1:8 L214"], {"a": ["项目 ＃3", "乙"], "b": "1"}),
        ('a: "C:\\d"\nb：1\n', ["1:7 L223", "2:2 L205"], {"a": "C:/d", "b": "1"}),
        ("a: `x\nb: %y\nc: *重要\n", ["1:4 L213", "2:4 L213", "3:4 L213"], {"a": "x", "b": "y", "c": "重要"}),
    ],
)
def test_trap_is_reported_and_mended(text: str, expected: list[str], tree: Any) -> None:
    loaded = load(text)
    assert codes(loaded) == expected
    assert plain(loaded.node) == tree


@pytest.mark.parametrize(
    "text",
    [
        "a: 关于预算：说明\n",
        "- 负责：贯彻执行\n",
        "a: [为了完成好全年的工作任务、提高效率，我局决定继续推进这一项目。]\n",
        'a: ["甲，乙"]\n',
        "a: {原因: 增加，减少}\n",
        "a: http://www.gov.cn/x\n",
        "a: 12:30\n",
        "a:\n  http://www.gov.cn\n",
        "a: -5\n",
        "a:\n  - -5\n",
        'a: "项目 #3"\n',
        "a: C#\n",
        "a: 1  # 注释\n#无空格的整行注释\n",
        "a: |\n  第一行：是文字\n  -不是列表\n  \t缩进是文字 #3\n  　　首行缩进\n",
        "a: >\n  只有一行\n",
        "a: [\n  甲,\n  乙,\n]\n",
        "a: “引用”\n",
        "(一): 1\n",
    ],
)
def test_ordinary_text_is_no_trap(text: str) -> None:
    assert codes(load(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n\tc: 2\n", ["2:1 L203", "3:1 L203"]),
        ("a:\n  b: 1\n\tc: 1\n", ["3:1 L203"]),
        ("a: 1\n　b: 2\n", ["2:1 L204"]),
        ("a: 1\n\xa0b: 2\n", ["2:1 L204"]),
        ("a: '甲\nb: 1\n", ["1:4 L209"]),
        ('a: "甲\nb: "乙"\n', ["1:4 L209"]),
        ('a: "甲"乙\n', ["1:7 L209"]),
        ("a: {b: 1, c: 2\nd: 1\n", ["1:4 L210"]),
        ("a: [甲, 乙\n", ["1:4 L210"]),
        ("a: [甲］\nb: 1\n", ["1:4 L210"]),
        ("a: {b: 1}}\n", ["1:10 L210"]),
        ("a: {b: [1, 2}\n", ["1:13 L210"]),
        ("a: 1\n  b: 2\n", ["2:4 L211"]),
        ("a:\n    b: 1\n  c: 2\n", ["3:3 L211"]),
        ("a: 甲\n- 乙\n", ["2:1 L211"]),
        ("a: - 甲\n", ["1:4 L213"]),
        ("a: 甲\n  乙\n", ["1:4 L215"]),
        ("a: '甲\n  乙'\n", ["1:4 L215"]),
        ("a: >\n  甲\n  乙\n", ["1:4 L215"]),
        ("a: #3\n", ["1:4 L214"]),
        ("a: 　甲\n", ["1:4 L224"]),
    ],
)
def test_other_mistakes_have_one_finding_at_their_place(text: str, expected: list[str]) -> None:
    assert codes(load(text)) == expected


def test_comment_after_one_space_is_a_warning() -> None:
    (finding,) = load("a: 经费 # 去年\n").findings
    assert (finding.code, finding.severity) == ("L214", Severity.WARNING)


def test_places_after_a_mended_spot_are_those_of_the_file() -> None:
    """`：` is read as “: ”; what follows in the line does not move."""
    assert codes(load("名称：*x\nb: 1\n")) == ["1:3 L205", "1:4 L217"]
    assert "1:8 L216" in codes(load("a：{b：1，b：2}\nc: 1\n"))


def test_hint_shows_what_to_type() -> None:
    assert load("名称：甲局\n年度: 1\n").findings[0].hint.startswith("写成“名称: 甲局”")
    assert load("a: {b：1，c：2}\n").findings[0].hint.startswith("写成“b: 1, c: 2”")


def test_unreadable_rest_gives_no_tree() -> None:
    loaded = load("a: 1\nb: [1\nc: 2\n")
    assert loaded.node is None
    assert [one.severity for one in loaded.findings] == [Severity.ERROR]
