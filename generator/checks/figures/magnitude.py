"""金额的大小: figures that are consistent in themselves and ten thousand times too large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule
from generator.figures.derivation import Accounts
from generator.model.amounts import NOTHING, Amount, Unit
from generator.model.entries import Entry
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.places import Place

FEWEST = 10
"""different figures, before their sizes say anything"""
SMALLEST = Decimal(1_000_000)
"""元: in 万元 even a ministry has figures below 100.00, of a line of its basic expenditure or of its vehicles"""
LARGEST = Decimal(1_000_000_000)
"""元: a document with no figure below 100.00 and one above 10 亿元 is out of proportion"""
TIMES = 1000
"""how much larger than what is told of last year or of the budget"""
WAN = Decimal(10_000)
HALF = Decimal(50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversize:
    """金额偏大: the smallest and the largest figure, and what the largest is compared with, if there is anything."""

    smallest: Amount
    largest: Amount
    beside: str = ""
    amount: Amount = NOTHING


def unit_is_right(case: Case) -> Iterator[Outcome]:
    """F202 金额单位: figures of a document in 万元 that must have been typed in 元 (domain 2.3 X18, 6.2)."""
    if case.document.head.unit is not Unit.WAN:
        return
    found = oversize(case)
    if found is None:
        yield Held()
        return
    beside = f"，而{found.beside}最大的只有{case.shown(found.amount)}" if found.beside else ""
    yield Finding(
        code=FindingCode.YUAN_FOR_WAN,
        severity=Severity.INCONSISTENCY if found.beside else Severity.WARNING,
        place=Place(path=f"{case.document.place.path}/figures.yml"),
        message=(
            f"金额像是元，不是万元：报表里最小的数是{case.shown(found.smallest)}，"
            f"最大的是{case.shown(found.largest)}{beside}"
        ),
        hint="请核对：按元填的，把 document.yml 的“金额单位”改成元，或者把各数换算成万元",
    )


def oversize(case: Case) -> Oversize | None:
    """Whether the figures must be 元: not one is small, and the largest is out of all proportion."""
    document = case.document
    if document.head.unit is not Unit.WAN:
        return None
    sizes = sorted(set(_sizes(one.amount for entry in document.entries for one in entry.amounts)))
    if len(sizes) < FEWEST or sizes[0] < SMALLEST:
        return None
    told = [item.value for item in document.inputs.values() if isinstance(item.value, Amount)]
    compared = {
        "情况说明里": told,
        **{name: list(_amounts(other.accounts)) for name, other in case.neighbours.items() if other.accounts},
    }
    smallest, largest = Amount(yuan=sizes[0]), Amount(yuan=sizes[-1])
    for name, amounts in compared.items():
        most = max(_sizes(amounts), default=Decimal(0))
        if most and largest.yuan >= TIMES * most:
            return Oversize(smallest=smallest, largest=largest, beside=name, amount=Amount(yuan=most))
    return Oversize(smallest=smallest, largest=largest) if largest.yuan >= LARGEST else None


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


RULES = (Rule(code=FindingCode.YUAN_FOR_WAN, check=unit_is_right),)
