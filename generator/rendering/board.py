"""进度表: as a page of its own, for the bureau, and as CSV."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from gongkai.model.board import COUNTED, TO_TYPE, Board
from gongkai.rendering.open_data.csv_text import csv_text
from gongkai.rendering.sandbox import TemplateEnvironment

HEADS = (
    *("行政区划", "部门", "单位", "文种", "状态", "阶段", *COUNTED, TO_TYPE),
    *("批复日期", "最晚公开日期", "剩余天数", "公开日期", "文件夹"),
)
BYTE_ORDER_MARK = "\ufeff"
"""so that Excel and WPS read it as UTF-8"""


def as_csv(board: Board) -> str:
    """One line a document."""
    lines = (
        (
            *(line.region, line.department, line.unit, line.kind, line.state, line.stage),
            *(line.counts.get(name, 0) for name in COUNTED),
            line.to_type,
            *(line.approved, line.deadline, line.left(board.day), line.disclosed),
            line.folder,
        )
        for line in board.lines
    )
    told = (["" if value is None else str(value) for value in line] for line in lines)
    return BYTE_ORDER_MARK + csv_text((HEADS, *told))


def as_html(board: Board, templates: Path) -> str:
    """One file with all that it needs, to be opened or sent; `templates`: those of the project."""
    environment = TemplateEnvironment(templates / "bureau", trim=True)
    late = {line.folder for line in board.overdue}
    regions = {
        region: [(line, line.days(board.day), line.folder in late) for line in lines]
        for region, lines in groupby(board.lines, key=lambda line: line.region)
    }
    overdue = [(line, line.days(board.day)) for line in board.overdue]
    return environment.draw("board.html", board=board, regions=regions, overdue=overdue)
