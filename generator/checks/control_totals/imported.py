"""导入的数: figures that came from workbooks (origins.yml) beside what stands there now.

Nothing rests on where they came from, but a reviewer wants to know which were changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Noted, Outcome, Rule
from gongkai.model.amounts import Amount
from gongkai.model.findings import found
from gongkai.model.names import listed
from gongkai.model.origins import INPUTS, ORIGINS, OriginKey
from gongkai.model.places import Place


class Now(Struct, frozen=True, kw_only=True):
    """现在写的一个数."""

    amount: Decimal
    told: str
    place: Place


def imported_figures_stand(case: Case) -> Iterator[Outcome]:
    """I310 手改过的数: what was imported is what is written, or somebody has changed it."""
    origins = case.document.origins
    if origins.broken:
        yield found("I313", Place(path=f"{case.document.place.path}/{ORIGINS}"))
    now = dict(_now(case))
    changed = 0
    for key, origin in origins.figures.items():
        stands = now.get(key)
        if stands is None:
            continue
        if stands.amount == Decimal(origin.number):
            yield Held()
            continue
        changed += 1
        name = "·".join(part for part in key if part and part != "行")
        yield found("I310", stands.place, "核对", 名=name, 数=origin.number, 处=str(origin), 填=stands.told)
    if origins.figures:
        yield Noted(text=_said(case, now, changed))


def _said(case: Case, now: dict[OriginKey, Now], changed: int) -> str:
    origins = case.document.origins
    imported = sum(key in now for key in origins.figures)
    by_hand = sum(bool(one.amount) for key, one in now.items() if key not in origins.figures)
    files = listed(dict.fromkeys(at.path for one in origins.figures.values() for at in one.places))
    told = f"导入的数{imported}个，出自{files}"
    told += f"，其中手改过{changed}个" if changed else ""
    return told + (f"；手填的{by_hand}个" if by_hand else "")


def _now(case: Case) -> Iterator[tuple[OriginKey, Now]]:
    document, unit = case.document, case.document.head.unit
    attribute = document.edition.funds.attribute if document.edition.funds is not None else "资金"
    for entry in document.entries:
        own = document.edition.tables[entry.table].attributes.get(attribute)
        fund = dict(entry.fields).get(attribute, "")
        fund = "" if own is not None and fund == own.default else fund
        for one in entry.amounts:
            value = one.amount.yuan / unit.yuan
            yield (
                OriginKey(entry.table, entry.row, fund, one.column),
                Now(amount=value, told=f"{value:,.2f}", place=one.place),
            )
    for path, given in document.inputs.items():
        if isinstance(given.value, Amount):
            value = given.value.yuan / unit.yuan
            yield OriginKey(INPUTS, path), Now(amount=value, told=f"{value:,.2f}", place=given.place)
        elif isinstance(given.value, int):
            yield OriginKey(INPUTS, path), Now(amount=Decimal(given.value), told=str(given.value), place=given.place)


RULES = (Rule("I310", imported_figures_stand),)
