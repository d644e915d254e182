"""认得的数: what a neighbour has answered is not worked out again, and never believed once anything behind it is another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import json
from msgspec.structs import replace

from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount
from gongkai.pipeline.deriving import as_others_see
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.known_figures import Answered
from gongkai.pipeline.preparing import Prepared, prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import read_sealed, write_sealed
from tests.small_project import EARLIER, EDITION, LATER, OTHER, edit, folder, small_project

OLDEST = EARLIER.replace("2023", "2022")
END_OF_YEAR = "收入支出决算总表.年末结转和结余"


@pytest.fixture(name="project")
def three_years(tmp_path: Path) -> Project:
    """Each year begins with what was left of the one before."""
    made = small_project(tmp_path)
    shutil.copytree(tmp_path / folder(EARLIER), tmp_path / folder(OLDEST))
    edit(tmp_path, f"{EDITION}/edition.yml", "指标:", f"指标:\n  年末: {END_OF_YEAR}")
    edit(tmp_path, f"{EDITION}/tables.yml", "- 年初结转和结余", "- {题: 年初结转和结余, 取: 上年决算.年末}")
    for id in (EARLIER, LATER):
        edit(tmp_path, f"{folder(id)}/figures.yml", "  年初结转和结余: 10.00\n", "")
    return made


def checked(project: Project, id: str = LATER, between: Callable[[], None] | None = None) -> tuple[Prepared, set[str]]:
    """A document as a run prepares it, and the documents that were read for it."""
    workspace = Workspace.open(project)
    digests = Digests(workspace, pdf=False)
    whole = digests.document(id).whole
    made = prepare(workspace, id)
    if between:
        between()
    digests.still(id, whole)
    alone = prepare(Workspace.open(project), id)
    if between is None:
        assert (made.findings, made.ledger) == (alone.findings, alone.ledger)
        assert made.composed
        assert alone.composed
        assert made.composed.publication == alone.composed.publication
    return made, set(workspace.documents)


def began(made: Prepared) -> str:
    assert made.accounts
    return f"{made.accounts.quantity('收入支出决算总表.年初结转和结余').yuan:f}"


def less(project: Project, id: str) -> None:
    edit(project.root, f"{folder(id)}/figures.yml", "项目支出: 30.00", "项目支出: 25.00")


def test_a_document_is_read_for_its_figures_once(project: Project) -> None:
    first, read = checked(project)
    assert OLDEST in read
    again, read_again = checked(project)
    assert read_again == read - {OLDEST}
    assert began(first) == began(again) == "100000.00"


def test_a_figure_behind_it_is_seen(project: Project) -> None:
    checked(project)
    less(project, OLDEST)
    made, read = checked(project)
    assert OLDEST in read
    assert began(made) == "150000.00"
    assert OLDEST not in checked(project)[1]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"{EDITION}/edition.yml", f"年末: {END_OF_YEAR}", f"年末: {END_OF_YEAR} + {END_OF_YEAR}"),
        (f"{folder(OLDEST)}/document.yml", "状态: ", "不公开: [{依据: 保密法}]\n状态: "),
        ("content/departments/ceshi/finance-bureau/department.yml", '部门代码: "101"', '部门代码: "102"'),
    ],
)
def test_whatever_else_is_behind_it_is_seen(project: Project, file: str, old: str, new: str) -> None:
    checked(project)
    edit(project.root, file, old, new)
    assert OLDEST in checked(project)[1]


def test_what_its_neighbour_draws_on_is_seen(project: Project) -> None:
    def left() -> tuple[str, bool]:
        workspace = Workspace.open(project)
        digests = Digests(workspace, pdf=False)
        _, figures = as_others_see(workspace, EARLIER)
        assert figures
        found = f"{figures.quantity('年末').yuan:f}"
        digests.still(LATER, digests.document(LATER).whole)
        return found, EARLIER in workspace.documents

    assert [left(), left()] == [("100000.00", True), ("100000.00", False)]
    less(project, OLDEST)
    assert [left(), left()] == [("150000.00", True), ("150000.00", False)]


def test_one_that_is_gone_is_gone(project: Project) -> None:
    checked(project)
    shutil.rmtree(project.root / folder(OLDEST))
    made, _ = checked(project)
    assert any("没有取到" in one.message for one in prepare(Workspace.open(project), EARLIER).findings)
    assert began(made) != "100000.00"


def test_what_changes_meanwhile_is_not_kept(project: Project) -> None:
    checked(project, between=lambda: less(project, OLDEST))
    made, read = checked(project)
    assert OLDEST in read
    assert began(made) == "150000.00"


def test_a_damaged_record_is_not_believed(project: Project) -> None:
    checked(project)
    record = project.known_figures / f"{OLDEST}.json"
    record.write_bytes(record.read_bytes()[:-1])
    assert OLDEST in checked(project)[1]
    assert OLDEST not in checked(project)[1]


def test_the_record_is_what_is_read(project: Project) -> None:
    """Else the other tests would pass without it."""
    checked(project)
    record = project.known_figures / f"{OLDEST}.json"
    answers = json.decode(read_sealed(record), type=Answered)
    ten = {name: Amount(yuan=one.yuan * 10, margin=one.margin) for name, one in answers.quantities.items()}
    write_sealed(record, json.encode(replace(answers, quantities=ten)))
    workspace = Workspace.open(project)
    Digests(workspace, pdf=False)
    assert began(prepare(workspace, LATER)) == "1000000.00"


def test_a_refusal_is_the_same(project: Project) -> None:
    def asked(workspace: Workspace) -> tuple[str, str, object]:
        _, figures = as_others_see(workspace, OTHER)
        assert figures
        with pytest.raises(FormulaError) as told:
            figures.quantity("没有这个指标")
        return str(told.value), told.value.cause, told.value.origin

    alone = asked(Workspace.open(project))
    for number in range(2):
        workspace = Workspace.open(project)
        digests = Digests(workspace, pdf=False)
        assert asked(workspace) == alone
        assert (OTHER in workspace.documents) == (number == 0)
        digests.still(LATER, digests.document(LATER).whole)
