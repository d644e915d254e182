"""Every I4xx: the smallest workbook that raises it, and the exact text it gives.

`UPDATE_EXPECTED=1 pytest tests/lists/test_finding_examples.py` rewrites the expected texts; read the difference.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from gongkai.model.classification import Extent
from gongkai.model.finding_catalogue import catalogue
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.code_lists import import_codes
from gongkai.pipeline.upkeep.departments import Destination, import_departments
from gongkai.reporting.text import format_findings
from tests.shared_forms import share
from tests.workbook_made import made

EXAMPLES = Path(__file__).parents[1] / "findings"
OF_CODES = ("I401", "I402", "I403", "I404")
OURS = [code for code in catalogue() if code.startswith("I4")]
HERE = Destination(under="ceshi/shi", region="测试省/测试市", since=date(2019, 1, 1))


@pytest.mark.parametrize("code", OURS)
def test_example(code: str, tmp_path: Path) -> None:
    share(tmp_path / "templates")
    (tmp_path / "content").mkdir()
    project, file = Project(root=tmp_path), made(EXAMPLES / code / "input.yml")
    if code in OF_CODES:
        found = import_codes(project, file, 2025, Extent.CLASSES, write=False).findings
    else:
        found = import_departments(project, file, HERE, write=False).findings
    text = format_findings(found)
    if os.environ.get("UPDATE_EXPECTED"):
        (EXAMPLES / code / "expected.txt").write_text(text, encoding="utf-8")
    assert text == (EXAMPLES / code / "expected.txt").read_text(encoding="utf-8")
    assert {finding.code for finding in found} == {code}


@pytest.mark.parametrize("code", OURS)
def test_page_shows_the_very_text(code: str) -> None:
    page = EXAMPLES.parents[1] / "docs" / "findings" / f"{code}.md"
    expected = (EXAMPLES / code / "expected.txt").read_text(encoding="utf-8")
    assert f"```text\n{expected}```\n" in page.read_text(encoding="utf-8")
