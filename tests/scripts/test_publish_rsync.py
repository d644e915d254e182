"""deploy/publish-rsync.sh, to a folder of this machine: what it does on a server too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.publishing.releases.releasing import Wishes, publish
from gongkai.publishing.releases.sums import FILE
from gongkai.publishing.releases.target import Target
from tests.publishing.test_releases import alter, faults, made
from tests.small_project import bytes_of, quiet

SCRIPT = Path(__file__).parents[2] / "deploy" / "publish-rsync.sh"
pytestmark = pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCRIPT, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture
def target(tmp_path: Path) -> Target:
    target = Target(tmp_path / "here")
    publish(made(tmp_path / "site"), target, Wishes(), quiet)
    return target


def test_a_release_goes_over_whole(target: Target, tmp_path: Path) -> None:
    server = Target(tmp_path / "server")
    for number in (1, 2):
        done = run(target.root, server.root)
        assert (done.returncode, done.stderr) == (0, "")
        assert server.current == number
        assert bytes_of(server.current_site) == bytes_of(target.current_site)
    assert faults(server.root) == []
    assert (server.current_site / "index.html").stat().st_nlink == 2
    assert run("--rollback", server.root).returncode == 0
    assert server.current == 1
    assert run("--rollback", server.root).returncode == 73
    assert run("--rollback", server.root, 2).returncode == 0
    assert server.current == 2


def test_what_was_altered_on_the_server_is_not_taken_over(target: Target, tmp_path: Path) -> None:
    server = Target(tmp_path / "server")
    run(target.root, server.root)
    alter(server.current_site / "ceshi/a/index.html")
    assert run(target.root, server.root).returncode == 0
    assert faults(server.current_site) == []


def test_what_is_not_whole_is_not_served(target: Target, tmp_path: Path) -> None:
    server = Target(tmp_path / "server")
    run(target.root, server.root)
    before = bytes_of(server.current_site)
    alter(target.current_site / "ceshi/a/index.html")
    assert run(target.root, server.root).returncode != 0
    assert (bytes_of(server.current_site), server.current) == (before, 1)
    alter(target.current_site / "ceshi/a/index.html", "430.49", "530.49")
    assert run(target.root, server.root).returncode == 0
    assert sorted(path.name for path in server.root.iterdir()) == ["current", "releases"]
    assert server.numbers == (1, 2)


def test_only_the_last_ones_stay(target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP", "2")
    server = Target(tmp_path / "server")
    for _ in range(3):
        run(target.root, server.root)
    assert server.numbers == (2, 3)


@pytest.mark.parametrize("place", ["server:relative", "server:/srv/x; rm -rf y", "/srv/$(x)"])
def test_odd_places_are_refused(target: Target, place: str) -> None:
    assert run(target.root, place).returncode == 73
    assert (target.current_site / FILE).is_file()
