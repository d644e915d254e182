"""准备字体: from a folder or a package, checked, whole or not at all; clear words where it cannot be."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep.font_files import LIST, FontsError, prepare_fonts
from gongkai.pipeline.upkeep.font_marks import wide_marks
from gongkai.pipeline.upkeep.latin_font import make_latin_font
from tests.made_font import CHINESE, make_font

FONT = b"a font"
DIGEST = hashlib.sha256(FONT).hexdigest()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list of one font, which the system has not; no tool of the system is in reach."""
    monkeypatch.setenv("PATH", str(tmp_path / "no-tools"))
    project = Project(root=tmp_path / "项目 一")
    (project.templates / "fonts").mkdir(parents=True)
    _list(project)
    return project


def _list(project: Project, file: str = "/usr/share/fonts/ceshi/a.otf", more: str = "软件包: fonts-ceshi") -> None:
    listed = f"字体名: {{仿宋: [Ceshi & Co]}}\n文件:\n  A.otf:\n    文件: {file}\n    sha256: {DIGEST}\n    {more}\n"
    (project.root / LIST).write_text(listed, encoding="utf-8")


def test_what_to_install_where(project: Project) -> None:
    told: list[str] = []
    with pytest.raises(FontsError) as raised:
        prepare_fonts(project, told.append)
    assert "缺少：A.otf" in str(raised.value)
    assert "apt-get install --no-install-recommends fonts-ceshi" in str(raised.value)
    assert "gongkai fonts --from" in str(raised.value)
    assert not project.fonts.exists()


def test_a_font_of_the_project_itself(project: Project) -> None:
    _list(project, "templates/fonts/a.otf", "")
    (project.templates / "fonts" / "a.otf").write_bytes(FONT)
    assert prepare_fonts(project, print)
    assert (project.fonts / "files" / "A.otf").read_bytes() == FONT
    assert "Ceshi &amp; Co" in (project.fonts / "fonts.conf").read_text()
    assert not prepare_fonts(project, print)  # up to date
    moved = Project(root=project.root.with_name("moved"))
    project.root.rename(moved.root)
    assert prepare_fonts(moved, print)  # fonts.conf names the folder
    assert str(moved.fonts) in (moved.fonts / "fonts.conf").read_text()


def test_files_that_were_brought(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.otf").write_bytes(FONT)
    assert prepare_fonts(project, print, tmp_path)


def test_packages_that_were_brought(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    if shutil.which("dpkg-deb") is None:
        pytest.skip("needs dpkg-deb")
    root = tmp_path / "root"
    (root / "DEBIAN").mkdir(parents=True)
    (root / "DEBIAN" / "control").write_text(
        "Package: fonts-ceshi\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.cn>\nDescription: x\n"
    )
    (root / "usr/share/fonts/ceshi").mkdir(parents=True)
    (root / "usr/share/fonts/ceshi/a.otf").write_bytes(FONT)
    subprocess.run(["dpkg-deb", "-b", root, tmp_path / "fonts-ceshi_1_all.deb"], check=True, capture_output=True)
    assert prepare_fonts(project, print, tmp_path)
    assert (project.fonts / "files" / "A.otf").read_bytes() == FONT


def test_another_version_is_refused_and_the_old_fonts_stay(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.otf").write_bytes(FONT)
    prepare_fonts(project, print, tmp_path)
    (tmp_path / "a.otf").write_bytes(b"another")
    _list(project, more="软件包: fonts-other")
    with pytest.raises(FontsError, match="不是同一版本"):
        prepare_fonts(project, print, tmp_path)
    assert (project.fonts / "files" / "A.otf").read_bytes() == FONT


@pytest.mark.parametrize("text", ["文件: {", "文件: {}", "字体名: {}\n文件: {../x: {文件: a, sha256: b}}", "- a"])
def test_a_list_that_is_wrong(project: Project, text: str) -> None:
    (project.root / LIST).write_text(text)
    with pytest.raises(FontsError, match="写错了"):
        prepare_fonts(project, print)


def test_a_package_is_a_name_and_no_option(project: Project) -> None:
    _list(project, more="软件包: -oDir=/")
    with pytest.raises(FontsError, match="写错了"):
        prepare_fonts(project, print)


def test_a_latin_font_has_no_chinese_marks_and_glyphs_with_the_space(project: Project) -> None:
    """西文: made of a font that has more; the same bytes each time."""
    source = project.templates / "fonts" / "a.otf"
    make_font(source, map(ord, "3A“ "))
    made = []
    for name in ("one.otf", "two.otf"):
        make_latin_font(source, "Ceshi Latin", project.root / name)
        made.append((project.root / name).read_bytes())
    assert made[0] == made[1]
    with TTFont(project.root / "one.otf") as font:
        assert set(font.getBestCmap()) == set(map(ord, "3A "))
        three = font.getBestCmap()[ord("3")]
        widths = [font["hmtx"][f"{three}{end}"][0] for end in ("", ".left", ".right", ".both")]
        assert [width - widths[0] for width in widths] == [0, 250, 250, 500]
        assert font["name"].getDebugName(1) == "Ceshi Latin"


def test_a_font_without_narrow_marks_is_told(project: Project) -> None:
    """Whoever enters a font of the bureau's own does not see why its lines are looser."""
    make_font(project.fonts / "files" / "A.ttf", CHINESE)
    (project.fonts / "files" / "B.ttf").write_bytes(b"no font")
    (project.root / LIST).write_text("字体名: {仿宋: [Lacking, Made], 楷体: [Lacking]}\n文件: {}\n", encoding="utf-8")
    (told,) = wide_marks(project)
    assert told.startswith("“仿宋”的标点出自字体“Made”")


def test_the_fonts_of_the_program_have_narrow_marks() -> None:
    assert [*wide_marks(Project(root=Path(__file__).resolve().parents[2]))] == []
