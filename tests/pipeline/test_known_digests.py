"""认得的摘要: from run to run, taken anew only where something that they rest on has changed, and always true."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.known_digests import KnownDigests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.small_project import ALL, EARLIER, LATER, OTHER, edit, folder


def taken(project: Project, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The documents whose digests a run takes anew; all of them are what a first run would take."""
    looked: set[str] = set()
    document = Digests.document

    def watched(self: Digests, id: str) -> Digest:
        looked.add(id)
        return document(self, id)

    digests = Digests(Workspace.open(project), pdf=False)
    with monkeypatch.context() as patch:
        patch.setattr(Digests, "document", watched)
        known = KnownDigests(digests)
        found = {id: known.of(id) for id in ALL}
    known.keep()
    assert found == {id: Digests(Workspace.open(project), pdf=False).document(id).whole for id in ALL}
    return looked


def figure(project: Project) -> None:
    with (project.root / folder(EARLIER) / "figures.yml").open("a", encoding="utf-8") as file:
        file.write("\n# 核对过\n")


def reason(project: Project) -> None:
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")


def name(project: Project) -> None:
    edit(project.root, "content/departments/ceshi/education-bureau/department.yml", "教育局", "教育体育局")


def damaged(project: Project) -> None:
    project.known_digests(pdf=False, draft=False).write_bytes(b"0\n{}")


@pytest.mark.parametrize(
    ("change", "anew"),
    [(figure, {EARLIER, LATER}), (reason, {OTHER}), (name, set(ALL)), (damaged, set(ALL))],
)
def test_only_what_may_be_another_is_taken_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch, change: Callable[[Project], None], anew: set[str]
) -> None:
    assert taken(project, monkeypatch) == set(ALL)
    assert taken(project, monkeypatch) == set()
    change(project)
    assert taken(project, monkeypatch) == anew
    assert taken(project, monkeypatch) == set()
