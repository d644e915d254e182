"""计时: CPU seconds, memory and written files of builds and checks of many documents after one change."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import yaml
from msgspec import Struct

from bench.editing.changes import CHANGES, NEWEST
from bench.editing.projects import changed, gongkai, inodes
from bench.invented import invented_project

USUAL = ("一个数", "一条原因", "一张绩效表")
LOOP = 10**7
BEFORE = Path(__file__).with_name("before.yml")


def tell(root: Path, folder: Path, count: int, only: Collection[str]) -> None:
    """Each line with what this machine takes for a loop, and with its share of what it cost before (before.yml)."""
    project = corpus_of(root, folder, count)
    timer = Timer(root, project, before(count))
    for what, arguments in steps(project, only or USUAL):
        timer.timed(what, *arguments)


def corpus_of(root: Path, folder: Path, count: int) -> Path:
    """The project of so many invented documents, made where it is not there."""
    project = folder / f"documents-{count}"
    if not project.is_dir():
        invented_project(root, project, count)
    return project


def steps(project: Path, kinds: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is timed, with the arguments of the command; the project is as it should be until the next is asked for."""
    build = ("build", "--no-pdf")
    one = str(project / NEWEST / "final-accounts")
    yield "启动", ("--version",)
    yield "首次，检查", ("check",)
    yield "首次", build
    yield "没有改动，检查", ("check",)
    yield "没有改动，检查一份", ("check", one)
    yield "没有改动", build
    for kind in kinds:
        with changed(project, CHANGES[kind]):
            yield f"{kind}，检查这一份", ("check", one)
            yield f"{kind}，检查全部", ("check",)
            yield kind, build
        yield f"{kind}，改回", build


class Timer(Struct, frozen=True):
    """计时 in a project; `before`: what → loops that it took before."""

    root: Path
    project: Path
    before: Mapping[str, float]

    def timed(self, what: str, *arguments: str) -> float:
        """Returns the loops that it took."""
        there = inodes(self.project / "site", self.project / "build")
        loops = loop()
        took = gongkai(self.root, self.project, *arguments, fails=True)
        loops = (loops + loop()) / 2  # a machine is not the same from minute to minute
        written = len(inodes(self.project / "site", self.project / "build") - there)
        share = f"，是以前的 {took.cpu / loops / self.before[what]:.2f}" if what in self.before else ""
        print(
            f"{what:　<14}CPU {took.cpu:7.2f} 秒，历时 {took.wall:6.1f} 秒，内存 {took.memory:5.0f} MB，"
            f"写了 {written:6} 个文件；合 {took.cpu / loops:7.2f} 次循环（一次 {loops:.2f} 秒）{share}",
            flush=True,
        )
        return took.cpu / loops


def before(count: int) -> Mapping[str, float]:
    """What things cost before issue 14, in loops, as far as that was measured for so many documents."""
    known: dict[int, dict[str, float]] = yaml.safe_load(BEFORE.read_text(encoding="utf-8"))
    return known.get(count, {})


def loop() -> float:
    """What this machine takes now for so many additions of squares."""
    started = time.process_time()
    total = 0
    for number in range(LOOP):
        total += number * number
    return time.process_time() - started
