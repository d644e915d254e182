"""上级的说明: a reason that holds for many documents is given once, above them, and stands in the ledger of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model.checked import CheckResult
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.small_project import EARLIER, LATER, OTHER, edit, folder, quiet, small_project

REASON = "本市按上级口径填列"
SHARED = "content/departments/ceshi/waivers.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Each of the three documents has one and the same warning: a word that the edition writes already."""
    made = small_project(tmp_path)
    for id in (EARLIER, LATER, OTHER):
        edit(made.root, f"{folder(id)}/explanation.yml", "人员增加", "由于人员增加")
    return made


def checked(project: Project, text: str, *only: str, at: str = SHARED) -> CheckResult:
    (project.root / at).write_text(text, encoding="utf-8")
    return check(project, only, quiet)


def documents_with(found: CheckResult, code: str) -> list[str]:
    return sorted({finding.document for finding in found.findings if finding.code == code})


def reasons(found: CheckResult) -> dict[str, list[str]]:
    return {id: [one.reason for line in lines for one in line.waived] for id, lines in found.ledgers.items()}


def told(found: CheckResult) -> list[str]:
    return [f"{one.place.path}:{one.place.line} {one.message}" for one in found.findings if one.code == "P401"]


CODE = "W205"


def waiver(scope: str = "", more: str = "") -> str:
    return f"- {{代码: {CODE}, {more}{f'范围: {scope}, ' if scope else ''}理由: {REASON}}}\n"


def test_without_it_each_document_is_told(project: Project) -> None:
    assert documents_with(check(project, (), quiet), CODE) == sorted((EARLIER, LATER, OTHER))


def test_it_stands_in_the_ledger_of_each(project: Project) -> None:
    found = checked(project, waiver(more="处: explanation.yml 原因.收支总计, "))
    assert documents_with(found, CODE) == []
    assert reasons(found) == {id: [REASON] for id in (EARLIER, LATER, OTHER)}
    assert told(found) == []


@pytest.mark.parametrize(
    ("scope", "explained"),
    [
        ("{年度: 2024}", (LATER, OTHER)),
        ("{年度: [2023]}", (EARLIER,)),
        ("{部门: finance-bureau}", (EARLIER, LATER)),
        ("{部门: [education-bureau], 文种: 决算}", (OTHER,)),
        ("{版式: ceshi-2023-final-accounts}", (EARLIER,)),
        ("{版式: ceshi-final-accounts}", (EARLIER, LATER, OTHER)),
    ],
)
def test_its_scope(project: Project, scope: str, explained: tuple[str, ...]) -> None:
    found = checked(project, waiver(scope))
    assert {id for id, given in reasons(found).items() if given} == set(explained)
    assert told(found) == []


def test_it_reaches_no_further_than_its_folder(project: Project) -> None:
    found = checked(project, waiver(), at="content/departments/ceshi/finance-bureau/waivers.yml")
    assert documents_with(found, CODE) == [OTHER]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"- {{代码: E103, 理由: {REASON}}}\n", "范围里的3份文件，没有一个问题由它说明"),
        (waiver("{年度: 2019}"), "范围里一份文件也没有"),
        (waiver("{部门: finance-burea}"), "范围里一份文件也没有"),
    ],
)
def test_what_no_document_needs_is_told_once(project: Project, text: str, said: str) -> None:
    assert told(checked(project, text)) == [f"{SHARED}:1 这条说明没有用到：{said}"]
    assert told(check(project, (OTHER,), quiet)) == []


def test_of_a_document_that_cannot_be_read_nobody_knows(project: Project) -> None:
    (project.root / folder(OTHER) / "figures.yml").write_text("甲: {", encoding="utf-8")
    assert told(checked(project, f"- {{代码: E103, 理由: {REASON}}}\n")) == []


def test_what_is_wrong_in_it_is_told_for_one_document_too(project: Project) -> None:
    found = checked(project, f"- {{代码: {CODE}, 范围: {{年份: 2024}}, 理由: {REASON}}}\n", OTHER)
    assert [one.place.path for one in found.findings if one.place.path == SHARED] == [SHARED]
    assert documents_with(found, CODE) == [OTHER]


def test_a_document_cannot_say_for_which_others_its_own_are(project: Project) -> None:
    found = checked(project, waiver("{年度: 2024}"), at=f"{folder(OTHER)}/waivers.yml")
    assert any("范围" in one.message for one in found.findings if one.document == OTHER)


def test_only_the_documents_concerned_are_rendered_anew(project: Project) -> None:
    def digests() -> dict[str, str]:
        workspace = Workspace.open(project)
        made = Digests(workspace, pdf=False)
        return {id: made.document(id).whole for id in workspace.folders}

    before = digests()
    (project.root / SHARED).write_text(waiver("{年度: 2023}"), encoding="utf-8")
    given = digests()
    assert {id for id in before if before[id] != given[id]} == {EARLIER}
    (project.root / SHARED).write_text("# 年年都有\n" + waiver("{年度: 2023}"), encoding="utf-8")
    assert digests() == given
