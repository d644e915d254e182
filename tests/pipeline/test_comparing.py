"""对照原件 in a project: the entries offered are what content wants, and nothing else is left once they are pasted."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.comparison.result import Comparison
from gongkai.comparison.units import units_of
from gongkai.pipeline.authoring.comparing import UnreadDocumentError, compare_with_original
from gongkai.pipeline.project import Project
from gongkai.reporting.comparison import comparison_as_text, comparison_as_yaml
from tests.projects import prepare, publication
from tests.small_project import EARLIER, edit, folder, small_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = small_project(tmp_path / "project")
    edit(made.root, f"{folder(EARLIER)}/document.yml", "状态: 编制", "状态: 存档\n来源: 从档案录入")
    return made


def original_of(project: Project, *changes: tuple[str, str]) -> Path:
    """What the document prints, as a text, with some of it changed."""
    text = "\n".join(unit.text for unit in units_of(publication(prepare(project, EARLIER))))
    for old, new in changes:
        assert old in text, (old, text)
        text = text.replace(old, new, 1)
    path = project.root / "original.txt"
    path.write_text(text, encoding="utf-8")
    return path


def compared(project: Project, original: Path, *, recorded: bool = True) -> Comparison:
    return compare_with_original(project, EARLIER, original, recorded=recorded)


CHANGES = (("增加20.00万元", "减少20.00万元"), ("140.00万元", "140万元"), ("130.00", "103.00"))


def test_the_entries_can_be_pasted_and_leave_nothing(project: Project) -> None:
    original = original_of(project, *CHANGES)
    found = compared(project, original)
    assert len(found.differences) == len(CHANGES)
    assert all(one.entry for one in found.differences)
    explanation = project.root / folder(EARLIER) / "explanation.yml"
    typed = explanation.read_text(encoding="utf-8")
    explanation.write_text(f"{typed}\n{comparison_as_yaml(found)}", encoding="utf-8")
    assert compared(project, original).same
    assert "N103" not in {one.code for one in prepare(project, EARLIER).findings}
    assert compared(project, original, recorded=False).differences == found.differences


def test_an_entry_that_the_original_does_not_print_is_told(project: Project) -> None:
    original = original_of(project, CHANGES[1])
    explanation = project.root / folder(EARLIER) / "explanation.yml"
    wrong = comparison_as_yaml(compared(project, original)).replace("印作: 140万元", "印作: 140.0万元")
    explanation.write_text(f"{explanation.read_text(encoding='utf-8')}\n{wrong}", encoding="utf-8")
    found = compared(project, original)
    assert [one.recorded.path.rpartition("/")[2] for one in found.differences] == ["explanation.yml"]
    assert "原件并不这样印" in comparison_as_text(found)


def test_nothing_is_recorded_for_a_document_written_here(project: Project) -> None:
    edit(project.root, f"{folder(EARLIER)}/document.yml", "状态: 存档\n来源: 从档案录入", "状态: 编制")
    found = compared(project, original_of(project, *CHANGES))
    assert [one.entry for one in found.differences] == [None] * len(CHANGES)


def test_a_document_with_errors_is_not_compared(project: Project) -> None:
    original = original_of(project)
    edit(project.root, f"{folder(EARLIER)}/document.yml", "版式: ", "版本: ")
    with pytest.raises(UnreadDocumentError):
        compared(project, original)
