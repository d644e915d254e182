"""往来: money between this document and others, a line each; not published, and held against what they say."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.dealings import DEALINGS, Dealing
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.page import Page

SHEET = DEALINGS
OTHER, RECEIVED, PAID, UNDER, WHY = HEADS = ("对方", "收", "付", "列入", "事由")
AMOUNTS = (RECEIVED, PAID)
WIDTHS = (44.0, 18.0, 18.0, 26.0, 44.0)
HEAD = 3
OPEN = 12


class DealingsSheet(Struct, frozen=True, kw_only=True):
    """Draws 往来."""

    ground: Ground
    page: Page

    def draw(self) -> None:
        page, unit = self.page, self.ground.unit
        about = (
            "从别的部门、单位收到的，付给它们的钱，一笔一行，收、付写一个，程序同对方写的核对，不会公开。没有就空着。"
            f"对方写全称；单位是{unit}；列入写算在表里哪一项，如 其他收入。"
        )
        page.begun(SHEET, about, HEADS, WIDTHS)
        there = self.ground.document.head.dealings
        for row, dealing in enumerate((*there, *[None] * OPEN), start=HEAD + 1):
            self._line(row, dealing)
        last = HEAD + len(there) + OPEN
        for head in AMOUNTS:
            page.amounts(HEAD + 1, HEADS.index(head) + 1, last, unit)
        page.finished(landscape=True, heads=(HEAD, HEAD), freeze=(HEAD, 1))

    def _line(self, row: int, dealing: Dealing | None) -> None:
        page, unit = self.page, self.ground.document.head.unit
        texts = {OTHER: dealing.other, UNDER: dealing.under, WHY: dealing.why} if dealing else {}
        for column, head in enumerate(HEADS, start=1):
            page.text(row, column, texts.get(head, ""), "填数" if head in AMOUNTS else "填文")
        if dealing:
            column = HEADS.index(RECEIVED if dealing.received else PAID) + 1
            page.number(row, column, float(dealing.amount(unit).yuan / unit.yuan), "填数")
