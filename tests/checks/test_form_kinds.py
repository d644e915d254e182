"""种类: kinds of performance forms that an edition says by what they are about."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from gongkai.checks.context import Case
from gongkai.checks.performance import funds, scores, totals, weights
from gongkai.model.performance_roles import FormKind, FormRoles, Subject
from tests.checks.cases import rules_of
from tests.checks.performance import ONLINE, PROJECT, case, outcomes, project, said

FIGURES = '支出决算表:\n  "2010301": {项目支出: 70.00}\n'
TWIN = "项目支出绩效自评表"


def as_kind(looked_at: Case, kinds: dict[str, dict[str, object]]) -> Case:
    """The case under an edition that says otherwise of what kind some forms are."""
    edition = looked_at.document.edition
    own = {
        name: form.model_copy(
            update={"roles": form.roles.model_copy(update={"kind": FormKind.model_validate(kinds[name])})}
        )
        for name, form in edition.performance.items()
        if name in kinds
    }
    changed = edition.model_copy(update={"performance": {**edition.performance, **own}})
    return replace(looked_at, document=replace(looked_at.document, edition=changed))


def test_a_unit_s_self_evaluation_is_of_a_whole_body(tmp_path: Path) -> None:
    """单位自评: its sources add up, and it is none of the projects whose money is added up."""
    looked_at = case(tmp_path, project(("项目名称: 办事大厅改造\n", "")), figures=FIGURES)
    unit = as_kind(looked_at, {ONLINE: {"名称": "单位自评", "对象": "部门", "有结果": True}})
    assert outcomes(totals.projects_fit_the_table, looked_at) == ["Held"]
    assert outcomes(totals.projects_fit_the_table, unit) == []
    assert outcomes(funds.sources_add_up, unit) == outcomes(funds.sources_add_up, looked_at) != []


def test_projects_that_are_evaluated_twice_are_not_added_up(tmp_path: Path) -> None:
    """财政评价: the same projects, looked at again by the finance bureau, whose money is no more for that."""
    again = PROJECT.replace(ONLINE, TWIN)
    looked_at = case(tmp_path, PROJECT, again, figures=FIGURES)
    assert len(said(totals.projects_fit_the_table, looked_at)) == 1
    twice = as_kind(looked_at, {TWIN: {"名称": "财政评价", "对象": "项目", "有结果": True}})
    assert outcomes(totals.projects_fit_the_table, twice) == ["Held", "Held"]


def test_targets_of_a_project_have_money_and_no_score(tmp_path: Path) -> None:
    """绩效目标申报: sources add up; nothing is asked of scores that nobody gives."""
    looked_at = case(
        tmp_path, project(('得分: "9.5"}', '得分: "9"}'), ('分值: "30", 得分: "30"', '分值: "30", 得分: "3"'))
    )
    wrong = [rule for rule in rules_of(weights, scores) if said(rule.check, looked_at)]
    assert wrong
    targets = as_kind(looked_at, {ONLINE: {"名称": "绩效目标申报", "对象": "项目", "有结果": False}})
    assert [rule for rule in rules_of(weights, scores) if outcomes(rule.check, targets)] == []
    assert "Held" in outcomes(funds.sources_add_up, targets)


def test_the_usual_kinds_are_said_by_name() -> None:
    kind = FormRoles.model_validate({"种类": "部门目标"}).kind
    assert kind == FormKind.model_validate({"名称": "部门目标", "对象": "部门", "有结果": False})
    assert FormRoles.model_validate({"种类": "自评汇总"}).about(Subject.SUMMARY)


def test_another_name_alone_says_nothing() -> None:
    with pytest.raises(
        ValidationError, match=r"没有叫“财政评价”的表单种类；可以写项目自评、.*别的写成 \{名称: 财政评价,"
    ):
        FormRoles.model_validate({"种类": "财政评价"})
