"""送审的 Word on the command line: made without a site, taken back by itself, whatever the file is called."""

from __future__ import annotations

import shutil

from gongkai.pipeline.project import Project
from tests.cli.conftest import Command
from tests.small_project import LATER, OTHER, edit, folder
from tests.word_made import changed, words


def test_made_changed_and_taken_back(command: Command, project: Project) -> None:
    """A document with errors is made too; only its path is given, and there is no site."""
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "原因: {收支总计: 人员增加}", "")
    made = command(project.root, "build", "--word", f"{folder(LATER)}/..", folder(OTHER))
    assert (made.returncode, made.stderr, (project.root / "site").exists()) == (0, "", False)
    path = project.build / "word" / LATER.rpartition("/")[0] / "测试市财政局2024年度部门决算（送审）.docx"
    assert str(path) in made.stdout
    assert len(list((project.build / "word").rglob("*.docx"))) == 2
    reviewed = project.root / "领导改过.zip"  # what some mail programs make of the name
    reviewed.write_bytes(changed(path.read_bytes(), words("人员增加", "新增人员")))
    done = command(project.root, "import", str(reviewed))
    assert (done.returncode, done.stderr) == (0, "")
    assert "取了手写的1处" in done.stdout
    assert "新增人员" in (project.root / folder(LATER) / "explanation.yml").read_text(encoding="utf-8")


def test_what_cannot_be_taken_back(command: Command, project: Project) -> None:
    for name, data, said in (
        ("改.pdf", b"%PDF-1.7", "图和 PDF 里的改动取不回来"),
        ("改.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "类型选“Word 文档（.docx）”"),
    ):
        (project.root / name).write_bytes(data)
        done = command(project.root, "import", name)
        assert done.returncode == 1
        assert said in done.stdout
    shutil.copy(project.root / "改.pdf", project.root / "表.xlsx")
    both = command(project.root, "import", "改.doc", "表.xlsx")
    assert (both.returncode, "Word 和工作簿不能一起导入" in both.stderr) == (2, True)
