"""起仓库、升级: a county's repository, edited here and there, follows a newer package."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from gongkai import __version__
from gongkai.loading.edition_files import load_edition
from gongkai.loading.folders import find_documents
from gongkai.loading.shared_forms import read_kinds
from gongkai.model.findings import errors
from gongkai.model.own_data import TEMPLATES
from gongkai.model.places import NOWHERE
from gongkai.pipeline.project import Project
from gongkai.pipeline.upkeep import copied_files, initialising, upgrading
from gongkai.pipeline.upkeep.copied_files import EXAMPLE, RECORD, RecordError, behind, record_of
from gongkai.pipeline.upkeep.initialising import InitError, first_commit, initialise
from gongkai.pipeline.upkeep.upgrading import Step, UpgradeError, editions_to_have, planned_upgrade, upgrade

STYLE, COVER = "templates/styles/site.css", "templates/pdf/document.html.j2"
NATIONAL = "templates/editions/national-final-accounts/edition.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return initialise(tmp_path / "临水 县", ("henan-2023-final-accounts",), example=True).project


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The templates of version 99.0, to be changed by a test."""
    templates = tmp_path / "package"
    shutil.copytree(TEMPLATES, templates)
    monkeypatch.setattr(copied_files, "TEMPLATES", templates)
    for module in (copied_files, initialising, upgrading):
        monkeypatch.setattr(module, "__version__", "99.0")
    return templates


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _more(path: Path, text: str = "\n/* 新 */\n") -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_new_repository_is_complete(project: Project) -> None:
    assert project.complete()
    kinds = read_kinds(project.templates).value
    found = find_documents(project.content, kinds)
    assert found.findings == ()
    assert [one.id for one in found.documents] == ["jiangdong/yunling/water-bureau/2024/final-accounts"]
    for name in ("henan-2023-final-accounts", "national-budget", EXAMPLE):
        assert errors(load_edition(project.editions, name, NOWHERE).findings) == ()
    assert not (project.templates / "findings").exists()  # the program's own: an edit there would change nothing
    assert {"nanyang-2024-budget", "henan-2021-final-accounts"} <= editions_to_have(project).keys()


def test_what_is_copied_can_be_written_whatever_the_package_allows(tmp_path: Path) -> None:
    made = initialise(tmp_path / "new", (), example=False)
    modes = {path.stat().st_mode & 0o777 for path in made.project.root.rglob("*") if path.is_file()}
    assert modes <= {0o644, 0o755}
    assert os.access(made.project.root / "开始.command", os.X_OK)
    assert find_documents(made.project.content, read_kinds(made.project.templates).value).documents == ()


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "账.txt").write_text("1")
    with pytest.raises(InitError, match="已经有东西"):
        initialise(tmp_path, (), example=True)
    with pytest.raises(InitError, match="是文件"):
        initialise(tmp_path / "账.txt", (), example=True)
    assert list(_files(tmp_path)) == ["账.txt"]


def test_an_empty_clone_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert initialise(tmp_path, (), example=False).project.complete()


