"""没有读全的表: tables of which a line could not be read, and all that rests on them: no figure of theirs is judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from gongkai.checks.context import Case
from gongkai.model.edition import Edition
from gongkai.model.paths import begin_alike

NAMES = re.compile(r"[^\s.+\-*/=≤≥<>…\[\]]+")


def reason(case: Case, tables: Iterable[str]) -> str:
    """Why figures of these tables are not judged; empty if they are."""
    if not case.document.unread:
        return ""
    origins = _origins(case)
    return next((_told(origins[name]) for name in tables if name in origins), "")


def reason_of_formula(case: Case, formula: str) -> str:
    """The same for a formula of the edition: tables and 指标."""
    return reason(case, _tables(case.document.edition, (formula,))) if case.document.unread else ""


def reasons(case: Case) -> tuple[str, ...]:
    """Why nothing is judged that rests on the figures as a whole."""
    return tuple(_told(name) for name in sorted(case.document.unread))


def unread_input(case: Case, pattern: str) -> str:
    """Why what was typed for the explanation is not judged; * in a pattern stands for one name."""
    paths = map(".".join, case.document.unread_inputs)
    return next((f"“{path}”没有读成功，改正后再核对" for path in paths if not path or begin_alike(pattern, path)), "")


def _told(table: str) -> str:
    return f"“{table}”有读不出来的行，改正后再核对"


def resting_on(edition: Edition, tables: Iterable[str]) -> Mapping[str, str]:
    """Every table whose figures come from some tables, these among them, and the one that it comes from."""
    sources = {name: _tables(edition, _texts(form.model_dump())) for name, form in edition.tables.items()}
    found = {name: name for name in sorted(tables)}
    while more := {
        name: found[source]
        for name, below in sources.items()
        if name not in found and (source := next((one for one in sorted(below) if one in found), None))
    }:
        found |= more
    return found


@lru_cache(maxsize=1)
def _origins(case: Case) -> Mapping[str, str]:
    """Every table whose figures may not be whole, and the one in which a line could not be read."""
    return resting_on(case.document.edition, case.document.unread)


def _tables(edition: Edition, texts: Iterable[str]) -> set[str]:
    """The tables that formulas name, themselves or by a 指标."""
    found: set[str] = set()
    for text in texts:
        for name in NAMES.findall(text):
            if name in edition.tables:
                found.add(name)
            for indicator, formula in edition.indicators.items():
                if name == indicator.partition(".")[0] and formula != text:
                    found |= {one for one in NAMES.findall(formula) if one in edition.tables}
    return found


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
