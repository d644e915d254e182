"""检查代码 of whole documents: each case is a fragment of content laid over `_base`, with the exact text it gives.

A case is a folder named by its code: `project/` is copied over the base, files listed in `removed.txt` are taken away,
and `expected.txt` is all that `gongkai check` then says.  `UPDATE_EXPECTED=1 pytest` writes it anew: look at the change.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.checks import rules
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Rule
from gongkai.model.findings import Finding
from gongkai.pipeline.authoring import checking_anew
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.reporting.text import format_findings
from tests.made_font import CHINESE, make_font

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "docs" / "findings"
BASE = HERE / "_base"
DOCUMENT = "ceshi/finance-bureau/2024/final-accounts"
CRASHES = ("X901", "X902")
MADE = (*CRASHES, "P301", "L113", "P501", "P502", "P503", "P504", "P505")
"""cases that cannot lie in a folder: a crash, a number that must not stand here, what a font lacks, what is disclosed"""
CASES = sorted(
    path.name
    for path in HERE.iterdir()
    if path.name != BASE.name and ((path / "project").is_dir() or (path / "removed.txt").is_file())
)


def quiet(_what: str, _done: int, _total: int) -> None:
    """No progress is shown."""


def project_of(case: str, folder: Path) -> Project:
    """The base with a case laid over it, as a project of its own."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    if (HERE / case / "project").is_dir():
        shutil.copytree(HERE / case / "project", folder, dirs_exist_ok=True)
    removed = HERE / case / "removed.txt"
    for path in removed.read_text(encoding="utf-8").split() if removed.is_file() else ():
        (folder / path).unlink()
    return Project(root=folder)


def expect(code: str, text: str) -> None:
    """Compare with expected.txt; a page of docs shows a part of the very same text."""
    file = HERE / code / "expected.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
    assert f" {code} " in text


def test_base_is_clean(tmp_path: Path) -> None:
    checked = check(project_of("", tmp_path), (), quiet)
    assert format_findings(checked.findings) == ""


@pytest.mark.parametrize("code", CASES)
def test_case_gives_exactly_this(code: str, tmp_path: Path) -> None:
    checked = check(project_of(code, tmp_path), (), quiet)
    expect(code, format_findings(checked.findings))


def test_rule_that_crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def three_public_expenses(case: Case) -> Iterator[Finding]:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(rules, "RULES", (Rule(code="X901", check=three_public_expenses), *rules.RULES))
    checked = check(project_of("X901", tmp_path), (), quiet)
    expect("X901", format_findings(checked.findings))
    assert checked.blocked == (DOCUMENT,)


def test_process_that_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_workspace: Workspace, _id: str) -> Prepared:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    monkeypatch.setattr(checking_anew, "prepare", killed)
    checked = check(project_of("X902", tmp_path), (), quiet)
    expect("X902", format_findings(checked.findings))
    assert checked.blocked == (DOCUMENT,)


def test_personal_data(tmp_path: Path) -> None:
    """In a comment, and written in escapes; what else is said of a value does not repeat the number in it."""
    project = project_of("P301", tmp_path)
    folder = tmp_path / "content" / "departments" / DOCUMENT
    number = "139" + "0000" + "1234"
    with (folder / "figures.yml").open("a", encoding="utf-8") as file:
        file.write(f"# 填表人：李某 {number[:3]} {number[3:7]} {number[7:]}\n")
    with (folder / "explanation.yml").open("a", encoding="utf-8") as file:
        file.write(f'备注: "{"".join(f"{chr(92)}u{ord(sign):04x}" for sign in number)}"\n')
    with (folder / "document.yml").open("a", encoding="utf-8") as file:
        file.write(f"{number}: 请拨打\n")
    checked = check(project, (), quiet)
    text = format_findings(checked.findings)
    assert number not in text
    expect("P301", text)
    assert checked.blocked == (DOCUMENT,)


def test_character_that_no_font_has(tmp_path: Path) -> None:
    project = project_of("L113", tmp_path)
    make_font(project.fonts / "files" / "one.ttf", (*CHINESE, ord("𠮷")))
    explanation = tmp_path / "content" / "departments" / DOCUMENT / "explanation.yml"
    text = explanation.read_text(encoding="utf-8")
    explanation.write_text(text.replace("人员增加", "新设𠮷水县、𪚥山镇两个服务点"), encoding="utf-8")
    checked = check(project, (), quiet)
    expect("L113", format_findings(checked.findings))
    assert checked.blocked == (DOCUMENT,)


def test_every_page_shows_what_its_case_gives() -> None:
    """The example on docs/findings/<code>.md is the case's: its text word for word."""
    for code in (*CASES, *MADE):
        page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
        shown = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
        expected = (HERE / code / "expected.txt").read_text(encoding="utf-8").splitlines()
        assert shown, code
        lines = [line for text in shown for line in text.splitlines() if line != "……"]
        assert [line for line in lines if not any(line in given for given in expected)] == [], code
