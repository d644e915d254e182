"""账: the figures of one side of a comparison, by names that hold on the other side too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from gongkai.composition.printing import Style, printed, style_of_table
from gongkai.figures.derivation import Accounts
from gongkai.figures.facts import Fact, Parts
from gongkai.model.amounts import Amount
from gongkai.model.places import Place
from gongkai.model.statements import Address, StatementRow
from gongkai.scanning.personal_data.findings import masked

MAIN = 3
RECORD = "#"
"""how keys of records begin that are only counted"""


class Key(Struct, frozen=True):
    """一个数的名字, the same before and after: a record goes by its texts, not by its number."""

    table: str
    row: str
    column: str
    fund: str = ""


class _Typed(Struct, frozen=True):
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
        return tuple(Key(one.table, self.row_of(one.table, one.row), one.column, _share(one)) for one in facts)

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
        name = self.row_called(key)
        return "·".join(dict.fromkeys(filter(None, (name, key.column, key.fund if self._funds(key) else ""))))

    def row_name(self, table: str, row: str) -> str:
        statement = self.accounts.statements.get(table)
        found = statement.row(row) if statement else None
        if row == "行":
            return ""
        if found is None:
            return row
        title = found.title if found.title and "{" not in found.title else _named(found)
        return masked(" ".join(dict.fromkeys(filter(None, (found.code, title)))) or row)

    def row_called(self, key: Key) -> str:
        """The row of a figure, for people."""
        at = self.cells.get(Key(key.table, key.row, key.column))
        return self.row_name(key.table, at.row) if at else key.row

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


def _named(row: StatementRow) -> str:
    """What the fields of a row call it: its names, or all that they say."""
    names = [text for name, text in _own(row.fields) if name.endswith("名称")] or [*row.fields.values()]
    return "·".join(dict.fromkeys(filter(None, names)))


def _share(fact: Fact) -> str:
    """Which of the figures of a cell: its 资金, and whose it is where units are summed."""
    return "·".join(filter(None, (fact.attributes.get("资金", ""), fact.unit)))
