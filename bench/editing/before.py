"""以前: what the state before issue 14 takes for the same content, in turn with the code of now (before.yml)."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from bench.editing.timing import BEFORE, USUAL, Timer, steps
from bench.invented import invented_project

HEAD = "# 议题 14 以前（34f0896b）各项合几次循环（10⁷ 次平方相加），在同一台机器上轮流量的；make bench 同它比。\n"


def record(root: Path, earlier: Path, folder: Path, count: int, only: Collection[str]) -> None:
    """Measure both in turn, from nothing, and write down what the earlier one takes. `earlier`: a checkout of it."""
    taken = {what: round(loops, 2) for what, loops in _measured(root, earlier, folder, count, only or USUAL)}
    known = yaml.safe_load(BEFORE.read_text(encoding="utf-8"))
    known[count] = taken
    BEFORE.write_text(HEAD + yaml.safe_dump(known, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _measured(
    root: Path, earlier: Path, folder: Path, count: int, kinds: Collection[str]
) -> Iterator[tuple[str, float]]:
    timers = [_timer(one, folder / name, count) for one, name in ((earlier, "before"), (root, "now"))]
    each = [steps(timer.project, kinds) for timer in timers]
    for (what, theirs), (_, ours) in zip(*each, strict=True):
        print("以前", end="\t")
        taken = timers[0].timed(what, *theirs)
        print("现在", end="\t")
        now = timers[1].timed(what, *ours)
        print(f"{what}：是以前的 {now / taken:.2f}", flush=True)
        yield what, taken


def _timer(root: Path, project: Path, count: int) -> Timer:
    shutil.rmtree(project, ignore_errors=True)
    invented_project(root, project, count)
    return Timer(root, project, {})
