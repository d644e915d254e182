"""Workbook out, filled in from the model, imported into the document without figures: the same files, the same pages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import asdict

from gongkai.model.findings import errors
from gongkai.model.places import Place
from gongkai.pipeline.authoring.importing import import_files
from gongkai.pipeline.composing import composed_of
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.projects import ROOT
from tests.workbooks.conftest import filled, typed_in
from tests.workbooks.test_round_trip import REAL

WHOLE = [id for id in REAL if "/anyang/" in id or id.endswith("/budget")]
"""accounts and a budget: the large ones take a minute each, and go there and back in test_round_trip.py"""
FILLED_IN = ("figures.yml", "control-totals.yml", "performance")
"""what a workbook holds all of"""


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real documents, with nothing left of what a workbook says."""
    root = tmp_path_factory.mktemp("pages")
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, root / name)
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    for id in WHOLE:
        _emptied(root / "content" / "departments" / id)
    return Project(root=root)


def _emptied(folder: Path) -> None:
    for name in FILLED_IN:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for name, kept in (("explanation.yml", "原文"), ("document.yml", "(?!概况)[^\\s#]+")):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text("".join(re.findall(rf"(?m)^{kept}:.*\n(?:(?:[ -].*)?\n)*", text)), encoding="utf-8")


def printed(workspace: Workspace, id: str) -> Any:
    """All that pages and PDF are drawn from, without the places where it was typed."""
    loaded = workspace.load(id)
    assert loaded.document is not None, errors(loaded.findings)
    assert loaded.edition is not None
    composed = composed_of(workspace.library, case_of(workspace, loaded.document, loaded.edition), loaded.edition)
    assert composed is not None
    return _without_places(composed.publication)


def _without_places(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    if isinstance(value, Struct):
        return type(value).__name__, *((name, _without_places(one)) for name, one in asdict(value).items())
    if isinstance(value, dict):
        return tuple((key, _without_places(one)) for key, one in value.items())
    return tuple(map(_without_places, value)) if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("id", WHOLE)
def test_the_same_files_and_pages_come_back(real: Workspace, emptied: Project, id: str) -> None:
    """The same facts, the same typed totals, byte for byte; the same pages."""
    assert not entered(Workspace.open(emptied), id)
    made = filled(real, id)
    imported = import_files(emptied, id, [("填好的.xlsx", made.data)], write=True)
    assert imported.written, [one.message for one in errors(imported.findings)]
    again = Workspace.open(emptied)
    assert entered(again, id)
    assert typed_in(again, made.ground) == typed_in(real, made.ground)
    assert printed(again, id) == printed(real, id)


def entered(workspace: Workspace, id: str) -> int:
    document = workspace.load(id).document
    assert document is not None
    return len(document.entries) + len(document.inputs) + len(document.performance)
