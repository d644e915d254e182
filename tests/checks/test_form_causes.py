"""One wrong value of a performance form, and what follows from it in the form: one finding (decision 0035)."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks.causes import causes, together
from gongkai.checks.context import Case
from gongkai.checks.performance import RULES
from gongkai.model.findings import Finding
from tests.checks.performance import PROJECT, case, project

OTHER = PROJECT.replace("办事大厅改造", "政务内网维护").replace("40", "26.5").replace("38", "25.71")
OTHER = OTHER.replace("95%, 得分", "97.02%, 得分").replace('"9.5"', '"9.7"').replace('"99.5"', '"99.7"')
FUND = '财政拨款: {年初预算数: "40", 全年预算数: "40", 全年执行数: "38"}'


def heads(looked_at: Case) -> tuple[Finding, ...]:
    arithmetic = [rule for rule in RULES if "E101" <= rule.code <= "E108"]
    found = tuple(one for rule in arithmetic for one in rule.check(looked_at) if isinstance(one, Finding))
    return together(found, causes(looked_at, found, lambda _: found))


def test_a_form_in_which_everything_agrees_has_none(tmp_path: Path) -> None:
    assert heads(case(tmp_path, PROJECT, OTHER)) == ()


@pytest.mark.parametrize(
    ("change", "code", "under"),
    [
        pytest.param(('全年执行数: "38", 分值', '全年执行数: "83", 分值'), "E101", {"E102", "E103"}, id="执行数颠倒"),
        pytest.param(
            ('全年执行数: "38", 分值', '全年执行数: "3.8", 分值'), "E101", {"E102", "E103"}, id="执行数少一位"
        ),
        pytest.param((FUND, FUND.replace("38", "36")), "E101", set(), id="来源的执行数"),
        pytest.param(
            ('全年预算数: "40", 全年执行数: "38", 分', '全年预算数: "49", 全年执行数: "38", 分'),
            "E101",
            {"E102", "E103"},
            id="预算数写错",
        ),
        pytest.param(
            ('全年预算数: "40", 全年执行数: "38", 分', '全年预算数: "400", 全年执行数: "38", 分'),
            "E101",
            {"E102", "E103"},
            id="预算数多一个零",
        ),
        pytest.param(
            (
                '{年初预算数: "40", 全年预算数: "40", 全年执行数: "38", 分',
                '{年初预算数: "4", 全年预算数: "40", 全年执行数: "38", 分',
            ),
            "E101",
            set(),
            id="年初预算数漏一位",
        ),
        pytest.param(('得分: "9.5"', '得分: "5.9"'), "E103", {"E105"}, id="执行率得分颠倒"),
        pytest.param(
            (
                '指标值: =10个, 完成值: 10个, 分值: "30", 得分: "30"',
                '指标值: =10个, 完成值: 10个, 分值: "30", 得分: "3"',
            ),
            "E106",
            {"E105", "E108"},
            id="指标得分漏一位",
        ),
        pytest.param(('得分: "99.5"', '得分: "95.9"'), "E105", set(), id="总分颠倒"),
    ],
)
def test_one_wrong_value_is_one_finding(tmp_path: Path, change: tuple[str, str], code: str, under: set[str]) -> None:
    (one,) = heads(case(tmp_path, project(change)))
    assert (one.code, {other.code for other in one.follows}) == (code, under)


def test_two_mistakes_in_one_form_are_two_findings(tmp_path: Path) -> None:
    wrong = project(('全年执行数: "38", 分值', '全年执行数: "83", 分值'), ('得分: "99.5"', '得分: "95.9"'))
    assert {(one.code, len(one.follows)) for one in heads(case(tmp_path, wrong))} == {("E101", 2), ("E105", 0)}


def test_another_form_is_left_alone(tmp_path: Path) -> None:
    """Each of two forms has its own mistake."""
    first = project(('全年执行数: "38", 分值', '全年执行数: "83", 分值'))
    second = OTHER.replace("执行率: 97.02%", "执行率: 79.02%")
    found = heads(case(tmp_path, first, second))
    assert [(one.code, one.place.path[-11:]) for one in found] == [("E101", "01-form.yml"), ("E102", "02-form.yml")]
