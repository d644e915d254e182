"""What `gongkai diff` costs beside `gongkai check` of the same: documents changed among many that are not.

`python -m bench.differing --documents 2000`: CPU seconds with all children, of the work tree and of two commits.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.invented import invented_project
from bench.measure import measure

ROOT = Path(__file__).resolve().parent.parent
CHANGED = 2
AMOUNT = re.compile(r"(基本支出: )(\d+\.\d\d)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="how many invented documents (default 2000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = invented_project(ROOT, folder, options.documents).good
        _git(folder, "init", "--quiet", "--initial-branch=main")
        (folder / ".gitignore").write_text("/build/\n", encoding="utf-8")
        _commit(folder, "main")
        changed = [f"content/departments/{id}" for id in documents if id.endswith("final-accounts")][:CHANGED]
        for path in changed:
            file = folder / path / "figures.yml"
            text = AMOUNT.sub(lambda found: f"{found[1]}{float(found[2]) + 1:.2f}", file.read_text(encoding="utf-8"), 1)
            file.write_text(text, encoding="utf-8")
        print(f"{options.documents} 份文件，改了 {CHANGED} 份")
        _told("检查这几份", folder, "check", *changed)
        _told("变动，同文件夹里的比", folder, "diff", "HEAD")
        _git(folder, "switch", "--quiet", "--create", "other")
        _commit(folder, "other")
        _told("变动，两个提交", folder, "diff", "main", "other")


def _told(what: str, folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-P", "-m", "gongkai", *arguments]
    done = measure(["sh", "-c", '"$@" || test $? -eq 1', "sh", *command], folder)
    print(f"{what}：CPU {done.cpu:.1f} 秒，{done.wall:.1f} 秒，内存 {done.memory:.0f} MB")


def _commit(folder: Path, message: str) -> None:
    _git(folder, "add", "--all")
    _git(
        folder, "-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "--quiet", f"--message={message}"
    )


def _git(folder: Path, *arguments: str) -> None:
    settings = ("-c", f"core.hooksPath={os.devnull}")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, timeout=600)  # noqa: S607 - as installed


if __name__ == "__main__":
    main()
