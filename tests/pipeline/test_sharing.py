"""共用成品: what one machine has made another takes, if a trusted machine has signed it.

Whatever else lies there, or does not, costs time only.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import BuildReport, SiteState
from gongkai.pipeline.building.sharing.signing import new_secret, public_text, secret_key
from gongkai.pipeline.project import Project
from tests.small_project import ALL, OTHER, build_again, bytes_of, edit, folder, quiet

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
    return build_again(project, jobs=1)


def entries(place: Path) -> list[Path]:
    return sorted(path for path in (place / "entries").rglob("*") if path.is_file())


def test_a_second_machine_renders_nothing(machine: Machine, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, fork = machine("first"), machine("fork")
    assert run(first, monkeypatch, SECRET).shared == ("存进存放处 3 份成品。",)
    assert run(first, monkeypatch, SECRET).shared == ()
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


def test_a_place_that_is_down_is_told_once_and_costs_nothing(
    built: Project, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = machine("second")
    monkeypatch.setenv("GONGKAI_CACHE", "http://127.0.0.1:9")
    report = run(second, monkeypatch, SECRET)
    assert (report.rendered, report.complete) == (ALL, True)
    (told,) = report.shared
    assert told.startswith("成品的存放处用不了：http://127.0.0.1:9 连不上")
    assert told.endswith("没有它，照常生成。")
    assert bytes_of(second.site) == bytes_of(built.site)


def test_a_machine_that_is_not_listed_takes_and_does_not_give(
    machine: Machine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(machine("first", after=True), monkeypatch, SECRET)
    before = bytes_of(place)
    second = machine("second")
    report = run(second, monkeypatch, STRANGER)
    assert report.rendered == ()
    assert report.shared[-1].startswith("这台机器的私钥，cache.yml 的公钥里没有它的一半")
    assert bytes_of(place) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("存放处: ftp://x\n公钥: {甲: 乙}\n", "cache.yml:1:6：“ftp://”不认得"),
        ("存放处: /x\n", "cache.yml"),
        ("存放处: /x\n公钥: {发布机: 私钥}\n", "写的是私钥，已经泄露"),
        ("存放处: https://用户:密码@x/\n公钥: {甲: 乙}\n", "网址里不能有用户名、密码"),
        ("存放处: [\n", "cache.yml"),
    ],
)
def test_a_mistake_in_the_settings_is_told_and_the_build_goes_on(
    built: Project, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    (built.root / "cache.yml").write_text(text.replace("私钥", SECRET), encoding="utf-8")
    report = run(built, monkeypatch)
    assert report.complete
    (said,) = report.shared
    assert said.startswith("没有用成品的存放处，照常生成：")
    assert told in said
    assert SECRET not in said


def spoilt(root: Path) -> None:
    edit(root, f"{folder(OTHER)}/document.yml", "状态:", "状况:")


def renamed(root: Path) -> None:
    edit(root, f"{folder(OTHER)}/explanation.yml", "人员增加", "业务增加")


@pytest.mark.parametrize("change", [renamed, spoilt])
def test_another_branch_and_back_renders_nothing(
    built: Project, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    before = bytes_of(built.site)
    kept = {path: path.read_bytes() for path in (built.root / folder(OTHER)).iterdir() if path.is_file()}
    change(built.root)
    assert run(built, monkeypatch).rendered == (OTHER,)
    assert bytes_of(built.site) != before
    there = bytes_of(built.site)
    for path, content in kept.items():
        path.write_bytes(content)
    assert run(built, monkeypatch).rendered == ()
    assert bytes_of(built.site) == before
    change(built.root)
    assert run(built, monkeypatch).rendered == ()
    assert bytes_of(built.site) == there


def test_preview_and_build_leave_each_others_work_alone(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a site of its own: with one folder for both, every save under serve made the next build begin anew."""

    def times() -> dict[str, int]:
        files = (path for name in ("shell", "search", "series", "docs") for path in (built.build / name).rglob("*"))
        return {str(path): path.stat().st_mtime_ns for path in files}

    before = times()
    preview = Options(output=built.build / "preview", pdf=False, jobs=1, only=(OTHER,), preview=True)
    assert build(built, preview, quiet).published == (OTHER,)
    assert times() == before
    assert run(built, monkeypatch).site is SiteState.CURRENT
    assert build(built, preview, quiet).site is SiteState.CURRENT
