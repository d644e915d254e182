"""A small project, as it is and already built."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from gongkai.cli.main import main
from gongkai.pipeline.project import Project
from tests import small_project


class Done(Struct, frozen=True, kw_only=True):
    """What a command said, and its exit code."""

    returncode: object
    stdout: str
    stderr: str


Command = Callable[..., Done]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command line in this process, which is quick; tests of processes and terminals start their own."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def run(root: Path, *arguments: str, within: str = ".") -> Done:
        monkeypatch.chdir(root / within)
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return Done(returncode=ended.value.code, stdout=said.out, stderr=said.err)

    return run


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = small_project.small_project(tmp_path_factory.mktemp("built") / "project")
    small_project.build_again(project)
    return project.root


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project, nothing built."""
    return small_project.small_project(tmp_path / "project")


@pytest.fixture
def built(_built_once: Path, tmp_path: Path) -> Project:
    """A small project that has been built, without PDFs."""
    shutil.copytree(_built_once, tmp_path / "built")
    return Project(root=tmp_path / "built")
