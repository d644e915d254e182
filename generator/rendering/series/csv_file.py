"""比较表的数据: the figures of a page as CSV, one line for each department, year and measure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from gongkai.rendering.open_data.csv_text import guarded
from gongkai.rendering.open_data.table_csv import BYTE_ORDER_MARK
from gongkai.rendering.series.tables import Table

FILE = "data.csv"
HEADS = (
    *("地区", "部门", "文种", "数", "年度", "金额（万元）", "原文印作", "与上年相比", "说明", "占比", "名次"),
    *("人均（元）", "所在的格"),
)


def csv_of(title: str, tables: Iterable[Table]) -> bytes:
    """UTF-8 with a mark for Excel; where there is no figure, why stands beside."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("项目", *HEADS))
    for table in tables:
        for line in _lines(table):
            writer.writerow([guarded(text) for text in (title, *line)])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _lines(table: Table) -> Iterator[tuple[str, ...]]:
    for group in table.groups:
        for row in group.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                amount = cell.text.replace(",", "") if cell.path else ""
                told = [table.notes[number - 1] for number, _ in cell.reasons]
                if cell.rows > 1:
                    told.append(f"{cell.rows}行之和。")
                why = "".join(told) if cell.path else cell.text
                yield (
                    *(
                        group.name,
                        row.name,
                        table.kind,
                        table.title,
                        column.text.removesuffix("年"),
                        amount,
                        cell.printed,
                        cell.change,
                    ),
                    *(why, cell.share, cell.rank, cell.per_head, cell.path),
                )
