"""发布、回退、核验: on small sites, without a build."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gongkai.publishing.releases import growing, rolling_back
from gongkai.publishing.releases import target as target_module
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.releases.guarding import RewrittenError, ShrunkenError
from gongkai.publishing.releases.releasing import Published, Wishes, publish
from gongkai.publishing.releases.rolling_back import rollback
from gongkai.publishing.releases.sums import FILE, KEPT, SumsError, read_sums
from gongkai.publishing.releases.target import Target, TargetBusyError, TargetError, alone
from gongkai.publishing.releases.verifying import verify
from tests.small_project import bytes_of, quiet

LONG = "决算数 " * 100
"""so that it is worth being compressed"""


def made(
    site: Path,
    more: Mapping[str, str] | None = None,
    documents: tuple[str, ...] = ("ceshi/a",),
    withdrawn: tuple[str, ...] = (),
) -> Path:
    """A finished site at `site`."""
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir()
    new = Growing(site)
    new.write(
        "catalog.json",
        json.dumps(
            {"documents": [{"id": id} for id in documents], "withdrawn": [{"id": id} for id in withdrawn]}
        ).encode(),
    )
    for name, text in {
        "index.html": LONG,
        **{f"{id}/index.html": f"{id} 530.49" for id in documents},
        **(more or {}),
    }.items():
        new.write(name, text.encode())
    new.finish()
    return site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made(tmp_path / "site", {"assets/site.0123456789ab.css": "one"})


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return Target(tmp_path / "www")


def release(site: Path, target: Target, **wishes: Any) -> Published:
    return publish(site, target, Wishes(**wishes), quiet)


def served(target: Target) -> dict[str, str]:
    return bytes_of(target.current_site)


def faults(place: Path) -> list[str]:
    return [line for result in verify(place, quiet) for line in result.faults.lines]


def alter(file: Path, old: str = "530.49", new: str = "430.49") -> None:
    """In place, as somebody does who has the right to."""
    file.chmod(0o644)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def inode(target: Target, number: int, name: str) -> int:
    return (target.folder(number) / name).stat().st_ino


# --- publishing -------------------------------------------------------------------------------------------------------


def test_a_release_is_the_site_with_what_is_compressed(site: Path, target: Target) -> None:
    done = release(site, target)
    assert (done.number, done.anew, target.current_site.readlink()) == (1, True, Path("releases/0001"))
    assert served(target).items() >= {k: v for k, v in bytes_of(site).items() if k != FILE}.items()
    assert (target.current_site / "index.html.gz").is_file()
    assert faults(target.root) == []
    checked = subprocess.run(["sha256sum", "--quiet", "-c", FILE], cwd=target.current_site, check=False)
    assert checked.returncode == 0
    listed = (target.current_site / FILE).read_text(encoding="utf-8").splitlines()
    assert [line[66:] for line in listed] == sorted(served(target).keys() - {FILE})


def test_the_same_again_is_no_release(site: Path, target: Target) -> None:
    release(site, target)
    assert not release(site, target).anew
    assert target.numbers == (1,)


def test_only_what_changed_is_written(site: Path, target: Target) -> None:
    release(site, target)
    before = served(target)
    made(site, {"assets/site.0123456789ab.css": "one", "ceshi/a/index.html": "530.50", "new.html": "x"})
    done = release(site, target)
    assert done.written == ("ceshi/a/index.html", "new.html")
    assert inode(target, 1, "index.html.br") == inode(target, 2, "index.html.br")
    assert bytes_of(target.folder(1)) == before


def test_an_edit_in_place_of_a_shared_file_is_noticed(site: Path, target: Target) -> None:
    """Whoever has the right to can; then the next publication reads the file, and does not take it over."""
    release(site, target)
    made(site, {"text": "x"})
    release(site, target)
    alter(target.folder(1) / "ceshi/a/index.html")
    assert faults(target.folder(2)) == ["被改过：ceshi/a/index.html"]
    done = release(site, target)
    assert (done.number, done.mended.altered, done.written) == (3, ("ceshi/a/index.html",), ("ceshi/a/index.html",))
    assert "530.49" in (target.current_site / "ceshi/a/index.html").read_text(encoding="utf-8")
    assert faults(target.current_site) == []


@pytest.mark.parametrize("name", ["index.html", "index.html.gz", "index.html.br", "SHA256SUMS.kept", FILE])
def test_whatever_file_was_damaged(site: Path, target: Target, name: str) -> None:
    release(made(site, {"assets/a.0123456789ab.css": LONG}), target)
    release(made(site, {"assets/b.0123456789ab.css": LONG}), target)
    right, file = served(target), target.current_site / name
    for content in (None, b"", b"x" * 100, file.read_bytes()[:-1]):
        file.unlink()
        if content is not None:
            file.write_bytes(content)
        done = release(site, target)
        assert name == KEPT or name in (*done.mended.altered, *done.mended.missing), content
        assert done.mended.lines, content
        assert served(target) == right


@pytest.mark.parametrize("way", ["in place", "another file", "time set back", "gone", "one more", "a link"])
def test_what_somebody_changed_is_repaired_and_told(site: Path, target: Target, way: str) -> None:
    release(site, target)
    right, page = served(target), target.current_site / "ceshi/a/index.html"
    was = page.stat()
    if way == "gone":
        page.unlink()
    elif way == "one more":
        page.with_name("more.html").write_text("x", encoding="utf-8")
    elif way == "a link":
        page.unlink()
        page.symlink_to(site / "ceshi/a/index.html")
    else:
        if way == "another file":
            page.unlink()
            shutil.copyfile(site / "ceshi/a/index.html", page)
        alter(page)
        if way == "time set back":
            os.utime(page, ns=(was.st_atime_ns, was.st_mtime_ns))
            page.chmod(was.st_mode)
    assert len(faults(target.root)) == 1
    done = release(site, target)
    assert len(done.mended.lines) == 1
    assert any("不是发布时的样子" in line for line in done.told(target.root))
    assert served(target) == right


def test_a_list_changed_to_fit_a_changed_page_is_noticed(site: Path, target: Target) -> None:
    release(site, target)
    page = target.current_site / "ceshi/a/index.html"
    right = read_sums(target.current_site / FILE)["ceshi/a/index.html"]
    alter(page)
    alter(target.current_site / FILE, right, bytes_of(page.parent)["index.html"])
    assert faults(target.root) == []  # who can write both can do so unnoticed, but for a signature …
    assert release(site, target).mended.altered == (FILE, "ceshi/a/index.html")  # … or who published it


def test_modes_whatever_the_umask(tmp_path: Path, target: Target) -> None:
    before = os.umask(0o077)
    try:
        release(made(tmp_path / "site"), target)
    finally:
        os.umask(before)
    for path in (target.root, *target.current_site.resolve().rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o444), path


def test_a_site_that_was_changed_is_not_published(site: Path, target: Target) -> None:
    alter(site / "ceshi/a/index.html")
    with pytest.raises(TargetError, match="没有写对"):
        release(site, target)
    assert target.numbers == ()
    assert not os.path.lexists(target.current_site)


def test_documents_do_not_vanish_unsaid(site: Path, target: Target) -> None:
    release(made(site, documents=("ceshi/a", "ceshi/b")), target)
    before = served(target)
    made(site, documents=("ceshi/b",))
    with pytest.raises(ShrunkenError) as refused:
        release(site, target)
    assert refused.value.documents == ("ceshi/a",)
    assert served(target) == before
    assert release(site, target, gone=("ceshi/a",)).anew


def test_a_document_that_is_halted_is_named_so(site: Path, target: Target) -> None:
    release(made(site, documents=("ceshi/a", "ceshi/b")), target)
    new = made(site)
    for name in ("catalog.json", FILE):
        (new / name).unlink()
    listed = {"documents": [{"id": "ceshi/a"}], "halted": [{"id": "ceshi/b"}]}
    growing = Growing(new)
    growing.sums = bytes_of(new)
    growing.write("catalog.json", json.dumps(listed).encode())
    growing.finish()
    with pytest.raises(ShrunkenError) as error:
        release(new, target)
    assert (error.value.documents, error.value.halted) == (("ceshi/b",), ("ceshi/b",))


def test_what_was_frozen_is_not_written_anew_unsaid(site: Path, target: Target) -> None:
    """A record that was removed, or made once more, is no way around a 更正; one more version is."""

    def listed(*digests: str) -> Path:
        standing = {"versions": [{"day": "2025-09-10", "digest": one} for one in digests]} if digests else None
        new = made(site)
        for name in ("catalog.json", FILE):
            (new / name).unlink()
        growing = Growing(new)
        growing.sums = bytes_of(new)
        growing.write("catalog.json", json.dumps({"documents": [{"id": "ceshi/a", "standing": standing}]}).encode())
        growing.finish()
        return new

    release(listed(), target)
    release(listed("1"), target)
    release(listed("1", "2"), target)
    for digests in ((), ("1",), ("3",), ("3", "2")):
        with pytest.raises(RewrittenError, match="ceshi/a"):
            release(listed(*digests), target)
    assert target.current == 3
    assert release(listed("1", "2", "3"), target).anew


def test_a_document_that_is_withdrawn_may_be_gone(site: Path, target: Target) -> None:
    """The site has a page that says so: nobody has to say it again."""
    release(made(site, documents=("ceshi/a", "ceshi/b")), target)
    assert release(made(site, documents=("ceshi/b",), withdrawn=("ceshi/a",)), target).anew


def test_no_release_without_a_list(tmp_path: Path, target: Target) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(TargetError, match="不是完整的网站"):
        release(tmp_path / "site", target)


@pytest.mark.parametrize("foreign", ["releases/notes.txt", "current/index.html", FILE])
def test_what_is_somebody_elses_is_not_touched(site: Path, target: Target, foreign: str) -> None:
    (target.root / foreign).parent.mkdir(parents=True)
    (target.root / foreign).touch()
    with pytest.raises(TargetError):
        release(site, target)
    assert sorted(bytes_of(target.root)) == [foreign]


def test_no_room(site: Path, target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 90, 10))
    with pytest.raises(TargetError, match="磁盘空间不够"):
        release(site, target)
    assert target.numbers == ()


def test_one_at_a_time(site: Path, target: Target) -> None:
    with alone(target), pytest.raises(TargetBusyError):
        release(site, target)


def test_the_last_ones_stay_and_what_is_served(site: Path, target: Target) -> None:
    for number in range(4):
        release(made(site, {"text": str(number)}), target, keep=2)
    assert target.numbers == (3, 4)
    rollback(target, 3)
    (target.current_site / "SHA256SUMS.asc").touch()
    release(made(site, {"text": "later"}), target, keep=2)
    assert target.numbers == (4, 5)


def test_what_was_killed_is_cleared_away_and_nothing_else(site: Path, target: Target) -> None:
    release(site, target)
    for name in ("releases/.new-0002", "releases/.gone-0001", ".current.new", ".newer", "releases/.keep"):
        (target.root / name / "x").mkdir(parents=True)
    release(site, target)
    assert sorted(path.name for path in target.root.iterdir()) == [".lock", ".newer", "current", "records", "releases"]
    assert sorted(path.name for path in (target.root / "releases").iterdir()) == [".keep", "0001"]


# --- ways to share a file -----------------------------------------------------------------------------------------------


def cannot(*_: object) -> None:
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


@pytest.mark.parametrize("unable", [("clone",), ("clone", "link")])
def test_without_reflinks_and_hard_links(
    site: Path, target: Target, monkeypatch: pytest.MonkeyPatch, unable: tuple[str, ...]
) -> None:
    for way in unable:
        monkeypatch.setattr(growing, way, cannot)
    release(site, target)
    old = (target.current_site / "index.html").stat()
    release(made(site, {"text": "x"}), target)
    new = (target.current_site / "index.html").stat()
    assert (old.st_ino == new.st_ino, old.st_mtime_ns) == ("link" not in unable, new.st_mtime_ns)
    assert faults(target.root) == []


def test_a_file_that_can_be_written_is_not_shared(site: Path, target: Target) -> None:
    release(site, target)
    (target.current_site / "index.html").chmod(0o644)
    release(made(site, {"text": "x"}), target)
    assert inode(target, 1, "index.html") != inode(target, 2, "index.html")
    assert (target.current_site / "index.html").stat().st_mode & 0o777 == 0o444


# --- where there is no link -----------------------------------------------------------------------------------------------


@pytest.fixture
def in_folder(target: Target) -> Target:
    """A target whose web root has to be a real folder: an empty one says so."""
    target.current_site.mkdir(parents=True)
    return target


def test_a_web_root_that_is_a_folder(site: Path, in_folder: Target) -> None:
    release(site, in_folder)
    first = served(in_folder)
    release(made(site, {"text": "x"}), in_folder)
    assert not in_folder.current_site.is_symlink()
    assert (in_folder.current, "text" in served(in_folder)) == (2, True)
    assert rollback(in_folder, None).number == 1
    assert served(in_folder).items() >= first.items()
    assert faults(in_folder.root) == []
    assert sorted(path.name for path in in_folder.root.iterdir()) == [".lock", "current", "records", "releases"]


@pytest.mark.parametrize("apart", [False, True])
def test_a_web_root_that_was_changed_is_repaired(site: Path, in_folder: Target, *, apart: bool) -> None:
    """Also where the release itself is as it was."""
    release(site, in_folder)
    assert not release(site, in_folder).anew
    page = in_folder.current_site / "ceshi/a/index.html"
    if apart:
        page.unlink()
        shutil.copyfile(site / "ceshi/a/index.html", page)
    alter(page)
    assert "被改过：ceshi/a/index.html" in faults(in_folder.root)
    assert release(site, in_folder).mended.altered == ("ceshi/a/index.html",)
    assert faults(in_folder.current_site) == []


def test_neither_links_nor_an_exchange(site: Path, in_folder: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    release(site, in_folder)
    before = served(in_folder)
    monkeypatch.setattr(target_module, "exchange", lambda *_: False)
    with pytest.raises(TargetError, match="不能一步交换"):
        release(made(site, {"text": "x"}), in_folder)
    assert served(in_folder) == before


def test_a_disk_without_links(site: Path, target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target_module, "point", cannot)
    release(site, target)
    assert target.current_site.is_dir()
    release(made(site, {"text": "x"}), target)
    assert "text" in served(target)


# --- going back -----------------------------------------------------------------------------------------------------------


def test_rollback_and_forward(site: Path, target: Target) -> None:
    release(site, target)
    first = served(target)
    release(made(site, {"text": "x"}), target)
    assert (rollback(target, None).number, target.current) == (1, 1)
    assert served(target).items() >= first.items()
    with pytest.raises(TargetError, match="没有更早的"):
        rollback(target, None)
    assert rollback(target, 2).before == 1
    with pytest.raises(TargetError, match="没有第 9 次发布；现有第 1、2 次"):
        rollback(target, 9)


def test_rollback_to_what_was_changed_is_refused(site: Path, target: Target) -> None:
    release(site, target)
    release(made(site, {"ceshi/a/index.html": "530.50"}), target)
    alter(target.folder(1) / "ceshi/a/index.html")
    with pytest.raises(TargetError, match="不能回退到它。被改过：ceshi/a"):
        rollback(target, 1)
    assert target.current == 2


def test_rollback_to_what_a_publication_found_changed_is_refused(site: Path, target: Target) -> None:
    """Also where size, time and inode are as they were, and the release before shares the file."""
    release(site, target)
    release(made(site, {"new.html": "2"}), target)
    page = target.folder(2) / "index.html"
    status = page.stat()
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().replace("决".encode(), "结".encode()))
    page.chmod(0o444)
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert release(site, target).mended.lines == ("被改过：index.html",)
    for number in (1, 2) if page.samefile(target.folder(1) / "index.html") else (2,):
        with pytest.raises(TargetError, match="不是发布时的样子"):
            rollback(target, number)
    assert target.current == 3
    assert not [one for one in verify(target.folder(3), quiet) if not one.sound]


def test_what_is_withdrawn_does_not_come_back(site: Path, target: Target) -> None:
    """Neither by a rollback nor in the search of earlier releases, which holds its words."""
    words = "search/index/0123456789ab/000.json"
    release(made(site, {words: "撤回的内容", "assets/a.0123456789ab.css": "a"}, ("ceshi/a", "ceshi/b")), target)
    release(made(site, {"b/index.html": "撤回"}, ("ceshi/a",), withdrawn=("ceshi/b",)), target)
    assert not (target.current_site / words).exists()
    assert (target.current_site / "assets/a.0123456789ab.css").is_file()
    with pytest.raises(TargetError, match="后来撤回的文件，不能回退到它：ceshi/b"):
        rollback(target, 1)
    assert target.current == 2


def test_rollback_of_very_many_files_looks_at_none(site: Path, target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in "12":
        release(made(site, {"text": text}), target)
    monkeypatch.setattr(rolling_back, "MOST_LOOKED_AT", 3)
    assert not rollback(target, 1).looked_at


def test_readers_keep_the_assets_of_their_release(site: Path, target: Target) -> None:
    """Those of earlier releases in a later one, and those of later ones where one goes back; until their release goes."""
    style, other = "assets/site.0123456789ab.css", "assets/site.ba9876543210.css"
    release(site, target, keep=2)
    release(made(site, {other: LONG}), target, keep=2)
    assert served(target).keys() >= {style, other, f"{other}.gz", KEPT}
    assert read_sums(target.current_site / KEPT).keys() == {style}
    rollback(target, 1)
    assert served(target).keys() >= {style, other, f"{other}.gz"}
    assert faults(target.root) == []
    assert not release(made(site, {style: "one"}), target, keep=2).anew
    for number in range(3):
        release(made(site, {other: LONG} | {"text": str(number)}), target, keep=2)
    assert style not in served(target)
    assert faults(target.root) == []


# --- the list ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["../x", "/etc/passwd", "a//b", "./a", ""])
def test_a_list_leads_nowhere_else(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE).write_text(f"{'0' * 64}  {line}\n", encoding="utf-8")
    with pytest.raises(SumsError):
        read_sums(tmp_path / FILE)


@pytest.mark.parametrize("text", ["nonsense\n", f"{'0' * 64}  a", f"{'0' * 63}  a\n", "\x00"])
def test_a_damaged_list_is_told(site: Path, text: str) -> None:
    (site / FILE).unlink()
    (site / FILE).write_text(text, encoding="utf-8")
    (result,) = verify(site, quiet)
    assert not result.sound
    assert "写得不对" in result.unreadable


def test_signed(site: Path, target: Target) -> None:
    """Whatever writes a signature beside the list; one that fails stops the publication."""
    with pytest.raises(TargetError, match="运行不了"):
        release(site, target, sign="no-such-program")
    with pytest.raises(TargetError, match="退出码是 1"):
        release(site, target, sign="false")
    assert target.numbers == ()
    script = target.root / "sign"
    script.write_text('#!/bin/sh\nset -C; cat "$2" > "$2.asc"\n', encoding="utf-8")
    script.chmod(0o755)
    assert release(site, target, sign=f"{script} -S").number == 1
    assert (target.current_site / "SHA256SUMS.asc").read_bytes() == (target.current_site / FILE).read_bytes()
    assert faults(target.root) == []
    assert not release(site, target, sign=f"{script} -S").anew
