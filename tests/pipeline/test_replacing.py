"""换站: whenever a build fails or is stopped, the site is the whole old one or the whole new one, and nothing lies about."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.model.findings import Severity
from gongkai.pipeline.building import ingredients as ingredients_module
from gongkai.pipeline.building.build import Options, build
from gongkai.pipeline.building.build_report import SiteState
from gongkai.pipeline.building.store import Store
from gongkai.pipeline.project import Project
from gongkai.publishing import replacing
from gongkai.publishing import site as site_module
from gongkai.publishing.failures import ShellError
from gongkai.publishing.releases import exchange
from gongkai.publishing.replacing import new_site
from gongkai.publishing.standing import SiteError
from tests.failing import at_operation, count_in_child, in_child
from tests.small_project import OTHER, build_again, bytes_of, edit, folder, gongkai, leftovers, quiet

ROUNDS = 12
"""of killing at a random moment"""


def spoiled(project: Project) -> Project:
    """A project whose next build has something to do."""
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    return project


# --- failures ---------------------------------------------------------------------------------------------------------


def fails(error: Exception) -> Callable[..., Any]:
    def failing(*_: object, **__: object) -> None:
        raise error

    return failing


@pytest.mark.parametrize(
    ("place", "error"),
    [
        ((ingredients_module, "ingredients"), ShellError("MkDocs：坏")),
        ((site_module, "pour"), OSError(errno.ENOSPC, "No space left on device")),
        ((site_module, "missing_files"), SiteError("缺")),
        ((replacing, "flush"), OSError(errno.EIO, "Input/output error")),
        ((replacing, "replace_folder"), OSError(errno.EROFS, "Read-only file system")),
    ],
)
def test_a_failure_leaves_the_old_site(
    built: Project, monkeypatch: pytest.MonkeyPatch, place: tuple[Any, str], error: Exception
) -> None:
    before = bytes_of(built.site)
    spoiled(built)
    if place[1] == "missing_files":
        monkeypatch.setattr(*place, lambda *_: ["index.html"])
    else:
        monkeypatch.setattr(*place, fails(error))
    report = build(built, Options(output=built.site, pdf=False), quiet)
    assert report.site is SiteState.FAILED
    assert isinstance(report.failure, type(error))
    assert bytes_of(built.site) == before
    assert leftovers(built) == []
    monkeypatch.undo()
    assert build_again(built).site is SiteState.REPLACED
    assert "新增项目" in (built.site / OTHER / "explanation/index.html").read_text(encoding="utf-8")


def test_a_disk_that_damages_all_it_is_given_is_not_tried_for_ever(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(built.site)
    spoiled(built)
    monkeypatch.setattr(site_module, "pour", fails(OSError(errno.EIO, "Input/output error")))
    monkeypatch.setattr(Store, "intact", lambda *_: False)
    assert build(built, Options(output=built.site, pdf=False), quiet).site is SiteState.FAILED
    assert bytes_of(built.site) == before


def test_a_failure_after_rendering_does_not_lose_the_findings(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (built.root / folder(OTHER) / "notes.txt").touch()
    monkeypatch.setattr(ingredients_module, "ingredients", fails(ShellError("坏")))
    report = build(built, Options(output=built.site, pdf=False), quiet)
    assert [finding.severity for finding in report.findings] == [Severity.WARNING]


def test_a_broken_shell_template(built: Project) -> None:
    before = bytes_of(built.site)
    edit(built.root, "templates/site/overrides/main.html", "{% extends", "{% no such tag %}{% extends")
    report = build(built, Options(output=built.site, pdf=False), quiet)
    assert isinstance(report.failure, ShellError)
    assert bytes_of(built.site) == before
    assert leftovers(built) == []


def test_a_page_of_the_shell_that_is_not_right(built: Project) -> None:
    """Nothing is exchanged for a site of which a page lacks its heading or shows a name as markup."""
    before = bytes_of(built.site)
    edit(built.root, "templates/site/pages/department.html", "{{ department.name }}</h1>", "</h1>")
    done = gongkai(built.root, "build", "--no-pdf")
    assert done.returncode == 70
    assert "网页“ceshi/education-bureau/index.html”没有做好" in done.stderr
    assert "原来的网站没有改动" in done.stderr
    assert bytes_of(built.site) == before
    assert leftovers(built) == []


def test_a_page_of_a_document_that_is_not_right(built: Project) -> None:
    """It is left out, and the others are published."""
    own = f"{folder(OTHER)}/document.yml"
    edit(built.root, own, "拟订有关政策。", '"拟订<b onclick=x>有关政策。"')
    edit(
        built.root,
        "templates/components/figure/figure.html",
        "{{ line | spans_html(refs) }}\n{%- endmacro -%}\n\n{%- macro note_mark",
        "{% for span in line if '<b' in span.text %}<b onclick=x>{% endfor %}"
        "{{ line | spans_html(refs) }}\n{%- endmacro -%}\n\n{%- macro note_mark",
    )
    report = build(built, Options(output=built.site, pdf=False), quiet)
    assert report.refused == (OTHER,)
    (finding,) = report.findings
    assert (finding.code, f"{OTHER}/profile/index.html”没有做好" in finding.message) == ("X902", True)


@pytest.mark.parametrize("page", ["index.html", "ceshi/index.html", "ceshi/education-bureau/2024/index.html"])
def test_a_page_of_the_shell_that_was_lost_comes_back(built: Project, page: str) -> None:
    before = bytes_of(built.site)
    (built.site / page).unlink()
    assert build_again(built).site is SiteState.REPLACED
    assert bytes_of(built.site) == before


def test_a_disk_that_fills_up_at_any_moment(built: Project, tmp_path: Path) -> None:
    """Some of the file operations of a build fail in turn, from the first to the last."""
    old = bytes_of(built.site)
    spoiled(built)
    shutil.copytree(built.root, tmp_path / "spare")
    total = count_in_child(lambda: build_again(built), built.root, tmp_path / "count")
    new = bytes_of(built.site)
    assert new != old
    assert total > 100
    for number in sorted({1, 2, total - 1, total, *range(1, total, max(1, total // 5))}):
        shutil.rmtree(built.root)
        shutil.copytree(tmp_path / "spare", built.root)

        def failing(number: int = number) -> None:
            with at_operation(number, built.root):
                try:
                    report = build(built, Options(output=built.site, pdf=False, jobs=1), quiet)
                except OSError:
                    return
                assert report.failure is None or isinstance(report.failure, OSError)

        assert in_child(failing) == 0, number
        assert bytes_of(built.site) in (old, new), number
        assert leftovers(built) == [], number


# --- killing ----------------------------------------------------------------------------------------------------------


def test_a_kill_at_any_moment_leaves_a_whole_site(built: Project, tmp_path: Path) -> None:
    old = bytes_of(built.site)
    spoiled(built)
    shutil.copytree(built.root, tmp_path / "spare")
    started = time.monotonic()
    build_again(built)
    took = time.monotonic() - started
    new = bytes_of(built.site)
    moments = random.Random(7)  # noqa: S311 - no secret
    for number in range(ROUNDS):
        shutil.rmtree(built.root)
        shutil.copytree(tmp_path / "spare", built.root)
        pid = os.fork()
        if not pid:
            build_again(built)
            os._exit(0)
        time.sleep(moments.uniform(0, took * 1.1))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert bytes_of(built.site) in (old, new), number
    build_again(built)  # needs no cleaning by hand
    assert bytes_of(built.site) == new
    assert leftovers(built) == []


def test_a_killed_build_is_cleared_away(built: Project) -> None:
    for name in (".site.1", ".site.4711"):
        (built.root / name / "henan").mkdir(parents=True)
        (built.root / name / "henan" / "index.html").touch()
    (built.build / "work" / "document-4711").mkdir(parents=True)
    spoiled(built)
    build_again(built)
    assert leftovers(built) == []


def test_other_hidden_folders_stay(built: Project) -> None:
    for name in (".site.backup", ".git", ".other.12"):
        (built.root / name).mkdir()
    spoiled(built)
    build_again(built)
    assert leftovers(built) == [".git", ".other.12", ".site.backup"]


# --- the exchange itself ------------------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def grow(site: Path, **texts: str) -> None:
    with new_site(site, site.parent / "site.files") as new:
        for name, text in texts.items():
            new.write(name, text.encode())


def grow_and_fail(site: Path) -> None:
    with new_site(site, site.parent / "site.files") as new:
        new.write("index.html", b"half")
        raise ZeroDivisionError


@pytest.fixture(params=[True, False], ids=["exchange", "file by file"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an exchange and without, as on some network drives."""
    if not request.param:
        monkeypatch.setattr(exchange, "exchange", lambda *_: False)


