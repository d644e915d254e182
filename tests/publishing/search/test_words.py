"""Words of the index and of queries: the same cases for both, in words.json; in the browser by test_reading.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.publishing.search.postings import shard_of
from gongkai.publishing.search.words import bare, name_word, words

CASES = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
CHINESE = st.text(alphabet="一般公共预算财政拨款支出", min_size=2, max_size=40)
MARKS = st.sampled_from(["", "", "“", "”", "（", "、", "，", " ", "·"])


@pytest.mark.parametrize(("text", "expected"), CASES["words"])
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("name", "expected"), CASES["names"])
def test_names(name: str, expected: str) -> None:
    assert bare(name) == expected
    assert name_word(name) == (f"={expected}" if expected else "")


def test_shards() -> None:
    assert [shard_of(word, count) for word, count, _ in CASES["shards"]] == [shard for *_, shard in CASES["shards"]]


@given(CHINESE, st.data())
def test_whatever_stands_in_a_text_is_found_in_it_through_marks(text: str, data: st.DataObject) -> None:
    printed = "".join(char + data.draw(MARKS) for char in text)
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    asked = words(text[start:end])
    there = words(printed)
    assert any(there[at : at + len(asked)] == asked for at in range(len(there)))
