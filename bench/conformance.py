"""make conformance: the PDFs of content/ and one of 400 pages: veraPDF's rules, and what a reader hears of each cell.

Not a test: veraPDF takes a minute a document.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from msgspec.structs import replace

from bench import verapdf
from bench.contents import wrong_numbers
from bench.heard import heard, wrong_heads
from gongkai.model.grid_cells import GridRow
from gongkai.model.publication import Part, Publication, Section, SectionKind, Table
from gongkai.model.spans import Figure, Text
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.pdf.printing import render_pdf

ROOT = Path(__file__).resolve().parents[1]
LONG = "四百页"
PAGES = 400
TABLES = 330
"""of these more pages than that are made"""


def main() -> int:
    if lacking := verapdf.lacking():
        print(f"veraPDF needs Java: {lacking}", file=sys.stderr)
        return 69
    verapdf.set_up()
    return sum([_check(one) for one in _documents()])


def _documents() -> Iterator[Publication]:
    workspace = Workspace.open(Project(root=ROOT))
    made = []
    for id in workspace.chosen(()):
        composed = prepare(workspace, id).composed
        if composed is not None:
            made.append(composed.publication)
            yield composed.publication
    yield long_document(made)


def long_document(made: list[Publication]) -> Publication:
    """One document of many tables."""
    tables = [table for one in made for table in one.tables() if not table.in_text]
    sections = tuple(_section(number, tables[number % len(tables)]) for number in range(TABLES))
    part = Part(id="long", number="", separator="", title="各表", sections=sections)
    return replace(made[0], title=LONG, parts=(part,), standing=None, source="", notices=())


def _section(number: int, table: Table) -> Section:
    head, body = tuple(map(_plain, table.head)), tuple(map(_plain, table.body))
    own = replace(table, id=f"t{number}", head=head, body=body, notes=())
    title = (Text(text=table.title),)
    return Section(
        id=f"s{number}", number="", title=title, contents_title=table.title, kind=SectionKind.TABLE, blocks=(own,)
    )


def _plain(row: GridRow) -> GridRow:
    """Without marks, whose notes are elsewhere."""
    cells = tuple(
        replace(cell, spans=tuple(span for span in cell.spans if isinstance(span, Text | Figure))) for cell in row.cells
    )
    return replace(row, id="", cells=cells)


def _check(document: Publication) -> bool:
    """Print what is found in a document; whether anything is wrong with it."""
    pdf = render_pdf(document, ROOT)
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    if document.title == LONG and pages < PAGES:
        raise AssertionError(f"{pages} pages are too few: more TABLES")
    wrong = wrong_heads(heard(pdf), tuple(document.tables()))
    wrong += [] if document.title == LONG else wrong_numbers(pdf)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "document.pdf"
        file.write_bytes(pdf)
        valid, told = verapdf.validate(file)
    print(f"{document.title}, {pages} pages\n{told}    {len(wrong)} cells with other heads than the model's", end="")
    print(", lines of the contents with another page's number", flush=True)
    for one in wrong[:20]:
        print(f"    {one}", flush=True)
    return bool(wrong) or not valid


if __name__ == "__main__":
    sys.exit(main())
