"""一览的数据: a level as JSON and as one CSV, a line for each document, department or unit that is spoken of."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gongkai.rendering.levels.level import Level, LevelDocument, LevelRow
from gongkai.rendering.open_data.csv_text import csv_text
from gongkai.rendering.open_data.table_csv import BYTE_ORDER_MARK

JSON_FILE, CSV_FILE, WORKBOOK_FILE, PDF_FILE = "data.json", "data.csv", "data.xlsx", "document.pdf"
BEFORE = ("地区", "年度", "类", "部门、单位", "所属部门", "状态", "依据", "批复日期", "公开日期")
AFTER = "网址"
WAN = 10_000


def level_json(level: Level, address: str = "") -> bytes:
    """Figures in 元, exact, as strings; null where there is none, with why. `address`: of the site."""
    key = level.key
    told = {
        "region": list(key.names),
        "region_id": key.region,
        "year": key.year,
        "kind": key.nature,
        "title": key.title,
        "address": f"{address}{key.path}",
        "departments": [_department(row, level) for row in _rows(level)],
        "sums": {
            head: cell.yuan
            for table in level.tables
            if table.sums
            for head, cell in zip(table.heads, table.sums, strict=True)
        },
        "sums_lack": sorted({name for table in level.tables if table.sums for name in table.incomplete}),
        "published_sums": [{"item": one.item, "amount": one.amount, "source": one.source} for one in level.around.sums],
        "documents": [_document(one) for one in level.documents],
        "exempted": [{"name": one.name, "basis": one.basis, "said": one.said} for one in level.around.exempted],
        "absent": [{"name": one.name, "why": one.why} for one in level.around.absent],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(level: Level) -> tuple[LevelRow, ...]:
    return level.tables[0].rows if level.tables else ()


def _department(row: LevelRow, level: Level) -> dict[str, object]:
    figures: dict[str, object] = {}
    for head, cell in _cells(level).get(row.document, {}).items():
        told: dict[str, object] = {"yuan": cell[0] or None, "text": cell[1]}
        figures[head] = told | ({"path": cell[2]} if cell[2] else {})
    return {"name": row.name, "document": row.document, "without_units": row.alone, "figures": figures}


def _cells(level: Level) -> dict[str, dict[str, tuple[str, str, str]]]:
    """元, as printed and where, by document and head."""
    found: dict[str, dict[str, tuple[str, str, str]]] = {}
    for table in level.tables:
        for row in table.rows:
            for head, cell in zip(table.heads, row.cells, strict=True):
                found.setdefault(row.document, {})[head] = (cell.yuan, cell.text, cell.path)
    return found


def _document(one: LevelDocument) -> dict[str, object]:
    entry = one.entry
    return {
        "id": entry.id,
        "name": entry.department,
        "department": one.above or entry.department,
        "kind": entry.kind,
        "approved": entry.approved or None,
        "disclosed": one.disclosed or None,
        "version": entry.standing.version if entry.standing else None,
        "pdf": entry.pdf or None,
        "workbook": entry.workbook or None,
        "data": entry.data,
    }


def level_csv(level: Level, address: str = "") -> bytes:
    """UTF-8 with a mark for Excel; amounts are exact 元."""
    heads = tuple(dict.fromkeys(head for table in level.tables for head in table.heads))
    lines = [(*BEFORE, *(f"{head}（元）" for head in heads), AFTER), *_lines(level, heads, address)]
    return (BYTE_ORDER_MARK + csv_text(lines)).encode()


def _lines(level: Level, heads: tuple[str, ...], address: str) -> Iterator[tuple[str, ...]]:
    key = level.key
    whose = (key.place, str(key.year), key.nature)
    cells = _cells(level)
    nothing = ("",) * len(heads)
    for one in level.documents:
        entry, path = one.entry, f"{one.entry.id}/"
        own = cells.get(path, {})
        figures = tuple(own[head][0] if head in own else "" for head in heads)
        dates = (entry.approved, one.disclosed)
        yield (*whose, entry.department, one.above, "已收录", "", *dates, *figures, f"{address}{path}")
    for gone in level.around.exempted:
        yield (*whose, gone.name, "", "不公开", gone.basis, "", "", *nothing, "")
    for absent in level.around.absent:
        yield (*whose, absent.name, "", absent.why, "", "", "", *nothing, "")
