"""核对数: totals to copy from what was approved or exported, with where they stand there."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.amounts import Unit
from gongkai.model.control_totals import ControlTotal
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.page import Page

SHEET = "核对数"
HEADS = ("名称", "数", "文号", "文件", "表", "格", "单位", "到哪里抄")
WIDTHS = (36.0, 18.0, 26.0, 30.0, 22.0, 8.0, 9.0, 44.0)
HEAD = 3
OPEN = 15


class ControlsSheet(Struct, frozen=True, kw_only=True):
    """Draws 核对数."""

    ground: Ground
    page: Page

    def draw(self) -> None:
        page, unit = self.page, self.ground.unit
        about = (
            "从批复或者财政系统导出的报表抄来的合计，程序拿它们同推算的数核对。不要抄这里算出来的数。"
            f"“文号”“文件”至少写一样；单位不写就是{unit}。没有列出的名称，照版式的叫法写在下面。"
        )
        page.begun(SHEET, about, HEADS, WIDTHS)
        last = self._lines()
        page.amounts(HEAD + 1, 2, last, unit)
        page.choices(HEAD + 1, 7, last, [one.value for one in Unit], "从下拉表里选：元、千元、万元、亿元。")
        page.finished(landscape=True, heads=(HEAD, HEAD), freeze=(HEAD, 1))

    def _lines(self) -> int:
        """What was copied already, then what is still wanted, then open lines; gives the last row."""
        page, where = self.page, {one.name: one.copied_from for one in self.ground.totals}
        there = self.ground.document.controls.items
        row = HEAD
        for row, total in enumerate(there, start=HEAD + 1):
            self._copied(row, total)
            page.text(row, len(HEADS), where.get(total.name, ""), "印")
        known = {total.name for total in there}
        for name in (*(name for name in where if name not in known), *[""] * OPEN):
            row += 1
            page.text(row, 1, name, "填文")
            page.text(row, 2, "", "填数")
            for column in range(3, len(HEADS)):
                page.text(row, column, "", "填文")
            page.text(row, len(HEADS), where.get(name, ""), "印")
        return row

    def _copied(self, row: int, total: ControlTotal) -> None:
        """What was copied of a total, and where from."""
        unit = total.unit or self.ground.document.head.unit
        self.page.text(row, 1, total.name, "填文")
        self.page.number(row, 2, float(total.amount.yuan / unit.yuan), "填数")
        given = (total.number, total.file, total.table, total.cell, total.unit.value if total.unit else "")
        for column, text in enumerate(given, start=3):
            self.page.text(row, column, text, "填文")
