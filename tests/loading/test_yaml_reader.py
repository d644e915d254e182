"""YAML to nodes: what is read, and where it stands."""

from __future__ import annotations

import time

import pytest

from gongkai.model.findings import Severity
from gongkai.model.nodes import Mapping, Scalar, Sequence
from tests.loading.trees import codes, load, plain

DOCUMENT = """\
---
# 说明
版式: henan-2021-final-accounts   # 版式
名称:
  - {自: 2019-01-01, 名称: "测试市政务服务局"}
收入决算表:
  "2010301": {财政拨款收入: 42.48, 事业收入: "1,790.63"}
  0201: 007
空: ~
无:
引号: ''
文字: |
  　　第一段 # 不是注释
  第二段：是文字

末: yes
"""


def test_scalars_stay_text() -> None:
    loaded = load(DOCUMENT)
    assert plain(loaded.node) == {
        "版式": "henan-2021-final-accounts",
        "名称": [{"自": "2019-01-01", "名称": "测试市政务服务局"}],
        "收入决算表": {"2010301": {"财政拨款收入": "42.48", "事业收入": "1,790.63"}, "0201": "007"},
        "空": None,
        "无": None,
        "引号": "",
        "文字": "　　第一段 # 不是注释\n第二段：是文字",
        "末": "yes",
    }
    assert loaded.findings == ()


def test_places_count_from_one() -> None:
    node = load('甲:\n  - {乙: "丙"}\n').node
    assert isinstance(node, Mapping)
    items = node.get("甲")
    assert isinstance(items, Sequence)
    inner = items.items[0]
    assert isinstance(inner, Mapping)
    key, value = inner.items[0]
    assert [str(one.place) for one in (node, items, inner, key, value)] == [
        "f.yml:1:1",
        "f.yml:2:3",
        "f.yml:2:5",
        "f.yml:2:6",
        "f.yml:2:9",
    ]


def test_columns_count_characters_not_bytes() -> None:
    node = load("{𠮷😀: 一, 乙: 二}").node
    assert isinstance(node, Mapping)
    assert [value.place.column for _, value in node.items] == [6, 12]


def test_null_and_empty_text_differ() -> None:
    node = load("甲:\n乙: ''\n丙: null\n丁: 'null'\n").node
    assert isinstance(node, Mapping)
    values = [value for _, value in node.items]
    assert [(value.text, value.null) for value in values if isinstance(value, Scalar)] == [
        ("", True),
        ("", False),
        ("", True),
        ("null", False),
    ]


def test_mapping_looks_up_values_and_keys() -> None:
    node = load("甲: 1\n乙: 2\n").node
    assert isinstance(node, Mapping)
    assert node.keys() == ("甲", "乙")
    assert node.get("丙") is None
    assert node.key("丙") is None
    key = node.key("乙")
    assert key is not None
    assert key.place.line == 2


def test_all_problems_of_a_file_are_collected() -> None:
    loaded = load("名称：甲\n甲: 1\n甲: 2\n乙: 3\n乙: 4\n丙: *x\n丁: 项目 #3\n戊: \u200b五\n己:{一: 二}\n庚: @x\n")
    assert codes(loaded) == [
        "1:3 L205",
        "3:1 L216",
        "5:1 L216",
        "6:4 L217",
        "7:7 L214",
        "8:4 L110",
        "9:2 L206",
        "10:4 L213",
    ]
    assert plain(loaded.node) == {
        "名称": "甲",
        "甲": "1",
        "乙": "3",
        "丙": None,
        "丁": "项目",
        "戊": "五",
        "己": {"一": "二"},
        "庚": "x",
    }


def test_duplicate_keys_at_every_level_point_to_the_first() -> None:
    loaded = load('甲:\n  "1": a\n  "1": b\n  1: c\n乙: {x: 1, x: 2}\n')
    assert codes(loaded) == ["3:3 L216", "4:3 L216", "5:11 L216"]
    assert [str(one.related[0]) for one in loaded.findings] == ["f.yml:2:3", "f.yml:2:3", "f.yml:5:5"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲: &a 1\n", "L217"),
        ("甲: &a {x: 1}\n", "L217"),
        ("甲: *a\n", "L217"),
        ("甲: !!python/object/apply:os.system [ls]\n", "L218"),
        ("甲: !!binary aGk=\n", "L218"),
        ("<<: {a: 1}\n", "L219"),
        ("甲: 1\n---\n乙: 2\n", "L220"),
        ("%YAML 1.1\n---\n甲: 1\n", "L220"),
        ("? [a, b]\n: 1\n", "L222"),
        ("{{ 年度 }}: 1\n", "L222"),
        ('"": 1\n', "L222"),
    ],
)
def test_yaml_beyond_names_and_values_is_refused(text: str, code: str) -> None:
    assert {one.code for one in load(text).findings} == {code}


def test_a_merge_sign_in_quotes_is_a_name() -> None:
    assert load('"<<": 1\n').findings == ()


def test_characters_written_with_a_backslash_are_refused_too() -> None:
    loaded = load('甲: "一\\u202e\\0二\\n"\n')
    assert codes(loaded) == ["1:4 L107", "1:4 L109"]
    assert plain(loaded.node) == {"甲": "一二\n"}


def test_hidden_line_break_makes_no_second_entry() -> None:
    loaded = load("甲: 1  # 说明\u2028批准: true\n")
    assert codes(loaded) == ["1:11 L108"]
    assert plain(loaded.node) == {"甲": "1"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{" * 19_000,
        "[\n" * 100_000,
        '["]",' * 3000,
        "甲: " + "[" * 13 + "]" * 13,
        "- " * 9_999,
        "".join(f"{' ' * depth}a:\n" for depth in range(1_900)),
        "? " * 9_999,
        "甲: " + "{a: " * 13 + "}" * 13,
    ],
)
def test_depth_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    loaded = load(text)
    assert time.process_time() - start < 5
    assert loaded.node is None
    assert {one.code for one in loaded.findings} <= {"L221", "L103"}
    assert loaded.findings


def test_twelve_brackets_and_forty_levels_pass() -> None:
    assert load("甲: " + "[" * 12 + "1" + "]" * 12).findings == ()
    assert load("".join(f"{'  ' * depth}a:\n" for depth in range(40))).findings == ()


def test_alias_bomb_and_merge_bomb_stay_small() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(50))
    assert {one.code for one in load(bomb).findings} == {"L217"}
    merge = "a: &a {x: 1}\n" + "".join(f"b{n}: &b{n} {{<<: [*a, *a]}}\n" for n in range(30))
    assert {one.code for one in load(merge).findings} == {"L217", "L219"}


def test_ten_megabytes_in_a_line() -> None:
    assert [one.code for one in load(b"x" * 10_000_000).findings] == ["L102"]


def test_empty_file_is_an_empty_mapping() -> None:
    for text in ("", "\n\n", "# 只有注释\n", "---\n"):
        loaded = load(text)
        assert isinstance(loaded.node, Mapping | Scalar)
        assert all(one.severity is Severity.WARNING for one in loaded.findings)
    assert codes(load("")) == ["1:1 L201"]
