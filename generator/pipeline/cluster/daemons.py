"""集群的机器: the scheduler, which says who does what, and workers; each is one process that stays.

What they say to each other makes the other run code. So they talk by TLS only, to those that have the keys of the
cluster, and listen on this machine alone unless they are told an address. Nothing is served to browsers.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gongkai.pipeline.cluster.hands import Hands, hands
from gongkai.pipeline.cluster.keys import make_keys, security
from gongkai.pipeline.project import Project
from gongkai.publishing.processes import ENDINGS

PORT = 8786
AGAIN = 5.0
"""seconds before a worker looks for its scheduler again"""
PATIENCE = 10
"""seconds that whoever is told to end may take; Dask waits for ever for a network that is gone"""
SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.admin.large-graph-warning-threshold": "100MB",
    "distributed.comm.timeouts.connect": "20s",
    "distributed.worker.memory.terminate": False,
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.tick.cycle": "5s",
}
"""of Dask: nothing is served, tried again or killed on its own account, and it looks at itself no more than it must"""
Tell = Callable[[str], None]


def scheduler(host: str, port: int, keys: Path, tell: Tell) -> None:
    """Until this process is told to end. Raises KeysError, OSError where the port is taken."""
    safe = security(keys)
    import dask  # noqa: PLC0415 - an optional part
    from distributed import Scheduler  # noqa: PLC0415

    async def serve() -> None:
        async with Scheduler(
            host=host, port=port, protocol="tls", security=safe, dashboard=False, dashboard_address="127.0.0.1:0"
        ) as running:
            tell(running.address)
            await running.finished()

    _hush()
    with dask.config.set(SETTINGS):
        _until_told_to_end(serve())


def worker(project: Project, address: str, keys: Path, jobs: int, tell: Tell, *, host: str = "") -> None:
    """Until this process is told to end; a scheduler that goes is waited for. Raises KeysError.

    `host`: where it listens; else at the address of this machine that leads to the scheduler.
    """
    safe = security(keys)
    import dask  # noqa: PLC0415 - an optional part
    from distributed import Worker  # noqa: PLC0415

    folder = project.build / "cluster"
    hands[:] = [Hands(project.root, jobs)]

    async def serve() -> None:
        async with Worker(
            address,
            host=host or None,
            nthreads=jobs,
            security=safe,
            protocol="tls",
            memory_limit=0,
            local_directory=str(folder),
            dashboard=False,
            dashboard_address="127.0.0.1:0",
            death_timeout=AGAIN,
        ) as running:
            tell(f"已经连上 {address}，同时做 {jobs} 份。")
            try:
                await running.finished()
            finally:
                hands[0].dismissed()  # whom the worker would wait for

    async def serve_on() -> None:
        while True:
            with suppress(OSError, asyncio.TimeoutError):
                await serve()
            tell(f"没有连上 {address}，过几秒再试。")
            await asyncio.sleep(AGAIN)

    _hush()
    with dask.config.set(SETTINGS):
        _until_told_to_end(serve_on())


def _until_told_to_end(serving: Coroutine[None, None, None]) -> None:
    """Whoever serves ends its own processes, so that they are waited for and what they took is known."""

    async def serve() -> None:
        task = asyncio.ensure_future(serving)

        def end() -> None:
            task.cancel()
            signal.alarm(PATIENCE)  # of which the process dies

        for number in ENDINGS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                asyncio.get_running_loop().add_signal_handler(number, end)
        await task

    with suppress(asyncio.CancelledError):
        asyncio.run(serve())


def _hush() -> None:
    """What Dask tells of itself, in English, is not for the people who run a cluster."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)


@contextmanager
def started_here(project: Project, jobs: int) -> Iterator[tuple[str, Path]]:
    """A cluster of this machine alone, for one run: its address and keys."""
    with tempfile.TemporaryDirectory(prefix="gongkai-cluster-") as folder:
        keys = Path(folder) / "keys"
        make_keys(keys)
        running: list[subprocess.Popen[bytes]] = []
        try:
            running.append(_started("scheduler", "127.0.0.1", "0", str(keys)))
            address = (running[0].stdout or sys.stdin.buffer).readline().decode().strip()
            running.append(_started("worker", str(project.root), address, str(keys), str(jobs), "127.0.0.1"))
            yield address, keys
        finally:
            for one in reversed(running):
                one.terminate()
                one.wait()
                if one.stdout is not None:
                    one.stdout.close()
            shutil.rmtree(project.build / "cluster", ignore_errors=True)


def _started(*command: str) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "gongkai.pipeline.cluster.daemons"]
    return subprocess.Popen([*program, *command], stdout=subprocess.PIPE)  # noqa: S603 - this program


def main(what: str, *arguments: str) -> None:
    def tell(line: str) -> None:
        with suppress(OSError):
            os.write(1, f"{line}\n".encode())

    if what == "scheduler":
        host, port, keys = arguments
        scheduler(host, int(port), Path(keys), tell)
    else:
        root, address, keys, jobs, host = arguments
        worker(Project(root=Path(root)), address, Path(keys), int(jobs), tell, host=host)


if __name__ == "__main__":
    main(*sys.argv[1:])
