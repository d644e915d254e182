"""集群: workers on this machine, some of them killed; what they make is what one machine makes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from gongkai.model.corpus import Corpus
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.handing_out import RenderOrder
from gongkai.pipeline.cluster.bundles import Bundle, BundleError
from gongkai.pipeline.cluster.errands import Commission, Errand, Introduction
from gongkai.pipeline.cluster.foreman import Foreman, Joined, Refused
from gongkai.pipeline.cluster.hands import Hands, HelperDiedError
from gongkai.pipeline.cluster.helper import RUNS, Bench
from gongkai.pipeline.cluster.inputs import Inputs, shared_bundle
from gongkai.pipeline.cluster.keys import KEY, KeysError, make_keys, security
from gongkai.pipeline.cluster.pool import ClusterPool
from gongkai.pipeline.cluster.queue import LARGEST, Queue
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import bytes_digest
from tests.poisonous import PoisonedPool
from tests.small_project import (
    ALL,
    EARLIER,
    LATER,
    OTHER,
    ROOT,
    build_again,
    bytes_of,
    children,
    codes,
    gongkai,
    quiet,
    with_fonts,
)

IDS = [f"sichuan/mianyang/bureau-{number}/2024/budget" for number in range(50)]


def department(id: str) -> str:
    return id.rsplit("/", 2)[0]


def test_portions_shrink_towards_the_end_and_hold_each_document_once() -> None:
    queue = Queue(IDS, department)
    portions = []
    while (portion := queue.portion(4)) is not None:
        portions.append(portion.ids)
    assert sorted(id for one in portions for id in one) == sorted(IDS)
    assert max(map(len, portions)) <= LARGEST
    assert [len(one) for one in portions][-3:] == [1, 1, 1]
    assert queue.empty


def test_kindred_documents_are_not_parted_unless_they_are_many() -> None:
    kindred = [f"gansu/lanzhou/bureau-{n}/{year}/budget" for n in range(6) for year in range(2020, 2023 + 5 * (n == 3))]
    queue = Queue(kindred, department)
    portions = []
    while (portion := queue.portion(2)) is not None:
        portions.append(portion.ids)
    homes = [{department(id) for id in one} for one in portions]
    parted = {home for home in set().union(*homes) if sum(home in one for one in homes) > 1}
    assert sorted(id for one in portions for id in one) == sorted(kindred)
    assert parted == {"gansu/lanzhou/bureau-3"}


def test_who_is_to_blame_for_a_lost_machine_is_tried_alone_and_named_after_two() -> None:
    queue = Queue(IDS, department)
    lost = queue.portion(1)
    assert lost is not None
    lost.done.update(lost.ids[:5])
    near, rest = lost.ids[5:7], [id for id in IDS if id not in lost.ids[5:7]]
    assert queue.lost(lost) == ()
    assert queue.suspect() is None  # others first
    again: list[str] = []
    while (portion := queue.portion(1)) is not None:
        again += portion.ids
    assert sorted(again) == sorted(rest)  # those that were done too: their results went with the machine
    first, second = queue.suspect(), queue.suspect()
    assert first is not None
    assert second is not None
    assert (first.ids, second.ids, first.alone) == ((near[0],), (near[1],), True)
    assert queue.lost(first) == (near[0],)
    assert queue.empty


def test_a_bundle_is_what_it_is_called_by_or_is_not_laid_out(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "empty.yml").touch()
    (tmp_path / "content" / "a.yml").write_bytes("名称: 局\n".encode())
    (tmp_path / "content" / "link.yml").symlink_to("a.yml")
    bundle = Bundle.of(tmp_path, (tmp_path / "content").iterdir())
    there = tmp_path / "there"
    (there / "content").mkdir(parents=True)
    (there / "content" / "old.yml").write_bytes(b"left")
    bundle.laid_out(there, ["content"])
    assert {one.name: one.read_bytes() for one in (there / "content").iterdir()} == {
        "a.yml": "名称: 局\n".encode(),
        "empty.yml": b"",
    }
    with pytest.raises(BundleError, match="不完整"):
        replace(bundle, data=bundle.data + b" ").files()
    outside = Bundle.of(there, [there / "content" / "a.yml", there / "content" / "empty.yml"])
    data = zlib.compress(zlib.decompress(outside.data).replace(b"content/empty.yml", b"../content/em.yml"))
    with pytest.raises(BundleError, match="出了自己的文件夹"):
        Bundle(bytes_digest(data), data).files()


def commission_of(project: Project) -> tuple[Commission, Digests]:
    workspace = Workspace.open(project)
    workspace.read_texts()
    commission = Commission(order=RenderOrder(), shared=shared_bundle(project), pdf=False, draft=False, run="1")
    return commission, Digests(workspace, pdf=False)


def test_elsewhere_the_same_files_have_the_same_digests(project: Project, tmp_path: Path) -> None:
    """Of one department alone, with what all share; what is changed on the way is not rendered, and is named."""
    commission, digests = commission_of(with_fonts(project))
    assert digests.workspace.glyphs is not None
    bench = Bench(project, tmp_path / "bench", commission)
    assert bench.shared == digests.shared
    inputs = Inputs(digests)
    files = inputs.bundle([LATER])
    assert {department(id) for id in inputs.read_with([LATER])} == {department(LATER)}
    wanted = {id: digests.document(id) for id in (LATER, OTHER)}
    learned = {id: digests.workspace.learned(id) for id in inputs.read_with([LATER])}
    errand = Errand(ids=(OTHER,), digests=wanted, files=files, learned=learned)
    (lacking,) = bench.ready(errand, 0)
    assert (lacking.id, lacking.differing) == (OTHER, ("文件夹",))
    (other,) = bench.ready(replace(errand, ids=(LATER,), learned={**learned, LATER: Corpus(alone=True).packed()}), 0)
    assert other.differing == ("别的部门的文字",)
    (sent,) = bench.ready(replace(errand, ids=(LATER,)), 1)
    assert (sent.error, sent.differing, len(sent.sent)) == ("", (), 2)


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys")
    assert security(tmp_path / "keys").require_encryption
    with pytest.raises(KeysError, match="已经有东西"):
        make_keys(tmp_path / "keys")
    (tmp_path / "keys" / KEY).chmod(0o644)
    with pytest.raises(KeysError, match="chmod 600"):
        security(tmp_path / "keys")
    with pytest.raises(KeysError, match="gongkai cluster keys"):
        security(tmp_path / "nothing")


def test_without_encryption_or_keys_nobody_is_spoken_to(project: Project, tmp_path: Path) -> None:
    plain = gongkai(project.root, "check", "--cluster", "tcp://10.0.0.1:8786")
    assert (plain.returncode, "不加密的不连" in plain.stderr) == (2, True)
    lacking = gongkai(project.root, "check", "--cluster", "tls://10.0.0.1:8786", "--keys", str(tmp_path / "none"))
    assert (lacking.returncode, "gongkai cluster keys" in lacking.stderr) == (69, True)


class Answered:
    """What a worker says of itself, as Dask has it."""

    def __init__(self, introduction: Introduction | Exception) -> None:
        self.introduction = introduction

    def result(self) -> Introduction:
        if isinstance(self.introduction, Exception):
            raise self.introduction
        return self.introduction


def test_who_has_something_else_is_refused_by_name(project: Project) -> None:
    commission, digests = commission_of(project)
    wanted = digests.shared
    foreman = Foreman(None, commission, wanted, Queue([], department), lambda _: None)  # type: ignore[arg-type,return-value]

    def met(answer: Introduction | Exception) -> object:
        (said,) = foreman._introduced(Answered(answer), "tls://10.0.0.2:40001")  # type: ignore[arg-type]
        return said

    alike = Introduction(name="乙机", slots=8, shared=wanted)
    assert met(alike) == Joined(address="tls://10.0.0.2:40001", name="乙机", slots=8)
    other = met(replace(alike, shared={**wanted, "Python": "3.12.1", "程序": "another"}))
    assert isinstance(other, Refused)
    assert other.differing == ("Python", "程序")
    older = met(AttributeError("no such module"))
    assert isinstance(older, Refused)
    assert "程序" in older.differing[0]


class Client:
    """Dask's, as far as it tells who is there: what it keeps of that is emptied every two seconds."""

    def scheduler_info(self, **_: int) -> dict[str, dict[str, object]]:
        return {"workers": {}}

    def run_on_scheduler(self, work: Callable[..., object]) -> object:
        return work(dask_scheduler=SimpleNamespace(workers={"tls://10.0.0.2:40001": None}))


