"""绘制: borders of tables and marks of content, with fewer operators."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pydyf
from weasyprint import draw

original_borders = draw.draw_collapsed_borders


class _Ending:
    """What is done when a part of a page has been drawn."""

    __slots__ = ("end",)

    def __init__(self, end: Any) -> None:
        self.end = end

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        if self.end is not None:
            self.end()


def stacked(stream: Any) -> _Ending:
    """As `Stream.stacked`."""
    stream.push_state()
    return _Ending(stream.pop_state)


def marked(stream: Any, box: Any, tag: str) -> _Ending:
    """As `Stream.marked`."""
    tags = stream._tags  # noqa: SLF001
    if tags is None:
        return _Ending(None)
    number = len(tags)
    if box in tags:
        raise AssertionError("a box is drawn twice")
    tags[box] = {"tag": tag, "mcid": number}
    stream.begin_marked_content(tag, pydyf.Dictionary({"MCID": number}))
    return _Ending(stream.end_marked_content)


def artifact(stream: Any) -> _Ending:
    """As `Stream.artifact`."""
    if stream._tags is None:  # noqa: SLF001
        return _Ending(None)
    stream.begin_marked_content("Artifact")
    return _Ending(stream.end_marked_content)


def draw_collapsed_borders(stream: Any, table: Any) -> None:
    """As WeasyPrint's, neighbours of one kind drawn as one line and all lines of one kind as one path."""
    upright, level = table.collapsed_border_grid
    kinds = {border for grid in (upright, level) for row in grid for border in row}
    if any(width and (style != "solid" or color.alpha != 1) for _, (style, width, color) in kinds):
        original_borders(stream, table)
        return
    lines: dict[Any, list[tuple[float, float, float, float]]] = {}
    grid = _Grid(table)
    for border, line in (*grid.level(), *grid.upright()):
        lines.setdefault(border, []).append(line)
    if not lines:
        return
    with artifact(stream), stacked(stream):
        for (_, (_, width, color)), found in sorted(lines.items(), key=lambda one: one[0][0]):
            stream.set_color(color, stroke=True)
            stream.set_line_width(width)
            for x1, y1, x2, y2 in found:
                stream.move_to(x1, y1)
                stream.line_to(x2, y2)
            stream.stroke()


class _Grid:
    """Where the lines of a part of a table stand on its page."""

    def __init__(self, table: Any) -> None:
        rows = [row for group in table.children for row in group.children]
        self.table = table
        self.verticals, self.horizontals = table.collapsed_border_grid
        self.xs, self.ys = list(table.column_positions), [row.position_y for row in rows]
        if self.xs and self.ys:
            self.xs.append(self.xs[-1] + table.column_widths[-1])
            self.ys.append(self.ys[-1] + rows[-1].height)
        self.width, self.height = max(len(self.xs) - 1, 0), max(len(rows), 0)
        self.head = len(table.children[0].children) if table.children and table.children[0].is_header else 0
        self.foot = len(table.children[-1].children) if table.children and table.children[-1].is_footer else 0
        self.skipped = table.skipped_rows - self.head if table.skipped_rows else 0

    def level(self) -> Iterator[tuple[Any, tuple[float, float, float, float]]]:
        for y in range(self.height + 1 if self.width else 0):
            if (y == 0 and self.table.skip_cell_border_top) or (
                y == self.height and self.table.skip_cell_border_bottom
            ):
                continue
            row = self.horizontals[self._row(y, 1)]
            for border, first, last in _runs([row[x] for x in range(self.width)]):
                left = self.xs[first] - self._half(self.verticals, [(y - 1, first), (y, first)], 0)
                right = self.xs[last] + self._half(self.verticals, [(y - 1, last), (y, last)], 0)
                yield border, (left, self.ys[y], right, self.ys[y])

    def upright(self) -> Iterator[tuple[Any, tuple[float, float, float, float]]]:
        for x in range(self.width + 1 if self.height else 0):
            for border, first, last in _runs([self.verticals[self._row(y, 0)][x] for y in range(self.height)]):
                top, bottom = self.ys[first], self.ys[last]
                if first != 0 or not self.table.skip_cell_border_top:
                    top -= self._half(self.horizontals, [(first, x - 1), (first, x)], 1)
                if last != self.height or not self.table.skip_cell_border_bottom:
                    bottom += self._half(self.horizontals, [(last, x - 1), (last, x)], 1)
                yield border, (self.xs[x], top, self.xs[x], bottom)

    def _row(self, y: int, more: int) -> int:
        """The row of the whole table; `more`: 1 of lines between rows, of which there is one more than rows."""
        if self.head and y < self.head + more:
            return y
        if self.foot and y >= self.height - self.foot:
            return int(y + len(self.verticals) - self.height)
        return y + self.skipped

    def _half(self, grid: Any, places: list[tuple[int, int]], more: int) -> float:
        """Half the widest line that meets another at its end."""
        high, wide = self.height + more, self.width + 1 - more
        inside = [(y, x) for y, x in places if 0 <= y < high and 0 <= x < wide]
        return max((grid[self._row(y, more)][x][1][1] for y, x in inside), default=0) / 2


def _runs(borders: list[Any]) -> Iterator[tuple[Any, int, int]]:
    """Neighbours of one kind: the border, where it begins and ends."""
    starts = [at for at, border in enumerate(borders) if not at or border != borders[at - 1]]
    for first, last in pairwise((*starts, len(borders))):
        if borders[first][1][1]:
            yield borders[first], first, last
