"""安装包: the wheel of this checkout, used where there is no checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from msgspec import Struct

import gongkai
from gongkai.model.own_data import DATA

ROOT = Path(__file__).resolve().parents[2]
EPOCH = 1_700_000_000
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
UNPACKED = ("architecture.md", "terms.md")


class Installed(Struct, frozen=True):
    """An environment of its own: the locked packages, the wheel, and nothing of the checkout."""

    wheel: Path
    environment: Path
    work: Path

    def run(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [self.environment / "bin" / "gongkai", *arguments],
            cwd=self.work,
            env={"PATH": str(self.environment / "bin"), "HOME": str(self.work), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout


def _tracked() -> list[str]:
    """What git has or would take; links as links."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [name for name in names if name and (ROOT / name).exists() and not name.startswith(("tests/", "site/"))]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in _tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, source / name, follow_symlinks=False)
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH)}
    environment.pop("PYTHONPATH", None)
    command = [sys.executable, "-I", "-c", BUILD, str(target)]
    subprocess.run(command, cwd=source, env=environment, check=True, capture_output=True)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    root = tmp_path_factory.mktemp("空 环境")
    environment, work = root / "env", root / "工作 处"
    work.mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    packages = next(environment.glob("lib/python*/site-packages"))
    locked = Path(pytest.__file__).parents[1]
    (packages / "locked.pth").write_text(f"{locked}\n")  # a .pth file there is not read, so no checkout is found
    pip = [
        "-m",
        "pip",
        "--python",
        str(environment / "bin" / "python"),
        "--disable-pip-version-check",
        "install",
        "--quiet",
    ]
    subprocess.run([sys.executable, *pip, "--no-deps", "--no-index", "--no-compile", wheel], check=True)
    (environment / "bin" / "git").symlink_to(shutil.which("git") or "/usr/bin/git")
    for path in packages.glob("gongkai/**/*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return Installed(wheel=wheel, environment=environment, work=work)


def test_the_wheel_holds_what_it_needs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        members = archive.infolist()
    assert {member.date_time for member in members} == {(2023, 11, 14, 22, 13, 20)}  # the same bytes on any day
    names = {member.filename for member in members}
    assert {name.split("/")[0] for name in names} == {"gongkai", f"gongkai-{gongkai.__version__}.dist-info"}
    data = {name.removeprefix("gongkai/data/") for name in names if name.startswith("gongkai/data/")}
    wanted = {
        f"{link}/{path.relative_to(DATA / link).as_posix()}"
        for link in ("templates", "glossary", "classifications", "deploy", "docs")
        for path in (DATA / link).rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not (link == "docs" and (path.name in UNPACKED or "decisions" in path.parts))
    }
    assert {name for name in data if not name.startswith("examples/")} == wanted | {"mkdocs.yml"}
    assert [name for name in names if name.endswith((".pyc", ".new")) or "henan/" in name or "tests" in name] == []


def test_versions_that_were_tested_can_be_asked_for(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (told,) = (name for name in archive.namelist() if name.endswith("METADATA"))
        wanted = {line for line in archive.read(told).decode().splitlines() if 'extra == "locked"' in line}
    lines = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8").splitlines()
    locked = {line.removesuffix(" \\") for line in lines if line.endswith(" \\") and "==" in line}
    assert {line.removeprefix("Requires-Dist: ").partition(";")[0].strip() for line in wanted} == locked


def test_one_place_has_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" in project["dynamic"]
    released = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line[:4] == "## ["]
    assert released[0] == "## [Unreleased]"
    assert released[1].startswith(f"## [{gongkai.__version__}] - ")


@pytest.mark.slow
def test_the_wheel_works_where_there_is_nothing_else(installed: Installed) -> None:
    """As its users run it: in a folder with blanks, the package read-only, no network, no fonts to be had."""
    said = installed.run("init", "演示 仓库", "--edition", "henan-2023-final-accounts")
    assert "起好了：演示 仓库" in said
    demo = "演示 仓库"
    repository = installed.work / demo
    checked = json.loads(installed.run("--project", demo, "check", "--format", "sarif"))
    (rule,) = checked["runs"][0]["tool"]["driver"]["rules"]
    assert "【含义】" in rule["help"]["text"]
    assert "【怎样改】" in installed.run("check", "--explain", "F101")
    assert "1 份文件" in installed.run("--project", demo, "build", "--no-pdf")
    assert (repository / "site/jiangdong/yunling/water-bureau/2024/final-accounts/index.html").is_file()
    assert (repository / "site/guide/authors/findings/F101/index.html").is_file()  # 编制手册
    written = [path for path in repository.rglob("*") if path.is_file() and str(ROOT).encode() in path.read_bytes()]
    assert written == []
    shutil.rmtree(repository / "build" / "fonts", ignore_errors=True)  # some machine has them all
    installed.run("--project", demo, "build", code=69)  # fonts are wanted, and said to be
    assert installed.run("--version") == f"公开 {gongkai.__version__}\n"
