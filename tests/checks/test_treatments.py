"""检查: what an edition makes of kinds of findings, and what it may not touch."""

from __future__ import annotations

import pytest

from gongkai.checks import rules
from gongkai.checks.context import Case
from gongkai.checks.editions.treatments import treatment_faults
from gongkai.model.documents import DocumentHead
from gongkai.model.findings import Severity
from tests.checks.cases import case
from tests.figures.small import edition

TABLE = "表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲]}"
HEAD = DocumentHead.model_validate({"版式": "e", "状态": "编制", "金额单位": "元", "成文日期": "2023-09"})


def severities(looked_at: Case) -> list[Severity]:
    return [one.severity for one in rules.run(looked_at).findings if one.code == "P206"]


def test_an_edition_says_how_much_a_finding_counts() -> None:
    assert severities(case(TABLE, "", head=HEAD)) == [Severity.INCONSISTENCY]
    assert severities(case(TABLE, "", head=HEAD, 检查={"P206": "提醒"})) == [Severity.WARNING]
    assert severities(case(TABLE, "", head=HEAD, 检查={"P205": "不查"})) == [Severity.INCONSISTENCY]


def test_what_an_edition_switches_off_is_not_looked_for_and_the_ledger_says_so() -> None:
    checked = rules.run(case(TABLE, "", head=HEAD, 检查={"P206": "不查"}))
    assert not [one for one in checked.findings if one.code == "P206"]
    (ended,) = (one for one in checked.examined if one.code == "P206")
    assert (ended.held, ended.reasons) == (0, ("版式规定不查",))


@pytest.mark.parametrize("code", ["F101", "F102", "F201", "R101", "F301", "P302", "X901"])
def test_what_is_certain_cannot_be_changed(code: str) -> None:
    (fault,) = treatment_faults(edition(TABLE, 检查={code: "提醒"}))
    assert fault.path == ("检查", code)
    assert code in fault.finding.message


@pytest.mark.parametrize("code", ["N501", "L101", "Z999", "w203"])
def test_what_no_rule_finds_cannot_be_changed(code: str) -> None:
    told = [fault.finding.message for fault in treatment_faults(edition(TABLE, 检查={code: "不查"}))]
    assert told == ([] if code == "N501" else [f"“检查”里的“{code}”不是文件的检查代码"])
