"""金额的大小: figures that are consistent in themselves and ten thousand times too large, or too small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import comb, log10

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.comparisons import authored
from gongkai.checks.context import Case
from gongkai.checks.figures.each import costs
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.model.amounts import NOTHING, ZERO, Amount, Unit
from gongkai.model.entries import Entry
from gongkai.model.finding_catalogue import bound_of
from gongkai.model.findings import found

ECONOMIC = frozenset({"经济科目", "部门经济"})
WHOLE = "整份文件的金额单位改正以后再核对（F202、F203）"
"""why a rule does not report what follows from the unit of all figures"""
BOUNDED = (Unit.YUAN, Unit.WAN)
"""the units for which the sizes above are known"""
WAN = Unit.WAN.yuan
HALF = Unit.WAN.margin(2)


class Oversize(Struct, frozen=True, kw_only=True):
    """金额偏大: the smallest and the largest figure, and what the largest is compared with, if there is anything."""

    smallest: Amount
    largest: Amount
    beside: str = ""
    amount: Amount = NOTHING
    certain: bool = False
    """whether the sizes alone leave no doubt"""


def _in_wan(case: Case) -> Iterator[Unit | Skipped]:
    unit = case.document.head.unit
    if unit not in BOUNDED:
        yield Skipped(reason=f"以{unit.value}为单位的文件，多大的数算是错了单位，还没有规定")
    if unit is Unit.WAN:
        yield unit


@each(_in_wan)
def unit_is_right(case: Case, _: Unit) -> Iterator[Said]:
    """F202 金额单位: figures of a document in 万元 that must have been typed in 元 (domain 2.3 X18, 6.2)."""
    sizes = oversize(case)
    if sizes is None:
        return
    firm = sizes.beside or (sizes.certain and not case.document.archived)
    yield found(
        "F202",
        case.figures_file,
        "肯定" if firm else "可能",
        最小=case.shown(sizes.smallest),
        最大=case.shown(sizes.largest),
        他处=sizes.beside,
        他处最大=case.shown(sizes.amount),
    )


def unit_is_wrong(case: Case) -> bool:
    """Whether all figures are in another unit than the document's (F202, F203)."""
    return oversize(case) is not None or undersize(case) is not None


@lru_cache(maxsize=1)
def oversize(case: Case) -> Oversize | None:
    """Whether the figures must be 元: hardly one is small, and the largest is out of all proportion.

    What a vehicle or a guest cost says more than any size: where that is as it should be, the unit is right.
    """
    sizes = _typed(case)
    if case.document.head.unit is not Unit.WAN or not sizes:
        return None
    whole = Oversize(smallest=Amount(yuan=sizes[0]), largest=Amount(yuan=sizes[-1]))
    enough = len(sizes) >= bound_of("F202", "最少几个数")
    none_small = sizes[0] >= bound_of("F202", "没有更小的数")
    compared = _outgrown(case, sizes[-1]) if none_small and enough else None
    if compared is not None:
        return replace(whole, beside=compared[0], amount=Amount(yuan=compared[1]))
    each = list(costs(case))
    if any(one.as_usual for one in each):
        return None
    too_dear = enough and any(one.cost > one.most for one in each)
    if _beyond_doubt(case, sizes[-1], too_dear=too_dear, none_small=none_small):
        return replace(whole, certain=True)
    return whole if enough and none_small and sizes[-1] >= bound_of("F202", "有更大的数") else None


def _beyond_doubt(case: Case, largest: Decimal, *, too_dear: bool, none_small: bool) -> bool:
    odds = _odds(_lines(case))
    too_much = largest >= case.document.edition.magnitude.department
    unlikely = none_small and (too_much or too_dear or odds < bound_of("F202", "少见"))
    return unlikely or odds < bound_of("F202", "很少见")


def _outgrown(case: Case, size: Decimal) -> tuple[str, Decimal] | None:
    """What a figure is many times as large as the largest of, and that largest one."""
    for name, most in _compared(case):
        if most and size >= bound_of("F202", "别处的几倍") * most:
            return name, most
    return None


def _typed(case: Case) -> list[Decimal]:
    """The different sizes of what was typed into the tables."""
    return sorted(set(_sizes(one.amount for entry in case.document.entries for one in entry.amounts)))


def _compared(case: Case) -> Iterator[tuple[str, Decimal]]:
    """What the tables are compared with, the explanation and other documents, and the largest size there."""
    typed = (item.value for item in case.document.inputs.values())
    yield "情况说明里", max(_sizes(value for value in typed if isinstance(value, Amount)), default=ZERO)
    for name, other in case.neighbours.items():
        if other.accounts:
            yield name, other.accounts.largest


def _lines(case: Case) -> list[Decimal]:
    """Lines of basic expenditure, by 经济科目: of wages and offices; a fund that only pays out has none."""
    edition = case.document.edition
    tables = {
        name
        for name, form in edition.tables.items()
        if not ECONOMIC.isdisjoint((by for rule in form.rules for by in rule.by) if form.rules else (form.codes_are,))
    }
    return sorted(set(_sizes(fact.amount for fact in case.accounts.facts.items if fact.table in tables)))


def _odds(lines: Sequence[Decimal]) -> float:
    """How probable so few small lines are, if every power of ten from the smallest to their sum is as likely."""
    total = sum(lines)
    least, small = bound_of("F202", "最小的科目"), bound_of("F202", "没有更小的数")
    if total < bound_of("F202", "有更大的数"):
        return 1.0
    below = log10(small / least) / log10(total / least)
    few = sum(1 for size in lines if size < small)
    return sum(comb(len(lines), k) * below**k * (1 - below) ** (len(lines) - k) for k in range(few + 1))


def _in_yuan(case: Case) -> Iterator[Unit]:
    if case.document.head.unit is Unit.YUAN:
        yield Unit.YUAN


@each(_in_yuan)
def unit_is_not_wan(case: Case, _: Unit) -> Iterator[Said]:
    """F203 金额单位: figures of a document in 元 that must have been typed in 万元."""
    sizes = undersize(case)
    if sizes is not None:
        yield found(
            "F203",
            case.figures_file,
            severity=authored(case),
            最小=case.shown(sizes.smallest),
            最大=case.shown(sizes.largest),
        )


@lru_cache(maxsize=1)
def undersize(case: Case) -> Oversize | None:
    """Whether the figures must be 万元: they are next to nothing, or many of them are."""
    sizes = _typed(case)
    if case.document.head.unit is not Unit.YUAN or not sizes or any(one.as_usual for one in costs(case)):
        return None
    petty = sum(1 for size in sizes if size < bound_of("F203", "零头"))
    many = petty >= max(bound_of("F203", "零头最少"), bound_of("F203", "零头占") * len(sizes))
    if many or sizes[-1] < bound_of("F203", "一年最少"):
        return Oversize(smallest=Amount(yuan=sizes[0]), largest=Amount(yuan=sizes[-1]))
    return None


def _sizes(amounts: Iterable[Amount]) -> Iterator[Decimal]:
    return (abs(amount.yuan) for amount in amounts if amount.yuan)


def reduced(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The figures divided by 10,000, as they would be typed in 万元."""
    return tuple(
        replace(entry, amounts=tuple(replace(one, amount=_reduced(one.amount)) for one in entry.amounts))
        for entry in entries
    )


def _reduced(amount: Amount) -> Amount:
    steps = (amount.yuan / WAN / (2 * HALF)).quantize(Decimal(1), ROUND_HALF_UP)
    return Amount(yuan=steps * 2 * HALF, margin=HALF) if steps else NOTHING
