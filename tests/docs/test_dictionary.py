"""数据字典: docs/publishing.md lists exactly the fields that the data files have."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.changes.result import Cause, Changes, DocumentChange, Fate, Moved, Retyped, Reworded, Turn
from gongkai.cli import failures
from gongkai.comparison.result import Comparison, Mismatch, Spot
from gongkai.model.publication import Publication
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.data import Json, document_data
from gongkai.rendering.open_data.fields import FIELDS
from gongkai.rendering.text.note_index import finding_notes
from gongkai.reporting.changes.data import changes_data
from gongkai.reporting.comparison import comparison_data
from gongkai.reporting.formats import FORMATS
from gongkai.reporting.json_object import check_data
from tests import noted, sample
from tests.reporting.checks import CHECKED

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")


def listed(name: str) -> set[str]:
    """The fields in the table below the mark `fields: name`."""
    table = PAGE.split(f"<!-- fields: {name} -->")[1].split("\n\n")[1]
    rows = [row for row in table.splitlines() if row.startswith("| `")]
    return {field for row in rows for field in re.findall(r"`(\w+)`", row.split("|")[1])}


def data() -> Json:
    publication = sample.publication()
    assert isinstance(publication, Publication)
    return document_data(publication)


def tables(found: Json) -> list[Json]:
    held = (*_values(found["tables"]), *_values(found["forms"]))
    assert held
    return list(held)


def _values(mapping: object) -> list[Json]:
    assert isinstance(mapping, dict)
    return list(mapping.values())


def rows(table: Json) -> list[Json]:
    found = table["rows"]
    assert isinstance(found, list)
    return found


def test_comparison() -> None:
    spot = Spot(line=3)
    difference = Mismatch(kinds=("数",), label="x", expected="1", printed="2", spot=spot)
    found = comparison_data(Comparison(differences=(difference,), unplaced=()))
    assert listed("compare") == set(found)
    assert isinstance(found["differences"], list)
    assert listed("compare-difference") == set(found["differences"][0])


def test_changes() -> None:
    moved = Moved(
        table="表", label="行", old="1", new="2", unit="元", difference=Decimal(1), ratio=Decimal(100), yuan=Decimal(1)
    )
    word = Reworded(label="节", old="甲", new="乙", pieces=(), cause=Cause.TYPED)
    typed = Retyped(file="waivers.yml", label="理由", old="甲", new="乙")
    turns, words = (Turn(figures=(moved,)),), (word,)
    one = DocumentChange(id="x", title="x", fate=Fate.CHANGED, turns=turns, words=words, retyped=(typed,))
    found = changes_data(Changes(base="a", head="b", documents=(one,)))
    assert listed("diff") == set(found)
    document = _first(found["documents"])
    assert listed("diff-document") == set(document)
    turn = _first(document["turns"])
    assert listed("diff-turn") == set(turn)
    assert listed("diff-figure") == set(_first(turn["figures"]))
    assert listed("diff-word") == set(_first(document["words"]))
    assert listed("diff-retyped") == set(_first(document["retyped"]))


def _first(listed_: object) -> Json:
    assert isinstance(listed_, list)
    return dict(listed_[0])


def test_catalogue() -> None:
    assert listed("catalogue") == set(CatalogueEntry.__struct_fields__)


def test_figures() -> None:
    assert listed("figures") == {field.name for field in FIELDS}
    assert all(field.says in PAGE for field in FIELDS)


def test_document() -> None:
    assert listed("document") == set(data())


def test_table() -> None:
    assert all(set(table) == listed("table") for table in tables(data()))


def test_row() -> None:
    found: set[str] = set()
    for table in tables(data()):
        for row in rows(table):
            found |= set(row)
    assert found == listed("row")


def test_note() -> None:
    notes = finding_notes(noted.publication())
    assert {field for note in notes for field in note} == listed("note")


def test_kinds_of_columns() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("列的类别"))
    documented = set(re.findall(r"`(\w+)` ", line.replace("`kind`", "")))
    found = {str(column["kind"]) for table in tables(data()) for column in columns(table)}
    assert found <= documented


def columns(table: Json) -> list[Json]:
    found = table["columns"]
    assert isinstance(found, list)
    return found


def test_check() -> None:
    said = check_data(CHECKED)
    assert listed("check") == set(said)
    documents, findings = said["documents"], said["findings"]
    assert isinstance(documents, list)
    assert isinstance(findings, list)
    assert listed("check-document") == set(documents[0])
    assert listed("check-finding") == set(findings[0])


def test_forms_of_a_check() -> None:
    section = PAGE.split("### 检查的输出")[1].split("\n#### ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == set(FORMATS)


@pytest.mark.parametrize("name", ["CLEAN", "BLOCKED", "USAGE", "MISSING", "BROKEN", "OUTPUT", "BUSY"])
def test_exit_codes(name: str) -> None:
    section = PAGE.split("### 退出码")[1].split("\n### ")[0]
    assert f"\n| {getattr(failures, name)} | " in section
