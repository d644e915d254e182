"""来历: how the figure of a cell comes about: typed, taken from another document, or worked out of other cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto

from msgspec import Struct
from msgspec.structs import replace

from gongkai.figures.derivation import Accounts
from gongkai.figures.facts import Fact, Parts
from gongkai.figures.formulas import FormulaError, parse, parse_ratio
from gongkai.figures.references import Part
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.statements import Address, Cell, StatementRow

BY_FUND = "资金"
Columns = frozenset[tuple[str, str]]
"""tables and columns"""


class Way(Enum):
    """怎么来的."""

    TYPED = auto()
    """填报"""
    LENT = auto()
    """取自另一份文件"""
    WORKED = auto()
    """由别的数得出"""
    UNITS = auto()
    """各单位相加"""
    NOTHING = auto()
    """没有数: nobody typed one, and what it would be taken from has none either"""


class Term(Struct, frozen=True, kw_only=True):
    """一项 of a working: a cell, or one of the figures that were typed into it."""

    sign: int
    address: Address
    amount: Amount
    share: str = ""
    """which of the figures of the cell, where it has several: 一般公共预算财政拨款"""
    unit: str = ""
    """whose figure it is, where units are summed"""


class Working(Struct, frozen=True, kw_only=True):
    """一种算法: the signed sum of its terms, divided by that of `base` if it has one."""

    way: Way
    terms: tuple[Term, ...] = ()
    base: tuple[Term, ...] = ()
    lent: Fact | None = None


def workings(accounts: Accounts, cell: Cell) -> tuple[Working, ...]:
    """All that the figure of a cell is; the first is how it comes about."""
    fact = accounts.facts.single(cell.parts)
    units = _of_units(accounts, cell)
    if units:
        return (Working(way=Way.UNITS, terms=units),)
    if fact is not None and fact.address == cell.address:
        return (Working(way=Way.LENT, lent=fact) if fact.lent else Working(way=Way.TYPED),)
    sums = [[(sign, address) for sign, address in relation.terms] for relation in cell.relations]
    found = [_sum(accounts, terms) for terms in sums if cell.address not in {address for _, address in terms}]
    return tuple(dict.fromkeys(found)) or (_taken(accounts, cell),)


def _of_units(accounts: Accounts, cell: Cell) -> tuple[Term, ...]:
    """What each unit has in a cell that units give, and what is taken away; none for other cells."""
    facts = [accounts.facts.items[number] for number, factor in sorted(cell.parts) if factor == 1]
    own = [one for one in facts if one.unit and not one.left_out and one.address == cell.address]
    if not facts or len(own) < len(cell.parts):
        return ()
    sums: dict[str, Amount] = {}
    for one in facts:
        sums[one.unit] = sums.get(one.unit, NOTHING) + one.amount
    return tuple(Term(sign=1, address=cell.address, amount=amount, unit=unit) for unit, amount in sums.items())


def ratio_working(accounts: Accounts, table: str, row: StatementRow, column: str) -> Working:
    """百分比: the columns of a row that are divided."""
    form = accounts.edition.tables[table]
    leaf = form.parts[row.block].by_key[column]
    sides = [list(_columns(accounts, table, row, side)) for side in parse_ratio(leaf.formula)]
    return Working(way=Way.WORKED, terms=tuple(sides[0]), base=tuple(sides[1]))


def _columns(accounts: Accounts, table: str, row: StatementRow, side: str) -> Iterator[Term]:
    for term in parse(side):
        (key,) = accounts.edition.tables[table].columns_called(term.first.path, row.block)
        if key in row.cells:
            yield Term(sign=term.sign, address=row.cells[key].address, amount=row.cells[key].amount)


def _sum(accounts: Accounts, terms: Iterable[tuple[int, Address]]) -> Working:
    found = (one for sign, address in terms if address in accounts.cells for one in _shown(accounts, sign, address))
    return Working(way=Way.WORKED, terms=tuple(found))


def _shown(accounts: Accounts, sign: int, address: Address) -> Iterator[Term]:
    """A cell as a term; of a table that is not printed, what it derives from, as far as that can be told."""
    cell = accounts.cells[address]
    first = workings(accounts, cell)[0] if accounts.edition.tables[address.table].hidden else None
    if first is not None and first.way is Way.WORKED and not first.base:
        yield from (replace(term, sign=sign * term.sign) for term in first.terms)
    else:
        yield Term(sign=sign, address=address, amount=cell.amount)


def _taken(accounts: Accounts, cell: Cell) -> Working:
    """What a cell takes from other tables: cells of theirs, or the figures that were typed there."""
    row = accounts.deriver.sheets.row(cell.address.table, cell.address.row)
    working = accounts.deriver.working(row, cell.address)
    formula = working.formula or working.pull
    if not cell.parts:
        return Working(way=Way.NOTHING)
    named = frozenset(_columns_named(accounts, formula)) if formula else frozenset()
    whole = _cell_of(accounts, cell.parts, named, cell.address.row)
    if whole is not None:
        return _sum(accounts, [(1, whole)])
    parts = _parts(accounts, working.formula, cell.address) if working.formula else ()
    terms = [term for part in parts for term in _terms(accounts, part, named)]
    if not terms:
        terms = list(_typed(accounts, cell.parts))
    own = all(term.address == cell.address for term in terms)
    return Working(way=Way.TYPED if own else Way.WORKED, terms=tuple(terms))


def _parts(accounts: Accounts, formula: str, at: Address) -> tuple[Part, ...]:
    try:
        return accounts.deriver.references.evaluate(formula, at, across=True)
    except FormulaError:
        return ()


def _columns_named(accounts: Accounts, formula: str) -> Iterator[tuple[str, str]]:
    """Tables and columns from which a formula takes figures."""
    for term in parse(formula):
        table, _, column = term.first.path.partition(".")
        form = accounts.edition.tables.get(table)
        yield from ((table, key) for key in (form.columns_called(column) if form else ()))


def _terms(accounts: Accounts, part: Part, named: Columns) -> Iterator[Term]:
    parts = accounts.facts.parts(part.form)
    address = part.address if part.address in accounts.cells else _cell_of(accounts, parts, named)
    if address is not None:
        yield Term(sign=part.sign, address=address, amount=accounts.cells[address].amount)
    else:
        yield from _typed(accounts, frozenset((number, factor * part.sign) for number, factor in parts))


def _cell_of(accounts: Accounts, parts: Parts, named: Columns, row: str = "") -> Address | None:
    """The cell of one of these columns that is the same quantity; of a row of the same key (科目) first."""
    same = [one for one in accounts.printed_as.get(parts, ()) if (one.table, one.column) in named]
    return min(same, key=lambda one: one.row != row, default=None)


def _typed(accounts: Accounts, parts: Parts) -> Iterator[Term]:
    """The figures behind a quantity, in the order in which they were typed."""
    for number, factor in sorted(parts):
        fact = accounts.facts.items[number]
        cell = accounts.cells.get(fact.address)
        several = cell is None or cell.amount != fact.amount
        share = fact.attributes.get(BY_FUND, "") if several else ""
        for _ in range(abs(factor)):
            yield Term(sign=1 if factor > 0 else -1, address=fact.address, amount=fact.amount, share=share)
