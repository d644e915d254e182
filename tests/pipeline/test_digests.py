"""摘要: all that can change what is rendered changes the digest, and nothing else does."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

import gongkai
from gongkai.pipeline import shared_digests
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.known_digests import KnownDigests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.libraries import LIBRARIES as HOST_LIBRARIES
from tests.small_project import ALL, EARLIER, EDITION, LATER, OTHER, edit, folder, with_fonts


def all_digests(project: Project, *, pdf: bool = False) -> dict[str, Digest]:
    """With what is known of an earlier run, which must come to the same."""
    workspace = Workspace.open(project)
    found = Digests(workspace, pdf=pdf)
    digests = {id: found.document(id) for id in ALL}
    known = KnownDigests(Digests(workspace, pdf=pdf))
    assert {id: known.of(id) for id in ALL} == {id: digest.whole for id, digest in digests.items()}
    known.keep()
    return digests


def append(root: Path, name: str) -> None:
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("\n")


def changed(project: Project, change: Callable[[], object], *, pdf: bool = False) -> set[str]:
    """The documents whose digest a change changes."""
    before = all_digests(project, pdf=pdf)
    change()
    after = all_digests(project, pdf=pdf)
    return {id for id in ALL if before[id] != after[id]}


BOTH_YEARS = {EARLIER, LATER}


@pytest.mark.parametrize(
    ("name", "documents"),
    [
        (f"{folder(OTHER)}/document.yml", {OTHER}),
        (f"{folder(OTHER)}/figures.yml", {OTHER}),
        (f"{folder(OTHER)}/explanation.yml", {OTHER}),
        (f"{folder(OTHER)}/performance/01-hall.yml", {OTHER}),
        ("content/departments/ceshi/education-bureau/department.yml", {OTHER}),
        ("content/departments/ceshi/finance-bureau/department.yml", BOTH_YEARS),
        (f"{folder(LATER)}/figures.yml", {LATER}),
        (f"{folder(EARLIER)}/document.yml", BOTH_YEARS),
        (f"{folder(EARLIER)}/figures.yml", BOTH_YEARS),
        (f"{folder(EARLIER)}/explanation.yml", BOTH_YEARS),  # whose sentences the later one should not repeat
        (f"{folder(EARLIER)}/performance/01-hall.yml", BOTH_YEARS),
        (f"{EDITION}/edition.yml", set(ALL)),
        (f"{EDITION}/tables.yml", set(ALL)),
        (f"{EDITION}/inputs.yml", set(ALL)),
        (f"{EDITION}/forms.yml", set(ALL)),
        (f"{EDITION}/wording/overall.j2", set(ALL)),
        ("content/glossary/fiscal-appropriation-revenue.yml", set(ALL)),
        ("content/classifications/functional/2024.csv", set(ALL)),
        ("templates/components/table/table.html", set(ALL)),
        ("templates/site/pages/table.html", set(ALL)),
        ("templates/site/overrides/main.html", set()),
        ("templates/styles/site.css", set()),
        ("templates/styles/pdf.css", set()),
        ("templates/pdf/document.html.j2", set()),
        ("mkdocs.yml", set()),
    ],
)
def test_who_depends_on_what(project: Project, name: str, documents: set[str]) -> None:
    assert changed(project, lambda: append(project.root, name)) == documents


@pytest.mark.parametrize("name", ["templates/styles/pdf.css", "templates/pdf/document.html.j2"])
def test_a_pdf_depends_on_more(project: Project, name: str) -> None:
    assert changed(project, lambda: append(project.root, name), pdf=True) == set(ALL)


def test_new_files_count(project: Project) -> None:
    def add() -> None:
        form = project.root / folder(OTHER) / "performance"
        shutil.copyfile(form / "01-hall.yml", form / "02-hall.yml")

    assert changed(project, add) == {OTHER}


def test_a_new_neighbour_counts(project: Project) -> None:
    departments = project.content / "departments"

    def add() -> None:
        shutil.copytree(departments / OTHER, departments / "ceshi/education-bureau/2023/final-accounts")

    assert changed(project, add) == {OTHER}


def test_documents_of_units_count(project: Project) -> None:
    """A department's document is checked against those of its units that publish their own."""
    bureau = "content/departments/ceshi/finance-bureau/department.yml"
    edit(project.root, bureau, "名称: 本级", "名称: 本级, 文件夹: ceshi/education-bureau")
    assert changed(project, lambda: append(project.root, f"{folder(OTHER)}/figures.yml")) == {OTHER, LATER}
    assert changed(project, lambda: append(project.root, f"{folder(OTHER)}/explanation.yml")) == {OTHER}


def test_what_lies_in_the_folder_by_mistake_counts(project: Project) -> None:
    """It is reported, and a link blocks the document."""
    link = project.root / folder(OTHER) / "performance" / "02-link.yml"
    assert changed(project, lambda: link.symlink_to("/etc/hostname")) == {OTHER}


