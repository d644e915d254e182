"""一行怎样写: the value of a row of figures.yml with figures put in, whatever else it says."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.importing.typed import default_fund
from gongkai.model.forms import TableForm
from gongkai.model.intake import TypedValue
from gongkai.model.nodes import Mapping as YamlMapping
from gongkai.model.nodes import Node, Scalar, Sequence, plain
from gongkai.model.origins import OriginKey

Line = dict[str, TypedValue]


def row_value(form: TableForm, old: Node | None, settled: Mapping[OriginKey, str], attribute: str) -> TypedValue | None:
    """A number, a line, or a line for each fund; None where nothing is left."""
    row = next(iter(settled)).row
    block = form.placed_rows[row][0] if row in form.placed_rows else None
    part = form.parts_at(block)[0]
    sole = next((some[0] for some in (part.typed, part.amounts) if len(some) == 1), "")
    lines = _lines(old, sole)
    for key, value in settled.items():
        line = _line_of(key, form, lines, attribute)
        name = next((name for name in line if form.columns_called(name, block) == (key.column,)), key.column)
        if value:
            _put(line, name, value, attribute)
        else:
            line.pop(name, None)
    lines = [line for line in lines if set(line) - {attribute}]
    if len(lines) != 1:
        return tuple(dict(line) for line in lines) or None
    (line,) = lines
    return line[sole] if list(line) == [sole] and len(part.amounts) == 1 else line


def _line_of(key: OriginKey, form: TableForm, lines: list[Line], attribute: str) -> Line:
    """The line of a figure's fund; a new one where there is none. A name stands in whichever is first."""
    default = default_fund(form, attribute)
    named = key.column in form.name_fields
    line = next((one for one in lines if named or str(one.get(attribute, default)) == (key.fund or default)), None)
    if line is None:
        line = {attribute: key.fund} if key.fund and not named else {}
        lines.append(line)
    return line


def _put(line: Line, name: str, value: str, attribute: str) -> None:
    """A figure in its line; before what the line is of (资金)."""
    fund = line.pop(attribute, None) if name not in line else None
    line[name] = value
    if fund is not None:
        line[attribute] = fund


def _lines(old: Node | None, sole: str) -> list[Line]:
    if old is None or (isinstance(old, Scalar) and old.null):
        return []
    if isinstance(old, Scalar):
        return [{sole: old.text}]
    items = old.items if isinstance(old, Sequence) else (old,)
    return [_plain(item) for item in items if isinstance(item, YamlMapping)]


def _plain(node: YamlMapping) -> Line:
    value = plain(node)
    return {str(key): _typed(one) for key, one in value.items()} if isinstance(value, dict) else {}


def _typed(value: object) -> TypedValue:
    if isinstance(value, dict):
        return {str(key): _typed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_typed(one) for one in value)
    return str(value)
