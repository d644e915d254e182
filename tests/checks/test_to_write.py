"""待写: what is still to be written is told, wherever it stands; what only speaks of it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.checks.wording.to_write import texts_are_written
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.checks.real import ALL, case_in, findings, real

BASE = Path(__file__).parents[1] / "findings" / "_base"
ID = "ceshi/finance-bureau/2024/final-accounts"


def said(folder: Path, name: str, text: str) -> list[str]:
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    (folder / "content/departments" / ID / name).write_text(text, encoding="utf-8")
    found = findings(texts_are_written, case_in(Project(root=folder), ID))
    return [f"{one.place.path.rpartition('/')[2]} {one.message}" for one in found]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("原因: {收支总计: 待写}", "第1行"),
        ("原因: {收支总计: 待写（上年是人员增加）}\n绩效: {情况: 今年【待写】。}", "第1、2行"),
        ("原因:\n  收支总计: '[待写]'", "第2行"),
    ],
)
def test_what_is_to_be_written(tmp_path: Path, text: str, lines: str) -> None:
    count = lines.count("、") + 1
    assert said(tmp_path, "explanation.yml", text) == [f"explanation.yml 有{count}处写着“待写”，还没有写：{lines}"]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("原因: {收支总计: 待写（上年是人员增加）}", ("原因.收支总计",)),
        ("原因: {收支总计: 人员增加【待写】}", ()),
        ("绩效: {管理工作开展情况: [做了一件事。, 待写]}", ()),
    ],
)
def test_only_what_says_nothing_yet_is_offered_to_be_written_anew(
    tmp_path: Path, text: str, paths: tuple[str, ...]
) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    (tmp_path / "content/departments" / ID / "explanation.yml").write_text(text, encoding="utf-8")
    found = findings(texts_are_written, case_in(Project(root=tmp_path), ID))
    assert [one.about[2::2] for one in found if one.about[2:]] == ([paths] if paths else [])


@pytest.mark.parametrize("reason", ["还有3份待写的报告推迟到下年", "待写作班子成立", "文稿待写、待审的较多"])
def test_what_speaks_of_it(tmp_path: Path, reason: str) -> None:
    assert said(tmp_path, "explanation.yml", f"原因: {{收支总计: {reason}}}") == []


def test_in_forms_too(tmp_path: Path) -> None:
    form = "表单: 项目支出绩效自评表\n项目名称: 大厅运行\n预期目标: 待写\n完成情况: 待写\n"
    assert said(tmp_path, "performance/02-hall.yml", form) == ["02-hall.yml 有2处写着“待写”，还没有写：第3、4行"]


@pytest.mark.parametrize("id", ALL)
def test_real_documents_are_written(id: str) -> None:
    assert findings(texts_are_written, real(id)) == []


@pytest.mark.parametrize(("last_year", "codes"), [("140.00", {"W206"}), ("160.00", {"N102"})])
def test_a_reason_that_nobody_asks_for_need_not_be_written(tmp_path: Path, last_year: str, codes: set[str]) -> None:
    """Both years come to 160.00: the text has no use for it, which alone is told."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    typed = f"上年: {{收支总计: {last_year}}}\n原因: {{收支总计: 待写}}\n"
    (tmp_path / "content/departments" / ID / "explanation.yml").write_text(typed, encoding="utf-8")
    found = prepare(Workspace.open(Project(root=tmp_path)), ID).findings
    assert {str(one.code) for one in found} == codes
