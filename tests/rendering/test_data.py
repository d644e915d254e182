"""Data files: JSON and CSV of the sample."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rendering.data import data_file
from gongkai.rendering.open_data.csv_text import guarded
from gongkai.rendering.open_data.table_csv import csv_files
from tests import noted, sample


def test_json_has_tables_text_and_glossary() -> None:
    data = json.loads(data_file(sample.publication()))
    table = data["tables"]["t03"]
    assert table["columns"][2] == {"key": "本年支出合计", "kind": "amount"}
    row = next(row for row in table["rows"] if row["id"] == "t03-r2010301")
    assert (row["code"], row["name"], row["values"][2]) == ("2010301", "行政运行", "114.66")
    assert table["rows"][-1]["expected"] == {"项目/科目编码": "2120899"}
    assert set(data["forms"]) == {"form-01", "form-02"}
    assert data["glossary"][1]["term"] == "“三公”经费"
    assert data["glossary"][1]["text"].startswith("指单位")
    explanation = data["text"][2]["sections"][0]["blocks"][0]
    assert explanation["paragraph"].startswith("2021年度收、支总计均为3685.85万元")


def test_data_is_the_same_every_time() -> None:
    assert data_file(sample.publication()) == data_file(sample.publication())


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", " =1", "-"])
def test_a_formula_is_disarmed(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "-5.00", "+3", "1,234.50", "-12.5%", "行政运行", "—", "2010301"])
def test_numbers_and_words_stay(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    start = guarded(text).lstrip()[:1]
    assert start not in {"=", "@"}


def test_notes_of_findings_are_told_with_their_cell_or_block() -> None:
    data = json.loads(data_file(noted.publication()))
    about_total, about_sentence, about_spent, about_score = data["notes"]
    assert about_total == {
        "table": "t03",
        "row": 0,
        "column": "基本支出",
        "label": "核1",
        "codes": ["F101"],
        "text": noted.TOLD[noted.TOTAL],
    }
    columns = [column["key"] for column in data["tables"]["t03"]["columns"]]
    assert data["tables"]["t03"]["rows"][0]["values"][columns.index("基本支出")] == "1589.30"
    columns = [column["key"] for column in data["forms"]["form-01"]["columns"]]
    spent = data["forms"]["form-01"]["rows"][about_spent["row"]]["values"]
    assert spent[columns.index(about_spent["column"])] == "40.54"
    assert (about_score["label"], about_score["text"]) == ("核2", noted.TOLD[noted.SCORE])
    assert (about_sentence["part"], about_sentence["section"], about_sentence["block"]) == ("explanation", "overall", 0)


def test_notes_of_findings_leave_tables_text_and_csv_as_they_are() -> None:
    plain, told = (json.loads(data_file(one)) for one in (noted.typed(), noted.publication()))
    assert plain.pop("notes") == []
    assert len(told.pop("notes")) == len(noted.MESSAGES)
    assert plain == told
    assert csv_files(noted.typed()) == csv_files(noted.publication())
