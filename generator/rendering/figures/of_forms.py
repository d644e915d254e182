"""绩效表单的数的来历: that a number was filled in, and what other numbers of the form come to, as its roles tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from gongkai.model.filled_forms import PerformanceData
from gongkai.model.form_fields import FundRoles
from gongkai.model.numbers import absent, read
from gongkai.model.performance_roles import FormRoles
from gongkai.rendering.figures import pieces as words
from gongkai.rendering.figures.pieces import Line, Signed, ToCell, formula
from gongkai.rendering.figures.spots import Spot

HUNDRED = Decimal(100)


class FormTeller(Struct, frozen=True, kw_only=True):
    """Tells of the numbers of one form. `spots`: by the path of the value in its data."""

    data: PerformanceData
    roles: FormRoles
    spots: Mapping[str, Spot]
    archived: bool
    """whether what was typed is what an original prints"""

    def lines(self, spot: Spot) -> Iterator[Line]:
        """All that is known of a number of the form."""
        if absent(spot.text):
            yield Line(label=words.HOW, pieces=("没有填数",))
            return
        yield Line(label=words.HOW, pieces=("原文印的数，照录" if self.archived else "部门填报的数",))
        field = spot.cell.field
        if self.roles.funds:
            yield from self._funds(self.roles.funds, field)
        for total, parts in self._sums():
            if total == field:
                yield from self._sum(parts, field)

    def _funds(self, funds: FundRoles, field: str) -> Iterator[Line]:
        """执行率 of a row, and the total of the rows above others."""
        for row in (funds.total, *funds.sources) if funds.rate else ():
            if funds.path(row, funds.rate) == field:
                yield from self._rate(funds.path(row, funds.spent), funds.path(row, funds.budget))
        for column in funds.columns:
            if funds.path(funds.total, column) == field:
                for rows in (funds.sources, funds.structure):
                    yield from self._sum([funds.path(row, column) for row in rows], field)

    def _sums(self) -> Iterator[tuple[str, list[str]]]:
        """总分, and the 分值 and 得分 that it is the sum of."""
        if self.roles.total is None:
            return
        for name in ("points", "score"):
            funds = self.roles.funds
            own = getattr(funds, name) if funds else ""
            parts = [funds.path(funds.total, own)] if funds and own else []
            for block in (self.roles.indicators, self.roles.scored):
                if block and getattr(block, name):
                    parts += [f"{item}.{getattr(block, name)}" for item in self.data.items(block.at)]
            yield getattr(self.roles.total, name), parts

    def _rate(self, spent: str, budget: str) -> Iterator[Line]:
        part, whole = self._number(spent), self._number(budget)
        if part is None or not whole or spent not in self.spots or budget not in self.spots:
            return
        rate = (part / whole * HUNDRED).quantize(Decimal("0.01"), ROUND_HALF_UP)
        pieces = formula([self._term(spent)], [self._term(budget)])
        yield Line(label=words.GIVEN_THERE, pieces=(*pieces, f"，算出来是 {rate:f}%"))

    def _sum(self, parts: Iterable[str], field: str) -> Iterator[Line]:
        """What the numbers come to, and by how much the one that was filled in is another."""
        numbers = {path: number for path in parts if path in self.spots and (number := self._number(path)) is not None}
        shown = [path for path, number in numbers.items() if number]
        if len(numbers) < 2 or not shown:
            return
        sum_, own = sum(numbers.values()), self._number(field)
        apart = f"，同填的相差 {abs(own - sum_):f}" if own is not None and own != sum_ else ""
        nothing = f"（另有 {len(numbers) - len(shown)} 项是 0）" if len(shown) < len(numbers) else ""
        pieces = formula([self._term(path) for path in shown])
        yield Line(label=words.GIVEN_THERE, pieces=(*pieces, f"{nothing}，加起来是 {sum_:f}{apart}"))

    def _term(self, path: str) -> Signed:
        return Signed(sign=1, piece=ToCell(spot=self.spots[path]))

    def _number(self, path: str) -> Decimal | None:
        value = self.data.value(path)
        found = read(value) if isinstance(value, str) else None
        return found.value if found else None
