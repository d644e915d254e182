"""gongkai publish, rollback, verify, pack, as a webmaster types them."""

from __future__ import annotations

import shutil
from pathlib import Path

from gongkai.pipeline.project import Project
from tests.cli.conftest import Command
from tests.small_project import OTHER, edit, folder


def test_publish_correct_and_go_back(command: Command, built: Project, tmp_path: Path) -> None:
    www = str(tmp_path / "www")
    done = command(built.root, "publish", www, "--no-pdf")
    assert (done.returncode, "已发布第 1 次：写了 " in done.stdout) == (0, True)
    assert "没有改动" in command(built.root, "publish", www, "--no-pdf").stdout
    edit(built.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    done = command(built.root, "publish", www, "--no-pdf")
    page = f"{OTHER}/explanation/index.html"
    assert f"\n  写了 {page}\n" in done.stdout
    assert "  写了 ceshi/finance-bureau" not in done.stdout
    assert "用时：" in done.stdout
    served = tmp_path / "www" / "current" / page
    assert "新增项目" in served.read_text(encoding="utf-8")
    assert command(built.root, "rollback", www).stdout == "已回退：现在公开的是第 1 次发布，原来是第 2 次。\n"
    assert "人员增加" in served.read_text(encoding="utf-8")
    listed = command(tmp_path, "publish", "--list", www).stdout.splitlines()
    assert [("现在公开的" in line, line[:5]) for line in listed] == [(True, "第 1 次"), (False, "第 2 次")]


def test_a_figure_altered_by_hand(command: Command, built: Project, tmp_path: Path) -> None:
    """In the site and in a release: found by verify, repaired and told by the next publication."""
    www = tmp_path / "www"
    command(built.root, "publish", str(www), "--no-pdf")
    assert command(built.root, "verify").returncode == 0
    for site in (built.site, www / "current"):
        page = site / OTHER / "tables/t01/index.html"
        page.chmod(0o644)
        text = page.read_text(encoding="utf-8")
        assert "150.00" in text
        page.write_text(text.replace("150.00", "510.00"), encoding="utf-8")
    for arguments in ([], [str(www)]):
        done = command(built.root, "verify", *arguments)
        assert (done.returncode, f"\n被改过：{OTHER}/tables/t01/index.html\n" in done.stdout) == (1, True)
    done = command(built.root, "publish", str(www), "--no-pdf")
    assert "site/ 里有 1 个文件不是生成时的样子" in done.stdout
    assert "上一次发布里有 1 个文件不是发布时的样子" in done.stdout
    for arguments in ([], [str(www / "current")]):
        assert command(built.root, "verify", *arguments).returncode == 0


def test_verify_needs_no_project(command: Command, built: Project, tmp_path: Path) -> None:
    shutil.copytree(built.site, tmp_path / "copy")
    done = command(tmp_path, "verify", "copy")
    assert (done.returncode, done.stdout.endswith("都与 SHA256SUMS 一致。\n")) == (0, True)
    (tmp_path / "copy" / "index.html").unlink()
    assert "缺少：index.html" in command(tmp_path, "verify", "copy").stdout
    done = command(tmp_path, "verify", ".")
    assert (done.returncode, "没有可以核验的" in done.stderr) == (2, True)


def test_a_document_does_not_vanish(command: Command, built: Project, tmp_path: Path) -> None:
    www = str(tmp_path / "www")
    command(built.root, "publish", www, "--no-pdf")
    shutil.rmtree(built.root / folder(OTHER))
    done = command(built.root, "publish", www, "--no-pdf")
    assert (done.returncode, f"\n  {OTHER}\n" in done.stderr, "--gone" in done.stderr) == (1, True, True)
    assert (tmp_path / "www" / "current" / OTHER).is_dir()
    assert command(built.root, "publish", www, "--no-pdf", "--gone", OTHER).returncode == 0
    assert not (tmp_path / "www" / "current" / OTHER).exists()


def test_places_that_are_the_projects_own(command: Command, built: Project) -> None:
    for place in (".", "content/www", "site"):
        done = command(built.root, "publish", place, "--no-pdf")
        assert (done.returncode, "公开的网站没有改动" in done.stderr) == (73, True), place


def test_the_whole_site_as_one_file(command: Command, built: Project, tmp_path: Path) -> None:
    """Unpacked it is a site that verify finds whole; a site that was altered is not packed."""
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    done = command(built.root, "pack", str(first))
    assert (done.returncode, "个文件" in done.stdout) == (0, True)
    assert command(tmp_path, "pack", str(second), "--site", str(built.site)).returncode == 0
    assert first.read_bytes() == second.read_bytes()
    shutil.unpack_archive(first, tmp_path / "whole")
    assert command(tmp_path, "verify", "whole").returncode == 0
    done = command(built.root, "pack", str(built.site / "c.zip"))
    assert (done.returncode, "不能放在网站的文件夹里" in done.stderr) == (2, True)
    page = tmp_path / "whole" / "index.html"
    page.write_text("另一页", encoding="utf-8")
    done = command(tmp_path, "pack", "c.zip", "--site", "whole")
    assert (done.returncode, "网站的文件被改过：index.html" in done.stderr, (tmp_path / "c.zip").exists()) == (
        2,
        True,
        False,
    )
