"""分拣: entered amounts are either facts (原始数) or assertions (印出数) about what derives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from gongkai.figures.facts import Fact, Facts, Parts
from gongkai.model.classification import name_key
from gongkai.model.edition import Edition
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import RowRule, TableForm
from gongkai.model.statements import Address, Given
from gongkai.model.withheld import WITHHELD

TOTAL = "合计"
RECORD = "#"
"""how the key of a record begins: #3"""


class Sorted(Struct, frozen=True, kw_only=True):
    """分拣结果."""

    facts: Facts
    given: Mapping[Address, Given]
    entries: Mapping[str, tuple[Entry, ...]]
    names: Mapping[tuple[str, str], str]
    """what figures.yml itself calls a code, by its list: (functional, 2010301) → 行政运行"""
    left_out: frozenset[tuple[str, str]]
    """不公开: the rows that are left out, by table"""

    def leaves_out(self, address: Address, parts: Parts) -> bool:
        """不公开: whether a cell stands in a row that is left out, or is nothing but its figures."""
        if not self.left_out:
            return False
        own = address[:2] in self.left_out
        return own or (bool(parts) and all(self.facts.items[number].left_out for number, _ in parts))


def row_key(form: TableForm, entry: Entry) -> str:
    """The printed row that an entry belongs to; grouped rows are named by their fields."""
    rule = form.rule
    if rule is None:
        return entry.row
    if rule.grouped and entry.row.startswith(RECORD):
        return group_key(rule.by, dict(entry.fields))
    return TOTAL if entry.row == rule.total_title else entry.row


def group_key(by: tuple[str, ...], fields: Mapping[str, str]) -> str:
    return "/".join(fields.get(name, "") for name in by).rstrip("/")


def sort_entries(edition: Edition, entries: Iterable[Entry], department_code: str) -> Sorted:
    """Tell facts from assertions, table by table.

    A fact stands in an input column of a lowest row; whatever else is given is an assertion, to be checked.
    """
    by_table: dict[str, list[Entry]] = {}
    for entry in entries:
        by_table.setdefault(entry.table, []).append(entry)
    facts: list[Fact] = []
    given: dict[Address, Given] = {}
    names: dict[tuple[str, str], str] = {}
    for table, group in by_table.items():
        form = edition.tables[table]
        lowest = _lowest(form, group, department_code)
        for entry in group:
            key = row_key(form, entry)
            for amount in entry.amounts:
                if not entry.asserted and entry.row in lowest and is_input(form, entry.row, amount.column):
                    facts.append(fact_of(form, entry, key, amount))
                else:
                    address = Address(table, key, amount.column)
                    given[address] = _given(amount, given.get(address))
        for by, code, name in (named for entry in group for named in named_codes(form, entry)):
            names.setdefault((edition.lists.folder(by), code), name)
    return Sorted(
        facts=Facts.of(facts),
        given=given,
        entries={table: tuple(group) for table, group in by_table.items()},
        names=names,
        left_out=frozenset(
            (table, one.row) for table, group in by_table.items() for one in group if one.unit == WITHHELD
        ),
    )


def is_input(form: TableForm, row: str, column: str) -> bool:
    """Whether people type this cell: neither its column nor its row derives it."""
    leaf = form.leaf(row, column)
    if leaf is None or row not in form.placed_rows:
        return leaf is not None and not leaf.derives
    block, fixed = form.placed_rows[row]
    return not any(form.parts[block].working(fixed, column))


def _given(amount: EnteredAmount, before: Given | None) -> Given:
    """An assertion; a row given in several lines (by 资金) asserts their sum."""
    if before is None:
        return Given(amount=amount.amount, place=amount.place)
    return Given(amount=before.amount + amount.amount, place=before.place)


def _lowest(form: TableForm, entries: Iterable[Entry], department_code: str) -> frozenset[str]:
    """Keys of the rows that hold facts: lowest codes, records, fixed rows that derive from nothing."""
    rule = form.rule
    keys = {entry.row for entry in entries if not only_names(form, entry)}
    if rule is None:
        return frozenset((*form.fixed_lowest, *_lowest_codes({key for key in keys if form.rule_of(key)})))
    if rule.records:
        return frozenset(key for key in keys if key.startswith(RECORD))
    if rule.grouped:
        return frozenset(entry.row for entry in entries if entry.row.startswith(RECORD) and _whole(rule, entry))
    units = rule.by == ("单位",)
    codes = {key for key in keys if form.is_code(key) or (units and key not in (TOTAL, rule.total_title))}
    if rule.department_row:
        codes.discard(department_code)
    return frozenset(_lowest_codes(codes) if form.classification else codes)


def _lowest_codes(codes: Collection[str]) -> Iterator[str]:
    for code in codes:
        if not any(other != code and other.startswith(code) for other in codes):
            yield code


def _whole(rule: RowRule, entry: Entry) -> bool:
    """Whether a record names its whole group, not only the head of a subtotal."""
    return all(dict(entry.fields).get(name) for name in rule.by)


def fact_of(form: TableForm, entry: Entry, key: str, amount: EnteredAmount) -> Fact:
    """A figure with what it is about."""
    return Fact(
        table=entry.table,
        row=key,
        column=amount.column,
        attributes=_attributes(form, entry, key),
        codes=form.lists.coded.keys(),
        amount=amount.amount,
        place=amount.place,
        lent=f"{entry.unit}·{Address(entry.table, key, amount.column)}" if entry.unit else "",
        unit=entry.unit,
    )


def _attributes(form: TableForm, entry: Entry, key: str) -> dict[str, str]:
    attributes = {name: attribute.default for name, attribute in form.attributes.items()}
    attributes["行"] = key
    rule = form.rule_of(key)
    if key in form.placed_rows:
        _, row = form.placed_rows[key]
        attributes |= {name: values[0] for name, values in row.where.items() if len(values) == 1}
        if row.code:
            attributes[form.codes_are] = row.code
    elif rule is not None and not rule.records and not rule.grouped:
        attributes[rule.by[0]] = entry.row
    return attributes | dict(entry.fields)


def named_codes(form: TableForm, entry: Entry) -> Iterator[tuple[str, str, str]]:
    """The codes that an entry names: what kind of code, which, and the name typed beside it."""
    fields = dict(entry.fields)
    for by, code in codes_of(form, entry):
        keys = (name_key(by), *(() if by in fields else form.name_fields))
        name = next(filter(None, (fields.get(key) for key in keys)), "")
        if name:
            yield by, code, name


def codes_of(form: TableForm, entry: Entry) -> Iterator[tuple[str, str]]:
    """The codes of an entry: its row's, or those among the fields of a record."""
    rule = form.rule_of(entry.row)
    if rule is None:
        _, row = form.placed_rows.get(entry.row, (0, None))
        if row is not None and row.code:
            yield form.codes_are, row.code
    elif rule.records or rule.grouped:
        yield from ((by, code) for by, code in entry.fields if by in form.lists.coded)
    elif form.is_code(entry.row) if form.classification else entry.row not in (TOTAL, rule.total_title):
        yield rule.by[0], entry.row


def only_names(form: TableForm, entry: Entry) -> bool:
    """Whether an entry says nothing but what a code is called: "20502": {科目名称: 普通教育}."""
    return not entry.amounts and any(True for _ in named_codes(form, entry))
