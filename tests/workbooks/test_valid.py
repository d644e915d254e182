"""The workbook is valid Office Open XML, of nothing that Excel 2016 lacks."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from gongkai.pipeline.workspace import Workspace
from gongkai.workbooks.book import written
from tests.workbooks.conftest import grounds
from tests.workbooks.test_round_trip import DISTRICT, REAL, STATION


def faults(path: Path) -> list[str]:
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2016).validate(path)
    return [f"{one.part_uri}{one.path}：{one.description}" for one in found.errors]


@pytest.mark.parametrize(("id", "filled"), [(REAL[0], True), (REAL[3], False), (DISTRICT, False), (STATION, True)])
def test_excel_opens_it(real: Workspace, examples: Workspace, tmp_path: Path, id: str, *, filled: bool) -> None:
    ground, empty = grounds(real if id in REAL else examples, id)
    path = tmp_path / "填报表.xlsx"
    path.write_bytes(written(ground if filled else empty))
    assert faults(path) == []


def test_what_is_not_valid_is_told(examples: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(written(grounds(examples, STATION)[0]))
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data.replace(b"<sheetData>", b"<sheetDato/><sheetData>"))
    assert faults(path)
