"""数的变动: typed figures that are others, money that was moved, and the cells that follow, each under its cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field

from gongkai.changes.books import Books, Key
from gongkai.changes.result import Moved, Turn
from gongkai.changes.shifts import Group, Shift, grouped
from gongkai.composition.printing import Style, exact, printed
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.places import NOWHERE, Place


class Figures(Struct, frozen=True, kw_only=True):
    """数的全部变动."""

    turns: tuple[Turn, ...]
    together: tuple[Moved, ...]
    apart: tuple[Moved, ...]
    reprinted: int = 0
    """cells that print the same figure in another unit or another way"""


def changed_figures(old: Books, new: Books) -> Figures:
    """Everything that moved, what was typed before what follows from it, the largest first."""
    typed = {key: moved for key in _keys(old.typed, new.typed) if (moved := _typed(old, new, key)) is not None}
    roots = {key: moved for key, moved in typed.items() if not _follows_typed(old, new, key, typed)}
    groups = grouped(old, new, roots)
    followed = _followed(old, new, typed, roots, groups)
    turns = (
        _turn(old, new, roots, keys, shift, followed.by_group[number]) for number, (keys, shift) in enumerate(groups)
    )
    return Figures(
        turns=tuple(sorted(turns, key=lambda turn: -turn.yuan)),
        together=tuple(_ordered(followed.shared)),
        apart=tuple(_ordered(followed.apart)),
        reprinted=sum(_reprinted(old, new, key) for key in old.cells if key in new.cells),
    )


class _Followed(Struct):
    """Cells that are others, by the group of typed figures that made them so: one, several, none."""

    by_group: dict[int, list[Moved]] = field(default_factory=lambda: defaultdict(list))
    shared: list[Moved] = field(default_factory=list)
    apart: list[Moved] = field(default_factory=list)


def _followed(
    old: Books, new: Books, typed: Mapping[Key, Moved], roots: Mapping[Key, Moved], groups: Sequence[Group]
) -> _Followed:
    followed = _Followed()
    of_root = {key: number for number, (keys, _) in enumerate(groups) for key in keys}
    own = {Key(key.table, key.row, key.column) for key in roots}
    for key in _keys(old.cells, new.cells):
        moved = None if key in own else typed.get(key) or _cell(old, new, key)
        if moved is None:
            continue
        causes = {of_root[root] for root in _causes(old, new, key) if root in of_root}
        if len(causes) != 1:
            (followed.shared if causes else followed.apart).append(moved)
        elif not _is_in_moved_row(key, groups[(cause := causes.pop())]):
            followed.by_group[cause].append(moved)
    return followed


def _is_in_moved_row(key: Key, group: Group) -> bool:
    """Whether a cell is of a row that was moved: the move tells of it."""
    _, shift = group
    return shift is not None and shift[0].row != shift[1].row and key.row in {one.row for one in shift}


def _follows_typed(old: Books, new: Books, key: Key, typed: Mapping[Key, Moved]) -> bool:
    """Whether a typed figure only states what follows from others that were typed otherwise."""
    return _stated(old, new, key) and bool(_causes(old, new, key) & typed.keys())


def _reprinted(old: Books, new: Books, key: Key) -> bool:
    was, now = (books.accounts.cells[books.cells[key]].amount for books in (old, new))
    styles = old.style(key.table), new.style(key.table)
    same = printed(was, styles[0]) == printed(now, styles[1]) and styles[0].unit == styles[1].unit
    return was.yuan == now.yuan and not same


def _stated(old: Books, new: Books, key: Key) -> bool:
    """Whether a figure is typed beside what derives."""
    return key not in old.facts and key not in new.facts


def _keys(old: Iterable[Key], new: Iterable[Key]) -> dict[Key, None]:
    return dict.fromkeys((*old, *new))


def _typed(old: Books, new: Books, key: Key) -> Moved | None:
    before, after = old.typed.get(key), new.typed.get(key)
    amounts = before.amount if before else None, after.amount if after else None
    if _yuan(amounts[0]) == _yuan(amounts[1]):
        return None
    place = after.place if after else before.place if before else NOWHERE
    return _moved(new if after else old, key, amounts, (old.style(key.table), new.style(key.table)), place)


def _cell(old: Books, new: Books, key: Key) -> Moved | None:
    at, now = old.cells.get(key), new.cells.get(key)
    amounts = old.accounts.cells[at].amount if at else None, new.accounts.cells[now].amount if now else None
    styles = old.style(key.table), new.style(key.table)
    shown = [
        amount.rounded(style.unit, style.places) if amount else 0 for amount, style in zip(amounts, styles, strict=True)
    ]
    if shown[0] == shown[1] if styles[0].unit == styles[1].unit else _yuan(amounts[0]) == _yuan(amounts[1]):
        return None
    return _moved(new if now else old, key, amounts, styles, NOWHERE)


def _yuan(amount: Amount | None) -> Decimal:
    return amount.yuan if amount else ZERO


def _moved(
    books: Books, key: Key, amounts: tuple[Amount | None, Amount | None], styles: tuple[Style, Style], place: Place
) -> Moved:
    was, now = map(_yuan, amounts)
    unit = styles[1].unit
    old, new = (printed(amount, style) if amount else "" for amount, style in zip(amounts, styles, strict=True))
    if old == new:  # what rounding hides
        old, new = (exact(amount, unit) if amount else "" for amount in amounts)
    return Moved(
        table=key.table,
        label=books.label(key),
        old=old if styles[0].unit == unit or not old else f"{old}{styles[0].unit.value}",
        new=new,
        unit=unit.value,
        difference=(now - was) / unit.yuan,
        ratio=(now - was) / abs(was) * 100 if was else None,
        yuan=now - was,
        place=place,
    )


def _causes(old: Books, new: Books, key: Key) -> set[Key]:
    found: set[Key] = set()
    for books in (old, new):
        at = books.cells.get(key)
        found |= books.behind(books.accounts.cells[at].parts) if at else set()
    return found


def _ordered(moved: Iterable[Moved]) -> list[Moved]:
    return sorted(moved, key=lambda one: -abs(one.yuan))


def _turn(
    old: Books, new: Books, roots: Mapping[Key, Moved], keys: Collection[Key], shift: Shift, follows: Iterable[Moved]
) -> Turn:
    figures = tuple(_ordered(roots[key] for key in keys))
    told = tuple(_ordered(follows))
    if shift is None:
        (key,) = keys
        lent = new.typed[key].lent if key in new.typed else old.typed[key].lent
        return Turn(figures=figures, lent=lent, follows=told)
    source, target = shift
    whole = source.row != target.row and source not in new.typed and target not in old.typed
    called = source.column, target.column
    if source.row != target.row:
        called = old.row_called(source), new.row_called(target)
    elif source.column == target.column:
        called = source.fund, target.fund
    return Turn(figures=figures, source=called[0], target=called[1], whole=whole, follows=told)
