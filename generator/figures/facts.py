"""原始数: the lowest figures that authors entered; everything else is a signed sum of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from gongkai.model.amounts import ZERO, Amount
from gongkai.model.conditions import Where
from gongkai.model.places import Place
from gongkai.model.statements import Address
from gongkai.model.withheld import WITHHELD

LinearForm = Mapping[int, int]
"""fact number → coefficient"""

Parts = frozenset[tuple[int, int]]
"""a linear form without zero figures; equal parts are one and the same quantity"""


class Fact(Struct, frozen=True, kw_only=True):
    """原始数: one entered figure with what it is about (科目, 资金, 单位 …)."""

    table: str
    row: str
    column: str
    attributes: Mapping[str, str]
    codes: Collection[str]
    """of the attributes, those that are codes"""
    amount: Amount
    place: Place
    lent: str = ""
    """取, 汇总: the figure of another document that it is, if nobody typed it here"""
    unit: str = ""
    """汇总: the unit whose document gives it, or 核销"""

    @property
    def address(self) -> Address:
        return Address(self.table, self.row, self.column)

    @property
    def left_out(self) -> bool:
        """不公开: whether nothing of it may be printed."""
        return self.unit == WITHHELD

    @property
    def called(self) -> str:
        """Its cell, and whose it is where units are summed: 信息中心的收入决算表·2080505·财政拨款收入."""
        return f"{self.unit}的{self.address}" if self.unit else str(self.address)

    def matches(self, where: Where) -> bool:
        """Whether it meets a condition; a code's condition holds for all codes below it."""
        for name, wanted in where:
            value = self.attributes.get(name)
            if value is None or not (value.startswith(wanted) if name in self.codes else value in wanted):
                return False
        return True


class Facts(Struct, frozen=True):
    """All facts of a document, by table and column."""

    items: tuple[Fact, ...]
    index: Mapping[tuple[str, str], tuple[int, ...]]

    @classmethod
    def of(cls, items: Iterable[Fact]) -> Facts:
        facts = tuple(items)
        index: dict[tuple[str, str], list[int]] = {}
        for number, fact in enumerate(facts):
            index.setdefault((fact.table, fact.column), []).append(number)
        return cls(facts, {key: tuple(numbers) for key, numbers in index.items()})

    def select(self, table: str, column: str, where: Where) -> LinearForm:
        return {number: 1 for number in self.index.get((table, column), ()) if self.items[number].matches(where)}

    def among(self, form: LinearForm, where: Where) -> LinearForm:
        """Those of a form's figures that meet a condition."""
        items = self.items
        return {number: factor for number, factor in form.items() if items[number].matches(where)} if where else form

    def total(self, form: LinearForm) -> Amount:
        """The exact sum with the margins of its non-zero terms added (domain rule 2.1)."""
        items, yuan, margin = self.items, ZERO, ZERO
        for number, factor in form.items():
            amount = items[number].amount
            yuan += amount.yuan * factor
            margin += amount.margin * abs(factor)
        return Amount(yuan=yuan, margin=margin)

    def parts(self, form: LinearForm) -> Parts:
        items = self.items
        return frozenset([one for one in form.items() if one[1] and items[one[0]].amount.yuan])

    def places(self, numbers: Iterable[int]) -> tuple[Place, ...]:
        """Where these figures were typed, in order."""
        return tuple(sorted({self.items[number].place for number in numbers}))

    def single(self, parts: Parts) -> Fact | None:
        """The entered figure that parts are nothing but."""
        if len(parts) != 1:
            return None
        ((number, factor),) = parts
        return self.items[number] if factor == 1 else None


def combine(forms: Sequence[tuple[int, LinearForm]]) -> LinearForm:
    """Signed sum of linear forms."""
    first, *others = forms or ((1, {}),)
    if not others and first[0] == 1:
        return first[1]
    result: dict[int, int] = {}
    for sign, form in (first, *others):
        for number, factor in form.items():
            result[number] = result.get(number, 0) + sign * factor
    return result