@pytest.mark.usefixtures("_way")
def test_a_new_site_takes_the_place(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for files in ({"index.html": "one", "a": "folder"}, {"index.html": "two", "b": "2"}, {"index.html": "two"}):
        grow(site, **files)
        assert {path.name: path.read_text(encoding="utf-8") for path in site.iterdir()} == files
        assert not {*names(tmp_path)} - {"site", "site.files", "site.ground", "site.ground-files"}


def test_what_has_not_changed_is_not_touched(tmp_path: Path) -> None:
    """Nor is a link made to it: the site grows out of the one before the last, the second one out of the first's like."""
    site = tmp_path / "site"
    grow(site, **{"a/index.html": "one", "b/index.html": "1"})
    old = (site / "a/index.html").stat()
    for number in range(3, 6):
        grow(site, **{"a/index.html": "one", f"b{number}/index.html": "new"})
        assert (site / "a/index.html").stat()[:] == old[:]
        assert sorted(bytes_of(site)) == ["a/index.html", f"b{number}/index.html"]
        assert (site / "a/index.html").stat().st_ctime_ns == old.st_ctime_ns
    grow(site, a="a file", b5="another")
    assert bytes_of(site).keys() == {"a", "b5"}
    grow(site, **{"a/index.html": "one", "b5": "another"})
    assert bytes_of(site).keys() == {"a/index.html", "b5"}


def test_where_there_can_be_no_links_no_second_site_is_laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "link", fails(OSError(errno.EPERM, "Operation not permitted")))
    site = tmp_path / "site"
    grow(site, **{"a/index.html": "one"})
    assert not (tmp_path / "site.ground").exists()
    grow(site, **{"a/index.html": "two"})
    assert (site / "a/index.html").read_text(encoding="utf-8") == "two"


