"""Which documents there are, and what is wrong with their folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.loading.folders import find_documents
from gongkai.model.findings import Severity
from gongkai.reporting.text import format_findings
from tests.shared_forms import KINDS

DEPARTMENT = "departments/ceshi/shi/service-bureau"
WHOLE = (
    f"{DEPARTMENT}/department.yml",
    f"{DEPARTMENT}/2022/budget/document.yml",
    f"{DEPARTMENT}/2021/final-accounts/document.yml",
    f"{DEPARTMENT}/2021/final-accounts/figures.yml",
    f"{DEPARTMENT}/2021/final-accounts/explanation.yml",
    f"{DEPARTMENT}/2021/final-accounts/waivers.yml",
    f"{DEPARTMENT}/2021/final-accounts/performance/01-platform.yml",
    f"{DEPARTMENT}/2021/final-accounts/performance/department.yml",
    f"{DEPARTMENT}/2021/final-accounts/reports/evaluation.md",
    "departments/ceshi/health-bureau/department.yml",
    "departments/ceshi/health-bureau/2021/final-accounts/document.yml",
    "glossary/x.yml",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    add(content, *WHOLE)
    return content


def add(content: Path, *names: str) -> None:
    for name in names:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def told(content: Path) -> list[str]:
    return [f"{one.code} {one.place}" for one in find_documents(content, KINDS).findings]


def test_documents_in_order(content: Path) -> None:
    found = find_documents(content, KINDS)
    assert found.findings == ()
    assert [(one.id, one.department_id, one.year, one.kind.folder) for one in found.documents] == [
        ("ceshi/health-bureau/2021/final-accounts", "ceshi/health-bureau", 2021, "final-accounts"),
        ("ceshi/shi/service-bureau/2021/final-accounts", "ceshi/shi/service-bureau", 2021, "final-accounts"),
        ("ceshi/shi/service-bureau/2022/budget", "ceshi/shi/service-bureau", 2022, "budget"),
    ]
    assert found.documents[0].path == content / "departments/ceshi/health-bureau/2021/final-accounts"


def test_no_content_no_documents(tmp_path: Path) -> None:
    assert find_documents(tmp_path / "none", KINDS).documents == ()


def test_links_are_reported_and_not_followed(content: Path, tmp_path: Path) -> None:
    add(tmp_path / "elsewhere", *WHOLE)
    (content / "departments" / "link").symlink_to(tmp_path / "elsewhere" / "departments")
    (content / "departments" / "loop").symlink_to(content / "departments")
    (content / DEPARTMENT / "2023").symlink_to(content / DEPARTMENT / "2022")
    (content / DEPARTMENT / "2022/budget/figures.yml").symlink_to("/etc/passwd")
    assert len(find_documents(content, KINDS).documents) == 3
    assert told(content) == [
        f"L501 content/{DEPARTMENT}/2022/budget/figures.yml",
        f"L501 content/{DEPARTMENT}/2023",
        "L501 content/departments/link",
        "L501 content/departments/loop",
    ]


def test_linked_document_is_no_document(content: Path) -> None:
    add(content, f"{DEPARTMENT}/2023/budget/figures.yml")
    (content / DEPARTMENT / "2023/budget/document.yml").symlink_to(content / DEPARTMENT / "2022/budget/document.yml")
    assert told(content) == [
        f"L508 content/{DEPARTMENT}/2023/budget",
        f"L501 content/{DEPARTMENT}/2023/budget/document.yml",
    ]


def test_linked_departments_folder(content: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "departments").symlink_to(content / "departments")
    found = find_documents(other, KINDS)
    assert found.documents == ()
    assert [one.code for one in found.findings] == ["L501"]


@pytest.mark.parametrize("name", ["Ceshi", "测试", "a b", "a_b", "a.b", "ａ"])
def test_folder_names(content: Path, name: str) -> None:
    add(content, f"departments/{name}/bureau/department.yml", f"departments/{name}/bureau/2021/budget/document.yml")
    found = find_documents(content, KINDS)
    assert len(found.documents) == 3
    assert "L503" in [one.code for one in found.findings]


def test_names_that_differ_only_in_case(content: Path) -> None:
    add(content, "departments/CESHI/x/department.yml", f"{DEPARTMENT}/2022/budget/Document.yml")
    assert told(content) == [
        "L503 content/departments/CESHI",
        "L504 content/departments/CESHI",
        f"L504 content/{DEPARTMENT}/2022/budget/Document.yml",
        f"L505 content/{DEPARTMENT}/2022/budget/Document.yml",
    ]


def test_unexpected_files_are_warnings(content: Path) -> None:
    add(
        content,
        "departments/note.txt",
        f"{DEPARTMENT}/2022/budget/figures.yaml",
        f"{DEPARTMENT}/2022/budget/scan.pdf",
        f"{DEPARTMENT}/2022/budget/extra/x.yml",
        f"{DEPARTMENT}/2022/budget/performance/项目.yml",
        f"{DEPARTMENT}/2022/budget/reports/x.docx",
        f"{DEPARTMENT}/2022/.gitkeep",
    )
    found = find_documents(content, KINDS)
    assert len(found.documents) == 3
    assert {one.severity for one in found.findings} == {Severity.WARNING}
    assert told(content) == [
        f"L505 content/{DEPARTMENT}/2022/budget/extra",
        f"L505 content/{DEPARTMENT}/2022/budget/figures.yaml",
        f"L505 content/{DEPARTMENT}/2022/budget/performance/项目.yml",
        f"L505 content/{DEPARTMENT}/2022/budget/reports/x.docx",
        f"L505 content/{DEPARTMENT}/2022/budget/scan.pdf",
        "L505 content/departments/note.txt",
    ]
    assert "改名为 figures.yml" in [one.hint for one in found.findings]


def test_years_and_kinds(content: Path) -> None:
    add(
        content,
        f"{DEPARTMENT}/2022年/budget/document.yml",
        f"{DEPARTMENT}/20222/budget/document.yml",
        f"{DEPARTMENT}/2022/juesuan/document.yml",
        f"{DEPARTMENT}/2022/final-accounts/figures.yml",
    )
    assert told(content) == [
        f"L508 content/{DEPARTMENT}/2022/final-accounts",
        f"L507 content/{DEPARTMENT}/2022/juesuan",
        f"L506 content/{DEPARTMENT}/20222",
        f"L506 content/{DEPARTMENT}/2022年",
    ]


def test_department_without_its_file(content: Path) -> None:
    (content / DEPARTMENT / "department.yml").unlink()
    assert {line.split(" ")[0] for line in told(content)} == {"L509"}
    assert len(find_documents(content, KINDS).documents) == 1


def test_very_deep_folders_end(content: Path) -> None:
    add(content, "departments/" + "a/" * 60 + "department.yml")
    assert [line.split(" ")[0] for line in told(content)] == ["L503"]


def test_strange_names_can_be_printed(content: Path) -> None:
    (content / "departments" / "a\nb\x1b[31m").mkdir()
    (content / "departments" / "c\udcff").mkdir()
    text = format_findings(find_documents(content, KINDS).findings)
    assert text.encode("utf-8")
    assert "\x1b" not in text
    assert text.count("\n") == 4
