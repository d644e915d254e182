"""gongkai init, upgrade, fonts: what their users read."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from gongkai import __version__
from gongkai.model.own_data import TEMPLATES
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep import copied_files
from tests.cli.conftest import Command


@pytest.fixture(autouse=True)
def _nothing_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No apt-get, no git, and no font where the list expects it."""
    monkeypatch.setenv("PATH", str(tmp_path / "no-tools"))
    listed = (TEMPLATES / "fonts" / "fonts.yml").read_text(encoding="utf-8")
    (other := tmp_path / "fonts.yml").write_text(listed.replace("/usr/share/", "/nowhere/"), encoding="utf-8")
    below = copied_files._below

    def moved(folder: Path) -> list[tuple[str, Path]]:
        return [(name, other if name == "fonts/fonts.yml" else path) for name, path in below(folder)]

    monkeypatch.setattr(copied_files, "_below", moved)


def test_a_repository_from_nothing(command: Command, tmp_path: Path) -> None:
    done = command(tmp_path, "init", "临水", "--edition", "nanyang-2024-budget", "--no-example")
    assert done.returncode == 0
    assert f"gongkai {__version__}）。" in done.stdout
    assert "版式：nanyang-2024-budget、national-budget、national-final-accounts。" in done.stdout
    assert "没有建成 git 仓库" in done.stdout
    assert "缺少：GongkaiTermes-Regular.otf、FandolFang-Regular.otf、" in done.stderr
    assert "texlive-lang-chinese" in done.stderr
    assert Project(root=tmp_path / "临水").complete()
    done = command(tmp_path / "临水", "upgrade")
    assert done.returncode == 0
    assert f"没有要换的：都是 {__version__} 的。" in done.stdout
    assert "要用的加 --edition：henan-2021-final-accounts、" in done.stdout
    done = command(tmp_path / "临水", "fonts")
    assert done.returncode == 69
    done = command(tmp_path, "init", "临水")
    assert done.returncode == 2
    assert "已经有东西" in done.stderr


def test_an_unknown_edition_makes_nothing(command: Command, tmp_path: Path) -> None:
    done = command(tmp_path, "init", "new", "--edition", "henan-1999")
    assert done.returncode == 2
    assert "没有“henan-1999”这个版式；有：henan-2021-final-accounts、" in done.stderr
    assert not (tmp_path / "new").exists()


def test_at_a_terminal_it_asks(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    answers = iter(["9", "2，4"])
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))
    monkeypatch.setattr(click, "confirm", lambda *_, **__: False)
    done = command(tmp_path, "init", "new")
    assert "1. 河南省2021年度部门决算公开（henan-2021-final-accounts）" in done.stdout
    assert "写 1 到 4 的序号" in done.stdout
    chosen = {path.name for path in (tmp_path / "new" / "templates" / "editions").iterdir()}
    assert chosen == {"henan-2022-final-accounts", "nanyang-2024-budget", "national-budget", "national-final-accounts"}


def test_another_version_is_told_in_one_line(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(tmp_path, "init", "new", "--no-example")
    monkeypatch.setattr(copied_files, "__version__", "99.0")
    done = command(tmp_path / "new", "check", "--format", "json")
    assert done.stderr.splitlines() == [
        f"注意：这个项目的模板是 {__version__} 的，程序是 99.0 的：请运行 gongkai upgrade，看有什么要换。"
    ]
    assert done.stdout.startswith("{")


def test_a_checkout_cannot_be_upgraded(command: Command, project: Project) -> None:
    done = command(project.root, "upgrade", "--write")
    assert (done.returncode, done.stderr) == (
        1,
        "这个项目不是 gongkai init 起的（没有 templates/.gongkai.json），不知道哪些文件改过，不能升级。\n",
    )