def test_the_first_commit_needs_a_name(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    assert "还没有提交：先用 git config" in first_commit(project.root)
    (settings := tmp_path / "gitconfig").write_text("[user]\nname = 信息中心\nemail = it@example.cn\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    other = initialise(tmp_path / "other", (), example=False).project.root
    assert first_commit(other) == "建了 git 仓库，第一次提交在 main 分支上。"
    assert "已经在一个 git 仓库里" in first_commit(other)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert first_commit(other).startswith("没有建成 git 仓库")


def test_nothing_to_do_for_the_same_version(project: Project) -> None:
    planned = planned_upgrade(project)
    assert planned.needless
    before = _files(project.root)
    upgrade(project, planned)
    assert _files(project.root) == before
    assert behind(project) == ""


def test_what_nobody_edited_follows_and_the_rest_stays(project: Project, package: Path) -> None:
    for name in ("styles/site.css", "pdf/document.html.j2", "editions/national-final-accounts/edition.yml"):
        _more(package / name)
    (package / "pdf" / "new.html.j2").write_text("新")
    (package / "panel" / "others.html").unlink()
    (package / "panel" / "draft.html").unlink()
    shutil.rmtree(package / "editions" / "henan-2023-final-accounts")
    _more(package / "panel" / "new.html")
    _more(project.root / COVER, "{# 县里的 #}")
    _more(project.templates / "panel" / "draft.html", "县里的")
    _more(project.root / "mkdocs.yml", "# 县里的\n")  # the package has not changed it
    (project.templates / "panel" / "new.html").unlink()
    content = _files(project.content)

    assert (
        behind(project) == f"这个项目的模板是 {__version__} 的，程序是 99.0 的：请运行 gongkai upgrade，看有什么要换。"
    )
    planned = planned_upgrade(project)
    steps = {name: step for name, step in planned.steps.items() if "henan-2023" not in name}
    assert steps == {
        NATIONAL: Step.REPLACED,
        "templates/panel/draft.html": Step.LEFT,
        "templates/panel/new.html": Step.GONE,
        "templates/panel/others.html": Step.REMOVED,
        COVER: Step.BESIDE,
        "templates/pdf/new.html.j2": Step.ADDED,
        STYLE: Step.REPLACED,
    }
    assert {step for name, step in planned.steps.items() if "henan-2023" in name} == {Step.LEFT}
    assert planned.editions_changed == ("national-final-accounts",)

    upgrade(project, planned)
    after = _files(project.root)
    assert after[STYLE].endswith("新 */\n".encode())
    assert after[COVER].endswith("县里的 #}".encode())
    assert after[f"{COVER}.new"] == (package / "pdf" / "document.html.j2").read_bytes()
    assert "templates/panel/others.html" not in after
    assert "templates/panel/new.html" not in after
    assert "templates/editions/henan-2023-final-accounts/edition.yml" in after
    assert _files(project.content) == content
    assert behind(project) == f"上次升级还有1个文件没有并好（{COVER}.new 等）：并好以后删去 .new。"

    (project.root / f"{COVER}.new").unlink()
    assert behind(project) == ""
    assert planned_upgrade(project).needless
    assert (record := record_of(project)) is not None
    assert record.version == "99.0"


def test_an_edition_that_came_later_is_taken_with_its_ancestors(project: Project, package: Path) -> None:
    folder = package / "editions" / "ceshi-2025-budget"
    folder.mkdir()
    (folder / "edition.yml").write_text("继承: nanyang-2024-budget\n名称: 测试市2025年部门预算\n年度: 2025\n")
    planned = planned_upgrade(project, ("ceshi-2025-budget",))
    upgrade(project, planned)
    assert (project.editions / "ceshi-2025-budget" / "edition.yml").is_file()
    assert (project.editions / "nanyang-2024-budget" / "edition.yml").is_file()
    assert planned_upgrade(project).needless  # from now on it is one of theirs


def test_nothing_is_written_through_a_link(project: Project, package: Path, tmp_path: Path) -> None:
    _more(package / "styles" / "site.css")
    elsewhere = tmp_path / "elsewhere"
    shutil.move(project.templates / "styles", elsewhere)
    (project.templates / "styles").symlink_to(elsewhere)
    before = _files(elsewhere)
    planned = planned_upgrade(project)
    assert planned.steps == {STYLE: Step.LINK}
    upgrade(project, planned)
    assert _files(elsewhere) == before


def test_an_older_program_says_so(project: Project) -> None:
    record = json.loads((project.root / RECORD).read_text(encoding="utf-8"))
    (project.root / RECORD).write_text(json.dumps(record | {"版本": "100.0"}))
    assert behind(project) == f"这个项目的模板是 100.0 的，程序是 {__version__} 的：请升级程序。"
    with pytest.raises(UpgradeError, match="先升级程序"):
        planned_upgrade(project)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"版本": "1", "文件": []}', "[" * 100_000, "\udcff"])
def test_a_broken_record_is_told(project: Project, text: str) -> None:
    (project.root / RECORD).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert behind(project).startswith(f"{RECORD} 读不出来")
    with pytest.raises(RecordError):
        planned_upgrade(project)


def test_a_record_never_leads_to_content_or_outside(project: Project) -> None:
    content = "content/glossary/other-revenue.yml"
    bad = {content: "0", "../outside": "0", "/etc/passwd": "0", "templates/../../x": "0"}
    (project.root / RECORD).write_text(json.dumps({"版本": "0.0.1", "文件": bad}))
    steps = planned_upgrade(project).steps
    assert not [name for name in steps if name.startswith(("content", "/")) or ".." in name]


def test_a_checkout_of_the_program_is_no_such_repository(tmp_path: Path) -> None:
    project = Project(root=tmp_path)
    assert behind(project) == ""
    with pytest.raises(UpgradeError, match="不是 gongkai init 起的"):
        planned_upgrade(project)
