"""Projects with documents to make workbooks of, and what a clerk's workbook comes to."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.control_totals import ControlTotals
from gongkai.model.documents import Document
from gongkai.model.intake import Intake
from gongkai.model.nodes import plain
from gongkai.model.sheets import SheetCell
from gongkai.pipeline.authoring.workbook import ground_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.spreadsheets import read
from gongkai.workbooks.book import written
from gongkai.workbooks.contents import contents
from gongkai.workbooks.filled.reading import read_filled
from gongkai.workbooks.ground import Ground
from gongkai.writing import written as yaml_text
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.formatting import formatted
from tests.projects import ROOT
from tests.workbooks.clerk import fill

Value = str | float | date | None
FILES = ("figures.yml", "explanation.yml", "control-totals.yml", "document.yml")


def at(cell: str) -> tuple[int, int]:
    return int(cell[1:]), ord(cell[0]) - ord("A") + 1


def held(place: tuple[int, int], value: Value) -> SheetCell:
    """A cell as it is read from a file."""
    row, column = place
    if isinstance(value, date):
        return SheetCell(row=row, column=column, text=value.isoformat(), is_date=True)
    if isinstance(value, str) and value.startswith("="):
        return SheetCell(row=row, column=column, text="", formula=value[1:], uncached=True)
    number = Decimal(str(value)) if isinstance(value, int | float) else None
    return SheetCell(row=row, column=column, text="" if value is None else str(value), number=number)


@pytest.fixture(scope="session")
def real() -> Workspace:
    return Workspace.open(Project(root=ROOT))


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("workbooks")
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "examples" / "templates", root / "templates", dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples" / "content", root / "content")
    for name in ("classifications", "glossary"):
        shutil.copytree(ROOT / "content" / name, root / "content" / name)
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    return Workspace.open(Project(root=root))


class Filled(Struct, frozen=True):
    """A document whose workbook was made empty, filled in by the clerk, and read."""

    ground: Ground
    empty: Ground
    data: bytes

    @property
    def intake(self) -> Intake:
        return intake_of(self.data, self.empty)


def intake_of(data: bytes, ground: Ground) -> Intake:
    workbook = read(data, "填好的.xlsx")
    assert not isinstance(workbook, tuple), workbook
    return read_filled(workbook, ground)


def grounds(workspace: Workspace, id: str) -> tuple[Ground, Ground]:
    """What a document's workbook is made from, and the same without its content."""
    loaded = workspace.load(id)
    assert loaded.document is not None
    assert loaded.edition is not None
    return ground_of(workspace, loaded.document, loaded.edition), without_content(
        workspace, loaded.document, loaded.edition
    )


def without_content(workspace: Workspace, document: Document, edition: LoadedEdition) -> Ground:
    blank = replace(
        document, entries=(), declared_empty=frozenset(), inputs={}, performance=(), controls=ControlTotals()
    )
    return ground_of(workspace, blank, edition)


def filled(workspace: Workspace, id: str) -> Filled:
    ground, empty = grounds(workspace, id)
    titles = {name: ground.title(name, form) for name, form in ground.edition.tables.items()}
    return Filled(ground=ground, empty=empty, data=fill(written(empty), ground.document, titles))


def texts(trees: Mapping[str, Any], ground: Ground) -> dict[str, str]:
    """Files in their one form."""
    made = {}
    for name, tree in trees.items():
        form = tree.get("表单", "") if isinstance(tree, dict) else ""
        layout = edition_layout(name, ground.edition, form)
        listed = tuple(tree.values()) if name == "control-totals.yml" and isinstance(tree, dict) else tree
        made[name] = formatted(yaml_text(listed, name, layout).encode(), name, layout).decode()
    return made


def typed_in(workspace: Workspace, ground: Ground) -> dict[str, str]:
    """What the files of a document say that can stand in a workbook, in their one form, without comments."""
    folder = workspace.folders[ground.document.id].path
    trees: dict[str, Any] = {}
    for path in (*(folder / name for name in FILES), *sorted((folder / "performance").glob("*.yml"))):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            trees[name] = _tree(path)
    trees["explanation.yml"].pop("原文", None)
    trees["document.yml"] = {"概况": trees["document.yml"]["概况"]} if "概况" in trees["document.yml"] else {}
    return texts({name: tree for name, tree in trees.items() if tree}, ground)


def _tree(path: Path) -> Any:
    node = parse_yaml(path.read_bytes(), path.name).node
    return _typed(plain(node, "")) if node is not None else {}


def _typed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _typed(one) for key, one in value.items()}
    return tuple(map(_typed, value)) if isinstance(value, list | tuple) else str(value)


def made_of(intake: Intake, ground: Ground) -> dict[str, str]:
    return texts(contents(intake, ground.edition), ground)
