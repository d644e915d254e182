"""上年: 无: a bureau that did not exist last year says so, and is neither asked for last year nor compared with nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.checks.publication.completeness import borrowed_figures_are_there
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE
from gongkai.pipeline.preparing import Prepared
from tests.ceshi import bureau, written
from tests.checks.cases import case, messages
from tests.projects import publication, text

FIGURES: dict[str, Any] = {
    "收入决算表": {"2010601": {"财政拨款收入": 120.00}},
    "支出决算表": {"2010601": {"基本支出": 120.00}},
    "一般公共预算财政拨款基本支出决算明细表": {"30101": 90.00, "30201": 30.00},
}
NONE = {"上年": "无", "机关运行经费": {"支出": 30.00}}
YEARS = (2021, 2022, 2023)


def made(folder: Path, explanation: dict[str, Any], year: int = 2023, **more: Any) -> Prepared:
    return written(bureau(folder), year, FIGURES, explanation, **more)


def found(prepared: Prepared, code: str, word: str = "") -> list[Finding]:
    return [one for one in prepared.findings if one.code == code and word in f"{one.message}{one.copied}"]


@pytest.mark.parametrize("year", YEARS)
def test_nothing_of_last_year_is_asked_for(tmp_path: Path, year: int) -> None:
    prepared = made(tmp_path, NONE, year)
    assert not found(prepared, "N101", "上年")
    assert not found(prepared, "N101", "原因.收支总计")
    assert not found(prepared, "H102", "上年")
    assert not found(prepared, "L611")
    said = text(publication(prepared), "overall") + text(publication(prepared), "general-public-budget")
    assert said.count("上年度没有决算数，不作比较。") == 2
    assert "持平" not in said


def test_the_hint_says_what_to_write(tmp_path: Path) -> None:
    (asked,) = found(made(tmp_path, {}), "N101", "“上年.收支总计”")
    assert asked.hint.endswith("；上年还没有成立的，写“上年: 无”")


def test_why_there_was_none(tmp_path: Path) -> None:
    prepared = made(tmp_path, NONE | {"原因": {"没有上年": "本部门2023年3月组建"}})
    assert text(publication(prepared), "overall").endswith("。本部门2023年3月组建，上年度没有决算数，不作比较。")
    assert not found(prepared, "N102")
    (left,) = found(made(tmp_path / "more", {"原因": {"没有上年": "本部门2023年3月组建"}}), "N102")
    assert "原因.没有上年" in left.message


@pytest.mark.parametrize("typed", ["没有", 0, "—"])
def test_only_none_is_none(tmp_path: Path, typed: Any) -> None:
    (wrong,) = found(made(tmp_path, {"上年": typed}), "L612")
    assert wrong.message == "“上年”下面要一项一项地填"
    assert "上年还没有成立的，写“上年: 无”" in wrong.hint


def test_none_although_last_year_is_there(tmp_path: Path) -> None:
    project = bureau(tmp_path)
    written(project, 2022, FIGURES, {})
    prepared = written(project, 2023, FIGURES, NONE)
    (wrong,) = found(prepared, "C101", "无")
    assert wrong.message == "写了“上年: 无”，而库里有2022年决算"
    assert wrong.place.path.endswith("2023/final-accounts/explanation.yml")


def test_what_rests_on_last_year_is_not_compared(tmp_path: Path) -> None:
    (line,) = (one for one in made(tmp_path, NONE).ledger if one.code == "N211")
    assert "X04-1：写明了没有“上年”" in line.reasons
    assert not found(made(tmp_path / "more", NONE), "F206")


def test_a_budget_too(tmp_path: Path) -> None:
    figures = {
        "部门收入总体情况表": {"101001": {"一般公共预算": 50.00}},
        "部门支出总体情况表": {"2010601": {"特定目标类": 50.00}},
    }
    prepared = written(bureau(tmp_path), 2024, figures, {"上年": "无"}, kind="budget", edition="nanyang-2024-budget")
    assert not found(prepared, "N101", "上年")
    assert "上年没有预算数，不作比较。" in text(publication(prepared), "overall")


def test_columns_of_last_year_are_empty() -> None:
    tables = "对比表: {键: t01, 列: [{题: 编码, 类: 编码}, {题: 上年数, 取: 上年决算.支出.*}, 今年数], 行: {按: 科目}}"
    figures = '对比表: {"2010301": {今年数: 1.00}}'
    assert len(messages(borrowed_figures_are_there, case(tables, figures))) == 1
    assert not messages(borrowed_figures_are_there, case(tables, figures, declared_none={"上年": NOWHERE}))
