"""查名称: what is wrong with a name that the wording looks up in a table or a performance form; "" if it is there.

The same answers are given when an edition is read by itself and when a document is composed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from gongkai.model.columns import ColumnKind
from gongkai.model.forms import TableForm
from gongkai.model.names import near
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.row_forms import RowRule
from gongkai.model.table_names import column_fault

RECORD = "记录"
UNIT = "单位"


def unknown_form(forms: Iterable[str], name: str) -> str:
    listed = tuple(forms)
    return "" if name in listed else f"版式没有叫“{name}”的绩效表单{near(name, listed)}"


def unknown_level(form: TableForm, table: str, level: str) -> str:
    """A level that is none, or that no row of the table can be of."""
    known = dict.fromkeys((*(name for one in form.lists.listed for name in one.levels), RECORD, UNIT))
    if level not in known:
        return f"各行的级次没有“{level}”，可以写：{'、'.join(known)}"
    possible = tuple(_levels(form))
    if level in possible:
        return ""
    return f'{table}没有“{level}”这一级的行，可以写：{"、".join(possible)}；要各行写 全行("{table}")'


def _levels(form: TableForm) -> Iterator[str]:
    known = form.classification.levels if form.classification else {}
    fixed = {len(row.code) for row in form.fixed_rows}
    ruled = {*chain(*(_ruled(rule, known) for rule in form.rules))}
    yield from (level for level, length in known.items() if length in fixed or level in ruled)
    if any(rule.records or rule.grouped for rule in form.rules):
        yield RECORD
    yield UNIT


def _ruled(rule: RowRule, known: Iterable[str]) -> Iterable[str]:
    """The levels of the rows that a rule makes."""
    if rule.records:
        return ()
    return known if rule.grouped else rule.levels or known


def unknown_class(form: TableForm, table: str, code: str) -> str:
    """A 类 that a table of fixed codes does not have."""
    if not (code.isascii() and code.isdigit() and len(code) == 3):
        return f"各款的类要写三位编码，写的是“{code}”"
    codes = [code] if form.rules else [row.code for row in form.fixed_rows if row.code]
    if not codes:
        return f"{table}没有科目编码，不能取各款"
    return "" if any(known.startswith(code) for known in codes) else f"{table}没有编码是“{code}”的类"


def unknown_column(form: TableForm, table: str, column: str) -> str:
    """A column of amounts that no row of the table has; "" asks for the only one."""
    known = [name for block in form.parts for name in block.amounts]
    if not column:
        one = all(len(block.amounts) == 1 for block in form.parts)
        return "" if one else f"{table}有几列金额，请写明是哪一列：{'、'.join(dict.fromkeys(known))}"
    return column_fault(form, table, column)


def unknown_field(form: TableForm, table: str, name: str) -> str:
    """A text that the rows of the table do not have."""
    leaves = (pair for block in form.parts for pair in block.keyed)
    fields = {leaf.field or key for key, leaf in leaves if leaf.kind is not ColumnKind.AMOUNT}
    fields |= {*form.attributes, *chain(*(rule.by for rule in form.rules))}
    known = {*fields, *(f"{field}名称" for field in fields), "性质"}
    return "" if name in known else f"{table}的行没有“{name}”这一项{near(name, sorted(known))}"


def unknown_item(layout: PerformanceForm, form: str, asked: str, path: str) -> str:
    """A path that the layout does not print; `asked`: 值 and 数 are of one cell, 列 of a list or its lines."""
    cells, lists = layout.cells, layout.lists
    if path in cells or (asked == "列" and path in lists):
        return ""
    if path in lists:
        return f'绩效表单“{form}”的“{path}”是一列，要用 列("{path}")'
    at, _, inside = path.rpartition(".")
    if at in lists:
        return f'绩效表单“{form}”的“{path}”在一列里面，先用 列("{at}") 取各项，再写 .{inside}'
    known = sorted(cells | lists.keys() if asked == "列" else cells)
    return f"绩效表单“{form}”没有“{path}”这一项{near(path, known)}"