def reason(project: Project, id: str, text: str) -> None:
    """Give the document this reason, on the last lines of its explanation.yml."""
    path = project.root / folder(id) / "explanation.yml"
    kept = path.read_text(encoding="utf-8").partition("说明:")[0]
    path.write_text(f"{kept}说明:\n  收支: {text}\n", encoding="utf-8")


LONG = "承担的信息化项目进入集中建设期，设备采购和软件开发支出较上年增多，同时新招录工作人员，人员经费相应增加"


def test_a_text_that_becomes_a_copy_of_another_counts_for_both(project: Project) -> None:
    reason(project, LATER, LONG)
    reason(project, OTHER, "人员增加")
    assert changed(project, lambda: reason(project, OTHER, f"测试市教育局{LONG}")) == {LATER, OTHER}


def test_a_copy_that_moves_counts_for_both(project: Project) -> None:
    """The finding names its line."""
    reason(project, LATER, LONG)
    reason(project, OTHER, LONG)
    path = project.root / folder(OTHER) / "explanation.yml"
    moved = "# 第一行\n" + path.read_text(encoding="utf-8")
    assert changed(project, lambda: path.write_text(moved, encoding="utf-8")) == {LATER, OTHER}


def test_other_texts_of_other_departments_do_not_count(project: Project) -> None:
    reason(project, LATER, LONG)
    new = "新建的学校投入使用，教学设备购置和校舍维护支出较上年增多，同时新招录教师，人员经费相应增加很多"
    assert changed(project, lambda: reason(project, OTHER, new)) == {OTHER}


def test_names_count_where_they_stand(project: Project) -> None:
    """A department that gets the name that a text holds makes the text one about it."""
    department = "content/departments/ceshi/education-bureau/department.yml"
    reason(project, LATER, "测试市教育和体育局人员增加")

    def rename() -> None:
        edit(project.root, department, "测试市教育局", "测试市教育和体育局")

    assert changed(project, rename) == {LATER, OTHER}


def test_a_term_that_nobody_prints_does_not_count(project: Project) -> None:
    term = project.content / "glossary" / "unused.yml"

    def explain(text: str) -> None:
        term.write_text(f"名词: 谁也不用的词\n解释:\n  - 自: 2021-01-01\n    文: {text}\n", encoding="utf-8")

    explain("指甲。")
    assert changed(project, lambda: explain("指乙。")) == set()


def test_codes_of_a_later_year_do_not_count(project: Project) -> None:
    lists = project.content / "classifications" / "functional"
    assert changed(project, lambda: shutil.copyfile(lists / "2023.csv", lists / "2025.csv")) == set()
    assert changed(project, lambda: shutil.copyfile(lists / "2023.csv", lists / "2024.csv")) == set(ALL)


def test_what_is_off_the_path_of_a_document_does_not_count() -> None:
    """No module that a document goes through imports one of those that do not count."""
    root = Path(gongkai.__file__).resolve().parent
    left = tuple(f"gongkai.{name.replace('/', '.')}" for name in shared_digests.OFF_PATH)
    assert all((root / name).is_dir() for name in shared_digests.OFF_PATH)
    seen, waiting = set[str](), ["gongkai.pipeline.building.rendering"]
    while waiting:
        name = waiting.pop()
        path = root.joinpath(*name.split(".")[1:])
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name in seen or not file.is_file():
            continue
        seen.add(name)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gongkai."):
                waiting += [str(node.module), *(f"{node.module}.{one.name}" for one in node.names)]
    assert len(seen) > 100
    assert [name for name in seen if any(name == one or name.startswith(f"{one}.") for one in left)] == []


def test_other_editions_do_not_count(project: Project) -> None:
    shutil.copytree(project.root / EDITION, project.editions / "other")
    edit(project.root, f"{folder(OTHER)}/document.yml", "ceshi-final-accounts", "other")
    assert changed(project, lambda: append(project.root, "templates/editions/other/tables.yml")) == {OTHER}
    assert changed(project, lambda: append(project.root, f"{EDITION}/tables.yml")) == BOTH_YEARS


def test_ancestors_of_the_edition_count(project: Project) -> None:
    for name, parent in (("child", "middle"), ("middle", "ceshi-final-accounts")):
        (project.editions / name).mkdir()
        (project.editions / name / "edition.yml").write_text(f"继承: {parent}\n", encoding="utf-8")
    edit(project.root, f"{folder(OTHER)}/document.yml", "ceshi-final-accounts", '"child"')
    assert changed(project, lambda: append(project.root, "templates/editions/middle/edition.yml")) == {OTHER}
    assert OTHER in changed(project, lambda: append(project.root, f"{EDITION}/wording/overall.j2"))


def test_an_edition_named_by_an_escape_counts(project: Project) -> None:
    edit(project.root, f"{folder(OTHER)}/document.yml", "ceshi-final-accounts", '"\\x63eshi-final-accounts"')
    assert OTHER in changed(project, lambda: append(project.root, f"{EDITION}/tables.yml"))


