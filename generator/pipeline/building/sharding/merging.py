"""合并: the shards of one build put together; none of them may be missing, doubled, or made from something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from gongkai.pipeline.building.alone import alone, work_folder
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import BuildReport
from gongkai.pipeline.building.sharding.making import made_of
from gongkai.pipeline.building.sharding.plan import Shard, shards
from gongkai.pipeline.building.sharding.shard_file import ShardError, ShardFile
from gongkai.pipeline.building.sharing.packing import PackingError, unpacked
from gongkai.pipeline.building.store import Store
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress
from gongkai.pipeline.workspace import Workspace

MOST_NAMED = 20
SAME = "各片和合并的机器要用同一个提交、同一个版本的程序和字体"


def merge(project: Project, options: Options, files: Iterable[Path], progress: Progress) -> BuildReport:
    """Take the documents of all shards into the store, and build the site, with PDFs if the shards have them.

    What came to nothing in a shard is tried once more here. Raises ShardError with all that is wrong with the shards,
    the site being as it was, and what `build` raises.
    """
    with ExitStack() as opened:
        parts = [opened.enter_context(ShardFile.opened(file)) for file in files]
        _raise(_of_one_build(parts))
        options = replace(options, pdf=parts[0].listed.pdf)
        with alone(project), work_folder(project) as work:
            workspace = Workspace.open(project)
            digests = Digests(workspace, pdf=options.pdf)
            _raise(_foreign(parts, made_of(digests)))
            _raise(_misplaced(parts, workspace))
            workspace.read_texts()
            store = Store(root=project.rendered(pdf=options.pdf), work=work)
            total = sum(len(part.listed.documents) for part in parts)
            done = 0
            for part in parts:
                for id, content in part.documents():
                    _take_in(store, part, id, content, digests.document(id))
                    done += 1
                    progress("取各片的文件", done, total)
    return build(project, options, progress)


def _take_in(store: Store, part: ShardFile, id: str, content: bytes, here: Digest) -> None:
    if part.listed.documents[id] != here.whole:
        raise ShardError(f"{part.path} 里的 {id} 和本机的不是由同样的东西做成的。{SAME}")
    try:
        rendered, files = unpacked(content, id, here)
    except PackingError as error:
        raise ShardError(f"{part.path} 里的 {id} 不能用：{error}") from error
    store.keep(rendered, files)


def _raise(problems: Iterable[str]) -> None:
    lines = list(problems)
    if lines:
        more = [f"……等 {len(lines)} 个问题"] if len(lines) > MOST_NAMED else []
        raise ShardError("\n".join((*lines[:MOST_NAMED], *more)))


def _of_one_build(parts: list[ShardFile]) -> Iterator[str]:
    """Whether there is each shard of one build, once."""
    if not parts:
        yield "没有写分片文件"
        return
    first = parts[0]
    by_shard: dict[Shard, ShardFile] = {}
    for part in parts:
        shard = part.listed.shard
        if shard.of != first.listed.of:
            yield f"{first.path} 是分成 {first.listed.of} 片的，{part.path} 是分成 {shard.of} 片的，不能合在一起"
        elif part.listed.pdf != first.listed.pdf:
            yield f"{first.path} {_kind(first)}，{part.path} {_kind(part)}，不能合在一起"
        elif (other := by_shard.setdefault(shard, part)) is not part:
            yield f"第 {shard.number} 片有两个：{other.path} 和 {part.path}，请去掉一个"
    numbers = {part.listed.number for part in parts}
    missing = [number for number in range(1, first.listed.of + 1) if number not in numbers]
    if missing:
        yield f"缺第 {'、'.join(map(str, missing))} 片（共 {first.listed.of} 片），请等它们做好再合并"


def _kind(part: ShardFile) -> str:
    return "做了 PDF" if part.listed.pdf else "没有做 PDF"


def _foreign(parts: list[ShardFile], here: dict[str, str]) -> Iterator[str]:
    """Shards that were made from something else than what is on this machine."""
    for part in parts:
        there = part.listed.made_of
        names = [name for name in (*here, *there.keys() - here.keys()) if there.get(name) != here.get(name)]
        if names:
            yield f"{part.path} 和本机不是由同样的东西做成的：{'、'.join(names)}。{SAME}"


def _misplaced(parts: list[ShardFile], workspace: Workspace) -> Iterator[str]:
    """Shards that have other documents than fall to them."""
    planned = shards(workspace.folders, parts[0].listed.of, workspace.department)
    for part in parts:
        wanted, there = set(planned[part.listed.number - 1]), set(part.listed.documents)
        yield from (f"{part.path} 里缺 {id}" for id in sorted(wanted - there))
        yield from (f"{part.path} 里多了 {id}" for id in sorted(there - wanted))
