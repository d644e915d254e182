"""做一片: the documents of one shard rendered, and put into a file for the machine that merges."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from gongkai.model.checked import CheckResult
from gongkai.pipeline.building.alone import alone, work_folder
from gongkai.pipeline.building.build import Building, Options
from gongkai.pipeline.building.sharding.plan import Shard, shards
from gongkai.pipeline.building.sharding.shard_file import ShardList, write_shard
from gongkai.pipeline.collecting import collected
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress


class ShardReport(Struct, frozen=True, kw_only=True):
    """一片的报告."""

    shard: Shard
    file: Path
    documents: int
    again: tuple[str, ...]
    """those that came to nothing, and are tried once more where the shards are merged"""
    checked: CheckResult

    def told(self) -> Iterator[str]:
        """A line for the file, and one for each document that is lacking."""
        yield f"已做好第 {self.shard.number} 片（共 {self.shard.of} 片）：{self.file}，{self.documents} 份文件。"
        if not self.documents:
            yield "分到这一片的没有文件：部门比片数少。合并时仍然要有这一片。"
        yield from (f"没有排印出来：{id}，合并的时候再试一次（原因见上）" for id in self.again)
        yield "各片都做好以后，在一台机器上运行 gongkai merge 合成网站。"


def make_shard(project: Project, options: Options, shard: Shard, progress: Progress) -> ShardReport:
    """Raises what `build` raises, and OSError where the file cannot be written."""
    with alone(project), work_folder(project) as work:
        building = Building(project, options, work, progress)
        workspace = building.workspace
        ids = shards(workspace.folders, shard.of, workspace.department)[shard.number - 1]
        done = sorted(building.documents(ids), key=lambda one: one.id)
        listed = ShardList(
            number=shard.number,
            of=shard.of,
            pdf=options.pdf,
            made_of=made_of(building.digests),
            documents={one.id: one.digest.whole for one in done},
        )
        file = project.build / "shards" / f"shard-{shard.number:0{len(str(shard.of))}}-of-{shard.of}.zip"
        progress("写分片文件", 0, 1)
        write_shard(file, listed, building.store, done)
        return ShardReport(
            shard=shard,
            file=file,
            documents=len(done),
            again=tuple(one.id for one in done if not one.digest.parts),
            checked=collected(workspace, ids, done),
        )


def made_of(digests: Digests) -> dict[str, str]:
    """What shards must have in common, by name."""
    project = digests.project
    return {
        **digests.shared,
        "版式": digests.files.folder(project.editions),
        "内容（content）": digests.files.folder(project.content),
        "设置（mkdocs.yml）": digests.files.digest(project.settings),
    }
