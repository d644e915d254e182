"""接缝: the edition's words and what was typed into them, as they are printed one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.checks.outcomes import Skipped
from gongkai.checks.wording import punctuation
from gongkai.checks.wording.seams import seams_say_it_once
from tests.checks.narrative.two_bureaus import DOCUMENT, FINANCE, explain, two_bureaus
from tests.checks.real import ALL, case_in, findings, real
from tests.projects import edit

WORDING = "templates/editions/ceshi-final-accounts/wording/overall.j2"


def said(folder: Path, typed: str, wording: str = "主要原因是{}。") -> list[str]:
    project = two_bureaus(folder)
    edit(project, WORDING, '主要原因是{{ 填("原因.收支总计") }}。', wording.replace("{}", '{{ 填("原因.收支总计") }}'))
    explain(project, FINANCE, typed)
    found = findings(seams_say_it_once, case_in(project, DOCUMENT))
    assert {one.severity.value for one in found} <= {"warning"}
    assert {(one.place.path.rpartition("/")[2], one.place.line, one.place.column) for one in found} <= {
        ("explanation.yml", 3, 9)
    }
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("typed", "doubled"),
    [
        ("主要原因是新校区投入使用", "主要原因是"),
        ("原因是门诊量下滑", "原因是"),
        ("主要是油价上涨", "主要是"),
        ("由于机构改革，人员转入", "由于"),
        ("是因为汛期抢险任务重", "是因为"),
        ("其主要原因为档案库房改造", "其主要原因为"),
        ("决算数与年初预算数存在差异的主要原因是门诊量下滑", "决算数与年初预算数存在差异的主要原因是"),
        ("较上年增加的原因是油价上涨", "较上年增加的原因是"),
        ("本年支出减少主要原因：项目完工", "本年支出减少主要原因："),
    ],
)
def test_a_reason_begins_with_itself(tmp_path: Path, typed: str, doubled: str) -> None:
    [message] = said(tmp_path, typed)
    assert message.startswith(f"“{doubled}”版式已经写了，印出来是“")
    assert f"主要原因是{typed}"[:20] in message


@pytest.mark.parametrize(
    "typed",
    [
        "新招录4人",
        "主要业务量增加",
        "原计划的项目推迟",
        "因公出国团组增加",
        "由市财政统一安排",
        "查明设备故障原因的检测费增加",
        "人员增加，增加的原因是扩编",
    ],
)
def test_reasons_that_do_not_repeat_the_wording(tmp_path: Path, typed: str) -> None:
    assert said(tmp_path, typed) == []


@pytest.mark.parametrize(
    ("wording", "typed", "doubled"),
    [
        ("主要用于{}。", "主要用于接待上级检查", "主要用于"),
        ("绩效管理工作开展情况：{}。", "绩效管理工作开展情况良好", "绩效管理工作开展情况"),
        ("主要原因是{}所致的变化。", "人员增加所致的变化", "所致的变化"),
        ("购置{}万元。", "设备30万元", "万元"),
        ("与上年相比有变化，{}。", "主要是人员增加", ""),
        ("增加的人员{}。", "人员经费增加", ""),
        ("用途：{}。", "用于接待上级检查", "用于"),
    ],
)
def test_other_seams(tmp_path: Path, wording: str, typed: str, doubled: str) -> None:
    found = said(tmp_path, typed, wording)
    assert [message.split("”")[0].removeprefix("“") for message in found] == ([doubled] if doubled else [])


def test_a_full_stop_of_its_own_before_that_of_the_wording(tmp_path: Path) -> None:
    project = two_bureaus(tmp_path)
    explain(project, FINANCE, "人员增加。")
    [found] = findings(punctuation.marks_are_single, case_in(project, DOCUMENT))
    assert (found.place.line, found.place.column) == (3, 9)


def test_what_was_not_composed_was_not_examined() -> None:
    assert list(seams_say_it_once(replace(real(ALL[0]), publication=None))) == [Skipped(reason="正文没有排出来")]
