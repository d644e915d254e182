"""数据文件: a publication as one JSON file; other forms of its tables are made in open_data/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import json

from gongkai.model.grid_cells import CellKind
from gongkai.model.ledger import LedgerLine
from gongkai.model.publication import CORRECTION, FINDING, Block, GlossaryEntry, Part, Publication, Section, Table
from gongkai.model.spans import AsPrinted, Span, plain
from gongkai.rendering.outline import part_title
from gongkai.rendering.tables.data import DataRow, TableData, table_data
from gongkai.rendering.text.note_index import finding_notes, without_findings

Json = dict[str, object]

OF_DOCUMENT = (
    *("id", "title", "department", "department_id", "region", "year", "kind", "edition", "archived", "date"),
    *("source", "notices", "cover"),
)


def data_file(publication: Publication, ledger: Iterable[LedgerLine] = ()) -> str:
    """数据文件: tables (columns; rows with codes, names, amounts as strings), text, glossary, checks, as JSON."""
    return json.format(json.encode(document_data(publication, ledger)), indent=0).decode() + "\n"


def document_data(publication: Publication, ledger: Iterable[LedgerLine] = ()) -> Json:
    """What `data_file` writes."""
    return {
        **{name: getattr(publication, name) for name in OF_DOCUMENT},
        "tables": {table.id: _table(table) for table in statutory_tables(publication)},
        "forms": {table.id: _table(table) for table in publication.tables() if table.form},
        "text": [_part(part) for part in publication.parts],
        "glossary": [
            {"id": entry.id, "term": plain(entry.term), "text": plain(entry.text).lstrip("：:")}
            for entry in publication.blocks()
            if isinstance(entry, GlossaryEntry)
        ],
        "notes": list(finding_notes(publication)),
        "disclosure": publication.standing.record() if publication.standing else None,
        "checks": [line.record() for line in ledger],
    }


def csv_path(table_id: str) -> str:
    """Where a table's CSV stands, below the document."""
    return f"tables/{table_id}.csv"


def statutory_tables(publication: Publication) -> Iterator[Table]:
    """报表, without the performance forms."""
    return (table for table in publication.tables() if not table.form)


def _table(table: Table) -> Json:
    grid = table_data(table)
    alone = dict(_alone(grid))
    return {
        "name": table.name,
        "title": table.title,
        "number": table.number,
        "caption": list(table.caption),
        "columns": [{"key": column.key, "kind": column.kind.value} for column in grid.columns],
        "rows": [_row(row, grid, alone) for row in grid.rows],
        "notes": [plain(note.spans) for note in table.notes if note.kind not in (CORRECTION, FINDING)],
    }


def _row(row: DataRow, grid: TableData, alone: Mapping[str, int]) -> Json:
    told: Json = {"id": row.id, "level": row.level}
    told |= {label: row.values[column].text for label, column in alone.items()}
    told["values"] = [value.text for value in row.values]
    cells = zip(grid.columns, row.values, strict=True)
    differing = {column.key: value.expected for column, value in cells if value.expected not in ("", value.text)}
    return told | {"expected": differing} if differing else told


def _alone(grid: TableData) -> Iterator[tuple[str, int]]:
    """The columns of codes and of names, where there is one."""
    for label, kind in (("code", CellKind.CODE), ("name", CellKind.NAME)):
        found = [number for number, column in enumerate(grid.columns) if column.kind is kind]
        if len(found) == 1:
            yield label, found[0]


def _part(part: Part) -> Json:
    return {
        "id": part.id,
        "title": part_title(part),
        "sections": [_section(section) for section in part.sections],
    }


def _section(section: Section) -> Json:
    return {
        "id": section.id,
        "title": section.number + plain(section.title),
        "blocks": [line for block in without_findings(section.blocks) for line in _text(block)],
    }


def _text(block: Block) -> Iterator[Json]:
    if isinstance(block, Table):
        yield {"table": block.id}
    elif isinstance(block, GlossaryEntry):
        yield {"term": plain(block.term)}
    else:
        yield {type(block).__name__.lower(): plain(block.spans)} | _originals(block.spans)


def _originals(spans: tuple[Span, ...]) -> Json:
    notes = [span.note for span in spans if isinstance(span, AsPrinted)]
    return {"as_printed": notes} if notes else {}