def test_a_machine_that_is_there_is_not_taken_for_lost(project: Project) -> None:
    commission, digests = commission_of(project)
    queue = Queue([], department)
    foreman = Foreman(Client(), commission, digests.shared, queue, lambda _: None)  # type: ignore[arg-type,return-value]
    assert foreman._workers() == ("tls://10.0.0.2:40001",)


def errand_of(digests: Digests, id: str) -> Errand:
    inputs = Inputs(digests)
    learned = {one: digests.workspace.learned(one) for one in inputs.read_with([id])}
    return Errand(ids=(id,), digests={id: digests.document(id)}, files=inputs.bundle([id]), learned=learned)


def test_several_runs_use_one_machine_and_a_helper_that_was_killed_is_followed_by_one_that_knows_as_much(
    project: Project,
) -> None:
    others = {*children()}
    commission, digests = commission_of(project)
    runs = [replace(commission, run=str(number), draft=number % 2 == 1) for number in range(RUNS)]
    drafts = Digests(digests.workspace, pdf=False, draft=True)
    hands = Hands(project.root, 1)
    told: list[str] = []
    try:
        shared = [hands.commissioned(one).shared for one in runs]
        assert shared == [drafts.shared if one.draft else digests.shared for one in runs]
        (sent,) = hands.done("0", errand_of(digests, OTHER), told.append)
        (draft,) = hands.done("1", errand_of(drafts, OTHER), told.append)
        assert (sent.error, sent.differing, draft.error, draft.differing) == ("", (), "", ())
        assert sent.sent != draft.sent
        (helper,) = {*children()} - others
        os.kill(helper, signal.SIGKILL)
        with suppress(HelperDiedError):  # it may not be gone yet
            hands.done("2", errand_of(digests, OTHER), told.append)
        (again,) = hands.done("2", errand_of(digests, OTHER), told.append)
        assert again.sent == sent.sent
    finally:
        hands.dismissed()
    assert {*told} == {OTHER}
    assert not {*children()} - others
    assert not [*(project.build / "cluster").iterdir()]


