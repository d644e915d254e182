"""figures.yml to begin with: each table that people fill, empty, with what may stand in it as comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition
from gongkai.model.intake import TypedValue
from gongkai.starting.table_hints import EXAMPLES, TypedTable, derived_tables, typed_tables
from gongkai.starting.yaml_lines import BLANK, comments, flow, scalar, text_of

SHOWN = 3
"""fixed rows that an example shows"""

RowsToOffer = Mapping[str, tuple[str, ...]]
"""by table: lines that last year's document suggests, to be filled in"""


def figures_text(edition: Edition, unit: Unit, first: Iterable[str] = (), offered: RowsToOffer | None = None) -> str:
    """The file. `first`: lines at its top; `offered`: rows that were there last year, without their figures.

    Examples are comments above each table: an empty row would look as if its table had been filled in.
    """
    lines = [*first]
    lines += comments(
        (
            f"数：以{unit}为单位。只填推算不出来的数；为零的列不写，没有数据的表写“无”。",
            "照每张表上面的样子，写在表名下面，前面空两格，把“…”换成数。",
            f"不用填、由程序推算的表：{'、'.join(derived_tables(edition)) or '（没有）'}",
        )
    )
    for table in typed_tables(edition):
        rows = (offered or {}).get(table.name, ())
        shown = ("  上年有这些行，今年还有的照写：", *(f"    {row}" for row in rows)) if rows else _examples(table)
        lines += ["", *comments((*_told(table), *shown)), f"{scalar(table.name)}:"]
    return text_of(lines)


def _told(table: TypedTable) -> Iterator[str]:
    """What a table is, and what its columns are."""
    form = table.form
    number = f"（{form.number}）" if form.number and "{" not in form.number else ""
    hidden = "（登记用，不公开）" if form.hidden else ""
    yield f"{table.name}{number}{hidden}"
    if table.columns:
        yield f"  列：{'、'.join(table.columns)}"
    for name, attribute in form.attributes.items():
        others = "、".join(value for value in attribute.values if value != attribute.default)
        yield f"  {name}：不写就是{attribute.default}" + (f"；别的写明：{others}" if others else "")
    if table.lent:
        yield f"  {'、'.join(table.lent)}：另一份文件在库里的，程序去取，不用填"


def _examples(table: TypedTable) -> Iterator[str]:
    yield "  写法："
    yield from (f"    {row}" for row in examples(table))


def examples(table: TypedTable) -> Iterator[str]:
    """Rows as they are to be typed."""
    if table.sole_row:
        ((row, columns),) = table.rows.items()
        yield from (f"{key}: {flow_of(value)}" for key, value in nested(table, row, columns).items())
        return
    if table.rule is not None:
        yield from _generated(table)
    for row, columns in tuple(table.rows.items())[:SHOWN]:
        yield f"{scalar(row)}: {_of_row(table, row, columns)}"
    if len(table.rows) > SHOWN:
        yield f"（共{len(table.rows)}行，按版式的行名或编码写）"


def _generated(table: TypedTable) -> Iterator[str]:
    amounts = dict.fromkeys(table.columns[:2], BLANK)
    if table.of_records:
        fields = dict.fromkeys(table.record_fields(), BLANK)
        yield f"- {flow_of({**fields, **amounts})}"
        return
    by = table.form.rows_are
    row = f'"{EXAMPLES[by]}"' if by in EXAMPLES else f"{by}的编码" if by != "单位" else "单位代码"
    yield f"{row}: {flow_of(amounts)}"


def _of_row(table: TypedTable, row: str, columns: tuple[str, ...]) -> str:
    if len(table.form.parts[table.form.placed_rows[row][0]].amounts) == 1:
        return BLANK
    return flow_of(nested(table, row, columns))


def nested(table: TypedTable, row: str, columns: Iterable[str]) -> dict[str, TypedValue]:
    """Columns with nothing typed yet, those below one title together."""
    found: dict[str, TypedValue] = {}
    for column in columns:
        *above, last = table.called(row, column).split(".")
        below = found
        for title in above:
            inner = below.setdefault(title, {})
            below = inner if isinstance(inner, dict) else below
        below[last] = BLANK
    return found


def flow_of(value: TypedValue | Mapping[str, str]) -> str:
    """The same in one line, BLANK without quotes."""
    return flow(value).replace(f'"{BLANK}"', BLANK)
