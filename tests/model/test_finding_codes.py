"""Each finding has one code, one title, one example and one page of explanation."""

from __future__ import annotations

import re
from pathlib import Path

from gongkai.model.finding_catalogue import catalogue, title_of

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "findings"
PAGES = ROOT / "docs" / "findings"


def test_code_is_a_letter_and_three_digits_and_reads_as_itself() -> None:
    for code in catalogue():
        assert re.fullmatch("[BLFHRCTKNEPWXI][0-9]{3}", code)
        assert title_of(code)


def test_titles_differ() -> None:
    labels = [title_of(code) for code in catalogue()]
    assert len(labels) == len(set(labels))


def test_every_code_has_an_example() -> None:
    for code in catalogue():
        expected = EXAMPLES / code / "expected.txt"
        assert expected.is_file(), f"{code} {title_of(code)}: tests/findings/{code}/ is missing"
        assert f" {code} " in expected.read_text(encoding="utf-8")


def test_every_code_has_a_page() -> None:
    for code in catalogue():
        page = PAGES / f"{code}.md"
        assert page.is_file(), f"{code} {title_of(code)}: docs/findings/{code}.md is missing"
        lines = page.read_text(encoding="utf-8").splitlines()
        assert lines[0] == f"# {code} {title_of(code)}"
        assert [line for line in lines if line.startswith("## ")] == ["## 含义", "## 例子", "## 怎样改"], code


def test_nothing_explains_a_code_that_is_gone() -> None:
    codes = set(catalogue())
    assert {path.stem for path in PAGES.glob("[A-Z][0-9]*.md")} <= codes
    assert {path.name for path in EXAMPLES.glob("[A-Z][0-9]*") if path.is_dir()} <= codes
