"""科目的资金: funds.csv is read as strictly as a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.loading.classifications import read_classifications
from gongkai.model.fund_codes import FundCode, FundCodes
from tests.shared_forms import LISTS

ROOT = Path(__file__).parents[2]
HEAD = "code,budget,certainty\n"


def read(folder: Path, text: str) -> tuple[FundCodes, list[str]]:
    (folder / "classifications").mkdir()
    (folder / "classifications" / "funds.csv").write_text(text, encoding="utf-8")
    lists = read_classifications(folder, LISTS)
    return lists.funds, [f"{one.place.line}:{one.place.column} {one.code}" for one in lists.findings]


def test_longest_prefix_counts(tmp_path: Path) -> None:
    codes, told = read(tmp_path, HEAD + "201,一般公共预算,一定\n20198,政府性基金预算,一般\n")
    assert told == []
    assert codes.of("2010301") == FundCode(prefix="201", budget="一般公共预算", sure=True)
    assert codes.of("2019801") == FundCode(prefix="20198", budget="政府性基金预算", sure=False)
    assert codes.of("2299999") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("编码,预算,把握\n223,国有资本经营预算,一定\n", ["1:1 L641"]),
        (HEAD + "223,国有资本经营预算\n", ["2:1 L641"]),
        (HEAD + "223,国有资本经营预算,也许\n", ["2:14 L404"]),
        (HEAD + "223,,一定\n", ["2:5 L308"]),
        (HEAD + "22960,政府性基金,一定\n", ["2:7 L404"]),
        (HEAD + "223,国有资产经营预算,一定\n", ["2:5 L404"]),
        (HEAD + "209,社会保险基金预算,一定\n", []),
        (HEAD + "2O8,一般公共预算,一定\n", ["2:1 L313"]),
        (HEAD + "223,国有资本经营预算,一定\n223,政府性基金预算,一般\n", ["3:1 L642"]),
    ],
)
def test_line_that_cannot_be_read(text: str, told: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, text)[1] == told


def test_shipped_list_is_whole() -> None:
    lists = read_classifications(ROOT / "content", LISTS)
    codes = lists.funds
    assert lists.findings == ()
    budgets = {code: known.budget for code in ("2296003", "2120801", "2230105", "2010301") if (known := codes.of(code))}
    assert budgets == {
        "2296003": "政府性基金预算",
        "2120801": "政府性基金预算",
        "2230105": "国有资本经营预算",
        "2010301": "一般公共预算",
    }
    assert codes.of("2299999") is None
