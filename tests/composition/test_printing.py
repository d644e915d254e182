"""序号 of lists of any length, written as the first one is."""

from __future__ import annotations

import pytest

from gongkai.model.numbering import ordinal


@pytest.mark.parametrize(
    ("first", "number", "expected"),
    [
        ("一、", 1, "一、"),
        ("一、", 10, "十、"),
        ("一、", 11, "十一、"),
        ("（一）", 20, "（二十）"),
        ("一、", 99, "九十九、"),
        ("一、", 100, "一百、"),
        ("一、", 101, "一百零一、"),
        ("一、", 110, "一百一十、"),
        ("（一）", 1001, "（一千零一）"),
        ("一、", 10000, "10000、"),
        ("1.", 100, "100."),
        ("1.", 11, "11."),
        ("", 7, ""),
    ],
)
def test_ordinals(first: str, number: int, expected: str) -> None:
    assert ordinal(first, number) == expected
