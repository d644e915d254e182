"""A bureau of three units without figures, its request as an import makes it, and one of a single unit for faults."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from gongkai.importing.export import Export, read_exports
from gongkai.importing.request import Request
from gongkai.model.findings import Finding
from gongkai.model.sheets import MergedRange, Sheet, SheetCell, Workbook
from gongkai.pipeline.authoring.importing import request_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.spreadsheets import read
from tests.importing.books import Book, Page
from tests.projects import ROOT, assemble

ID = "ceshi/science-bureau/2024/final-accounts"
EXAMPLES = ROOT / "examples" / "templates" / "editions"


def new_project(folder: Path) -> Project:
    project = assemble(folder, "importing", editions=True)
    for name in ("imports", "findings"):
        if (ROOT / "templates" / name).is_dir():
            shutil.copytree(ROOT / "templates" / name, folder / "templates" / name, dirs_exist_ok=True)
    shutil.copytree(EXAMPLES, folder / "templates" / "editions", dirs_exist_ok=True)
    return project


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace.open(new_project(tmp_path_factory.mktemp("importing")))


@pytest.fixture(scope="session")
def request_(workspace: Workspace) -> Request:
    """Of the bureau; nothing is written."""
    document = workspace.load(ID).document
    assert document is not None
    return request_of(workspace, document)[0]


@pytest.fixture(scope="session")
def alone(request_: Request) -> Request:
    """Of a bureau without other units."""
    department = request_.document.department
    department = department.model_copy(update={"units": department.units[:1]})
    return replace(request_, document=replace(request_.document, department=department))


def exported(request: Request, *books: Book, old: bool | None = None) -> Export:
    """What is read of workbooks: as .xls (`old`), as .xlsx (not `old`), or without a file."""
    workbooks = []
    for book in books:
        if old is None:
            workbooks.append(unwritten(book))
            continue
        workbook = read(book.xls(), f"{book.name}.xls") if old else read(book.xlsx(), f"{book.name}.xlsx")
        assert not isinstance(workbook, tuple), workbook
        workbooks.append(workbook)
    return read_exports(workbooks, request)


def unwritten(book: Book) -> Workbook:
    """A workbook as it would be read, sparing the file."""
    sheets = []
    for page in book.pages:
        cells = {at: _cell(page, *at, value) for at, value in page.cells.items() if value is not None}
        sheets.append(
            Sheet(
                name=page.name,
                cells=cells,
                merged=tuple(MergedRange(row=a, column=b, last_row=c, last_column=d) for a, b, c, d in page.merges),
                hidden_rows=frozenset(page.hidden_rows),
                hidden_columns=frozenset(page.hidden_columns),
                hidden=page.hidden,
                rows=max(row for row, _ in cells),
                columns=max(column for _, column in cells),
            )
        )
    return Workbook(name=f"{book.name}.xlsx", digest="", sheets=tuple(sheets))


def _cell(page: Page, row: int, column: int, value: object) -> SheetCell:
    text, formula = str(value), page.stale.get((row, column), "")
    if text.startswith("="):
        return SheetCell(row=row, column=column, text="", formula=text[1:], uncached=True)
    if isinstance(value, Decimal | int):
        return SheetCell(
            row=row, column=column, text=text, number=Decimal(value), shown=f"{value:,.2f}", formula=formula
        )
    return SheetCell(row=row, column=column, text=text, is_date=isinstance(value, date))


def told(export: Export) -> list[str]:
    """Code, sheet and cell of each finding: I209 Z04·E9."""
    return [where(one) for one in export.findings]


def where(finding: Finding) -> str:
    sheet = finding.place.sheet.partition(" ")[0]
    return f"{finding.code} {sheet}·{finding.place.cell}" if sheet else finding.code