@contextmanager
def daemon(*arguments: object) -> Iterator[str]:
    """One machine of the cluster; its first line."""
    command = [sys.executable, "-m", "gongkai.pipeline.cluster.daemons", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


STUBBORN = """
import asyncio
from gongkai.pipeline.cluster import daemons

async def waits():
    while True:
        try:
            print("waiting", flush=True)
            await asyncio.sleep(600)
        except asyncio.CancelledError:
            pass

daemons.PATIENCE = 1
daemons._until_told_to_end(waits())
"""


def test_who_is_told_to_end_ends_though_the_network_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()
        assert process.wait(600) == -signal.SIGALRM


@pytest.mark.slow
def test_machines_that_are_lost_and_the_document_that_kills_them(
    project: Project, built: Project, tmp_path: Path
) -> None:
    """Two of three workers are killed by one document, which is named; the others are done."""
    keys = tmp_path / "keys"
    make_keys(keys)
    with ExitStack() as running:
        address = running.enter_context(daemon("scheduler", "127.0.0.1", 0, keys))
        for number in (1, 2, 3):
            root = tmp_path / f"machine-{number}"
            shutil.copytree(project.root, root)
            worker = daemon("worker", root, address, keys, 1, f"127.0.0.{number}")
            assert "已经连上" in running.enter_context(worker)
        pool = ClusterPool(address, keys, 1)
        options = Options(output=project.site, pdf=False, pool=PoisonedPool(pool, OTHER))
        report = build(project, options, quiet)
    assert report.published == (EARLIER, LATER)
    assert report.refused == (OTHER,)
    assert codes(report).count("X902") == 1
    assert (sum(pool.log.done.values()), len(pool.log.lost)) == (2, 2)
    assert not pool.log.here
    assert build_again(project).published == ALL
    assert bytes_of(project.site) == bytes_of(built.site)
