"""几台机器: what a cluster and shards cost beside one machine, in CPU seconds of all processes.

python -m bench.machines                        20 and 80 invented documents without PDF
python -m bench.machines --documents 50 200
python -m bench.machines --pdf --documents 4 12 --ways 两个进程 集群

Between two numbers of documents is what one more document costs; in the first is what the cluster costs to start. A
machine is not the same from minute to minute: each figure is told beside a loop (bench/editing/timing.py) before and
after it, and the ways are compared in loops. The sites must be the same, byte for byte.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.editing.projects import bytes_of, gongkai
from bench.editing.timing import loop
from bench.invented import invented_project

ROOT = Path(__file__).resolve().parents[1]
BESIDE = "两个进程"
"""the way that others are compared with"""
WAYS = {
    BESIDE: [["build", "--jobs", "2"]],
    "一个进程": [["build", "--jobs", "1"]],
    "集群": [["build", "--jobs", "2", "--cluster", "here"]],
    "两片": [["build", "--jobs", "1", "--shard", f"{one}/2"] for one in (1, 2)],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs=2, default=[20, 80], metavar="份数")
    parser.add_argument("--pdf", action="store_true")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=[*WAYS], metavar="做法")
    options = parser.parse_args()
    ways = [BESIDE, *(one for one in options.ways if one != BESIDE)]
    with tempfile.TemporaryDirectory() as folder:
        found = [costs(Path(folder) / str(count), count, ways, pdf=options.pdf) for count in options.documents]
    more = options.documents[1] - options.documents[0]
    one = {name: (found[1][name] - found[0][name]) / more for name in ways}
    for name, loops in one.items():
        print(f"{name}：每份合 {loops:.3f} 次循环，是{BESIDE}的 {one[BESIDE] / loops:.3f}")


def costs(folder: Path, count: int, ways: Sequence[str], *, pdf: bool) -> dict[str, float]:
    """Loops that each way takes to build the same documents."""
    spent: dict[str, float] = {}
    sites = []
    for name in ways:
        root = folder / name
        root.mkdir(parents=True)
        invented_project(ROOT, root, count)
        before = loop()
        seconds = sum(built(root, [*command, *(() if pdf else ("--no-pdf",))]) for command in WAYS[name])
        if (shards := root / "build" / "shards").is_dir():
            seconds += built(root, ["merge", *map(str, sorted(shards.iterdir()))])
        once = (before + loop()) / 2
        spent[name] = seconds / once
        sites.append(bytes_of(root / "site"))
        shutil.rmtree(root)
        print(f"{count} 份，{name}：{seconds:.1f} 秒，合 {spent[name]:.1f} 次循环（一次 {once:.2f} 秒）", flush=True)
    if any(one != sites[0] for one in sites):
        sys.exit("网站不一样")
    return spent


def built(root: Path, command: list[str]) -> float:
    return gongkai(ROOT, root, *command, fails=True).cpu


if __name__ == "__main__":
    main()
