"""编制的虚构决算: invented documents as departments write them, where most totals derive and few are typed as well.

Each is a complete document of bench/exact.py of which only some cells are typed: the fewer there are, the fewer
relations witness each of them, down to R33 as the only one (the detail of basic expenditure against table 05).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from msgspec.structs import replace

from bench import exact, slips
from gongkai.model.amounts import Unit
from gongkai.model.entries import Entry

WHOLE = ("收入决算表", "支出决算表")
STYLES = ("只填明细", "明细和合计行", "各级合计都填", "推算的有填有不填")


def documents(seed: int, count: int, style: str, unit: Unit) -> Iterator[tuple[tuple[Entry, ...], tuple[Entry, ...]]]:
    """Documents in which a style of authoring has left out what derives, each with its complete one."""
    for number, entries in enumerate(exact.documents(seed, count)):
        own = exact.rounded(entries) if unit is Unit.WAN else entries
        kept = _kept(own, style, Random(f"{seed}/{style}/{number}"))  # noqa: S311 - not secrets
        yield exact.placed(kept), own


def _kept(entries: Iterable[Entry], style: str, random: Random) -> Iterator[Entry]:
    listed = tuple(entries)
    typed = slips.typed(exact.edition(), Unit.YUAN, listed)
    for entry in listed:
        amounts = []
        for one in entry.amounts:
            key = (entry.table, entry.row, one.column)
            if not slips.is_total(typed, key) or _chosen(key, style, random):
                amounts.append(one)
        if amounts:
            yield replace(entry, amounts=tuple(amounts))


def _chosen(key: slips.Key, style: str, random: Random) -> bool:
    """Whether a figure that derives is typed as well."""
    table, row, _ = key
    match style:
        case "只填明细":
            return False
        case "明细和合计行":
            return table in (*WHOLE, exact.BASIC) and "合计" in row
        case "各级合计都填":
            return table in (*WHOLE, exact.BASIC)
        case _:
            return random.random() < 0.4