def test_editions_that_inherit_in_a_circle_end(project: Project) -> None:
    for name, parent in (("one", "two"), ("two", "one")):
        (project.editions / name).mkdir()
        (project.editions / name / "edition.yml").write_text(f"继承: {parent}\n", encoding="utf-8")
    edit(project.root, f"{folder(OTHER)}/document.yml", "ceshi-final-accounts", "one")
    assert changed(project, lambda: append(project.root, "templates/editions/two/edition.yml")) == {OTHER}


def test_an_edition_that_appears_counts(project: Project) -> None:
    edit(project.root, f"{folder(OTHER)}/document.yml", "ceshi-final-accounts", "not-yet")

    def add() -> None:
        shutil.copytree(project.root / EDITION, project.editions / "not-yet")

    assert changed(project, add) == {OTHER}


@pytest.mark.parametrize("name", ["jinja2", "pydantic"])
def test_versions_of_libraries_count(project: Project, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def newer() -> None:
        monkeypatch.setattr(shared_digests, "version", lambda library: "99" if library == name else "1")

    monkeypatch.setattr(shared_digests, "version", lambda _: "1")
    assert changed(project, newer) == set(ALL)


def test_weasyprint_counts_for_pdf_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_digests, "version", lambda _: "1")
    plain, printed = all_digests(project), all_digests(project, pdf=True)
    monkeypatch.setattr(shared_digests, "version", lambda library: "99" if library == "weasyprint" else "1")
    assert all_digests(project) == plain
    assert all(all_digests(project, pdf=True)[id] != printed[id] for id in ALL)


def test_libraries_of_the_system_count(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def newer() -> None:
        monkeypatch.setattr(shared_digests, "_native_version", lambda *_: "99")

    assert changed(project, newer, pdf=True) == set(ALL)


def test_every_library_has_a_version() -> None:
    for name in (*shared_digests.LIBRARIES, *HOST_LIBRARIES, *shared_digests.PDF_LIBRARIES):
        assert metadata.version(name)


def test_the_program_counts(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def program(name: str, text: str) -> Path:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(text, encoding="utf-8")
        (tmp_path / name / f"{name}.md").write_text(name, encoding="utf-8")
        return tmp_path / name / "__init__.py"

    monkeypatch.setattr(gongkai, "__file__", str(program("one", "1")))
    like, unlike = program("like", "1"), program("unlike", "2")
    assert changed(project, lambda: monkeypatch.setattr(gongkai, "__file__", str(like))) == set()
    assert changed(project, lambda: monkeypatch.setattr(gongkai, "__file__", str(unlike))) == set(ALL)


def test_fonts_count_but_not_where_they_are(project: Project, tmp_path: Path) -> None:
    with_fonts(project)
    (project.fonts / "cache").mkdir()
    before = all_digests(project, pdf=True)
    (project.fonts / "cache" / "new").write_text("of the machine", encoding="utf-8")
    shutil.copytree(project.root, tmp_path / "moved", symlinks=True)
    moved = Project(root=tmp_path / "moved")
    settings = moved.fonts / "fonts.conf"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(str(project.root), str(moved.root)), encoding="utf-8"
    )
    assert all_digests(moved, pdf=True) == before
    append(project.root, "build/fonts/fonts.conf")
    assert all(all_digests(project, pdf=True)[id] != before[id] for id in ALL)


def test_place_and_times_of_files_do_not_count(project: Project, tmp_path: Path) -> None:
    before = all_digests(project)
    shutil.copytree(project.root, tmp_path / "a" / "b" / "moved")
    for path in sorted((tmp_path / "a").rglob("*"), reverse=True):
        os.utime(path, (1, 1))
        path.chmod(path.stat().st_mode | 0o111)
    assert all_digests(Project(root=tmp_path / "a" / "b" / "moved")) == before


def test_what_editors_and_systems_leave_does_not_count(project: Project) -> None:
    def litter() -> None:
        for name in (folder(OTHER), EDITION, "templates/components", "content/glossary"):
            (project.root / name / ".figures.yml.swp").write_text("x", encoding="utf-8")
            (project.root / name / "__pycache__").mkdir()
            (project.root / name / "__pycache__" / "x.pyc").write_text("x", encoding="utf-8")

    before = {id: Digests(Workspace.open(project), pdf=False)._figures_of(id) for id in ALL}
    litter()
    assert {id: Digests(Workspace.open(project), pdf=False)._figures_of(id) for id in ALL} == before


def test_a_digest_is_taken_without_parsing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*_: object) -> None:
        pytest.fail("a document was parsed")

    workspace = Workspace.open(project)
    monkeypatch.setattr("gongkai.loading.document_files.load_document", parsed)
    monkeypatch.setattr("gongkai.pipeline.editions.read_edition", parsed)
    taken = Digests(workspace, pdf=False)
    assert len({taken.document(id).whole for id in ALL}) == 3
