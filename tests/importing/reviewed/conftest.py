"""A small project, the Word files of its documents, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.model.reviewed import Reviewed
from gongkai.pipeline.authoring.reviewed import import_reviewed
from gongkai.pipeline.authoring.words import reviewable
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.word.document import render_word
from tests.small_project import LATER, OTHER, edit, folder, small_project

EXPLANATION = f"{folder(LATER)}/explanation.yml"
REASON = "# 同批复一致\n原因: {收支总计: 人员增加}  # 财务科\n"
Import = Callable[..., Reviewed]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = small_project(tmp_path)
    edit(tmp_path, EXPLANATION, "原因: {收支总计: 人员增加}\n", REASON)
    return made


def word_of(project: Project, id: str = LATER) -> bytes:
    """As `gongkai build --word` makes it."""
    workspace = Workspace.open(project)
    made = reviewable(workspace, id)
    assert not isinstance(made, tuple), made
    return render_word(made.publication, made.slots, project.templates)


@pytest.fixture
def import_(project: Project) -> Import:
    def run(data: bytes, id: str = "", *, name: str = "审阅.docx", write: bool = True) -> Reviewed:
        return import_reviewed(Workspace.open(project), data, name, id, write=write)

    return run


__all__ = ["EXPLANATION", "LATER", "OTHER", "REASON", "word_of"]
