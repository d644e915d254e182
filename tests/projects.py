"""Projects for tests: parts of the real one and fixture folders laid over each other in a temporary folder."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from gongkai.loading.edition_files import LoadedEdition
from gongkai.model.findings import every
from gongkai.model.places import NOWHERE
from gongkai.model.publication import Block, GlossaryEntry, Heading, Note, Paragraph, Publication, Table
from gongkai.model.spans import AsPrinted, Span, plain
from gongkai.pipeline import preparing
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.pdf.fonts import glyphs_of
from tests.shared_forms import FILES, share

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
SHARED = ("content/glossary", "content/classifications")
EDITIONS = "templates/editions"


def assemble(folder: Path, *fixtures: str, editions: bool = False) -> Project:
    """A project of fixtures, with the real glossary and classifications, and the real editions if they are asked for."""
    for shared in (*SHARED, *([EDITIONS] if editions else [])):
        shutil.copytree(ROOT / shared, folder / shared)
    share(folder / "templates")
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
    return preparing.prepare(Workspace.open(project, _read_before(project)), id)


def _read_before(project: Project) -> Workspace | None:
    """What was read of the real project, where this one has the same: its library, and the editions that it names."""
    own, real = _stamps(project.root), _real_stamps()
    if _of_library(own) != _of_library(real):
        return None
    named = _named(project) if own.items() >= real.items() else set()  # others beside them change nothing in them
    editions = {one: real_edition(one) for one in named if (ROOT / EDITIONS / one).is_dir()}
    return replace(_real(), editions=editions, glyphs=glyphs_of(project.fonts / "files", project.build / "glyphs.txt"))


def _of_library(stamps: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return {name: stamp for name, stamp in stamps.items() if not name.startswith(EDITIONS)}


@cache
def _real_stamps() -> dict[str, tuple[int, int]]:
    return _stamps(ROOT)


def _stamps(root: Path) -> dict[str, tuple[int, int]]:
    """Size and time of all that library and editions are read from; a copy has those of its original until it is changed."""
    below = [path for shared in (*SHARED, EDITIONS) for path in (root / shared).rglob("*") if path.is_file()]
    files = (*below, *(root / "templates" / name for name in FILES))
    stats = {path.relative_to(root).as_posix(): path.stat() for path in files if path.is_file()}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in stats.items()}


def _named(project: Project) -> set[str]:
    """The editions that documents of a project name."""
    heads = (path.read_text(encoding="utf-8", errors="replace") for path in project.content.rglob("document.yml"))
    return {name for head in heads for name in re.findall(r"^版式: *([\w-]+)$", head, re.MULTILINE)}


@cache
def real_edition(name: str) -> LoadedEdition:
    """One of the project's own editions, read once for all tests: reading takes longer than most documents."""
    return _real().edition(name, NOWHERE)


@cache
def _real() -> Workspace:
    return Workspace.open(Project(root=ROOT))


def told(prepared: Prepared) -> list[str]:
    """Findings as `code message`, in their order, each followed by those told under it."""
    return [f"{finding.code} {finding.message}" for finding in every(prepared.findings)]


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
    listed = blocks(publication, section)
    return "\n".join(plain(block.spans) for block in listed if isinstance(block, Heading | Paragraph))


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
        [
            cell.text + (f"({cell.colspan}×{cell.rowspan})" if (cell.colspan, cell.rowspan) != (1, 1) else "")
            for cell in row.cells
        ]
        for row in table.head
    ]


def as_lines(publication: Publication) -> str:
    """A whole publication as text, to be compared with a golden file."""
    return "\n".join(_lines(publication)) + "\n"


def _lines(publication: Publication) -> Iterator[str]:
    yield publication.title
    yield from (f"封面：{line}" for line in publication.cover)
    for part in publication.parts:
        yield f"\n# {part.number}{part.separator}{part.title}"
        for block in part.blocks:
            yield from _block(block)
        for section in part.sections:
            yield f"\n## {section.number}{plain(section.title)}（{section.kind.value} {section.id}）"
            for block in section.blocks:
                yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield f"表 {block.id}｜{block.number}｜{block.title}｜{block.subtitle}｜{'｜'.join(block.caption)}"
            yield from ("    " + "｜".join(row) for row in head(block))
            for row, cells in zip(block.body, grid(block), strict=True):
                yield f"  {row.id or '-'}: " + "｜".join(cells)
            yield from (f"  {note.kind}：{_marked(note.spans)}" for note in block.notes)
        case GlossaryEntry():
            yield f"{block.number}{plain(block.term)}{plain(block.text)}"
        case Heading():
            yield f"{'#' * block.level} {_marked(block.spans)}"
        case Paragraph() | Note():
            anchor = f"[{block.id}] " if isinstance(block, Paragraph) and block.id else ""
            yield anchor + _marked(block.spans)


def _marked(spans: tuple[Span, ...]) -> str:
    """Words with what the original prints differently in brackets."""
    return "".join(f"〔{span.text}←{span.expected}〕" if isinstance(span, AsPrinted) else span.text for span in spans)


def golden(name: str, made: str) -> None:
    """Compare with a file of tests/fixtures; UPDATE_EXPECTED=1 writes it anew: look at the change."""
    file = FIXTURES / name
    if os.environ.get("UPDATE_EXPECTED"):
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")
