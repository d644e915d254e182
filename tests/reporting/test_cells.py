"""A cell of a workbook, in every form of a check: told with its sheet, never as a line of a text."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.reporting.formats import FORMATS
from gongkai.reporting.github import as_summary
from gongkai.reporting.text import format_findings
from tests.reporting.checks import CHECKED

CELL = "Z03 收入决算表·F12"
FINDING = Finding(
    code="L303",
    severity=Severity.ERROR,
    place=Place(path="报表.xls", sheet="Z03 收入决算表", line=12, column=6),
    message="不是数",
    hint="请核对",
    related=(
        Place(path="报表.xls", sheet="Z03 收入决算表", line=13, column=6),
        Place(path="报表.xls", sheet="Z04 支出决算表"),
    ),
)
ONLY = replace(CHECKED, findings=(FINDING,), verdicts={})


@pytest.mark.parametrize("form", ["github", "gitlab", "json", "junit", "sarif", "text"])
def test_the_cell_is_told(form: str) -> None:
    told = FORMATS[form](ONLY)
    assert CELL in told or ("Z03 收入决算表" in told and '"F12"' in told)


def test_text() -> None:
    assert format_findings((FINDING,)) == (
        f"报表.xls·{CELL}: 错误 L303 不是数\n    改法：请核对\n    另见：本文件Z03 收入决算表·F13、Z04 支出决算表\n"
    )


def test_services_are_told_of_no_line() -> None:
    assert FORMATS["github"](ONLY) == f"::error file=报表.xls,title=L303::{CELL}：不是数%0A改法：请核对\n"
    assert json.loads(FORMATS["gitlab"](ONLY))[0]["location"]["lines"] == {"begin": 1}
    (location,) = json.loads(FORMATS["sarif"](ONLY))["runs"][0]["results"][0]["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": CELL}]
    assert f"报表.xls·{CELL}" in as_summary(ONLY, 10_000)


def test_cells_are_in_order_of_sheets() -> None:
    first = replace(FINDING, place=Place(path="报表.xls", sheet="Z01", line=90, column=1))
    assert format_findings((FINDING, first)).startswith("报表.xls·Z01·A90")
