"""A bureau of three units without figures, its request as an import makes it, and one of a single unit for faults."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.importing.export import Export, read_exports
from gongkai.importing.request import Request
from gongkai.model.findings import Finding
from gongkai.pipeline.importing import request_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.spreadsheets import read
from tests.importing.books import Book
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
def request_(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """Of the bureau; nothing is written."""
    workspace = Workspace.open(new_project(tmp_path_factory.mktemp("importing")))
    document = workspace.load(ID).document
    assert document is not None
    return request_of(workspace, document)[0]


@pytest.fixture(scope="session")
def alone(request_: Request) -> Request:
    """Of a bureau without other units."""
    department = request_.document.department
    department = department.model_copy(update={"units": department.units[:1]})
    return replace(request_, document=replace(request_.document, department=department))


def exported(request: Request, *books: Book, old: bool = False) -> Export:
    """What is read of workbooks, in .xlsx or (`old`) .xls."""
    read_books = []
    for book in books:
        workbook = read(book.xls(), f"{book.name}.xls") if old else read(book.xlsx(), f"{book.name}.xlsx")
        assert not isinstance(workbook, tuple), workbook
        read_books.append(workbook)
    return read_exports(read_books, request)


def told(export: Export) -> list[str]:
    """Code, sheet and cell of each finding: I209 Z04·E9."""
    return [where(one) for one in export.findings]


def where(finding: Finding) -> str:
    sheet = finding.place.sheet.partition(" ")[0]
    return f"{finding.code} {sheet}·{finding.place.cell}" if sheet else finding.code
