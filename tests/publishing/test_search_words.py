"""Words of the search: pairs of Chinese characters, numbers without separators."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publishing.search_words import tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三公经费", ["三公", "公经", "经费"]),
        ("“三公”经费", ["“三公", "公”经", "经费"]),
        ("收 入", ["收入"]),
        ("表", ["表"]),
        ("公开03表", ["公开", "03", "表"]),
        ("2010301", ["2010301"]),
        ("3,685.85", ["3685.85"]),
        ("-1,234,567.80", ["-1234567.80"]),
        ("占43.80%；", ["占", "43.80%；"]),
        ("２０２１年度", ["2021", "年度"]),
        ("——", []),
        ("", []),
        ("𠮷林", ["𠮷林"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_line_ends_its_cells() -> None:
    assert tokens(("2010301", "行政运行", "114.66")) == "2010301 · 行政 政运 运行 · 114.66 ¶"


CHINESE = st.text(alphabet="一般公共预算财政拨款支出“”（）、，。 ", min_size=1, max_size=40)


@given(CHINESE, st.data())
def test_whatever_stands_in_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    bare = re.sub(r"[“”（）、，。 ]", "", text)
    if len(bare) < 2:
        return
    start = data.draw(st.integers(0, len(bare) - 2))
    end = data.draw(st.integers(start + 2, len(bare)))
    there = [re.sub(r"\W", "", word) for word in words(text)]
    asked = words(bare[start:end])
    assert any(there[at : at + len(asked)] == asked for at in range(len(there)))


@given(st.text())
def test_nothing_but_space_and_separators_is_lost(text: str) -> None:
    for word in words(text):
        assert word.strip() == word
        assert word
