"""Projects for tests: parts of the real one and fixture folders laid over each other in a temporary folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.model.publication import Block, Publication, Table, plain
from generator.pipeline.project import Project
from generator.pipeline.workspace import Prepared, Workspace

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
SHARED = ("content/glossary", "content/classifications")


def assemble(folder: Path, *fixtures: str, editions: bool = False) -> Project:
    """A project of fixtures, with the real glossary and classifications, and the real editions if they are asked for."""
    for shared in (*SHARED, *(["templates/editions"] if editions else [])):
        shutil.copytree(ROOT / shared, folder / shared)
    for fixture in fixtures:
        shutil.copytree(FIXTURES / fixture, folder, dirs_exist_ok=True)
    return Project(root=folder)


def edit(project: Project, path: str, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old, text.count(old))
    file.write_text(text.replace(old, new), encoding="utf-8")


def prepare(project: Project, id: str) -> Prepared:
    return Workspace.open(project).prepare(id)


def told(prepared: Prepared) -> list[str]:
    """Findings as `code message`, in their order."""
    return [f"{finding.code} {finding.message}" for finding in prepared.findings]


def publication(prepared: Prepared) -> Publication:
    assert prepared.composed is not None, told(prepared)
    return prepared.composed.publication


def blocks(publication: Publication, section: str) -> tuple[Block, ...]:
    """The blocks of a section, by its id; of a part outside sections, by the part's."""
    for part in publication.parts:
        if part.id == section and part.blocks:
            return part.blocks
        for one in part.sections:
            if one.id == section:
                return one.blocks
    raise LookupError(section)


def text(publication: Publication, section: str) -> str:
    """The words of a section, a line for each paragraph."""
    lines = (plain(block.spans) for block in blocks(publication, section) if not isinstance(block, Table) and hasattr(block, "spans"))
    return "\n".join(lines)


def table(publication: Publication, id: str) -> Table:
    for part in publication.parts:
        for section in part.sections:
            for block in section.blocks:
                if isinstance(block, Table) and block.id == id:
                    return block
    raise LookupError(id)


def grid(table: Table) -> list[list[str]]:
    """The body as printed, a list of texts for each row; spanned places are left out."""
    return [[cell.text for cell in row.cells] for row in table.body]


def head(table: Table) -> list[list[str]]:
    """The head: every cell as text, with its extent where it is more than one: 项目(2×1) is two columns wide."""
    return [
        [cell.text + (f"({cell.colspan}×{cell.rowspan})" if (cell.colspan, cell.rowspan) != (1, 1) else "") for cell in row.cells]
        for row in table.head
    ]
