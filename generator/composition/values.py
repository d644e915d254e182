"""文中的量: what wording templates handle: amounts, percentages, counts; each prints itself and knows its source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.composition.printing import amount_in_text, exact, percent
from generator.model.amounts import NOTHING, Amount, Ratio
from generator.model.edition import AmountStyle
from generator.model.publication import Figure, Span, Text


@dataclass(frozen=True, slots=True)
class Missing:
    """待填: an input that nobody gave; prints visibly and spreads through arithmetic."""

    path: str

    @property
    def span(self) -> Span:
        return Text(text=f"【待填：{self.path}】")

    def __add__(self, other: object) -> Missing:
        return self

    __sub__ = __radd__ = __rsub__ = __add__

    def __abs__(self) -> Missing:
        return self

    def __str__(self) -> str:
        return f"【待填：{self.path}】"

    def __iter__(self) -> object:
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def __getitem__(self, _: object) -> Missing:
        return self


@dataclass(frozen=True, slots=True)
class Quantity:
    """金额 in a sentence."""

    amount: Amount
    source: str
    style: AmountStyle

    @property
    def printed(self) -> Decimal:
        return self.amount.rounded(self.style.unit, self.style.places)

    @property
    def span(self) -> Span:
        return Figure(
            text=amount_in_text(self.amount, self.style),
            value=exact(self.amount, self.style),
            unit=self.style.unit.value,
            source=self.source,
        )

    def __add__(self, other: Quantity | Missing) -> Quantity | Missing:
        if isinstance(other, Missing):
            return other
        return Quantity(self.amount + other.amount, f"{self.source}＋{other.source}", self.style)

    def __sub__(self, other: Quantity | Missing) -> Quantity | Missing:
        if isinstance(other, Missing):
            return other
        return Quantity(self.amount - other.amount, f"{self.source}－{other.source}", self.style)

    def __abs__(self) -> Quantity:
        return Quantity(abs(self.amount), self.source, self.style)


@dataclass(frozen=True, slots=True)
class Percent:
    """百分比."""

    ratio: Ratio
    source: str
    places: int

    @property
    def span(self) -> Span:
        return Figure(
            text=percent(self.ratio, self.places),
            value=f"{self.ratio.percent:.6f}",
            unit="%",
            source=self.source,
            low=f"{self.ratio.low:.6f}",
            high=f"{self.ratio.high:.6f}",
        )


@dataclass(frozen=True, slots=True)
class Count:
    """个数: prints itself; compares as a number."""

    number: int
    source: str

    @property
    def span(self) -> Span:
        return Figure(text=str(self.number), value=str(self.number), unit="", source=self.source)

    def __int__(self) -> int:
        return self.number

    def __bool__(self) -> bool:
        return self.number != 0

    def __eq__(self, other: object) -> bool:
        return self.number == (other.number if isinstance(other, Count) else other)

    def __hash__(self) -> int:
        return hash(self.number)

    def __lt__(self, other: int) -> bool:
        return self.number < int(other)

    def __gt__(self, other: int) -> bool:
        return self.number > int(other)

    def __add__(self, other: Count | int) -> Count:
        return Count(self.number + int(other), self.source)

    __radd__ = __add__


def total(quantities: list[Quantity | Missing], style: AmountStyle) -> Quantity | Missing:
    """合计 of amounts."""
    result: Quantity | Missing = Quantity(NOTHING, "", style)
    for quantity in quantities:
        result = quantity if isinstance(quantity, Missing) else result + quantity
        if isinstance(result, Missing):
            return result
    return result
