"""个人信息: the command says where a person's number stands, and does not repeat it."""

from __future__ import annotations

from pathlib import Path

from gongkai.pipeline.project import Project
from tests.cli.conftest import Command

# Put together here, so that this file holds no number itself.
MOBILE = "139" + "0000" + "1234"


def test_a_number_is_reported_by_its_place(command: Command, tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(f"第一行\n填表人联系方式：{MOBILE}\n", encoding="utf-8")
    done = command(tmp_path, "personal-data", "report.md")
    assert (done.returncode, done.stdout) == (1, "report.md:2:9: 疑似手机号码\n")


def test_amounts_codes_and_hashes(command: Command, tmp_path: Path) -> None:
    text = f"{MOBILE}.25万元\n1.{MOBILE}\n{MOBILE}12\na{MOBILE}f\n0377-63190000\n"
    (tmp_path / "figures.yml").write_text(text, encoding="utf-8")
    done = command(tmp_path, "personal-data", "figures.yml")
    assert (done.returncode, done.stdout) == (0, "")


def test_what_an_icon_is_drawn_by_is_no_number(command: Command, tmp_path: Path) -> None:
    """What stands beside it is one, at its place, and so is whatever else a path may be made to say."""
    icon = f'<svg><path d="M{MOBILE} 1 2"/></svg>'
    (tmp_path / "page.html").write_text(f'{icon}{MOBILE}{icon}\n<path d="电话{MOBILE}"/>\n', encoding="utf-8")
    done = command(tmp_path, "personal-data", "page.html")
    assert done.stdout == f"page.html:1:{len(icon) + 1}: 疑似手机号码\npage.html:2:12: 疑似手机号码\n"


def test_without_files_content_templates_and_site_are_searched(command: Command, project: Project) -> None:
    places = ("content/departments/notes.md", "site/index.html", "templates/site/about.md")
    for place in places:
        (project.root / place).parent.mkdir(exist_ok=True)
        (project.root / place).write_text(f"{MOBILE}\n", encoding="utf-8")
    done = command(project.root, "personal-data")
    assert done.returncode == 1
    assert done.stdout.count("疑似手机号码") == len(places)
    assert all(f"{place}:1:1" in done.stdout for place in places)
