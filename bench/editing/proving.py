"""证明: an incremental build comes to the same bytes as one from nothing, after every kind of change."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from bench.editing.changes import CHANGES, SEVERAL, STEADY, UNIT
from bench.editing.projects import build, bytes_of, changed, twin
from bench.invented import invented_project

FROM = 32
"""documents of invented places among which those that are kept stand"""
KEPT = (STEADY, SEVERAL / "2023", UNIT / "2023")
KEPT_AS_IT_WAS = re.compile(r"没有换上新的：(\S+?)，")


def corpus(root: Path, folder: Path) -> Path:
    """Sixteen documents: a department over five years, with plans, and one with units of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    ids = invented_project(root, folder, FROM).documents
    for id in ids:
        document = Path("content/departments") / id
        if not any(document.is_relative_to(one) for one in KEPT):
            shutil.rmtree(folder / document)
    return folder


def prove(root: Path, folder: Path, only: Collection[str]) -> None:
    project = corpus(root, folder)
    first = build(root, project)
    before = bytes_of(project / "site")
    told = findings(root, project)
    print(f"{'首次':　<12}CPU {first.cpu:5.1f} 秒；网站 {len(before)} 个文件", flush=True)
    for kind, change in CHANGES.items():
        if only and kind not in only:
            continue
        with changed(project, change):
            again = build(root, project)
            incremental, said = bytes_of(project / "site"), findings(root, project)
            fresh = twin(project, folder.with_name("fresh"))
            whole = build(root, fresh)
            wanted = bytes_of(fresh / "site")
            kept = KEPT_AS_IT_WAS.findall(again.output)
            if kept:  # no site from nothing has it as it was, nor lists and comparisons with it
                wanted = {name: one for name, one in incremental.items() if not _of(name, kept)}
                wanted |= {name: one for name, one in before.items() if _of(name, kept)}
            faults = [*_differing(incremental, wanted), *_listed("check", said, findings(root, fresh))]
        back = build(root, project)
        faults += [f"改回以后：{one}" for one in _differing(bytes_of(project / "site"), before)]
        faults += [f"改回以后：{one}" for one in _listed("check", findings(root, project), told)]
        rendered = again.output.strip().splitlines()[-1:]
        print(f"{kind:　<12}增量 CPU {again.cpu:5.1f}，改回 {back.cpu:5.1f}，从头 {whole.cpu:5.1f} 秒：", end="")
        same = "仍是上一次公开的，别的网页没有比" if kept else "逐字节相同"
        print(f"{len(faults)} 处不同" if faults else same, *rendered, *faults[:12], sep="\n    ", flush=True)


def findings(root: Path, project: Path) -> object:
    command = [sys.executable, "-m", "gongkai", "--project", str(project), "check", "--format", "json"]
    return json.loads(subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=False).stdout)


def _of(name: str, kept: Collection[str]) -> bool:
    """Files of documents that were kept which are the same: what can be downloaded."""
    return name.startswith(tuple(kept)) and not name.endswith((".html", ".json"))


def _differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _listed(name: str, one: object, other: object) -> list[str]:
    return [] if one == other else [name]
