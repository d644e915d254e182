"""集群 on machines of their own: in network namespaces, with PDFs and a shared folder, as docs/machines.md has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from msgspec import Struct

from gongkai.pipeline.building.sharing.signing import new_secret, public_text, secret_key
from gongkai.pipeline.project import Project
from tests.small_project import ALL, ROOT, build_again, bytes_of, children, small_project, with_fonts

SHARED = Path("/dev/shm")  # noqa: S108 - another file system than that of the projects


class Machine(Struct, frozen=True):
    """A network of its own, and a folder with a project and a home."""

    space: str
    address: str
    folder: Path

    @property
    def project(self) -> Project:
        return Project(root=self.folder / "project")

    def started(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """The command line, as somebody on that machine types it in the project."""
        command = ["ip", "netns", "exec", self.space, sys.executable, "-m", "gongkai", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.project.root,
            env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(self.folder)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def said(self, *arguments: str, **environment: str) -> tuple[str, str]:
        """What a command says, once it has done what it should."""
        process = self.started(*arguments, **environment)
        output, told = process.communicate()
        assert process.returncode == 0, output + told
        return output, told

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """A command that goes on, once it has said that it is ready."""
        process = self.started(*arguments)
        try:
            assert process.stdout is not None
            assert process.stdout.readline(), process.communicate()[1]
            yield process
        finally:
            process.terminate()
            process.communicate()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[list[Machine]]:
    """Three of them, each on a cable of its own; the second and the third reach the first, and not each other."""
    found = [Machine(f"gongkai-{os.getpid()}-{n}", f"10.77.0.{n + 1}", tmp_path / str(n)) for n in range(3)]
    first = found[0].space
    try:
        for machine in found:
            _network("netns", "add", machine.space)
            _network("-n", machine.space, "link", "set", "lo", "up")
        _network("-n", first, "link", "add", "lan", "type", "bridge")
        for number, machine in enumerate(found[1:], start=1):
            port = f"port{number}"
            _network("-n", first, "link", "add", port, "type", "veth", "peer", "name", "lan", "netns", machine.space)
            _network("-n", first, "link", "set", port, "master", "lan", "up")
            _network("-n", first, "link", "set", port, "type", "bridge_slave", "isolated", "on")
        for machine in found:
            _network("-n", machine.space, "address", "add", f"{machine.address}/24", "dev", "lan")
            _network("-n", machine.space, "link", "set", "lan", "up")
            with_fonts(small_project(machine.project.root))
        yield found
    finally:
        for machine in found:
            subprocess.run(["ip", "netns", "delete", machine.space], check=False, capture_output=True)


def _network(*arguments: str) -> None:
    if shutil.which("ip") is None:
        pytest.skip("needs iproute2")
    done = subprocess.run(["ip", *arguments], check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"may not make networks here: {done.stderr.strip()}")


@pytest.fixture
def shared() -> Iterator[Path]:
    if not SHARED.is_dir():
        pytest.skip(f"needs {SHARED}")
    with tempfile.TemporaryDirectory(dir=SHARED, prefix="gongkai-") as folder:
        yield Path(folder)


def at_work(process: subprocess.Popen[str]) -> bool:
    """Whether a worker's helper has a document in hand."""
    return any(True for helper in children(process.pid) for _ in children(helper))


@pytest.mark.slow
def test_with_pdfs_one_machine_lost_and_a_shared_folder(machines: list[Machine], shared: Path, tmp_path: Path) -> None:
    """All documents are done, and are those of one machine; from the shared folder others have them."""
    first, second, third = machines
    secret = new_secret()
    for machine in machines:
        text = f"存放处: {shared}\n公钥: {{发布机: {public_text(secret_key(secret))}}}\n"
        (machine.project.root / "cache.yml").write_text(text, encoding="utf-8")
    keys = first.folder / ".config/gongkai/cluster"
    first.said("cluster", "keys", str(keys))
    for machine in (second, third):
        shutil.copytree(keys, machine.folder / ".config/gongkai/cluster")
    scheduler = f"tls://{first.address}:8786"
    with ExitStack() as running:
        running.enter_context(first.serving("cluster", "scheduler", "--host", first.address))
        goes = running.enter_context(third.serving("cluster", "worker", scheduler, "--jobs", "1"))
        build = first.started("build", "--cluster", scheduler, GONGKAI_CACHE_KEY=secret)
        while build.poll() is None and not at_work(goes):
            time.sleep(0.01)
        goes.kill()
        stays = running.enter_context(second.serving("cluster", "worker", scheduler, "--jobs", "1"))
        said, told = build.communicate()
        assert build.returncode == 0, said + told
        stays.terminate()
        assert stays.wait() == 0
    assert f"断了 {os.uname().nodename}（tls://{third.address}:" in told
    assert f"tls://{second.address}:" in told
    assert f"存进存放处 {len(ALL)} 份成品" in said
    assert not [*second.project.build.glob("cluster/[0-9]*")]
    alone = with_fonts(small_project(tmp_path / "alone"))
    build_again(alone, pdf=True)
    assert bytes_of(first.project.site) == bytes_of(alone.site)
    said, _ = second.said("build")
    assert f"从存放处取来 {len(ALL)} 份成品，没有重新排印" in said
