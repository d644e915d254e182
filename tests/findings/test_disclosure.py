"""P5 公开记录: cases that are disclosed by the command first, for what is frozen follows from what is composed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.disclosure.disclosing import disclose
from gongkai.pipeline.project import Project
from gongkai.reporting.text import format_findings
from tests.findings.test_documents import DOCUMENT, expect, project_of, quiet
from tests.small_project import edit

FOLDER = f"content/departments/{DOCUMENT}"
RECORD = f"{FOLDER}/disclosure.yml"
APPROVED = """\
保密审查: {人: 办公室主任, 日期: 2025-09-01}
负责人审签: {人: 局长, 日期: 2025-09-02}
批复: 2025-09-05
"""
SENTENCE = "与上年度相比，增加20.00万元，主要原因是人员增加。"
NOW = "与上年度相比，增加20.00万元，主要原因是新增人员。"


def told(project: Project) -> str:
    return format_findings(check(project, (), quiet).findings)


@pytest.fixture(scope="module")
def _disclosed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("disclosed") / "project"
    project = project_of("", root)
    (root / RECORD).write_text(APPROVED, encoding="utf-8")
    (done,) = disclose(project, (DOCUMENT,), date(2025, 9, 10), quiet, 1)
    assert done.done, done
    assert told(project) == ""
    return root


@pytest.fixture
def disclosed(_disclosed_once: Path, tmp_path: Path) -> Project:
    shutil.copytree(_disclosed_once, tmp_path / "project")
    return Project(root=tmp_path / "project")


def reworded(project: Project) -> None:
    edit(project.root, f"{FOLDER}/explanation.yml", "人员增加", "新增人员")


def corrected(project: Project, *, old: str = SENTENCE, reason: str = "原因写得不准", where: str = "第1段") -> None:
    with (project.root / RECORD).open("a", encoding="utf-8") as file:
        file.write(
            "更正:\n"
            f"  - 各处: [{{处: 一、收入支出决算总体情况说明 · {where}, 原: {old}, 现: {NOW}}}]\n"
            f"    原因: {reason}\n    批准: 局长办公会\n    日期: 2025-11-02\n"
        )


def test_steps_out_of_order(disclosed: Project) -> None:
    """Approved before it was signed is as it should be; signed once it was public is not."""
    _, public, rest = (disclosed.root / RECORD).read_text(encoding="utf-8").partition("公开:")
    text = f"负责人审签: {{人: 局长, 日期: 2025-09-16}}\n批复: 2025-09-05\n{public}{rest}"
    (disclosed.root / RECORD).write_text(text, encoding="utf-8")
    expect("P501", told(disclosed))


def test_changed_after_disclosure(disclosed: Project) -> None:
    reworded(disclosed)
    edit(disclosed.root, f"{FOLDER}/figures.yml", "项目支出: 55.50", "项目支出: 55.00")
    expect("P502", told(disclosed))


def test_correction_that_is_not_written(disclosed: Project) -> None:
    reworded(disclosed)
    corrected(disclosed, reason="待写")
    expect("P503", told(disclosed))


def test_correction_that_matches_nothing(disclosed: Project) -> None:
    corrected(disclosed)
    expect("P504", told(disclosed))


def test_disclosed_by_hand(tmp_path: Path) -> None:
    project = project_of("", tmp_path)
    (tmp_path / RECORD).write_text(f"{APPROVED}公开: 2025-09-10\n", encoding="utf-8")
    expect("P505", told(project))


def test_a_correction_that_accounts_for_all_is_all_that_is_asked_for(disclosed: Project) -> None:
    """It is proved: taken back it gives what was frozen. All that is left is to seal it."""
    reworded(disclosed)
    corrected(disclosed)
    findings = check(disclosed, (), quiet)
    assert [one.message for one in findings.findings] == ["更正都对上了，还没有定为第2版"]
    assert findings.sound


@pytest.mark.parametrize(
    ("old", "where", "message"),
    [
        (SENTENCE.replace("20.00", "21.00"), "第1段", "更正没有说全，或者“原”同公开的不符"),
        (SENTENCE, "第7段", "没有这一处"),
    ],
)
def test_a_correction_that_is_not_true_is_not_believed(disclosed: Project, old: str, where: str, message: str) -> None:
    reworded(disclosed)
    corrected(disclosed, old=old, where=where)
    assert message in told(disclosed)
    assert not check(disclosed, (), quiet).sound


def test_digests_changed_by_hand_are_noticed(disclosed: Project) -> None:
    """A version without corrections, or with some that do not lead back to the one before."""
    text = (disclosed.root / RECORD).read_text(encoding="utf-8")
    version = text[text.index("  - 日期") :]
    reworded(disclosed)
    (disclosed.root / RECORD).write_text(text + version.replace("09-10", "11-02"), encoding="utf-8")
    assert "第2版没有更正" in told(disclosed)


def test_who_signed_an_archive_need_not_be_known(tmp_path: Path) -> None:
    project = project_of("", tmp_path)
    edit(tmp_path, f"{FOLDER}/document.yml", "状态: 编制", "状态: 存档")
    (tmp_path / RECORD).write_text("批复: 2025-09-05\n", encoding="utf-8")
    before = told(project)
    (done,) = disclose(project, (DOCUMENT,), date(2025, 9, 10), quiet, 1)
    assert done.done, done
    assert told(project) == before
    reworded(project)
    assert "P502" in told(project)
