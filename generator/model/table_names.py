"""表里的名称: what to say of a name that is no table, column or row, or that several columns or rows bear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.model.forms import BlockForm, TableForm
from gongkai.model.names import listed, near


def table_fault(tables: Mapping[str, TableForm], name: str) -> str:
    """What is wrong with a name for a table; "" if it is one."""
    if name in tables:
        return ""
    numbered = next((table for table, form in tables.items() if form.number == name), "")
    hint = f"：这是编号，要写表名“{numbered}”" if numbered else near(name, tables) or f"；有：{listed(tables)}"
    return f"没有叫“{name}”的表{hint}"


def column_fault(form: TableForm, table: str, name: str, block: int | None = None) -> str:
    """What is wrong with a name for a column of amounts; "" if it is one."""
    blocks = form.parts_at(block)
    found = form.columns_called(name, block)
    if len(found) == 1:
        return ""
    columns = [(one, key) for one in blocks for key in one.amounts]
    if found:
        meant = [shortest(one, key) for one, key in columns if key in found]
        return f"{table}有几列都叫“{name}”，请写明是哪一列：{listed(meant)}"
    there = f"；有：{listed(shortest(one, key) for one, key in columns)}"
    if any(name in one.names for one in blocks):
        return f"{table}的“{name}”不是金额列{there}"
    return f"{table}没有“{name}”这一列{near(name, _columns(blocks)).removesuffix('？')}{there}"


def shortest(block: BlockForm, key: str) -> str:
    """The shortest name that only this column of its block has; its 键 if it was given one."""
    names = [name for name, keys in block.names.items() if keys == (key,)]
    return block.by_key[key].key or min(names, key=lambda name: (name.count("."), len(name)))


def _columns(blocks: Iterable[BlockForm]) -> list[str]:
    return [name for block in blocks for name, keys in block.names.items() if keys[0] in block.amounts]


def row_fault(form: TableForm, table: str, name: str) -> str:
    """What is wrong with a name for a row; "" if it is a fixed one."""
    found = form.row_names.get(name, ())
    if len(found) == 1:
        return ""
    if found:
        return f"{table}有几行都叫“{name}”，请写明是哪一行：{listed(found)}"
    if form.rule is not None:
        return f"{table}没有“{name}”这一行；行写编码或“{form.rule.total_title}”"
    return f"{table}没有“{name}”这一行{near(name, form.row_names).removesuffix('？')}；有：{listed(form.placed_rows)}"


def _is_like(name: str, columns: list[str]) -> bool:
    """Whether a name begins as a group of columns does, or is like a column's."""
    group = f"{name.partition('.')[0]}."
    return any(one.startswith(group) for one in columns) or bool(near(name, columns))


def cell_fault(form: TableForm, table: str, name: str) -> str:
    """What is wrong with what follows a table's name (行, 列 or 行.列), where no row and no column is called so."""
    row, _, column = name.partition(".")
    columns = _columns(form.parts)
    sole = form.rule is None and len(form.placed_rows) <= 1
    if form.columns_called(column) and not sole:
        return row_fault(form, table, row)
    if form.rule is not None or sole or _is_like(name, columns):
        return column_fault(form, table, name)
    if row in form.row_names or near(row, form.row_names):
        return row_fault(form, table, row)
    return f"{table}没有叫“{row}”的行；有：{listed(form.placed_rows)}；也没有这样的列；有：{listed(columns)}"
