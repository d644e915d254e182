"""Every I1xx: the file that raises it, and the exact text it gives.

`UPDATE_EXPECTED=1 pytest tests/spreadsheets/test_finding_examples.py` rewrites the expected texts; read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from gongkai import spreadsheets
from gongkai.model.finding_catalogue import catalogue
from gongkai.reporting.text import format_findings
from tests.spreadsheets.odd import ODD

EXAMPLES = Path(__file__).parents[1] / "findings"
OURS = [code for code in catalogue() if code.startswith("I1")]


@pytest.mark.parametrize("code", OURS)
def test_example(code: str) -> None:
    folder = EXAMPLES / code
    told = yaml.safe_load((folder / "input.yml").read_text(encoding="utf-8"))
    read = spreadsheets.read(ODD[told["造"]][1](), told["文件"])
    assert isinstance(read, tuple)
    text = format_findings(read)
    if os.environ.get("UPDATE_EXPECTED"):
        (folder / "expected.txt").write_text(text, encoding="utf-8")
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")
    assert {finding.code for finding in read} == {code}


@pytest.mark.parametrize("code", OURS)
def test_page_shows_the_very_text(code: str) -> None:
    page = EXAMPLES.parents[1] / "docs" / "findings" / f"{code}.md"
    expected = (EXAMPLES / code / "expected.txt").read_text(encoding="utf-8")
    assert f"```text\n{expected}```\n" in page.read_text(encoding="utf-8")
