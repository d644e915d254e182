"""认得的版式: what was found in an edition is known from run to run, and looked for anew where anything counts for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.checks.editions.trial_findings import trial
from gongkai.figures.derivation import Accounts
from gongkai.loading.edition_files import LoadedEdition
from gongkai.model.edition import Edition
from gongkai.model.places import NOWHERE
from gongkai.pipeline import editions
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.small_project import EDITION

ABOVE = EDITION.rpartition("/")[2]
NAME = "ceshi-2023-final-accounts"
"""an edition that inherits all but its year from the other"""


def read(project: Project) -> LoadedEdition:
    workspace = Workspace.open(project)
    Digests(workspace, pdf=False)
    return workspace.edition(NAME, NOWHERE)


def looked_at(project: Project, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a run looks at the edition; it finds what a run that knows nothing finds."""
    looked: list[str] = []
    examined = editions._examined

    def watched(*arguments: object) -> object:
        looked.append(NAME)
        return examined(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(editions, "_examined", watched)
        known = read(project)
    alone = Workspace.open(project).edition(NAME, NOWHERE)
    assert (known.findings, known.told) == (alone.findings, alone.told)
    return bool(looked)


def wording(project: Project) -> None:
    (file, *_) = sorted((project.editions / ABOVE / "wording").glob("*.j2"))
    file.write_text(file.read_text(encoding="utf-8") + "{{ 没有这个名字 }}\n", encoding="utf-8")


def formula(project: Project) -> None:
    (project.editions / ABOVE / "checks.yml").write_text("勾稽: [没有这张表.合计.甲 = 1]\n", encoding="utf-8")


def term(project: Project) -> None:
    file = min((project.content / "glossary").glob("*.yml"))
    file.write_text(file.read_text(encoding="utf-8") + "\n# 核对过\n", encoding="utf-8")


def damaged(project: Project) -> None:
    (project.known_editions / f"{NAME}.json").write_bytes(b"0\n{}")


@pytest.mark.parametrize("change", [wording, formula, term, damaged])
def test_an_edition_is_looked_at_where_it_may_be_another(
    project: Project, monkeypatch: pytest.MonkeyPatch, change: Callable[[Project], None]
) -> None:
    assert looked_at(project, monkeypatch)
    assert not looked_at(project, monkeypatch)
    change(project)
    assert looked_at(project, monkeypatch)
    assert not looked_at(project, monkeypatch)


def test_what_is_wrong_is_told_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    wording(project)
    assert looked_at(project, monkeypatch)
    assert [one.code for one in read(project).findings] == ["L622"]
    assert not read(project).sound


def test_nothing_is_known_of_an_edition_that_changes_while_it_is_looked_at(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:

    def meanwhile(edition: Edition) -> Accounts:
        formula(project)
        return trial(edition)

    monkeypatch.setattr("gongkai.pipeline.editions.trial", meanwhile)
    read(project)
    assert not [*project.known_editions.glob("*.json")]
