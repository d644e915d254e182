"""移列: money that was moved: another row, column or fund for the same figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from gongkai.changes.books import Books, Key
from gongkai.changes.result import Moved

LIKE = 0.5
"""how like two names are of which one became the other, where figures alone do not tell"""

Shift = tuple[Key, Key] | None
Group = tuple[tuple[Key, ...], Shift]


def grouped(old: Books, new: Books, roots: Mapping[Key, Moved]) -> list[Group]:
    """Typed figures alone, and those that are two sides of money that was moved."""
    left = dict(roots)
    groups: list[Group] = []
    for pairs in (_rows_renamed(old, new, roots), _balanced(roots)):
        for keys, shift in pairs:
            if all(key in left for key in keys):
                groups.append((keys, shift))
                for key in keys:
                    del left[key]
    return [*groups, *(((key,), None) for key in left)]


def _rows_renamed(old: Books, new: Books, roots: Mapping[Key, Moved]) -> Iterator[Group]:
    """Rows that are gone, and rows with the same figures that are new: in all tables together, or in one."""
    for by_table in (False, True):
        gone, come = (_rows(books, other, roots, by_table=by_table) for books, other in ((old, new), (new, old)))
        for figures, sources in gone.items():
            targets = list(come.get(figures, ()))
            for source in sources:
                names = [new.row_called(target[0]) for target in targets]
                like = get_close_matches(
                    old.row_called(source[0]), names, n=1, cutoff=LIKE if len(sources) > 1 or len(names) > 1 else 0
                )
                if like:
                    target = targets.pop(names.index(like[0]))
                    yield (*source, *target), (source[0], target[0])


_Amounts = frozenset[tuple[str, str, str, Decimal]]


def _rows(
    books: Books, other: Books, roots: Mapping[Key, Moved], *, by_table: bool
) -> dict[_Amounts, list[tuple[Key, ...]]]:
    """The rows of one side that the other has not, by their figures."""
    rows: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in dict.fromkeys(books.numbered):
        rows[key.table if by_table else "", key.row].append(key)
    found: dict[_Amounts, list[tuple[Key, ...]]] = defaultdict(list)
    for keys in rows.values():
        own = tuple(key for key in keys if books.typed[key].amount.yuan)
        if own and all(key in roots and key not in other.typed for key in own):
            found[_amounts(books, own)].append(own)
    return found


def _amounts(books: Books, keys: Iterable[Key]) -> _Amounts:
    return frozenset((key.table, key.column, key.fund, books.typed[key].amount.yuan) for key in keys)


def _balanced(roots: Mapping[Key, Moved]) -> Iterator[Group]:
    """Two figures of one column, of one row or of two funds, of which one lost what the other won."""
    for line in (("column", "fund"), ("row", "fund"), ("row", "column")):
        by_size: dict[tuple[object, ...], list[Key]] = defaultdict(list)
        for key, moved in roots.items():
            by_size[key.table, *(getattr(key, name) for name in line), abs(moved.yuan)].append(key)
        for keys in by_size.values():
            if len(keys) == 2 and roots[keys[0]].yuan == -roots[keys[1]].yuan:
                source, target = sorted(keys, key=lambda key: roots[key].yuan)
                yield (source, target), (source, target)
