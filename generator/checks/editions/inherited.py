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
    if name.startswith(INPUT):
        return any(
            path[0] == "填报" and matched(path[-1], name.removeprefix(INPUT)) is not None
            for path in removed
            if len(path) == 2
        )
    table, _, inside = name.partition(".")
    for path in removed:
        if len(path) == 2 and ((path[0] == "指标" and matched(path[1], name) is not None) or path == ("表", table)):
            return True
        if len(path) > 2 and path[0] in ("表", "表单") and table in (path[1], OWN) and path[-1] in inside.split("."):
            return True
    return False


OWN = "本表"
"""how the formulas of a performance form call the form itself"""
