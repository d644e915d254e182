"""Each finding has one code, one title, one example and one page of explanation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.model.finding_catalogue import catalogue
from gongkai.model.finding_codes import FindingCode

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "findings"
PAGES = ROOT / "docs" / "findings"


def test_code_is_a_letter_and_three_digits_and_reads_as_itself() -> None:
    for code in FindingCode:
        assert re.fullmatch("[LFRCTKNEPWX][0-9]{3}", code)
        assert f"{code}" == code.value
        assert code.label


def test_the_catalogue_has_the_same_codes() -> None:
    assert set(catalogue()) == set(FindingCode)


def test_titles_differ() -> None:
    labels = [code.label for code in FindingCode]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("code", list(FindingCode))
def test_code_has_an_example(code: FindingCode) -> None:
    expected = EXAMPLES / code / "expected.txt"
    assert expected.is_file(), f"{code} {code.label}: tests/findings/{code}/ is missing"
    assert f" {code} " in expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", list(FindingCode))
def test_code_has_a_page(code: FindingCode) -> None:
    page = PAGES / f"{code}.md"
    assert page.is_file(), f"{code} {code.label}: docs/findings/{code}.md is missing"
    lines = page.read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {code} {code.label}"
    assert [line for line in lines if line.startswith("## ")] == ["## 含义", "## 例子", "## 怎样改"]


def test_nothing_explains_a_code_that_is_gone() -> None:
    codes = {code.value for code in FindingCode}
    assert {path.stem for path in PAGES.glob("[A-Z][0-9]*.md")} <= codes
    assert {path.name for path in EXAMPLES.glob("[A-Z][0-9]*") if path.is_dir()} <= codes
