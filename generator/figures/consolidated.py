"""汇总: a department's document whose figures are those of its units' documents together, less 核销 (decision 0085).

Every figure of a unit stays a fact of its own, so that each sum knows whose figures it is made of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.figures.borrowed import loan_of
from gongkai.figures.classify_entries import RECORD, is_input, only_names, row_key
from gongkai.figures.derivation import Accounts
from gongkai.figures.entries_of_units import LENT, all_codes, lent_entries, negative
from gongkai.figures.neighbours import Neighbour
from gongkai.figures.summed_inputs import Summed, summed_inputs
from gongkai.model.classification import name_key
from gongkai.model.consolidation import Consolidation
from gongkai.model.departments import UnitOfDepartment
from gongkai.model.documents import Document
from gongkai.model.edition import Edition
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.forms import TableForm
from gongkai.model.paths import borrowed_from
from gongkai.model.statements import Address

BY_UNIT = "单位"
Fields = tuple[tuple[str, str], ...]


class UnitDocument(Struct, frozen=True, kw_only=True):
    """一个单位的文件, with its figures worked out."""

    unit: UnitOfDepartment
    document: Document
    accounts: Accounts
    neighbours: Mapping[str, Neighbour] = field(default_factory=dict)


def consolidated(document: Document, units: Iterable[UnitDocument | Finding], lends: Collection[str]) -> Document:
    """The document as the sum of its units; where one of them is lacking, nothing is summed and nothing judged.

    `lends`: the neighbouring documents that the department has itself, whose figures come before those of its units.
    """
    listed = list(units)
    found_units = [one for one in listed if isinstance(one, UnitDocument)]
    problems = [one for one in listed if isinstance(one, Finding)]
    problems += [one for unit in found_units for one in _unit_of_money(document, unit)]
    if not listed:
        problems.append(found("C203", document.in_head("汇总"), "没有单位"))
    if problems:
        return _unsummed(document, problems)
    summing = _Summing(document, found_units, frozenset(lends))
    entries = summing.entries()
    inputs = summed_inputs(document, {one.unit.name: _source(one) for one in found_units}, lends)
    broken = any(one.severity is not Severity.WARNING for one in summing.findings)
    made = replace(
        document,
        entries=entries,
        declared_empty=document.declared_empty | _empty_everywhere(document, found_units),
        inputs=inputs.inputs,
        consolidation=Consolidation(
            documents={one.unit.name: one.document.id for one in found_units},
            asserted=tuple(summing.asserted),
            asserted_inputs=inputs.asserted,
            shares=inputs.shares,
            findings=tuple(dict.fromkeys(summing.findings)),
        ),
    )
    return replace(made, unread=made.unread | _to_fill(document.edition)) if broken else made


def _empty_everywhere(document: Document, units: Iterable[UnitDocument]) -> frozenset[str]:
    """Tables of which every unit that has them says that there is nothing (无)."""
    documents = [one.document for one in units]
    return frozenset(
        name
        for name in document.edition.tables
        if (having := [one for one in documents if name in one.edition.tables])
        and all(name in one.declared_empty for one in having)
    )


def _source(one: UnitDocument) -> Summed:
    return Summed(document=one.document, neighbours=one.neighbours)


def _unsummed(document: Document, problems: Iterable[Finding]) -> Document:
    groups = {path.split(".")[0] for path in document.edition.inputs} - {"概况", "原因"}
    return replace(
        document,
        unread=document.unread | _to_fill(document.edition),
        unread_inputs=(*document.unread_inputs, *((group,) for group in sorted(groups))),
        consolidation=Consolidation(findings=tuple(problems)),
    )


def _to_fill(edition: Edition) -> frozenset[str]:
    """Tables with cells that people type."""
    return frozenset(
        name
        for name, form in edition.tables.items()
        if any(not leaf.derives for block in form.parts for leaf in block.by_key.values())
    )


def _unit_of_money(document: Document, one: UnitDocument) -> Iterator[Finding]:
    """Amounts that were rounded to 万元 do not come to the cents of a department in 元."""
    theirs, ours = one.document.head.unit, document.head.unit
    if theirs.yuan > ours.yuan:
        place = one.document.in_head("金额单位")
        yield found(
            "C203", document.in_head("汇总"), "金额单位", related=(place,), 单位=one.unit.name, 用=theirs, 本=ours
        )


class _Summing(Struct):
    document: Document
    units: list[UnitDocument]
    lends: frozenset[str]
    asserted: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    records: dict[tuple[str, Fields], str] = field(default_factory=dict)
    """records that say the same but for their amounts are one"""

    @property
    def edition(self) -> Edition:
        return self.document.edition

    def entries(self) -> tuple[Entry, ...]:
        given = self._in_order([entry for one in self.units for entry in self._of_unit(one)])
        eliminated = [negative(entry) for one in self.document.eliminations for entry in one.entries]
        own = [one for entry in self.document.entries for one in self._own(entry)]
        return (*given, *eliminated, *own)

    def _in_order(self, given: list[Entry]) -> list[Entry]:
        """Rows and records of codes in the order of their codes, whichever unit has them."""
        coded = {name for name, form in self.edition.tables.items() if all_codes(form, given, name)}

        def rank(entry: Entry) -> tuple[str, ...]:
            if entry.row.startswith(RECORD):
                return tuple(text for _, text in entry.fields) if entry.table in coded else ()
            return (entry.row,) if entry.row.isdigit() else ()

        return sorted(given, key=rank)

    def _own(self, entry: Entry) -> Iterator[Entry]:
        """What the department typed: of what its units give, it is an assertion."""
        form = self.edition.tables[entry.table]
        tables = [one for one in self.units if entry.table in one.document.edition.tables]
        said = tuple(one for one in entry.amounts if tables and not self._lent(form, entry.row, one.column))
        if not said:
            yield entry
            return
        self.asserted.append(replace(entry, amounts=said))
        if entry.row.startswith(RECORD):
            return
        for one in said:
            yield replace(entry, amounts=(one,), asserted=True)
        kept = tuple(one for one in entry.amounts if one not in said)
        if kept:
            yield replace(entry, amounts=kept)

    def _lent(self, form: TableForm, row: str, column: str) -> bool:
        """Whether another document of the department's own has the figure."""
        return borrowed_from(loan_of(form, row, column)) in self.lends

    def _of_unit(self, one: UnitDocument) -> Iterator[Entry]:
        own = {(fact.table, fact.column, fact.place) for fact in one.accounts.facts.items if not fact.lent or fact.unit}
        for entry in (*one.document.entries, *lent_entries(one.accounts)):
            lent = entry.unit == LENT
            amounts = tuple(
                amount for amount in entry.amounts if lent or (entry.table, amount.column, amount.place) in own
            )
            form = self.edition.tables.get(entry.table)
            if form is None:
                self._no_table(one, entry)
            elif amounts or entry.row.startswith(RECORD) or only_names(form, entry):
                yield from self._placed(one, form, replace(entry, amounts=amounts))

    def _placed(self, one: UnitDocument, form: TableForm, entry: Entry) -> Iterator[Entry]:
        """An entry of a unit as a row of the department's table."""
        fields = tuple((name, one.unit.key if name == BY_UNIT else text) for name, text in entry.fields)
        row = self._row(one, form, replace(entry, fields=fields))
        amounts = tuple(self._amounts(one, form, entry, row))
        if amounts or row.startswith(RECORD) or not entry.amounts:
            yield replace(entry, row=row, fields=fields, amounts=amounts, unit=one.unit.name)

    def _row(self, one: UnitDocument, form: TableForm, entry: Entry) -> str:
        if entry.row.startswith(RECORD):
            names = {name_key(by) for by in form.lists.coded}
            said = tuple(sorted(field for field in entry.fields if field[0] not in names))
            return self.records.setdefault((entry.table, said), f"{RECORD}{len(self.records) + 1}")
        by_unit = form.rule is not None and form.rule.by == (BY_UNIT,)
        return one.unit.key if by_unit else entry.row

    def _amounts(self, one: UnitDocument, form: TableForm, entry: Entry, row: str) -> Iterator[EnteredAmount]:
        for amount in entry.amounts:
            if self._lent(form, row, amount.column):
                continue
            leaf = form.leaf(row, amount.column) if form.rule or row in form.placed_rows or form.is_code(row) else None
            if leaf is None:
                place = self.document.in_head("汇总")
                told = found(
                    "C203",
                    place,
                    "没有这一列",
                    related=(amount.place,),
                    单位=one.unit.name,
                    表=entry.table,
                    处=f"{row}·{amount.column}",
                )
                self.findings.append(told)
            elif is_input(form, row, amount.column):
                yield amount

    def _no_table(self, one: UnitDocument, entry: Entry) -> None:
        if entry.amounts and not one.document.edition.tables[entry.table].hidden:
            place = self.document.in_head("汇总")
            told = found("C203", place, "没有这张表", related=(one.document.place,), 单位=one.unit.name, 表=entry.table)
            self.findings.append(told)


def without_contradicted(document: Document, accounts: Accounts) -> Document:
    """Without what the department typed against the sum of its units (C202), so that the sum is what is printed."""

    def agrees(entry: Entry) -> bool:
        key = row_key(document.edition.tables[entry.table], entry)
        cells = (accounts.cells.get(Address(entry.table, key, one.column)) for one in entry.amounts)
        return all(cell and cell.given and cell.given.amount.agrees(cell.derived) for cell in cells)

    kept = tuple(entry for entry in document.entries if not entry.asserted or agrees(entry))
    return document if len(kept) == len(document.entries) else replace(document, entries=kept)
