"""Every I2xx and I30x–I31x: the fault of an export that raises it, and the exact text it gives.

`UPDATE_EXPECTED=1 pytest tests/importing/test_finding_examples.py` rewrites the expected texts; read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from gongkai.importing.request import Request
from gongkai.model.finding_catalogue import catalogue
from gongkai.reporting.text import format_findings
from tests.importing.conftest import exported
from tests.importing.faults import BOOK, EXAMPLES

FOLDER = Path(__file__).parents[1] / "findings"
OF_DOCUMENTS = ("I310", "I313")
"""told of documents: tests/findings/test_documents.py"""
OURS = [code for code in catalogue() if code[:2] in ("I2", "I3") and code < "I320" and code not in OF_DOCUMENTS]


@pytest.mark.parametrize("code", OURS)
def test_example(code: str, alone: Request) -> None:
    folder = FOLDER / code
    fault = yaml.safe_load((folder / "input.yml").read_text(encoding="utf-8"))["造"]
    book = BOOK.copy()
    book.name = "决算报表"
    EXAMPLES[fault](book)
    request = alone
    if code == "I308":
        tables = {name: form for name, form in alone.edition.tables.items() if not name.startswith("国有资本")}
        edition = alone.edition.model_copy(update={"tables": tables})
        request = replace(alone, document=replace(alone.document, edition=edition))
    text = format_findings(one for one in exported(request, book).findings if one.code == code)
    if os.environ.get("UPDATE_EXPECTED"):
        (folder / "expected.txt").write_text(text, encoding="utf-8")
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")
    assert f" {code} " in text


@pytest.mark.parametrize("code", OURS)
def test_page_shows_the_very_text(code: str) -> None:
    page = FOLDER.parents[1] / "docs" / "findings" / f"{code}.md"
    first = "\n".join((FOLDER / code / "expected.txt").read_text(encoding="utf-8").splitlines()[:2])
    assert f"```text\n{first}\n```\n" in page.read_text(encoding="utf-8")
