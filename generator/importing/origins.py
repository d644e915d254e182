"""来处写出来: origins.yml, a line for each row."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.model.intake import TypedValue
from gongkai.model.origins import ORIGINS, Origins
from gongkai.writing import written

HEADER = (
    "# 来处：导入的每个数出自哪个文件、哪张表、哪一格。由 gongkai import 写，不要改；删了不影响数，只是不再知道出处。\n"
)


def origins_text(origins: Origins) -> bytes:
    """The bytes of the file; b"" where there is nothing to say."""
    if not origins.figures:
        return b""
    sheets = sorted({(at.path, at.sheet) for one in origins.figures.values() for at in one.places})
    letters = {sheet: _letters(at) for at, sheet in enumerate(sheets)}
    used = {file for file, _ in sheets}
    value: dict[str, TypedValue] = {
        "文件": {file: digest for file, digest in sorted(origins.digests.items()) if file in used},
        "工作表": {letters[one]: {"文件": one[0], "表": one[1]} for one in sheets},
        "数": {table: _rows(rows) for table, rows in _by_table(origins, letters).items()},
    }
    return (HEADER + written(value, ORIGINS)).encode()


def _by_table(origins: Origins, letters: Mapping[tuple[str, str], str]) -> dict[str, dict[str, dict[str, str]]]:
    """Table → row → column → number, cells (A·B7), how it was computed."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for key, one in origins.figures.items():
        row = " ".join(filter(None, (key.row, key.fund)))
        cells = "+".join(f"{letters[at.path, at.sheet]}·{at.cell}" for at in one.places)
        text = " ".join(filter(None, (one.number, cells, one.computed)))
        tables.setdefault(key.table, {}).setdefault(row, {})[key.column] = text
    return tables


def _rows(rows: Mapping[str, dict[str, str]]) -> TypedValue:
    return {row: cells[""] if list(cells) == [""] else dict(cells) for row, cells in rows.items()}


def _letters(at: int) -> str:
    text = ""
    at += 1
    while at:
        at, digit = divmod(at - 1, 26)
        text = chr(ord("A") + digit) + text
    return text
