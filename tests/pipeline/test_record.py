"""动了公开的记录: whoever rewrites what was frozen, or takes it away, is stopped in the review and told of in the diff."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gongkai.changes import record
from gongkai.changes.reviewed import Reviewed
from gongkai.model.checked import CheckResult
from gongkai.pipeline.disclosure.disclosing import disclose
from gongkai.pipeline.project import Project
from gongkai.pipeline.reviewing.differing import differences
from gongkai.reporting.changes.forms import as_text
from gongkai.reporting.review import as_data, summary
from tests.small_project import LATER, OTHER, edit, folder, quiet
from tests.ten_changes import APPROVED, DAY, commit, git, repository, write

RECORD, DEPARTMENT = f"{folder(OTHER)}/disclosure.yml", folder(OTHER.partition("/2024")[0])


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return repository(tmp_path_factory.mktemp("record") / "project")


@pytest.fixture
def root(main: Project, tmp_path: Path) -> Path:
    return Path(shutil.copytree(main.root, tmp_path / "project", symlinks=True))


def _forged(root: Path) -> None:
    """A figure, and the digests that go with it, as if it had been disclosed so."""
    edit(root, f"{folder(OTHER)}/figures.yml", '"2010601": {基本支出: 100.00}', '"2010601": {基本支出: 110.00}')
    write(root, RECORD, APPROVED)
    assert [one.refused for one in disclose(Project(root=root), (OTHER,), DAY, quiet, 1)] == [""]


def _unfrozen(root: Path) -> None:
    write(root, RECORD, APPROVED)


def _without_record(root: Path) -> None:
    (root / RECORD).unlink()


def _deleted(root: Path) -> None:
    shutil.rmtree(root / DEPARTMENT)


def _moved(root: Path) -> None:
    (root / DEPARTMENT).rename(root / DEPARTMENT.replace("education-bureau", "education-office"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_forged, "第1版封存的内容（摘要）改了"),
        (_unfrozen, "公开的日期2025-09-10删去了"),
        (_without_record, record.NO_RECORD),
        (_deleted, record.DELETED),
        (_moved, record.MOVED),
    ],
)
def test_it_is_stopped(root: Path, change: object, told: str) -> None:
    assert callable(change)
    change(root)
    found = differences(Project(root=root), "main", None, quiet, jobs=1)
    (one,) = (one for one in found.documents if one.record)
    assert one.record[0].startswith(told)
    text = as_text(found)
    assert "1份动了公开的记录" in text
    assert f"不能这样改：{told}" in text
    nothing = CheckResult(verdicts={}, findings=(), sound=True)
    reviewed = Reviewed(base="", head="", changes=found, checked=nothing, refused=(), unread=(), clashing=())
    assert reviewed.blocked
    assert "<b>动了公开的记录</b>" in summary(reviewed)
    assert json.loads(as_data(reviewed))["tampered"] == [one.id]


def test_what_is_added_is_not(root: Path) -> None:
    """A correction that waits, and whoever approved is spelled otherwise."""
    change = "各处: [{处: 一、收入支出决算总体情况说明 · 第1段, 原: 甲, 现: 乙}], 原因: 错, 批准: 丙, 日期: 2025-11-01"
    with (root / RECORD).open("a", encoding="utf-8") as file:
        file.write(f"更正:\n  - {{{change}}}\n")
    edit(root, RECORD, "保密员甲", "保密员")
    found = differences(Project(root=root), "main", None, quiet, jobs=1)
    assert [one.record for one in found.documents] == [()]


def test_amounts_that_somebody_types_are_money(root: Path) -> None:
    place = f"{DEPARTMENT}/2024/final-accounts/document.yml"
    edit(root, place, "有关政策。", "有关政策；管理国有资产50亿元。")
    git(root, "switch", "--quiet", "--create", "typed")
    commit(root, "typed")
    found = differences(Project(root=root), "main", "typed", quiet, jobs=1)
    assert found.documents[0].money
    assert "钱没有变" not in as_text(found)


def test_a_target_or_a_new_form_has_numbers_too(root: Path) -> None:
    place = f"{DEPARTMENT}/2024/final-accounts/performance"
    write(root, f"{place}/03-river.yml", '表单: 项目绩效自评表\n项目名称: 河道养护\n得分: "≥90分"\n')
    (one,) = differences(Project(root=root), "main", None, quiet, jobs=1).documents
    assert one.money
    git(root, "switch", "--quiet", "--create", "target")
    commit(root, "target")
    edit(root, f"{place}/03-river.yml", "≥90分", "≥60分")
    (one,) = differences(Project(root=root), "target", None, quiet, jobs=1).documents
    assert one.money


def test_another_unit_of_the_same_money(root: Path) -> None:
    place = f"{folder(LATER)}/figures.yml"
    edit(root, f"{folder(LATER)}/document.yml", "金额单位: 万元", "金额单位: 元")
    for old, new in ((": 150.00", ": 1500000"), (" 10.00", " 100000"), (": 100.00", ": 1000000"), ("55.50", "555000")):
        edit(root, place, old, new)
    found = differences(Project(root=root), "main", None, quiet, jobs=1)
    assert "钱没有变。" in as_text(found)
    assert "数没有变，只是写法不同" in as_text(found)
    edit(root, place, "555000", "554000")
    assert "55.50 → 55.40万元" in as_text(differences(Project(root=root), "main", None, quiet, jobs=1))


def test_last_years_figure_that_is_typed_instead_of_taken(root: Path) -> None:
    with (root / folder(LATER) / "explanation.yml").open("a", encoding="utf-8") as file:
        file.write("上年: {收支总计: 100.00}\n")
    (one,) = differences(Project(root=root), "main", None, quiet, jobs=1).documents
    (typed,) = one.retyped
    assert (typed.file, typed.label, typed.new) == ("explanation.yml", "上年", "收支总计：100.00")


def test_of_a_folder_that_is_renamed_no_file_is_another(root: Path) -> None:
    bureau = folder(LATER.partition("/2024")[0])
    (root / bureau).rename(root / bureau.replace("finance-bureau", "finance-office"))
    found = differences(Project(root=root), "main", None, quiet, jobs=1)
    assert [(bool(one.moved_from), one.retyped) for one in found.documents] == [(True, ())] * 2
