"""一份文件给出的数, as they are kept: beside its pages in the store, and below build/series between builds."""

from __future__ import annotations

import json
import zlib
from typing import Any

from msgspec import to_builtins

from gongkai.model.series import Contribution, Head, Line, Lines, TableGiven, TableRow


def written(made: Contribution) -> bytes:
    """As it is kept."""
    return packed({"head": to_builtins(made.head), "lines": made.lines, "tables": made.tables})


def read(data: bytes) -> Contribution | None:
    """What `written` gave; None where another program wrote it, which had other things to say."""
    try:
        told = json.loads(data)
        return Contribution(
            head=head_of(told["head"]), lines=lines_of(told["lines"]), tables=tables_of(told.get("tables", {}))
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def head_of(told: dict[str, object]) -> Head:
    """A head out of JSON, whose lists are tuples."""
    return Head(**{name: frozen(value) for name, value in told.items()})  # type: ignore[arg-type]


def lines_of(told: dict[str, dict[str, list[Any]]]) -> Lines:
    return {item: {measure: Line(*line) for measure, line in measures.items()} for item, measures in told.items()}


def tables_of(told: dict[str, list[Any]]) -> dict[str, TableGiven]:
    return {key: table_of(table) for key, table in told.items()}


def table_packed(table: TableGiven) -> bytes:
    """A table as it is held until it is drawn: a tenth of what it takes as values."""
    return zlib.compress(packed(table), 1)


def table_unpacked(data: bytes) -> TableGiven:
    """What `table_packed` gave."""
    return table_of(json.loads(zlib.decompress(data)))


def table_of(told: list[Any]) -> TableGiven:
    """A table out of JSON."""
    name, title, page, unit, heads, rows, records = told
    return TableGiven(name, title, page, unit, heads, tuple(_row(*row) for row in rows), records)


def _row(key: str, title: str, code: str, anchor: str, cells: dict[str, list[str]]) -> TableRow:
    told = {column: (yuan, text, expected, number) for column, (yuan, text, expected, number) in cells.items()}
    return TableRow(key, title, code, anchor, told)


def frozen(value: object) -> object:
    return tuple(frozen(one) for one in value) if isinstance(value, list) else value


def packed(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
