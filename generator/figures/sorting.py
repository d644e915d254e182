"""分拣: entered amounts are either facts (原始数) or assertions (印出数) about what derives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.figures.facts import CODES, Fact, Facts
from generator.model.edition import Edition
from generator.model.entries import Entry
from generator.model.forms import ColumnForm, RowForm, TableForm, column_keys
from generator.model.statements import Address, Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """分拣结果."""

    facts: Facts
    given: Mapping[Address, Given]
    entries: Mapping[str, tuple[Entry, ...]]


def row_key(form: TableForm, entry: Entry) -> str:
    """The printed row that an entry belongs to; grouped rows are named by their fields."""
    rule = form.rule
    if rule and len(rule.by) > 1 and entry.row.startswith("#"):
        return group_key(rule.by, dict(entry.fields))
    return entry.row


def group_key(by: tuple[str, ...], fields: Mapping[str, str]) -> str:
    return "/".join(fields.get(name, "") for name in by)


def leaves(form: TableForm) -> dict[str, ColumnForm]:
    """列键 → leaf column, over all blocks; several blocks may share a key."""
    return {
        key: leaf
        for block in form.parts
        for key, leaf in zip(column_keys(block), block.leaves, strict=True)
    }


def fixed_rows(form: TableForm) -> dict[str, RowForm]:
    """行键 → fixed row, over all blocks and last rows."""
    rows = [row for block in form.parts for row in block.rows if row] + list(form.last_rows)
    return {row.name: row for row in rows}


def sort_entries(edition: Edition, entries: Iterable[Entry], department_code: str) -> Sorted:
    """Tell facts from assertions, table by table.

    A fact stands in an input column of a lowest row; whatever else is given is an assertion, to be checked.
    """
    by_table: dict[str, list[Entry]] = {}
    for entry in entries:
        by_table.setdefault(entry.table, []).append(entry)
    facts: list[Fact] = []
    given: dict[Address, Given] = {}
    for name, group in by_table.items():
        form = edition.tables[name]
        columns = leaves(form)
        rows = fixed_rows(form)
        lowest = _lowest(form, group) - {department_code}
        for entry in group:
            key = row_key(form, entry)
            for amount in entry.amounts:
                leaf = columns[amount.column]
                row = rows.get(entry.row)
                derives = leaf.formula or leaf.pull or (row and row.formula_for(amount.column))
                if entry.row in lowest and not derives:
                    facts.append(
                        Fact(
                            table=name,
                            row=key,
                            column=amount.column,
                            attributes=_attributes(form, entry, key),
                            amount=amount.amount,
                            place=amount.place,
                        )
                    )
                else:
                    given[Address(name, key, amount.column)] = Given(
                        amount=amount.amount, place=amount.place
                    )
    return Sorted(
        facts=Facts.of(facts),
        given=given,
        entries={name: tuple(group) for name, group in by_table.items()},
    )


def _lowest(form: TableForm, entries: Iterable[Entry]) -> frozenset[str]:
    """Keys of the rows that hold facts: lowest codes, records, fixed rows that derive from nothing."""
    keys = [entry.row for entry in entries]
    rule = form.rule
    if rule is None:
        return frozenset(_fixed_lowest(form))
    if rule.by == ("记录",):
        return frozenset(key for key in keys if key.startswith("#"))
    if len(rule.by) > 1:
        return frozenset()
    codes = [key for key in keys if key.isdigit()]
    return frozenset(
        code
        for code in codes
        if not any(other != code and other.startswith(code) for other in codes)
    )


def _fixed_lowest(form: TableForm) -> Iterator[str]:
    rows = fixed_rows(form)
    codes = [row.code for row in rows.values() if row.code]
    for key, row in rows.items():
        if (row.formula and isinstance(row.formula, str)) or row.pull:
            continue
        if row.code and any(code != row.code and code.startswith(row.code) for code in codes):
            continue
        yield key


def _attributes(form: TableForm, entry: Entry, key: str) -> dict[str, str]:
    attributes = {name: attribute.default for name, attribute in form.attributes.items()}
    attributes["行"] = key
    rule = form.rule
    if rule is None:
        row = fixed_rows(form)[key]
        attributes |= row.where
        if row.code:
            attributes["经济科目"] = row.code
    elif rule.by[0] in CODES:
        attributes[rule.by[0]] = entry.row
    return attributes | dict(entry.fields)
