"""A repository of content for tests, with everything that `gongkai init` puts into one, and two changes sent to it.

`good` changes a figure. `evil` comes from a fork: it changes the program, the checks and the settings too, and all that
it brings would leave a mark if it ever ran.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from gongkai.pipeline.project import Project
from tests.small_project import LATER, ROOT, folder, small_project, with_fonts

FIGURES = f"{folder(LATER)}/figures.yml"
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
PROGRAM = f"""#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT)!r})
from gongkai.__main__ import main
sys.argv += ["--no-pdf"] if "review" in sys.argv else []
main()
"""
EVIL_NAME = f"{folder(LATER)}/a\n::error::pwned\n::set-output name=x::y.yml"


def git(where: Path, *arguments: str) -> str:
    who = ("-c", "user.name=测试", "-c", "user.email=test@localhost", "-c", "init.defaultBranch=main")
    environment = os.environ | ALONE
    done = subprocess.run(
        ["git", *who, *arguments], cwd=where, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(where: Path) -> str:
    git(where, "add", "--all", "--force", ".")
    git(where, "commit", "--quiet", "--message", "改")
    return git(where, "rev-parse", "HEAD")


def repository(where: Path) -> Path:
    """The work tree, on main; branches good and evil."""
    root = small_project(where).root
    shutil.copytree(ROOT / "templates" / "repository", root, dirs_exist_ok=True)
    git(root, "init", "--quiet")
    commit(root)
    git(root, "switch", "--quiet", "--create", "good")
    change(root, FIGURES, "财政拨款收入: 150.00", "财政拨款收入: 151.00")
    commit(root)
    git(root, "switch", "--quiet", "--create", "evil")
    change(root, FIGURES, "财政拨款收入: 151.00", "财政拨款收入: 一百五十一")
    strike(root, where.parent / "pwned")
    commit(root)
    git(root, "switch", "--quiet", "main")
    return root


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def strike(root: Path, mark: Path) -> None:
    """What a fork might try; `mark` would be there if any of it ran."""
    python, shell = f"open({str(mark)!r}, 'w')\n", f"#!/bin/sh\ntouch {mark}\n"
    for name in ("content/yaml.py", "content/conftest.py", "sitecustomize.py", "yaml.py", "gongkai.py", "ci/tell.py"):
        (root / name).write_text(python, encoding="utf-8")
    for name in ("ci/setup.sh", "ci/review-open.sh", ".venv/bin/gongkai", ".githooks/post-checkout"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(shell, encoding="utf-8")
        (root / name).chmod(0o755)
    (root / "mkdocs.yml").write_text(f"site_name: !!python/object/apply:os.system ['touch {mark}']\n", encoding="utf-8")
    hostile = f"{{{{ cycler.__init__.__globals__.os.system('touch {mark}') }}}}"
    for name in (
        "templates/pdf/document.html.j2",
        "templates/site/overrides/main.html",
        "templates/site/pages/head.html",
    ):
        (root / name).write_text(hostile, encoding="utf-8")
    (root / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n", encoding="utf-8")
    (root / ".github" / "workflows" / "review.yml").write_text(
        "name: 审阅\non: pull_request_target\n", encoding="utf-8"
    )
    (root / "content" / "huge.yml").write_bytes(b"x" * 9_000_000)
    (root / "content" / "departments" / "loop").symlink_to("../..")
    (root / folder(LATER) / "waivers.yml").symlink_to("/etc/passwd")
    (root / EVIL_NAME).write_text("甲: 1\n", encoding="utf-8")
    (root / folder(LATER) / "@everyone #1 <img src=x>.yml").write_text("甲: 1\n", encoding="utf-8")


def hosted(root: Path, where: Path, pull: str, *branches: str) -> Path:
    """A bare repository as a host has it: main, and the pull requests under numbers of their own."""
    git(root.parent, "clone", "--quiet", "--bare", "--single-branch", "--branch", "main", str(root), str(where))
    for number, branch in enumerate(branches, start=1):
        git(where, "fetch", "--quiet", str(root), f"{branch}:{pull.format(number)}")
    return where


def installed(checkout: Path) -> Path:
    """What ci/setup.sh does, without a network: the program of this repository, and its fonts."""
    program = checkout / ".venv" / "bin" / "gongkai"
    program.parent.mkdir(parents=True)
    program.write_text(PROGRAM, encoding="utf-8")
    program.chmod(0o755)
    with_fonts(Project(root=checkout))
    return checkout
