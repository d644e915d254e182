"""工作表的列: the columns of a table's sheet as printed, and what figures.yml asks for and nobody prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto

from msgspec import Struct

from gongkai.model.block_forms import BlockForm
from gongkai.model.classification import name_key
from gongkai.model.columns import LEADING, ColumnForm, ColumnKind, column_paths
from gongkai.model.forms import TableForm

UNITS = "单位"
"""rows and fields that are no codes of a list, but units of department.yml"""
CHARACTERS = {
    ColumnKind.CODE: 11.0,
    ColumnKind.NAME: 30.0,
    ColumnKind.TEXT: 24.0,
    ColumnKind.ROW_NUMBER: 6.0,
    ColumnKind.ORDINAL: 6.0,
    ColumnKind.AMOUNT: 15.0,
    ColumnKind.PERCENT: 10.0,
}
"""how wide columns are"""


class Role(Enum):
    """列的用处."""

    KEY = auto()
    """what the row is called: a code, a unit"""
    NAME = auto()
    """its name, or its whole label"""
    FIELD = auto()
    """a text or code of a record"""
    NAME_OF = auto()
    """the name of a code in another column"""
    AMOUNT = auto()
    ATTRIBUTE = auto()
    PRINTED = auto()
    """行次, 序号, 百分比: for the eye only"""


class SheetColumn(Struct, frozen=True, kw_only=True):
    """一列. `heads`: the words above it, from the top."""

    role: Role
    heads: tuple[str, ...]
    key: str = ""
    """列键 of an amount; what figures.yml calls a field"""
    by: str = ""
    """what it holds codes of"""
    width: float = 15.0
    leaf: ColumnForm | None = None
    block: int = 0

    @property
    def derives(self) -> bool:
        return self.leaf is not None and self.leaf.derives


def sheet_columns(form: TableForm, words: Callable[[str], str]) -> tuple[SheetColumn, ...]:
    """All columns of a table's sheet, from the left."""
    found: list[SheetColumn] = []
    for index, block in enumerate(form.parts):
        columns = list(_printed(form, index, block, words))
        if _wants_key(form, block) and not any(column.role is Role.KEY for column in columns):
            by = (form.rule or block.rules[0]).by[0]
            columns.insert(0, SheetColumn(role=Role.KEY, heads=("编码",), key=by, by=by, width=11.0, block=index))
        found.extend(columns)
    return (*found, *_unprinted(form, {column.key for column in found}))


def _wants_key(form: TableForm, block: BlockForm) -> bool:
    """Whether people say which rows there are, so that there has to be a column for it."""
    if form.rule is not None:
        return not (form.rule.records or form.rule.grouped)
    return bool(block.rules and block.typed)


def _printed(form: TableForm, index: int, block: BlockForm, words: Callable[[str], str]) -> Iterator[SheetColumn]:
    """Printed columns; a code in several columns (类, 款, 项) is one."""
    title = (block.title,) if block.title else ()
    before: SheetColumn | None = None
    for (leaf, path), (key, _) in zip(column_paths(block.columns), block.keyed, strict=True):
        heads = tuple(words(text) for text in (*title, *(path[:-1] if leaf.digits else path)))
        column = _column(form, leaf, key, heads, index)
        if not (leaf.digits and before is not None and (before.by, before.heads) == (column.by, column.heads)):
            yield column
        before = column if leaf.digits else None


def _column(form: TableForm, leaf: ColumnForm, key: str, heads: tuple[str, ...], index: int) -> SheetColumn:
    role, name, by = _meaning(form, leaf, key)
    width = CHARACTERS[leaf.kind] if not leaf.digits else CHARACTERS[ColumnKind.CODE]
    return SheetColumn(role=role, heads=heads, key=name, by=by, width=width, leaf=leaf, block=index)


def _meaning(form: TableForm, leaf: ColumnForm, key: str) -> tuple[Role, str, str]:
    """What a column is for, what figures.yml calls it, and what it has codes of."""
    rule = form.rule
    listed = bool(rule and (rule.records or rule.grouped))
    by = "".join(rule.by[:1]) if rule is not None else form.codes_are
    match leaf.kind:
        case ColumnKind.AMOUNT:
            return Role.AMOUNT, key, ""
        case ColumnKind.CODE if not listed:
            return Role.KEY, by, by
        case ColumnKind.NAME if not listed and leaf.field not in form.lists.coded:
            return Role.NAME, key, by
        case ColumnKind.CODE | ColumnKind.NAME | ColumnKind.TEXT:
            return _field(form, leaf, key, leaf.field or key)
        case _:
            return Role.PRINTED, key, ""


def _field(form: TableForm, leaf: ColumnForm, key: str, field: str) -> tuple[Role, str, str]:
    coded = field in form.lists.coded
    beside = any(one.kind is ColumnKind.CODE and (one.field or key) == field for one in form.parts[0].leaves)
    if leaf.kind is ColumnKind.NAME and beside:
        return Role.NAME_OF, name_key(field), field
    return Role.FIELD, field, field if coded or field == UNITS else ""


def _unprinted(form: TableForm, known: set[str]) -> Iterator[SheetColumn]:
    """What rows are told apart by and no column prints, and the attributes that have a choice."""
    rule = form.rule
    for by in rule.by if rule is not None and rule.grouped else ():
        if by not in known and by not in form.attributes:
            yield SheetColumn(role=Role.FIELD, heads=(by,), key=by, by=by if by in form.lists.coded else "")
    for name, attribute in form.attributes.items():
        if len(attribute.values) > 1 and holds_figures(form):
            yield SheetColumn(role=Role.ATTRIBUTE, heads=(name,), key=name, width=16.0)


def holds_figures(form: TableForm) -> bool:
    """Whether people type figures or rows into the table, beside totals that it derives."""
    return any(block.typed and _has_lowest(form, block) for block in form.parts) or not any(
        block.amounts for block in form.parts
    )


def _has_lowest(form: TableForm, block: BlockForm) -> bool:
    """Whether one of its cells is worked out from nothing else."""
    if form.rule is not None or block.rules:
        return True
    rows = [row for row in block.fixed if not (row.pull or (isinstance(row.formula, str) and row.formula))]
    return any(not any(block.working(row, column)) for row in rows for column in block.typed)


def leading_columns(columns: tuple[SheetColumn, ...], block: int) -> tuple[int, ...]:
    """The columns of a block before its first figure, by their place among all."""
    found = []
    for place, column in enumerate(columns):
        if column.block == block and (column.leaf is None or column.leaf.kind in LEADING):
            if column.role is not Role.ATTRIBUTE:
                found.append(place)
        elif column.block == block:
            break
    return tuple(found)
