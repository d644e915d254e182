"""A small project for tests: tests/fixtures/small with the real templates.

Three documents: last year's final accounts of a bureau (`EARLIER`), this year's, which read one figure there
(`LATER`), and those of another bureau (`OTHER`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from gongkai.model.findings import every
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import BuildReport
from gongkai.pipeline.project import Project
from tests.kept_host import KeptHost
from tests.shared_forms import share

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "fixtures" / "small"
FONTS = ROOT / "build" / "fonts"
EARLIER = "ceshi/finance-bureau/2023/final-accounts"
LATER = "ceshi/finance-bureau/2024/final-accounts"
OTHER = "ceshi/education-bureau/2024/final-accounts"
ALL = (OTHER, EARLIER, LATER)
EDITION = "templates/editions/ceshi-final-accounts"
_host = KeptHost()


def small_project(root: Path) -> Project:
    """A whole project at `root`, nothing built yet."""
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    for name in ("components", "site", "pdf", "styles", "panel", "province", "word"):
        shutil.copytree(ROOT / "templates" / name, root / "templates" / name)
    share(root / "templates")
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return Project(root=root)


def with_fonts(project: Project) -> Project:
    """The project with fonts for PDFs: the real files, listed by a fonts.conf of its own, as `gongkai fonts` does."""
    project.fonts.mkdir(parents=True)
    (project.fonts / "files").symlink_to(FONTS / "files")
    settings = (FONTS / "fonts.conf").read_text(encoding="utf-8").replace(str(FONTS), str(project.fonts))
    (project.fonts / "fonts.conf").write_text(settings, encoding="utf-8")
    return project


def folder(id: str) -> str:
    """Where a document stands in a project."""
    return f"content/departments/{id}"


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace a text that must be there."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def quiet(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


def build_again(
    project: Project, *only: str, output: Path | None = None, pdf: bool = False, jobs: int = 2
) -> BuildReport:
    """Build in this process."""
    _host.lay(project.build)
    options = Options(output=output or project.site, pdf=pdf, jobs=jobs, only=only)
    report = build(project, options, quiet)
    if report.failure is not None:
        raise report.failure
    _host.keep(project.build)
    return report


def codes(report: BuildReport) -> list[str]:
    return [str(finding.code) for finding in every(report.findings)]


def gongkai(
    root: Path, *arguments: str, environment: dict[str, str] | None = None, within: str = "."
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        cwd=root / within,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def bytes_of(folder: Path) -> dict[str, str]:
    """Digest of every file below a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def leftovers(project: Project) -> list[str]:
    """What lies about in a project and should not."""
    found = sorted(path.name for path in project.root.iterdir() if path.name.startswith("."))
    work = project.build / "work"
    return found + [path.name for path in (work.iterdir() if work.is_dir() else ())]


def children(of: int | None = None) -> Iterator[int]:
    """Processes started by this one (or another) that still live."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == (of or os.getpid()) and fields[0] != "Z":
            yield int(status.parent.name)


def descendants(pid: int) -> set[int]:
    """Processes started by a process, and those that these have started."""
    own = set(children(pid))
    return own | {below for child in own for below in descendants(child)}


def ended(pids: Iterable[int], within: float) -> bool:
    """Whether these processes end, all within so many seconds."""
    deadline = time.monotonic() + within
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not any(map(alive, pids))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
