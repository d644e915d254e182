"""共用成品: what one machine has made another takes, if a trusted machine has signed it; whatever else lies there, or
does not, costs time only.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import BuildReport
from gongkai.pipeline.building.sharing.signing import new_secret, public_text, secret_key
from gongkai.pipeline.project import Project
from tests.small_project import ALL, bytes_of, quiet

SECRET, STRANGER = new_secret(), new_secret()


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GONGKAI_CACHE", "GONGKAI_CACHE_KEY", "GONGKAI_CACHE_KEY_FILE", "GITHUB_REF_NAME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "place"


Machine = Callable[..., Project]


@pytest.fixture
def machine(built: Project, tmp_path: Path, place: Path) -> Machine:
    """Another folder with the same content, of which nothing is built."""

    def copied(name: str, *, after: bool = False) -> Project:
        root = tmp_path / name
        shutil.copytree(built.root, root)
        for made in () if after else (root / "build", root / "site"):
            shutil.rmtree(made)
        keys = f"公钥: {{发布机: {public_text(secret_key(SECRET))}}}\n"
        (root / "cache.yml").write_text(f"存放处: {place}\n{keys}", encoding="utf-8")
        return Project(root=root)

    return copied


def run(project: Project, monkeypatch: pytest.MonkeyPatch, secret: str = "") -> BuildReport:
    monkeypatch.setenv("GONGKAI_CACHE_KEY", secret)
    report = build(project, Options(output=project.site, pdf=False, jobs=1), quiet)
    assert report.failure is None
    return report


def entries(place: Path) -> list[Path]:
    return sorted(path for path in (place / "entries").rglob("*") if path.is_file())


def test_a_second_machine_renders_nothing(machine: Machine, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, fork = machine("first", after=True), machine("fork")
    assert run(first, monkeypatch, SECRET).shared == ("存进存放处 3 份成品。",)
    before = bytes_of(place)
    report = run(fork, monkeypatch)
    assert (report.rendered, report.published) == ((), ALL)
    assert report.shared == ("从存放处取来 3 份成品，没有重新排印。",)
    assert bytes_of(fork.site) == bytes_of(first.site)
    assert bytes_of(place) == before, "who has no secret writes nothing"


def tampered(path: Path, other: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def truncated(path: Path, other: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def another(path: Path, other: Path) -> None:
    """A genuine entry, of another document."""
    path.write_bytes(other.read_bytes())


def emptied(path: Path, other: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [tampered, truncated, another, emptied])
def test_what_is_not_believed_is_told_and_rendered_anew(
    machine: Machine, place: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path, Path], None]
) -> None:
    first, second = machine("first", after=True), machine("second")
    run(first, monkeypatch, SECRET)
    bad, good, *_ = entries(place)
    spoil(bad, good)
    report = run(second, monkeypatch, SECRET)
    (id,) = report.rendered
    assert report.shared[1] == "存放处里有 1 份成品信不过，没有用，重新排印了："
    assert report.shared[2].startswith(f"{id}：")
    assert bytes_of(second.site) == bytes_of(first.site)
    assert run(machine("third"), monkeypatch).rendered == (), "who is trusted has mended it"