@pytest.mark.parametrize("killed", [True, False])
def test_a_ground_that_is_not_known_is_not_built_upon(tmp_path: Path, *, killed: bool) -> None:
    site, ground = tmp_path / "site", tmp_path / "site.ground"
    grow(site, a="1", b="1")
    grow(site, a="2", b="1")
    (ground / "stranger").write_text("x", encoding="utf-8")
    if killed:  # the record goes before anything is written
        (tmp_path / "site.ground-files").unlink()
    else:
        (ground / "stranger").unlink()
        with pytest.raises(ZeroDivisionError):
            grow_and_fail(site)
        assert not ground.exists()
    grow(site, a="3", b="1")
    assert {name: (site / name).read_text(encoding="utf-8") for name in names(site)} == {"a": "3", "b": "1"}


def test_a_file_that_was_altered_in_the_site_is_altered_in_the_ground_too(tmp_path: Path) -> None:
    """They are one; it is written anew."""
    site = tmp_path / "site"
    for number in "12":
        grow(site, a=number, b="right")
    (site / "b").chmod(0o644)
    (site / "b").write_text("wrong", encoding="utf-8")
    for number in "34":
        grow(site, a=number, b="right")
        assert (site / "b").read_text(encoding="utf-8") == "right"


@pytest.mark.usefixtures("_way")
def test_an_unfinished_site_does_not(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    with pytest.raises(ZeroDivisionError):
        grow_and_fail(site)
    assert names(site) == []
    assert names(tmp_path) == ["site"]


def test_without_an_exchange_no_page_is_ever_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each of the steps the pages that both sites have are there, whole, and lead to nothing that is not."""
    site = tmp_path / "site"
    grow(site, **{"index.html": "old", "p/index.html": "old", "gone/index.html": "old", "p/x": "a file"})
    monkeypatch.setattr(exchange, "exchange", lambda *_: False)
    seen: list[str] = []

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir") and str(site) in str(arguments) and watching:
            seen.extend((site / page).read_text(encoding="utf-8") for page in ("index.html", "p/index.html"))
            if seen[-2] == "new":
                assert (site / "more/index.html").exists()

    watching = True
    sys.addaudithook(look)
    grow(site, **{"index.html": "new", "p/index.html": "new", "more/index.html": "new", "p/x/y": "now a folder"})
    watching = False
    assert set(seen) == {"old", "new"}
    assert sorted(bytes_of(site)) == ["index.html", "more/index.html", "p/index.html", "p/x/y"]
    assert not (site / "gone").exists()


def test_readers_never_see_half_a_site(tmp_path: Path) -> None:
    """Two files that belong together are read while sites are exchanged."""
    site = tmp_path / "site"

    grow(site, a="0", b="0")
    pid = os.fork()
    if not pid:
        for number in range(40):
            grow(site, a=str(number), b=str(number))
        os._exit(0)
    reads = 0
    while os.waitpid(pid, os.WNOHANG)[0] == 0:
        held = os.open(site, os.O_RDONLY)  # a reader that works in one folder sees one site
        begun = os.fstat(held).st_mtime_ns
        try:
            read = [_read(name, held) for name in "ab"]
            if (begun, site.stat().st_ino) != (os.fstat(held).st_mtime_ns, os.fstat(held).st_ino):
                continue  # the old site by now, out of which the next but one grows
        except FileNotFoundError:
            continue
        finally:
            os.close(held)
        assert read[0] == read[1]
        reads += 1
    assert reads > 10


def _read(name: str, folder: int) -> bytes:
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


def test_what_is_written_is_on_the_disk_before_the_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    monkeypatch.setattr(replacing, "flush", lambda _: steps.append("flush"))
    monkeypatch.setattr(replacing, "replace_folder", lambda *_: steps.append("replace"))
    grow(tmp_path / "site")
    assert steps == ["flush", "replace"]
