"""合计: sums of what wording templates handle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from gongkai.composition.printing import Style
from gongkai.composition.template_values import Count, Missing, Number, Quantity, added
from gongkai.composition.traced_text import places_of
from gongkai.composition.wording_errors import MisuseError
from gongkai.model.amounts import NOTHING

T = TypeVar("T")
MOST_SOURCES = 4
"""terms of a sum that its source names one by one"""


def total(quantities: Iterable[Number], style: Style) -> Number:
    """合计 of amounts, or of counts; of nothing: no money."""
    listed = [*quantities]
    missing, counts, amounts = _of(Missing, listed), _of(Count, listed), _of(Quantity, listed)
    if missing:
        return missing[0]
    if counts and amounts:
        raise MisuseError("金额和个数不能相加")
    if counts:
        parts = tuple(part for count in counts for part in count.parts)
        return Count(sum(count.number for count in counts), "合计", places_of(counts), parts)
    terms = tuple(part for one in amounts for part in one.parts) if len(amounts) > 1 else ()
    amount = sum((one.amount for one in amounts), NOTHING)
    source = _sources([one.source for one in amounts])
    return Quantity(amount, source, style, places_of(amounts), added(amounts), terms)


def _of(kind: type[T], values: Iterable[object]) -> list[T]:
    return [one for one in values if isinstance(one, kind)]


def _sources(sources: list[str]) -> str:
    if len(sources) > MOST_SOURCES:
        return f"{sources[0]}等{len(sources)}项之和"
    return "＋".join(sources)
