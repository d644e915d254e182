"""代码的说明 on a terminal."""

from __future__ import annotations

import re

import pytest

from gongkai.model.finding_catalogue import catalogue, title_of
from gongkai.reporting.explanation import explanation, page


def test_every_page_reads_as_plain_text() -> None:
    for code in catalogue():
        text = explanation(code)
        assert text.startswith(f"{code} {title_of(code)}\n\n【含义】\n")
        outside = "\n".join(line for line in text.splitlines() if not line.startswith("    "))
        assert not re.search(r"`[^`\n]+`|```|\*\*|\]\(|^#", outside, re.MULTILINE), code


def test_examples_are_indented_and_whole() -> None:
    text = explanation("f101")
    for line in re.findall(r"```\w*\n(.*?)```", page("F101"), re.DOTALL)[0].splitlines():
        assert f"    {line}".rstrip() in text.splitlines()


def test_an_unknown_code_lists_all() -> None:
    said = explanation("Q999")
    assert said.startswith("没有“Q999”这个代码。所有代码：\n")
    assert said.count("\n") == len(catalogue()) + 1


@pytest.mark.parametrize("code", ["../README", "README", "", "N101/../N102"])
def test_no_other_file_is_read(code: str) -> None:
    assert explanation(code).startswith(f"没有“{code}”这个代码。")
