"""文件 of all departments, as far as they are compared: which there are, and which have no place for a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from gongkai.model.series import Head
from gongkai.rendering.series.tables import NO_CELL, Around, Gone


class Documents(Struct, frozen=True, kw_only=True, dict=True):
    """文件 of all departments, as far as they are compared."""

    heads: Mapping[str, Head]
    gone: Gone = field(default_factory=dict)

    @cached_property
    def years(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """Of which years there are documents, by department and kind."""
        return _years(self.heads.values())

    @cached_property
    def unknown(self) -> Mapping[tuple[str, str], frozenset[int]]:
        """Of which of them nobody knows what figures they give."""
        return _years(one for one in self.heads.values() if not one.known)

    @cached_property
    def without(self) -> Mapping[tuple[str, str, str], Mapping[int, str]]:
        """Of which years the forms have no cell for a figure, by department, kind and figure."""
        found: dict[tuple[str, str, str], dict[int, str]] = defaultdict(dict)
        for head in self.heads.values():
            for one in head.without:
                found[head.department_id, head.kind, one][head.year] = NO_CELL
        return found

    def around(self, department: str, kind: str, places: Mapping[str, str] | None = None, asked: str = "") -> Around:
        """`asked`: the figure, as documents say that they have none (three-public/reception:决算数)."""
        return Around(
            there=self.years.get((department, kind), frozenset()),
            gone={year: why for (one, other, year), why in self.gone.items() if (one, other) == (department, kind)},
            unknown=self.unknown.get((department, kind), frozenset()),
            without=self.without.get((department, kind, asked), {}),
            places=places or {},
        )


def _years(heads: Iterable[Head]) -> dict[tuple[str, str], frozenset[int]]:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for head in heads:
        found[head.department_id, head.kind].add(head.year)
    return {key: frozenset(years) for key, years in found.items()}
