"""An export imported into a document: to a green check with no figure typed, again without a change, all or nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.authoring.importing import import_files
from gongkai.pipeline.project import Project
from tests.importing.conftest import ID, new_project
from tests.importing.faults import total_that_is_not_the_sum
from tests.importing.finance_system import BUREAU, Together, book, books, budget, units

FOLDER = f"content/departments/{ID}"


@cache
def exports(*, other: bool = False) -> tuple[tuple[str, bytes], ...]:
    """Of this year of each unit, last year's, and the approved budget."""
    last = book(Together(units(year=2023)), BUREAU, 2023, short=True)
    this = [(f"{one.name}.xls", one.xls()) for one in books(other=other, short=True)]
    return (*this, (f"{last.name}.xlsx", last.xlsx()), ("预算批复.xlsx", budget(other=other).xlsx()))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Imported once."""
    made = new_project(tmp_path_factory.mktemp("import"))
    found = import_files(made, ID, exports(), write=True)
    assert found.sound, found.findings
    assert not found.missing
    assert set(found.files) == {"figures.yml", "explanation.yml", "control-totals.yml", "origins.yml"}
    return made


def files(project: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((project.root / FOLDER).iterdir())}


def again(project: Project, tmp_path: Path) -> Project:
    """A copy to change."""
    made = new_project(tmp_path)
    for name, data in files(project).items():
        (made.root / FOLDER / name).write_bytes(data)
    return made


def test_the_check_is_green_with_no_figure_typed(project: Project) -> None:
    checked = check(project, (ID,), lambda *_: None, 1)
    assert checked.sound
    assert {one.code for one in checked.findings} <= {"N305"}  # one reason for nine items
    line = next(line for line in checked.verdicts[ID].ledger if line.code == "I310")
    assert any("导入的数" in text for text in line.said)


def test_the_same_files_again_change_nothing(project: Project) -> None:
    before = files(project)
    found = import_files(project, ID, exports(), write=True)
    assert not found.files
    assert not found.written
    assert files(project) == before


def test_what_was_typed_stays(project: Project, tmp_path: Path) -> None:
    made = again(project, tmp_path)
    text = (made.root / FOLDER / "figures.yml").read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith('  "2080505"'))
    changed = text.replace(line, '  "2080505": {财政拨款收入: 1.00}', 1)
    (made.root / FOLDER / "figures.yml").write_text(f"# 手写的说明\n{changed}", encoding="utf-8")
    found = import_files(made, ID, exports(), write=True)
    kept = (made.root / FOLDER / "figures.yml").read_text(encoding="utf-8")
    assert "# 手写的说明" in kept
    assert "{财政拨款收入: 1.00}" in kept
    assert [one.code for one in found.findings if one.code == "I310"] == ["I310"]


def test_another_export_changes_what_an_import_wrote(project: Project, tmp_path: Path) -> None:
    """Other money comes from the tables of the general budget, and is said to be computed."""
    made = again(project, tmp_path)
    found = import_files(made, ID, exports(other=True), write=True)
    assert found.sound, found.findings
    assert any(change.before and change.after for change in found.changes)
    assert "资金: 其他资金" in (made.root / FOLDER / "figures.yml").read_text(encoding="utf-8")
    others = [one for one in found.intake.figures if "其他资金" in dict(one.fields).values()]
    assert any("减去" in one.computed for one in others)


def test_there_and_back_again_leaves_what_was_there(project: Project, tmp_path: Path) -> None:
    """A source of which no control total is left goes too: without one it could not be read."""
    made = again(project, tmp_path)
    before = files(made)
    other = import_files(made, ID, exports(other=True), write=True)
    assert any(not change.before for change in other.changes)
    assert import_files(made, ID, exports(), write=True).written
    assert not any(one.code == "L402" for one in check(made, (ID,), lambda *_: None, 1).findings)
    after = files(made)
    assert {name for name in after if after[name] != before[name]} <= {"origins.yml"}


def test_with_an_error_nothing_is_written(project: Project, tmp_path: Path) -> None:
    made = new_project(tmp_path)
    before = files(made)
    broken = books(short=True)
    total_that_is_not_the_sum(broken[1])
    found = import_files(made, ID, [(f"{one.name}.xlsx", one.xlsx()) for one in broken], write=True)
    assert not found.sound
    assert not found.written
    assert files(made) == before


def test_hostile_origins_harm_nothing(project: Project, tmp_path: Path) -> None:
    made = again(project, tmp_path)
    (made.root / FOLDER / "origins.yml").write_bytes(b"\xff\xfe a: [")
    checked = check(made, (ID,), lambda *_: None, 1)
    assert checked.sound
    assert {one.code for one in checked.findings} <= {"N305", "I313"}
