"""金额的大小: figures that are consistent in themselves and ten thousand times too large, or too small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import comb, log10

from gongkai.checks.context import Case
from gongkai.checks.figures.each import costs
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.figures.derivation import Accounts
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.entries import Entry
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place

FEWEST = 10
"""different figures, before their sizes say anything"""
SMALLEST = Decimal(1_000_000)
"""元: in 万元 even a ministry has figures below 100.00, of a line of its basic expenditure or of its vehicles"""
LARGEST = Decimal(1_000_000_000)
"""元: a document with no figure below 100.00 and one above 10 亿元 is out of proportion"""
ECONOMIC = frozenset({"经济科目", "部门经济"})
LINE = Decimal(1000)
"""元: what a line of a table is seldom below"""
ODDS = 0.01
"""how improbable so few lines below SMALLEST must be in basic expenditure of this size, to say it for certain"""
LIKELY = 0.05
"""the same where no figure of any table is below SMALLEST either"""
TIMES = 1000
"""how much larger than what is told of last year or of the budget"""
PETTY, SHARE, FEW = Decimal(100), Decimal("0.2"), 3
"""in 元 hardly any figure is below 100; a document that has several, one in five, was typed in 万元"""
NEGLIGIBLE = Decimal(10_000)
"""元: no department has less in a year"""
WHOLE = "整份文件的金额单位改正以后再核对（F202、F203）"
"""why a rule does not report what follows from the unit of all figures"""
BOUNDED = (Unit.YUAN, Unit.WAN)
"""the units for which the sizes above are known"""
WAN = Unit.WAN.yuan
HALF = Unit.WAN.margin(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversize:
    """金额偏大: the smallest and the largest figure, and what the largest is compared with, if there is anything."""

    smallest: Amount
    largest: Amount
    beside: str = ""
    amount: Amount = NOTHING
    certain: bool = False
    """whether the sizes alone leave no doubt"""


def unit_is_right(case: Case) -> Iterator[Outcome]:
    """F202 金额单位: figures of a document in 万元 that must have been typed in 元 (domain 2.3 X18, 6.2)."""
    if case.document.head.unit not in BOUNDED:
        yield Skipped(reason=f"以{case.document.head.unit.value}为单位的文件，多大的数算是错了单位，还没有规定")
    if case.document.head.unit is not Unit.WAN:
        return
    found = oversize(case)
    if found is None:
        yield Held()
        return
    beside = f"，而{found.beside}最大的只有{case.shown(found.amount)}" if found.beside else ""
    firm = found.beside or (found.certain and not case.document.archived)
    yield Finding(
        code=FindingCode.YUAN_FOR_WAN,
        severity=Severity.INCONSISTENCY if firm else Severity.WARNING,
        place=Place(path=f"{case.document.place.path}/figures.yml"),
        message=(
            f"金额像是元，不是万元：报表里最小的数是{case.shown(found.smallest)}，"
            f"最大的是{case.shown(found.largest)}{beside}"
        ),
        hint="请核对：按元填的，把 document.yml 的“金额单位”改成元，或者把各数换算成万元",
    )


@lru_cache(maxsize=1)
def oversize(case: Case) -> Oversize | None:
    """Whether the figures must be 元: hardly one is small, and the largest is out of all proportion.

    What a vehicle or a guest cost says more than any size: where that is as it should be, the unit is right.
    """
    sizes = _typed(case)
    if case.document.head.unit is not Unit.WAN or not sizes:
        return None
    found = Oversize(smallest=Amount(yuan=sizes[0]), largest=Amount(yuan=sizes[-1]))
    none_small, enough = sizes[0] >= SMALLEST, len(sizes) >= FEWEST
    for name, amounts in _compared(case) if none_small and enough else ():
        most = max(_sizes(amounts), default=Decimal(0))
        if most and sizes[-1] >= TIMES * most:
            return replace(found, beside=name, amount=Amount(yuan=most))
    each = list(costs(case))
    if any(one.as_usual for one in each):
        return None
    too_much = sizes[-1] >= case.document.edition.magnitude.department
    too_dear = enough and any(one.cost > one.most for one in each)
    odds = _odds(_lines(case))
    if (none_small and (too_much or too_dear or odds < LIKELY)) or odds < ODDS:
        return replace(found, certain=True)
    return found if enough and none_small and sizes[-1] >= LARGEST else None


def _typed(case: Case) -> list[Decimal]:
    """The different sizes of what was typed into the tables."""
    return sorted(set(_sizes(one.amount for entry in case.document.entries for one in entry.amounts)))


def _compared(case: Case) -> Iterator[tuple[str, Iterable[Amount]]]:
    """What the tables are compared with: the explanation, other documents."""
    yield "情况说明里", [item.value for item in case.document.inputs.values() if isinstance(item.value, Amount)]
    for name, other in case.neighbours.items():
        if other.accounts:
            yield name, _amounts(other.accounts)


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
    """How probable so few lines below SMALLEST are, if every power of ten from LINE to their sum is as likely."""
    total = sum(lines)
    if total < LARGEST:
        return 1.0
    below = (log10(SMALLEST) - log10(LINE)) / (log10(total) - log10(LINE))
    few = sum(1 for size in lines if size < SMALLEST)
    return sum(comb(len(lines), k) * below**k * (1 - below) ** (len(lines) - k) for k in range(few + 1))


def unit_is_not_wan(case: Case) -> Iterator[Outcome]:
    """F203 金额单位: figures of a document in 元 that must have been typed in 万元."""
    if case.document.head.unit is not Unit.YUAN:
        return
    found = undersize(case)
    if found is None:
        yield Held()
        return
    yield Finding(
        code=FindingCode.WAN_FOR_YUAN,
        severity=Severity.WARNING if case.document.archived else Severity.INCONSISTENCY,
        place=Place(path=f"{case.document.place.path}/figures.yml"),
        message=(
            f"金额像是万元，不是元：报表里最小的数是{case.shown(found.smallest)}，最大的是{case.shown(found.largest)}"
        ),
        hint="请核对：按万元填的，把 document.yml 的“金额单位”改成万元，或者把各数换算成元",
    )


@lru_cache(maxsize=1)
def undersize(case: Case) -> Oversize | None:
    """Whether the figures must be 万元: they are next to nothing, or many of them are."""
    sizes = _typed(case)
    if case.document.head.unit is not Unit.YUAN or not sizes or any(one.as_usual for one in costs(case)):
        return None
    petty = sum(1 for size in sizes if size < PETTY)
    if sizes[-1] < NEGLIGIBLE or (petty >= FEW and petty >= SHARE * len(sizes)):
        return Oversize(smallest=Amount(yuan=sizes[0]), largest=Amount(yuan=sizes[-1]))
    return None


def _sizes(amounts: Iterable[Amount]) -> Iterator[Decimal]:
    return (abs(amount.yuan) for amount in amounts if amount.yuan)


def _amounts(accounts: Accounts) -> Iterator[Amount]:
    return (cell.amount for cell in accounts.cells.values())


def reduced(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The figures divided by 10,000, as they would be typed in 万元."""
    return tuple(
        replace(entry, amounts=tuple(replace(one, amount=_reduced(one.amount)) for one in entry.amounts))
        for entry in entries
    )


def _reduced(amount: Amount) -> Amount:
    steps = (amount.yuan / WAN / (2 * HALF)).quantize(Decimal(1), ROUND_HALF_UP)
    return Amount(yuan=steps * 2 * HALF, margin=HALF) if steps else NOTHING


RULES = (
    Rule(code=FindingCode.YUAN_FOR_WAN, check=unit_is_right),
    Rule(code=FindingCode.WAN_FOR_YUAN, check=unit_is_not_wan),
)
