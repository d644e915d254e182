"""核对的注: what is found in an archived document stands at its figure, in the very documents that raise the findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.annotation.annotate import for_readers
from gongkai.model.findings import Severity, every
from gongkai.model.publication import Publication
from gongkai.pipeline.preparing import Prepared, prepare
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.data import Json
from gongkai.rendering.open_data.table_csv import csv_files
from gongkai.rendering.text.note_index import finding_notes
from tests.findings.test_documents import DOCUMENT, project_of

SHOWN = {
    "F101": ("t01", 2, "收入/金额"),
    "F102": ("t02", 1, "基本支出"),
    "R101": ("t02", 0, "本年支出合计"),
    "F301": ("t01", 0, "收入/金额"),
    "K201": ("t02", 3, "科目名称"),
    "E115": ("t02", 4, "项目支出"),
}
"""where the finding's note is marked: table, row from 0, column"""


def prepared(code: str, root: Path, status: str) -> Prepared:
    project = project_of(code, root)
    for head in (root / "content").rglob("document.yml"):
        head.write_text(head.read_text(encoding="utf-8").replace("状态: 编制", f"状态: {status}"), encoding="utf-8")
    return prepare(Workspace.open(project), DOCUMENT)


def publication(made: Prepared) -> Publication:
    assert made.composed is not None
    return made.composed.publication


def notes(made: Prepared) -> list[Json]:
    return list(finding_notes(publication(made)))


@pytest.mark.parametrize("code", SHOWN)
def test_a_finding_stands_at_the_cell_that_was_typed(code: str, tmp_path: Path) -> None:
    made = prepared(code, tmp_path, "存档")
    (told,) = {for_readers(finding) for finding in every(made.findings) if finding.code == code}
    (note,) = [note for note in notes(made) if code in note["codes"]]  # type: ignore[operator]
    assert (note["table"], note["row"], note["column"]) == SHOWN[code]
    assert told in str(note["text"])
    assert str(note["label"]).startswith("核")


@pytest.mark.parametrize("code", ["C101", "E114"])
def test_a_finding_about_a_sentence_stands_in_its_paragraph(code: str, tmp_path: Path) -> None:
    made = prepared(code, tmp_path, "存档")
    (note,) = [note for note in notes(made) if code in note["codes"]]  # type: ignore[operator]
    assert (note["part"], note["section"]) == ("explanation", "overall")


@pytest.mark.parametrize("code", ["K202", "K203"])
def test_a_figure_with_an_original_has_one_note(code: str, tmp_path: Path) -> None:
    made = prepared(code, tmp_path, "存档")
    assert code in {finding.code for finding in made.findings}
    assert not notes(made)


@pytest.mark.parametrize("code", ["F101", "C101", "E115"])
def test_an_authored_document_has_none(code: str, tmp_path: Path) -> None:
    made = prepared(code, tmp_path, "编制")
    assert made.blocked
    assert not notes(made)


def test_data_for_spreadsheets_are_the_same_with_and_without(tmp_path: Path) -> None:
    with_notes = csv_files(publication(prepared("F101", tmp_path / "a", "存档")))
    assert with_notes == csv_files(publication(prepared("F101", tmp_path / "b", "编制")))


def test_every_contradiction_of_a_printed_document_is_told(tmp_path: Path) -> None:
    for code in (*SHOWN, "F201", "C101"):
        made = prepared(code, tmp_path / code, "存档")
        told = " ".join(str(note["text"]) for note in notes(made))
        found = [finding for finding in made.findings if finding.severity is Severity.INCONSISTENCY]
        assert found
        assert [finding for finding in found if for_readers(finding) not in told] == []
