"""往来: money between this document and others, a line each; not published, and held against what they say."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.dealings import DEALINGS, Dealing
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.page import Page

SHEET = DEALINGS
OTHER, RECEIVED, PAID, UNDER, WHY = HEADS = ("对方", "收", "付", "列入", "事由")
WIDTHS = (44.0, 18.0, 18.0, 26.0, 44.0)
HEAD = 3
OPEN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DealingsSheet:
    """Draws 往来."""

    ground: Ground
    page: Page

    def draw(self) -> None:
        page, unit = self.page, self.ground.unit
        page.widths(WIDTHS)
        page.merged(1, 1, 1, len(HEADS), SHEET, "题")
        about = (
            "从别的部门、单位收到的，付给它们的钱，一笔一行，收、付写一个，程序同对方写的核对，不会公开。没有就空着。"
            f"对方写全称；单位是{unit}；列入写算在表里哪一项，如 其他收入。"
        )
        page.merged(2, 1, 2, len(HEADS), about, "注")
        page.sheet.set_row(1, 28)
        for column, head in enumerate(HEADS, start=1):
            page.text(HEAD, column, head, "表头")
        there = self.ground.document.head.dealings
        for row, dealing in enumerate((*there, *[None] * OPEN), start=HEAD + 1):
            self._line(row, dealing)
        last = HEAD + len(there) + OPEN
        for column in (2, 3):
            page.amounts(HEAD + 1, column, last, unit)
        page.finished(landscape=True, heads=(HEAD, HEAD), freeze=(HEAD, 1))

    def _line(self, row: int, dealing: Dealing | None) -> None:
        page, unit = self.page, self.ground.document.head.unit
        texts = {1: dealing.other, 4: dealing.under, 5: dealing.why} if dealing else {}
        for column, _ in enumerate(HEADS, start=1):
            page.text(row, column, texts.get(column, ""), "填数" if column in (2, 3) else "填文")
        if dealing:
            page.number(row, 2 if dealing.received else 3, float(dealing.amount(unit).yuan / unit.yuan), "填数")
