"""Every L finding: the smallest input that raises it, and the exact text it gives.

`UPDATE_EXPECTED=1 pytest tests/loading/test_finding_examples.py` rewrites the expected texts; read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.model.finding_catalogue import catalogue
from gongkai.reporting.text import format_findings
from tests.loading.example_runs import run_example

EXAMPLES = Path(__file__).parents[1] / "findings"
OURS = [
    code
    for code in catalogue()
    if code[:2] in {"L1", "L2", "L3", "L4", "L5"} and code != "L113" and not (EXAMPLES / code / "project").is_dir()
]
"""the others are of a whole project: tests/findings/test_documents.py"""


@pytest.mark.parametrize("code", OURS)
def test_example(code: str, tmp_path: Path) -> None:
    folder = EXAMPLES / code
    text = format_findings(run_example(folder, tmp_path))
    if os.environ.get("UPDATE_EXPECTED"):
        (folder / "expected.txt").write_text(text, encoding="utf-8")
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")
    assert f" {code} " in text


@pytest.mark.parametrize("code", OURS)
def test_example_is_small(code: str) -> None:
    """Nothing but the finding itself: another code in the same report would teach nothing."""
    lines = (EXAMPLES / code / "expected.txt").read_text(encoding="utf-8").splitlines()
    codes = {line.split(" ")[2] for line in lines if not line.startswith(" ")}
    allowed = {"L504": {"L503", "L504"}}
    assert codes <= allowed.get(code, {code})


@pytest.mark.parametrize("code", OURS)
def test_page_shows_the_very_text(code: str) -> None:
    page = EXAMPLES.parents[1] / "docs" / "findings" / f"{code}.md"
    expected = (EXAMPLES / code / "expected.txt").read_text(encoding="utf-8")
    assert f"```text\n{expected}```\n" in page.read_text(encoding="utf-8")
