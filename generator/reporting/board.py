"""进度的文字形式, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gongkai.model.board import Board, BoardLine
from gongkai.reporting.text import flat
from gongkai.reporting.widths import columns


def as_text(board: Board) -> str:
    """What is late first, then each region's departments, units indented below theirs."""
    return "".join(f"{line}\n" for line in _lines(board))


def _lines(board: Board) -> Iterator[str]:
    yield f"{board.title}（{board.day.isoformat()}）"
    yield board.summary
    if board.overdue:
        yield f"过了期限还没有公开的：{'、'.join(flat(line.called) for line in board.overdue)}"
    if board.undated:
        yield f"{board.undated} 份没有记批复日期，算不出期限：记在各自的 disclosure.yml 里"
    wide = max((columns(_name(line)) for line in board.lines), default=0)
    for region, lines in groupby(board.lines, key=lambda line: line.region):
        yield ""
        yield flat(region) or "行政区划没有读出来"
        for line in lines:
            told = filter(None, (line.state, line.found, line.days(board.day)))
            yield f"  {_name(line)}{' ' * (wide - columns(_name(line)))}  {'  '.join(told)}"


def _name(line: BoardLine) -> str:
    return f"  {flat(line.unit)}" if line.unit else flat(line.department)
