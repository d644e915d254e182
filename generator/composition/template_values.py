"""文中的量: what wording templates handle: amounts, percentages, counts; each prints itself and knows its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from gongkai.composition.printing import Style, bound, exact, percent, printed
from gongkai.composition.traced_text import places_of
from gongkai.composition.wording_errors import MisuseError
from gongkai.model.amounts import NOTHING, Amount, Ratio, Unit
from gongkai.model.places import Place
from gongkai.model.spans import Figure, Span, Text
from gongkai.model.statements import Address

T = TypeVar("T")
MOST_SOURCES = 4
"""terms of a sum that its source names one by one"""


@dataclass(frozen=True, slots=True)
class Missing:
    """待填: an input that nobody gave; prints visibly and spreads through arithmetic."""

    path: str

    @property
    def span(self) -> Span:
        return Text(text=str(self))

    def __add__(self, other: object) -> Missing:
        return self

    __sub__ = __radd__ = __rsub__ = __add__

    def __abs__(self) -> Missing:
        return self

    def __str__(self) -> str:
        return f"【待填：{self.path}】"

    def __iter__(self) -> Iterator[Missing]:
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def __getitem__(self, _: object) -> Missing:
        return self

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


class _Exact:
    """A figure that prints rounded: what templates compare is what is printed, by the words for it."""

    __slots__ = ()

    def __bool__(self) -> bool:
        raise MisuseError("金额、百分比不能直接当条件；要看是不是零，写 相等(…, 零)")

    def __eq__(self, other: object) -> bool:
        raise MisuseError("金额、百分比不能用 == 或 != 比；写 相等(甲, 乙)")

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: object) -> bool:
        raise MisuseError("金额、百分比不能用 < 或 > 比；写 大于(甲, 乙)")

    __gt__ = __le__ = __ge__ = __lt__


@dataclass(frozen=True, slots=True, eq=False)
class Quantity(_Exact):
    """金额 in a sentence."""

    amount: Amount
    source: str
    style: Style
    places: tuple[Place, ...] = ()
    """where it, or what it derives from, was typed in the explanation"""
    cells: tuple[Address, ...] = ()
    """the cell that it is, or those that it is the sum of"""

    @property
    def printed(self) -> Decimal:
        """What the reader sees; comparisons of figures are made on it."""
        return self.amount.rounded(self.style.unit, self.style.places)

    @property
    def span(self) -> Span:
        return Figure(
            text=printed(self.amount, self.style),
            value=exact(self.amount, self.style.unit),
            unit=self.style.unit.value,
            source=self.source,
            places=self.places,
            cells=self.cells,
        )

    def in_unit(self, unit: Unit, places: int) -> Quantity:
        return replace(self, style=replace(self.style, unit=unit, places=places))

    def __add__(self, other: Number) -> Quantity | Missing:
        return self._with(other, "＋")

    def __sub__(self, other: Number) -> Quantity | Missing:
        return self._with(other, "－")

    def _with(self, other: Number, sign: str) -> Quantity | Missing:
        if isinstance(other, Missing):
            return other
        if not isinstance(other, Quantity):
            raise MisuseError(f"{self.source}是金额，不能和不是金额的“{other}”相加减")
        amount = self.amount + other.amount if sign == "＋" else self.amount - other.amount
        cells = _added((self, other)) if sign == "＋" else ()
        return Quantity(amount, f"{self.source}{sign}{other.source}", self.style, places_of((self, other)), cells)

    def __abs__(self) -> Quantity:
        return replace(self, amount=abs(self.amount))


@dataclass(frozen=True, slots=True, eq=False)
class Percent(_Exact):
    """百分比."""

    ratio: Ratio
    source: str
    decimals: int
    places: tuple[Place, ...] = ()

    @property
    def span(self) -> Span:
        return Figure(
            text=percent(self.ratio, self.decimals),
            value=f"{self.ratio.percent:.6f}",
            unit="%",
            source=self.source,
            low=bound(self.ratio.low),
            high=bound(self.ratio.high),
            places=self.places,
        )


@dataclass(frozen=True, slots=True)
class Count:
    """个数: prints itself; compares and counts as a number."""

    number: int
    source: str
    places: tuple[Place, ...] = ()

    @property
    def amount(self) -> Amount:
        """The number where shares are taken of it."""
        return Amount(yuan=Decimal(self.number))

    @property
    def printed(self) -> Decimal:
        return Decimal(self.number)

    @property
    def span(self) -> Span:
        return Figure(text=str(self.number), value=str(self.number), unit="", source=self.source, places=self.places)

    def __int__(self) -> int:
        return self.number

    def __bool__(self) -> bool:
        return self.number != 0

    def __eq__(self, other: object) -> bool:
        return self.number == (other.number if isinstance(other, Count) else other)

    def __hash__(self) -> int:
        return hash(self.number)

    def __lt__(self, other: object) -> bool:
        return self.number < self._whole(other)

    def __gt__(self, other: object) -> bool:
        return self.number > self._whole(other)

    def __le__(self, other: object) -> bool:
        return self.number <= self._whole(other)

    def __ge__(self, other: object) -> bool:
        return self.number >= self._whole(other)

    def __add__(self, other: object) -> Count | Missing:
        if isinstance(other, Missing):
            return other
        return Count(self.number + self._whole(other), self.source, places_of((self, other)))

    __radd__ = __add__

    def __sub__(self, other: object) -> Count | Missing:
        if isinstance(other, Missing):
            return other
        return Count(self.number - self._whole(other), self.source, places_of((self, other)))

    def __rsub__(self, other: object) -> Count:
        return Count(self._whole(other) - self.number, self.source, self.places)

    def _whole(self, other: object) -> int:
        if isinstance(other, Count):
            return other.number
        if isinstance(other, int) and not isinstance(other, bool):
            return other
        raise MisuseError(f"{self.source}是个数，只能和个数相加减、比大小")

    def __abs__(self) -> Count:
        return replace(self, number=abs(self.number))


class Records(list[Mapping[str, object]]):
    """一列记录, each with the same fields; `counts`: those that are 个数."""

    def __init__(self, records: Iterable[Mapping[str, object]], path: str, counts: Iterable[str] = ()) -> None:
        super().__init__(records)
        self.path = path
        self.counts = frozenset(counts)


Number = Quantity | Count | Missing


def total(quantities: Iterable[Number], style: Style) -> Number:
    """合计 of amounts, or of counts; of nothing: no money."""
    listed = [*quantities]
    missing, counts, amounts = _of(Missing, listed), _of(Count, listed), _of(Quantity, listed)
    if missing:
        return missing[0]
    if counts and amounts:
        raise MisuseError("金额和个数不能相加")
    if counts:
        return Count(sum(count.number for count in counts), "合计", places_of(counts))
    amount = sum((one.amount for one in amounts), NOTHING)
    return Quantity(amount, _sources([one.source for one in amounts]), style, places_of(amounts), _added(amounts))


def _added(quantities: Iterable[Quantity]) -> tuple[Address, ...]:
    """The cells of a sum; none where one of its terms is no cell."""
    of_each = [one.cells for one in quantities]
    return tuple(dict.fromkeys(chain(*of_each))) if all(of_each) else ()


def _of(kind: type[T], values: Iterable[object]) -> list[T]:
    return [one for one in values if isinstance(one, kind)]


def _sources(sources: list[str]) -> str:
    if len(sources) > MOST_SOURCES:
        return f"{sources[0]}等{len(sources)}项之和"
    return "＋".join(sources)
