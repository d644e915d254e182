"""gongkai export, as a webmaster uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.checked import Verdict
from gongkai.pipeline.disclosure.exporting import BadPlaceError, _written, export
from gongkai.rendering.cms.package import Package
from tests.small_project import EARLIER, LATER, edit, folder, gongkai, small_project, with_fonts


def test_a_document_is_exported(tmp_path: Path) -> None:
    with_fonts(small_project(tmp_path))
    done = gongkai(tmp_path, "export", folder(EARLIER))
    assert done.returncode == 0, done.stdout + done.stderr
    (zipped,) = (tmp_path / "导出").glob("*.zip")
    made = zipped.with_suffix("")
    assert f"导出了：{made}" in done.stdout
    assert "下一步：打开“先看这里-操作单.txt”" in done.stdout
    assert (made / f"{made.name}.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_not_of_the_export_stays(tmp_path: Path) -> None:
    made = Package(name="某局决算", files={"正文.html": b"new", "数据/data.json": b"{}"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"old")
    folder = tmp_path / "out" / "某局决算"
    folder.mkdir(parents=True)
    (folder / "自己的.txt").write_bytes(b"kept")
    (folder / "正文.html").symlink_to(elsewhere)
    done = _written(made, tmp_path / "out")
    assert done.strange == ("自己的.txt",)
    assert (folder / "正文.html").read_bytes() == b"new"
    assert elsewhere.read_bytes() == b"old", "no link is followed"
    assert sorted(one.name for one in folder.iterdir()) == ["数据", "正文.html", "自己的.txt"]


def test_what_may_not_be_published_is_not_exported(tmp_path: Path) -> None:
    project = with_fonts(small_project(tmp_path))
    edit(tmp_path, f"{folder(LATER)}/document.yml", "版式: ceshi-final-accounts", "版式: ceshi-lacking")
    refused = export(project, LATER, tmp_path / "out")
    assert isinstance(refused, Verdict)
    assert "L621" in {finding.code for finding in refused.findings}
    assert not (tmp_path / "out").exists()
    with pytest.raises(BadPlaceError):
        export(project, EARLIER, tmp_path / "content" / "out")
