"""平均每个: what a vehicle, a trip or a guest cost; it tells the unit without any other figure (有数有量)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.quantities import INPUT, UnknownFigureError, quantity
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount
from gongkai.model.finding_catalogue import bound_of
from gongkai.model.relations import CountedForm


class Each(Struct, frozen=True, kw_only=True):
    """平均每个, in 元, with what is usual."""

    form: CountedForm
    name: str
    amount: Amount
    count: Decimal
    usual: tuple[Decimal, Decimal]

    @property
    def title(self) -> str:
        return self.name.replace(".", "·")

    @property
    def least(self) -> Decimal:
        return self.usual[0] / bound_of("F205", "低于一般的")

    @property
    def most(self) -> Decimal:
        return self.usual[1] * bound_of("F205", "高于一般的")

    @property
    def cost(self) -> Decimal:
        return abs(self.amount.yuan) / self.count

    @property
    def sound(self) -> bool:
        """Whether it can be."""
        return self.least <= self.cost <= self.most

    @property
    def as_usual(self) -> bool:
        return self.usual[0] <= self.cost <= self.usual[1]


def costs(case: Case) -> Iterator[Each]:
    """What one of each counted thing cost, where there is money and a number."""
    for form in case.document.edition.counted:
        for name, usual in form.averages.items():
            try:
                amount, count = quantity(case, form.amount), quantity(case, INPUT + name).yuan
            except (UnknownFigureError, FormulaError):
                continue  # T101 says that it cannot be tested
            if amount.yuan and count > 0:
                yield Each(form=form, name=name, amount=amount, count=count, usual=usual)
