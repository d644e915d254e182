"""几台机器: what a cluster and shards cost beside one machine, in CPU seconds of all processes.

python -m bench.machines                        20 and 80 invented documents without PDF
python -m bench.machines --documents 50 200

Between two numbers of documents is what one more document costs; in the first is what the cluster costs to start. The
sites must be the same, byte for byte.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from bench.editing.projects import bytes_of, gongkai
from bench.editing.timing import loop
from bench.invented import invented_project

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs=2, default=[20, 80])
    options = parser.parse_args()
    print(f"循环：{loop():.2f} 秒")
    with tempfile.TemporaryDirectory() as folder:
        found = [costs(Path(folder) / str(count), count) for count in options.documents]
    more = options.documents[1] - options.documents[0]
    one = {name: (found[1][name] - found[0][name]) / more for name in found[0]}
    for name, seconds in one.items():
        print(f"{name}：每份 {seconds:.3f} 秒，是一台机器两个进程的 {one['两个进程'] / seconds:.3f}")


def costs(folder: Path, count: int) -> dict[str, float]:
    """Of each way to build the same documents."""
    ways = {
        "两个进程": [["build", "--no-pdf", "--jobs", "2"]],
        "一个进程": [["build", "--no-pdf", "--jobs", "1"]],
        "集群": [["build", "--no-pdf", "--jobs", "2", "--cluster", "here"]],
        "两片": [["build", "--no-pdf", "--jobs", "1", "--shard", f"{one}/2"] for one in (1, 2)],
    }
    spent: dict[str, float] = {}
    sites = []
    for name, commands in ways.items():
        root = folder / name
        root.mkdir(parents=True)
        invented_project(ROOT, root, count)
        spent[name] = sum(built(root, command) for command in commands)
        if name == "两片":
            spent[name] += built(root, ["merge", *map(str, sorted((root / "build" / "shards").iterdir()))])
        sites.append(bytes_of(root / "site"))
        shutil.rmtree(root)
        print(f"{count} 份，{name}：{spent[name]:.1f} 秒", flush=True)
    if any(one != sites[0] for one in sites):
        sys.exit("网站不一样")
    return spent


def built(root: Path, command: list[str]) -> float:
    return gongkai(ROOT, root, *command, fails=True).cpu


if __name__ == "__main__":
    main()
