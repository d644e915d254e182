"""文中的量: what wording templates handle: amounts, percentages, counts; each prints itself and knows its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import ClassVar, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gongkai.composition.printing import Style, bound, exact, percent, printed
from gongkai.composition.traced_text import places_of
from gongkai.composition.wording_errors import MisuseError
from gongkai.model.amounts import Amount, Ratio, Unit
from gongkai.model.places import Place
from gongkai.model.spans import Figure, Operand, Span, Text
from gongkai.model.statements import Address

T = TypeVar("T")
ZERO = "零"
"""the name of no money in the wording"""


class Missing(Struct, frozen=True):
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


HIDDEN = "\ue000"
"""a sign of no text: the paragraph that it comes to stand in is left out as a whole"""


class Hidden(Missing, frozen=True):
    """不公开: a figure that may not be printed."""

    def __str__(self) -> str:
        return HIDDEN


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


class Quantity(_Exact, Struct, frozen=True, eq=False):
    """金额 in a sentence."""

    amount: Amount
    source: str
    style: Style
    places: tuple[Place, ...] = ()
    """where it, or what it derives from, was typed in the explanation"""
    cells: tuple[Address, ...] = ()
    """the cell that it is, or those that it is the sum of"""
    terms: tuple[tuple[int, Quantity], ...] = ()
    """with their signs, what it was worked out from"""

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
            terms=operands(self) if self.terms else (),
        )

    @property
    def parts(self) -> tuple[tuple[int, Quantity], ...]:
        """What it adds to a sum: its terms, or itself."""
        return self.terms or ((1, self),)

    def told(self, in_the_style_of: Quantity | Count) -> str:
        style = in_the_style_of.style if isinstance(in_the_style_of, Quantity) else self.style
        return printed(self.amount, style) or "0"

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
        cells = added((self, other)) if sign == "＋" else ()
        terms = (*self.parts, *(other.parts if sign == "＋" else _negated(other.parts)))
        source = f"{self.source}{sign}{other.source}"
        return Quantity(amount, source, self.style, places_of((self, other)), cells, terms)

    def __abs__(self) -> Quantity:
        terms = _negated(self.terms) if self.amount.yuan < 0 else self.terms
        return replace(self, amount=abs(self.amount), terms=terms)


class Percent(_Exact, Struct, frozen=True, eq=False):
    """百分比."""

    ratio: Ratio
    source: str
    decimals: int
    places: tuple[Place, ...] = ()
    terms: tuple[Operand, ...] = ()
    base: tuple[Operand, ...] = ()

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
            terms=self.terms,
            base=self.base,
        )


class Count(Struct, frozen=True):
    """个数: prints itself; compares and counts as a number."""

    number: int
    source: str
    places: tuple[Place, ...] = ()
    terms: tuple[tuple[int, Count], ...] = ()
    """as of a Quantity"""
    cells: ClassVar[tuple[Address, ...]] = ()

    @property
    def parts(self) -> tuple[tuple[int, Count], ...]:
        """What it adds to a sum: its terms, or itself."""
        return self.terms or ((1, self),)

    def told(self, _in_the_style_of: object) -> str:
        return str(self.number)

    @property
    def amount(self) -> Amount:
        """The number where shares are taken of it."""
        return Amount(yuan=Decimal(self.number))

    @property
    def printed(self) -> Decimal:
        return Decimal(self.number)

    @property
    def span(self) -> Span:
        return Figure(
            text=str(self.number),
            value=str(self.number),
            unit="",
            source=self.source,
            places=self.places,
            terms=operands(self) if self.terms else (),
        )

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
        return self._with(other, 1)

    __radd__ = __add__

    def __sub__(self, other: object) -> Count | Missing:
        if isinstance(other, Missing):
            return other
        return self._with(other, -1)

    def _with(self, other: object, sign: int) -> Count:
        terms = other.parts if isinstance(other, Count) else ()
        number = self.number + sign * self._whole(other)
        return Count(
            number, self.source, places_of((self, other)), (*self.parts, *(terms if sign > 0 else _negated(terms)))
        )

    def __rsub__(self, other: object) -> Count:
        return Count(self._whole(other) - self.number, self.source, self.places)

    def _whole(self, other: object) -> int:
        if isinstance(other, Count):
            return other.number
        if isinstance(other, int) and not isinstance(other, bool):
            return other
        raise MisuseError(f"{self.source}是个数，只能和个数相加减、比大小")

    def __abs__(self) -> Count:
        return replace(self, number=abs(self.number), terms=_negated(self.terms) if self.number < 0 else self.terms)


class Records(list[Mapping[str, object]]):
    """一列记录, each with the same fields; `counts`: those that are 个数."""

    def __init__(self, records: Iterable[Mapping[str, object]], path: str, counts: Iterable[str] = ()) -> None:
        super().__init__(records)
        self.path = path
        self.counts = frozenset(counts)


Number = Quantity | Count | Missing


def operands(value: Quantity | Count) -> tuple[Operand, ...]:
    """What a value was worked out from, or itself, in its own unit; what is taken off comes last."""
    found = [
        Operand(name=part.source, text=part.told(value), cells=part.cells, taken_off=sign < 0)
        for sign, part in value.parts
        if part.source != ZERO
    ]
    return tuple(sorted(found, key=lambda one: one.taken_off))


def _negated(terms: Iterable[tuple[int, T]]) -> tuple[tuple[int, T], ...]:
    return tuple((-sign, part) for sign, part in terms)


def added(quantities: Iterable[Quantity]) -> tuple[Address, ...]:
    """The cells of a sum; none where one of its terms is no cell."""
    of_each = [one.cells for one in quantities]
    return tuple(dict.fromkeys(chain(*of_each))) if all(of_each) else ()
