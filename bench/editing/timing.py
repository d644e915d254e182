"""计时: CPU seconds, memory and written files of builds and checks of many documents after one change."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path

from bench.editing.changes import CHANGES, NEWEST
from bench.editing.projects import build, changed, gongkai, inodes
from bench.invented import invented_project
from bench.measure import Measured

USUAL = ("一个数", "一条原因", "一张绩效表")
LOOP = 10**7


def tell(root: Path, folder: Path, count: int, only: Collection[str]) -> None:
    project = folder / f"documents-{count}"
    if not project.is_dir():
        invented_project(root, project, count)
    report("首次，或接着上次的", build(root, project), 0)
    timed(root, project, "没有改动", "build", "--no-pdf")
    timed(root, project, "没有改动，检查", "check")
    one = NEWEST.relative_to("content/departments").as_posix()
    for kind in only or USUAL:
        with changed(project, CHANGES[kind]):
            timed(
                root,
                project,
                f"{kind}，检查这一份",
                "check",
                str(project / "content/departments" / one / "final-accounts"),
            )
            timed(root, project, f"{kind}，检查全部", "check")
            timed(root, project, kind, "build", "--no-pdf")
        timed(root, project, f"{kind}，改回", "build", "--no-pdf")


def timed(root: Path, project: Path, what: str, *arguments: str) -> None:
    before = inodes(project / "site", project / "build")
    took = gongkai(root, project, *arguments, fails=True)
    report(what, took, len(inodes(project / "site", project / "build") - before))


def report(what: str, took: Measured, written: int) -> None:
    print(
        f"{what:　<16}CPU {took.cpu:7.2f} 秒，历时 {took.wall:6.1f} 秒，内存 {took.memory:5.0f} MB，"
        f"写了 {written:6} 个文件"
        f"（10⁷ 次循环 {loop():.2f} 秒）",
        flush=True,
    )


def loop() -> float:
    """What this machine takes now for so many additions of squares."""
    started = time.process_time()
    total = 0
    for number in range(LOOP):
        total += number * number
    return time.process_time() - started
