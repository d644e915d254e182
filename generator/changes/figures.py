"""数的变动: typed figures that are others, money that was moved, and the cells that follow, each under its cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property

from gongkai.changes.result import Moved, Turn
from gongkai.composition.printing import Style, exact, printed, style_of_table
from gongkai.figures.derivation import Accounts
from gongkai.figures.facts import Parts
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.places import NOWHERE, Place
from gongkai.model.statements import Address
from gongkai.scanning.personal_data.findings import masked

MAIN = 3
LIKE = 0.5
"""how like two names are of which one became the other, where figures alone do not tell"""
RECORD = "#"
"""how keys of records begin that are only counted"""


@dataclass(frozen=True, slots=True)
class Key:
    """一个数的名字, the same before and after: a record goes by its texts, not by its number."""

    table: str
    row: str
    column: str
    fund: str = ""


@dataclass(frozen=True, slots=True)
class _Typed:
    amount: Amount
    place: Place
    lent: str = ""


def _own(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The texts of a record without the names that its codes have anyhow."""
    return (
        (name, text) for name, text in fields.items() if name.removesuffix("名称") == name or name[:-2] not in fields
    )


def _texts(fields: Mapping[str, str]) -> Iterator[str]:
    return (text for _, text in _own(fields) if text)


class Books:
    """一边的账: the figures of one side, by keys that hold on the other."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], str]:
        """The name of each row that is only counted, by table and key."""
        found: dict[tuple[str, str], str] = {}
        for name, statement in self.accounts.statements.items():
            taken: dict[str, int] = defaultdict(int)
            for row in statement.rows:
                if row.key.startswith(RECORD):
                    texts = "·".join(_texts(row.fields)) or row.title
                    taken[texts] += 1
                    found[name, row.key] = f"{texts}{RECORD * (taken[texts] - 1)}" or row.key
        return found

    def row_of(self, table: str, row: str) -> str:
        return self.rows.get((table, row), row)

    def key(self, at: Address) -> Key:
        return Key(at.table, self.row_of(at.table, at.row), at.column)

    @cached_property
    def numbered(self) -> tuple[Key, ...]:
        """The key of each fact, by number."""
        facts = self.accounts.facts.items
        return tuple(
            Key(one.table, self.row_of(one.table, one.row), one.column, one.attributes.get("资金", "")) for one in facts
        )

    @cached_property
    def facts(self) -> frozenset[Key]:
        return frozenset(self.numbered)

    @cached_property
    def typed(self) -> Mapping[Key, _Typed]:
        """Facts, and figures that were given beside what derives."""
        found: dict[Key, _Typed] = {}
        for key, fact in zip(self.numbered, self.accounts.facts.items, strict=True):
            before = found.get(key)
            amount = before.amount + fact.amount if before else fact.amount
            found[key] = _Typed(amount, fact.place, fact.lent)
        for at, given in self.accounts.deriver.sorted.given.items():
            found.setdefault(self.key(at), _Typed(given.amount, given.place))
        return found

    @cached_property
    def cells(self) -> Mapping[Key, Address]:
        return {self.key(at): at for at in self.accounts.cells}

    def behind(self, parts: Parts) -> set[Key]:
        return {self.numbered[number] for number, _ in parts}

    def style(self, table: str) -> Style:
        edition = self.accounts.edition
        return style_of_table(edition.amounts, edition.tables.get(table))

    def label(self, key: Key) -> str:
        """Row and column, for people."""
        at = self.cells.get(Key(key.table, key.row, key.column))
        name = self.row_name(key.table, at.row) if at else key.row
        return "·".join(dict.fromkeys(filter(None, (name, key.column, key.fund if self._funds(key) else ""))))

    def row_name(self, table: str, row: str) -> str:
        statement = self.accounts.statements.get(table)
        found = statement.row(row) if statement else None
        if found is None or row == "行":
            return "" if row == "行" else row
        names = [text for name, text in _own(found.fields) if name.endswith("名称")] or [*found.fields.values()]
        title = found.title if found.title and "{" not in found.title else "·".join(dict.fromkeys(filter(None, names)))
        return masked(" ".join(dict.fromkeys(filter(None, (found.code, title)))) or row)

    def _funds(self, key: Key) -> bool:
        """Whether the row is typed for several funds."""
        own = (key.table, key.row, key.column)
        return sum((one.table, one.row, one.column) == own for one in self.typed) > 1


def main_figures(books: Books) -> Iterator[str]:
    """The largest figure of each table, of the first few."""
    for table in list(books.accounts.statements)[:MAIN]:
        cells = [(key, books.accounts.cells[at].amount) for key, at in books.cells.items() if key.table == table]
        if cells:
            key, amount = max(cells, key=lambda one: one[1].yuan)
            style = books.style(table)
            yield f"{table}·{books.label(key)} {printed(amount, style)}{style.unit.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """数的全部变动."""

    turns: tuple[Turn, ...]
    together: tuple[Moved, ...]
    apart: tuple[Moved, ...]
    reprinted: int = 0
    """cells that print the same figure in another unit or another way"""


def changed_figures(old: Books, new: Books) -> Figures:
    """Everything that moved, what was typed before what follows from it, the largest first."""
    typed = {key: moved for key in _keys(old.typed, new.typed) if (moved := _typed(old, new, key)) is not None}
    roots = {
        key: moved
        for key, moved in typed.items()
        if not (_stated(old, new, key) and _causes(old, new, key) & typed.keys())
    }
    groups = _grouped(old, new, roots)
    of_root = {key: number for number, (keys, _) in enumerate(groups) for key in keys}
    follows: dict[int, list[Moved]] = defaultdict(list)
    rows = [{key.row for key in shift} if shift and shift[0].row != shift[1].row else set() for _, shift in groups]
    shared: list[Moved] = []
    apart: list[Moved] = []
    own = {Key(key.table, key.row, key.column) for key in roots}
    for key in _keys(old.cells, new.cells):
        moved = None if key in own else typed.get(key) or _cell(old, new, key)
        if moved is None:
            continue
        causes = {of_root[root] for root in _causes(old, new, key) if root in of_root}
        if len(causes) != 1:
            (shared if causes else apart).append(moved)
        elif key.row not in rows[(cause := causes.pop())]:  # of rows that were moved, the move tells
            follows[cause].append(moved)
    turns = (_turn(old, new, roots, keys, shift, follows[number]) for number, (keys, shift) in enumerate(groups))
    ordered = sorted(turns, key=lambda turn: -turn.yuan)
    return Figures(
        turns=tuple(ordered),
        together=tuple(_ordered(shared)),
        apart=tuple(_ordered(apart)),
        reprinted=sum(_reprinted(old, new, key) for key in old.cells if key in new.cells),
    )


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


Shift = tuple[Key, Key] | None
Group = tuple[tuple[Key, ...], Shift]


def _grouped(old: Books, new: Books, roots: Mapping[Key, Moved]) -> list[Group]:
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
                names = [_row(new, target[0]) for target in targets]
                like = get_close_matches(
                    _row(old, source[0]), names, n=1, cutoff=LIKE if len(sources) > 1 or len(names) > 1 else 0
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
        own = [key for key in keys if books.typed[key].amount.yuan]
        if own and all(key in roots and key not in other.typed for key in own):
            figures = frozenset((key.table, key.column, key.fund, books.typed[key].amount.yuan) for key in own)
            found[figures].append(tuple(own))
    return found


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
        called = _row(old, source), _row(new, target)
    elif source.column == target.column:
        called = source.fund, target.fund
    return Turn(figures=figures, source=called[0], target=called[1], whole=whole, follows=told)


def _row(books: Books, key: Key) -> str:
    at = books.cells.get(Key(key.table, key.row, key.column))
    return books.row_name(key.table, at.row) if at else key.row
