"""沿用下来而不再合用的: what an edition inherits and no longer fits after its changes.

What was taken away by null was meant to go, and with it what speaks of it.  What was renamed, or is of another kind,
takes checks with it that nobody meant to lose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.checks.quantities import INPUT
from gongkai.figures.formulas import FormulaError, parse
from gongkai.model.paths import matched

Removed = Iterable[tuple[str, ...]]


def meant_to_go(name: str, removed: Removed, indicators: Mapping[str, str]) -> bool:
    """Whether a name of a formula means what a null took away: an input, an indicator, a table, a row of it.

    An indicator that rests on such a thing went with it.
    """
    if _taken_away(name, removed):
        return True
    for known, formula in indicators.items():
        if matched(known, name) is not None:
            others = {one: text for one, text in indicators.items() if one != known}
            return any(meant_to_go(inner, removed, others) for inner in _names(formula))
    return False


def _names(formula: str) -> list[str]:
    try:
        return [term.first.path for term in parse(formula)]
    except FormulaError:
        return []


def _taken_away(name: str, removed: Removed) -> bool:
    return any(_is_of(name, path) for path in removed)


def _is_of(name: str, path: tuple[str, ...]) -> bool:
    kind, *keys = path
    table, _, inside = name.partition(".")
    if len(keys) > 1:
        return kind in ("表", "表单") and table in (keys[0], OWN) and keys[-1] in inside.split(".")
    if name.startswith(INPUT):
        return kind == "填报" and _fits(keys, name.removeprefix(INPUT))
    return keys == [table] if kind == "表" else kind == "指标" and _fits(keys, name)


def _fits(keys: list[str], name: str) -> bool:
    return any(matched(key, name) is not None for key in keys)


OWN = "本表"
"""how the formulas of a performance form call the form itself"""
