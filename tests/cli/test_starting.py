"""gongkai new, roll-forward, schema: questions and answers, flags, exit codes."""

from __future__ import annotations

import io
import json

import pytest

from gongkai.pipeline.project import Project
from tests.cli.conftest import Command
from tests.small_project import LATER, edit, folder

BUREAU = "ceshi/audit-bureau"
FLAGS = ("--folder", BUREAU, "--name", "测试市审计局", "--since", "2019-03-01", "--region", "测试市")
DOCUMENT = ("--year", "2024", "--kind", "决算", "--edition", "ceshi-final-accounts", "--money", "元")


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_it_asks_and_asks_again(command: Command, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    department = (BUREAU, "测试市审计局", "2019.3.1", "测试省/测试市", "测试市", "326", "326001 本级 行政单位", "")
    answers(monkeypatch, "审计局", *department, "2024", "月报", "决算", "ceshi-final-accounts", "块", "元")
    done = command(project.root, "new")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    for said in ("只用小写英文字母", "没有“月报”这一种", "“块”不是金额单位", "行政区划也要写1层", "接着做"):
        assert said in done.stdout
    text = (project.content / "departments" / BUREAU / "department.yml").read_text(encoding="utf-8")
    assert "- {自: 2019-03-01, 名称: 测试市审计局}" in text
    assert '行政区划: 测试市\n部门代码: "326"' in text


def test_flags_answer_beforehand(command: Command, project: Project) -> None:
    done = command(project.root, "new", *FLAGS, *DOCUMENT)
    assert (done.returncode, done.stderr) == (0, "")
    schema = json.loads((project.build / "schemas/ceshi-final-accounts/figures.json").read_text(encoding="utf-8"))
    assert schema["properties"]
    again = command(project.root, "new", *FLAGS, *DOCUMENT)
    assert again.returncode == 1
    assert "已经有了，没有改动" in again.stderr
    wrong = command(project.root, "new", *FLAGS, "--year", "2030", "--kind", "决算")
    assert wrong.returncode == 1
    assert "没有2030年决算的版式" in wrong.stderr


def test_whoever_stops_answering_has_written_nothing(
    command: Command, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, BUREAU, "测试市审计局")
    done = command(project.root, "new")
    assert done.returncode == 2
    assert "没有答完，什么也没有写" in done.stderr
    assert not (project.content / "departments" / BUREAU).exists()


def test_next_year(command: Command, project: Project) -> None:
    done = command(project.root, "roll-forward", folder(LATER))
    assert done.returncode == 1
    assert "没有2025年决算的版式" in done.stderr
    edition = project.editions / "ceshi-2025-final-accounts"
    edition.mkdir()
    (edition / "edition.yml").write_text(
        "继承: ceshi-final-accounts\n名称: 测试市2025年度\n年度: 2025\n", encoding="utf-8"
    )
    done = command(project.root, "roll-forward", folder(LATER))
    assert (done.returncode, done.stderr) == (0, "")
    head = (project.root / folder(LATER).replace("2024", "2025") / "document.yml").read_text(encoding="utf-8")
    assert "版式: ceshi-2025-final-accounts" in head
    assert "# 由上年的文件结转" in head
    assert "工作簿：build/workbooks/finance-bureau-2025-final-accounts.xlsx" in done.stdout
    assert (project.build / "workbooks/finance-bureau-2025-final-accounts.xlsx").read_bytes().startswith(b"PK")


def test_what_is_no_document(command: Command, project: Project) -> None:
    assert command(project.root, "roll-forward", "content/departments/ceshi").returncode == 2


def test_schemas(command: Command, project: Project) -> None:
    done = command(project.root, "schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert "build/schemas/" in done.stdout
    edit(project.root, "templates/editions/ceshi-final-accounts/edition.yml", "名称:", "名号:")
    done = command(project.root, "schema")
    assert done.returncode == 1
    assert "没有做的：ceshi-2023-final-accounts、ceshi-final-accounts" in done.stderr
