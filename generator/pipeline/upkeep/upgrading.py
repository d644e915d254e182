"""升级: files that were copied out of the package follow a newer one; what somebody has edited stays as it is.

Nothing below content/ is looked at, and no edition is taken away: documents may use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from gongkai import __version__
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.copied_files import (
    EDITIONS,
    NATIONAL,
    RECORD,
    Record,
    editions_offered,
    newer,
    record_of,
    sources,
    with_ancestors,
)
from gongkai.pipeline.upkeep.initialising import write_copy, write_record
from gongkai.publishing.files import bytes_digest

NEW = ".new"


class UpgradeError(Exception):
    """Nothing was changed; the message is Chinese and says why."""


class Step(StrEnum):
    """怎样换, as it is told."""

    ADDED = "新增"
    REPLACED = "替换（您没有改过）"
    BESIDE = "您改过，新的放在旁边（.new），请比着并进去，再删去 .new"
    REMOVED = "删去（新版不用了，您没有改过）"
    LEFT = "新版没有了，原样留着"
    GONE = "您删去了，不再放回"
    LINK = "是链接或者在链接里，不写到别处去：请自己换"


class Upgrade(Struct, frozen=True, kw_only=True):
    """升级的打算: each file with what becomes of it, in order of path."""

    record: Record
    steps: Mapping[str, Step]
    copied: Mapping[str, Path]
    """path → the package's file, of all that this repository is to have"""
    digests: Mapping[str, str]

    @property
    def editions_changed(self) -> tuple[str, ...]:
        """Editions of which documents may have to follow."""
        told = (Step.REPLACED, Step.BESIDE)
        changed = (name for name, step in self.steps.items() if step in told and name.startswith(EDITIONS))
        return tuple(sorted({name.split("/")[2] for name in changed}))

    @property
    def needless(self) -> bool:
        return not self.steps and self.record.version == __version__

    def by_step(self) -> Iterator[tuple[Step, tuple[str, ...]]]:
        for step in Step:
            names = tuple(name for name, one in self.steps.items() if one is step)
            if names:
                yield step, names


def planned_upgrade(project: Project, editions: Iterable[str] = ()) -> Upgrade:
    """What there is to do. `editions`: to have besides. Raises UpgradeError, RecordError."""
    record = record_of(project)
    if record is None:
        raise UpgradeError(f"这个项目不是 gongkai init 起的（没有 {RECORD}），不知道哪些文件改过，不能升级")
    if project.templates.is_symlink():
        raise UpgradeError("templates 是链接，不写到别处去")
    if newer(record.version):
        raise UpgradeError(f"这个项目是 {record.version} 的，程序还是 {__version__} 的：先升级程序")
    copied = sources(with_ancestors((*NATIONAL, *record.editions, *editions)))
    digests = {name: bytes_digest(path.read_bytes()) for name, path in copied.items()}
    steps = {
        name: step
        for name in sorted({*record.files, *digests})
        if (step := _step(project.root, name, record.files.get(name, ""), digests.get(name, ""))) is not None
    }
    return Upgrade(record=record, steps=steps, copied=copied, digests=digests)


def _step(root: Path, name: str, before: str, after: str) -> Step | None:
    """What becomes of a file; None: it is as it should be. `before`: as it was copied; `after`: as it is now."""
    path = root / name
    if before == after:
        return None
    if any(one.is_symlink() for one in (path, *path.parents) if one.is_relative_to(root) and one != root):
        return Step.LINK
    now = bytes_digest(path.read_bytes()) if path.is_file() else ""
    if now == after:
        return None
    if not now:
        return Step.GONE if before else Step.ADDED
    if not after:
        return Step.REMOVED if now == before and not name.startswith(EDITIONS) else Step.LEFT
    return Step.REPLACED if now == before else Step.BESIDE


def upgrade(project: Project, planned: Upgrade) -> None:
    """Do it, and record it. What failed half-way is done by the next run: the record comes last."""
    for name, step in planned.steps.items():
        path = project.root / name
        if step in (Step.ADDED, Step.REPLACED, Step.BESIDE):
            write_copy(path.with_name(path.name + NEW) if step is Step.BESIDE else path, planned.copied[name])
        elif step is Step.REMOVED:
            path.unlink()
    write_record(project, planned.digests)


def editions_to_have(project: Project) -> dict[str, str]:
    """Editions that the package brings and the repository has not."""
    return {name: title for name, title in editions_offered().items() if not (project.editions / name).exists()}
