"""推算: every table of a document from its facts; each cell a signed sum of facts that knows its formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.figures.facts import Facts, LinearForm, combine
from generator.figures.formulas import FormulaError, Reference, parse
from generator.figures.rows import Naming, Row, fixed, generated, last
from generator.figures.sorting import Sorted, leaves, sort_entries
from generator.model.amounts import Amount
from generator.model.edition import Edition
from generator.model.entries import Entry
from generator.model.forms import ColumnForm, ColumnKind, column_keys
from generator.model.places import Place
from generator.model.statements import (
    Address,
    Cell,
    Given,
    Relation,
    Statement,
    StatementRow,
)

Where = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """公式的一项, evaluated: what it sums, and the cell it names if it names one."""

    sign: int
    form: LinearForm
    address: Address | None


@dataclass(slots=True)
class Deriver:
    """推算器 for one document: resolves cells and references to linear forms, each once."""

    edition: Edition
    sorted: Sorted
    naming: Naming
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    last: dict[str, dict[str, Row]] = field(default_factory=dict)
    columns: dict[str, dict[str, ColumnForm]] = field(default_factory=dict)
    memo: dict[Address, tuple[LinearForm, tuple[Relation, ...]]] = field(default_factory=dict)
    open: set[Address] = field(default_factory=set)

    @property
    def facts(self) -> Facts:
        return self.sorted.facts

    def prepare(self) -> None:
        """Lay out the rows of every table; generated rows need the fixed ones first."""
        for name, form in self.edition.tables.items():
            self.columns[name] = leaves(form)
            self.last[name] = {row.key: row for row in last(form)}
            if form.rule is None:
                self.rows[name] = {row.key: row for row in fixed(form, self.naming)}
        for name, form in self.edition.tables.items():
            if form.rule is not None:
                self.rows[name] = {}
                rows = generated(
                    form,
                    form.rule,
                    name,
                    self.sorted,
                    self.naming,
                    lambda row, name=name: self._is_zero(name, row),  # type: ignore[misc]
                )
                self.rows[name] = {row.key: row for row in rows}

    def _is_zero(self, table: str, row: Row) -> bool:
        """Whether no figure but zero stands behind any column of a row that might be printed."""
        for column, leaf in self.columns[table].items():
            if leaf.kind is not ColumnKind.AMOUNT or leaf.formula:
                continue
            form = (
                self.pull(leaf.pull, {**row.where, **leaf.where})
                if leaf.pull
                else self.facts.select(table, column, row.own)
            )
            if self.facts.parts(form):
                return False
        return True

    def query(self, table: str, column: str, where: Where) -> LinearForm:
        """Sum of the facts behind a column of a table that meet a condition.

        Raises FormulaError if the table has no such column.
        """
        leaf = self.columns.get(table, {}).get(column)
        if leaf is None:
            raise FormulaError(f"{table}没有“{column}”这一列")
        if leaf.formula:
            return combine(
                (term.sign, self.query(table, self._column_name(table, term.first), where))
                for term in parse(leaf.formula)
            )
        if leaf.pull:
            return self.pull(leaf.pull, {**where, **leaf.where})
        return self.facts.select(table, column, where)

    def _column_name(self, table: str, reference: Reference) -> str:
        if reference.path not in self.columns[table]:
            raise FormulaError(f"{table}的列公式里“{reference.path}”不是这张表的列")
        return reference.path

    def pull(self, pull: str, where: Where) -> LinearForm:
        """取数 from other tables' facts, under the joint condition."""
        forms = []
        for term in parse(pull):
            table, column = self._table_column(term.first)
            forms.append((term.sign, self.query(table, column, {**where, **dict(term.first.where or ())})))
        return combine(forms)

    def _table_column(self, reference: Reference) -> tuple[str, str]:
        table, dot, column = reference.path.partition(".")
        if not dot or table not in self.edition.tables:
            raise FormulaError(f"“{reference.path}”应写成“表名.列名”")
        return table, column

    def cell(self, address: Address) -> tuple[LinearForm, tuple[Relation, ...]]:
        """Linear form and relations of a cell.

        Raises FormulaError if formulas lead back to the cell itself or name nothing.
        """
        if address in self.memo:
            return self.memo[address]
        if address in self.open:
            raise FormulaError(f"{address}的公式绕回了自己")
        self.open.add(address)
        try:
            self.memo[address] = self._derive(address)
        finally:
            self.open.discard(address)
        return self.memo[address]

    def _derive(self, address: Address) -> tuple[LinearForm, tuple[Relation, ...]]:
        table, key, column = address
        row = self.row(table, key)
        if row is None:
            return self.query(table, column, {"科目": key}), ()
        leaf = self.columns[table][column]
        relations: list[Relation] = []
        if row.children:
            relations.append(
                Relation(
                    kind="行", terms=tuple((1, Address(table, child, column)) for child in row.children)
                )
            )
        form: LinearForm | None = None
        row_formula = row.form.formula_for(column) if row.form else ""
        if row_formula:
            parts = self.evaluate(row_formula, address, across=False)
            form = combine((part.sign, part.form) for part in parts)
            relations.extend(_relation("行", parts))
        if leaf.formula:
            parts = self.evaluate(leaf.formula, address, across=True)
            relations.extend(_relation("列", parts))
            if form is None:
                form = combine((part.sign, part.form) for part in parts)
        if form is None:
            form = self._pulled(row, leaf, address)
        return form, tuple(relations)

    def _pulled(self, row: Row, leaf: ColumnForm, address: Address) -> LinearForm:
        where = {**row.where, **leaf.where}
        if row.form and row.form.pull:
            return self.pull(row.form.pull, where)
        if leaf.pull:
            return self.pull(leaf.pull, where)
        table, key, column = address
        if self.edition.tables[table].rule is not None:
            return self.facts.select(table, column, row.own)
        if row.children:
            return combine(
                (1, self.cell(Address(table, child, column))[0]) for child in row.children
            )
        return self.facts.select(table, column, {"行": key})

    def row(self, table: str, key: str) -> Row | None:
        return self.rows.get(table, {}).get(key) or self.last.get(table, {}).get(key)

    def evaluate(self, formula: str, at: Address | None, *, across: bool) -> tuple[Part, ...]:
        """Evaluate a formula at a cell (or nowhere, for an indicator).

        `across`: names are columns of the row first, else rows of the column first.
        """
        parts: list[Part] = []
        for term in parse(formula):
            if term.last is not None:
                if at is None:
                    raise FormulaError(f"“{formula}”里的“至”只能用在表里")
                for key in self._range(at.table, term.first.path, term.last.path):
                    address = self._beside(at, key)
                    parts.append(Part(sign=term.sign, form=self.cell(address)[0], address=address))
                continue
            form, found = self.resolve(term.first, at, across=across)
            parts.append(Part(sign=term.sign, form=form, address=found))
        return tuple(parts)

    def _range(self, table: str, first: str, last_: str) -> Iterable[str]:
        keys = [key for key, row in self.rows[table].items() if not row.blank]
        if first not in keys or last_ not in keys:
            raise FormulaError(f"{table}没有“{first if first not in keys else last_}”这一行")
        return keys[keys.index(first) : keys.index(last_) + 1]

    def _beside(self, at: Address, key: str) -> Address:
        """The cell of another row in the same column, or in that row's only amount column."""
        row = self.row(at.table, key)
        assert row is not None
        columns = self.amount_columns(at.table, row.block)
        if at.column in columns:
            return Address(at.table, key, at.column)
        if len(columns) == 1:
            return Address(at.table, key, columns[0])
        raise FormulaError(f"{at.table}的“{key}”有几列金额，请写明是哪一列")

    def amount_columns(self, table: str, block: int) -> list[str]:
        part = self.edition.tables[table].parts[block]
        return [
            key
            for key, leaf in zip(column_keys(part), part.leaves, strict=True)
            if leaf.kind is ColumnKind.AMOUNT
        ]

    def resolve(
        self, reference: Reference, at: Address | None, *, across: bool = False
    ) -> tuple[LinearForm, Address | None]:
        """What a reference stands for: a linear form, and the cell if it names one.

        Raises FormulaError if it names nothing.
        """
        path = reference.path
        if reference.where is not None:
            table, column = self._table_column(reference)
            return self.query(table, column, dict(reference.where)), None
        table, dot, rest = path.partition(".")
        if dot and table in self.edition.tables:
            return self._named(table, rest)
        if at is not None:
            found = self._local(path, at, across=across)
            if found is not None:
                return self.cell(found)[0], found
        formula = self._indicator(path)
        if formula is not None:
            parts = self.evaluate(formula, None, across=False)
            address = parts[0].address if len(parts) == 1 and parts[0].sign == 1 else None
            return combine((part.sign, part.form) for part in parts), address
        raise FormulaError(f"找不到“{path}”：它不是指标，也不是“表名.行.列”")

    def _indicator(self, path: str) -> str | None:
        if path in self.edition.indicators:
            return self.edition.indicators[path]
        head, dot, code = path.rpartition(".")
        pattern = self.edition.indicators.get(f"{head}.*") if dot else None
        return pattern.replace("*", code) if pattern else None

    def _local(self, path: str, at: Address, *, across: bool) -> Address | None:
        row = self.row(at.table, at.row)
        columns = self.amount_columns(at.table, row.block if row else 0)
        as_column = Address(at.table, at.row, path) if path in columns else None
        as_row = self._beside(at, path) if self.row(at.table, path) else None
        return (as_column or as_row) if across else (as_row or as_column)

    def _named(self, table: str, rest: str) -> tuple[LinearForm, Address | None]:
        rows = self.rows[table]
        named = [row for row in rows.values() if not row.blank]
        if len(named) == 1 and self.edition.tables[table].rule is None and rest in self.columns[table]:
            address = Address(table, named[0].key, rest)
            return self.cell(address)[0], address
        key, dot, column = rest.partition(".")
        row = self.row(table, key)
        if row is None:
            if rest in self.columns[table]:
                return self.query(table, rest, {}), None
            if key.isdigit() and column in self.columns[table]:
                return self.query(table, column, {"科目": key}), None
            raise FormulaError(f"{table}没有“{key}”这一行")
        if not dot:
            columns = self.amount_columns(table, row.block)
            if len(columns) != 1:
                raise FormulaError(f"{table}的“{key}”有几列金额，请写明是哪一列")
            column = columns[0]
        if column not in self.columns[table]:
            raise FormulaError(f"{table}没有“{column}”这一列")
        address = Address(table, key, column)
        return self.cell(address)[0], address


def _relation(kind: str, parts: tuple[Part, ...]) -> list[Relation]:
    terms = tuple((part.sign, part.address) for part in parts if part.address is not None)
    return [Relation(kind=kind, terms=terms)] if len(terms) == len(parts) and terms else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """推算结果 of one document: its statements, and any quantity by name or formula."""

    edition: Edition
    statements: Mapping[str, Statement]
    deriver: Deriver
    canonical: Mapping[frozenset[tuple[int, int]], Given]
    problems: tuple[tuple[str, str], ...]
    """formulas of the edition that cannot be evaluated: (where, Chinese message)"""

    def quantity(self, reference: str) -> Amount:
        """数: an indicator, a cell or a formula.

        Raises FormulaError if it names nothing.
        """
        parts = self.deriver.evaluate(reference, None, across=False)
        if len(parts) == 1 and parts[0].sign == 1 and parts[0].address is not None:
            cell = self.cell(parts[0].address)
            if cell is not None:
                return cell.amount
        form = combine((part.sign, part.form) for part in parts)
        known = self.canonical.get(self.deriver.facts.parts(form))
        return known.amount if known else self.deriver.facts.total(form)

    def cell(self, address: Address) -> Cell | None:
        statement = self.statements.get(address.table)
        row = statement.row(address.row) if statement else None
        return row.cells.get(address.column) if row else None


def derive(edition: Edition, entries: Iterable[Entry], naming: Naming) -> Accounts:
    """All statements of a document, registers included."""
    sorted_ = sort_entries(edition, entries, naming.department_code)
    deriver = Deriver(edition, sorted_, naming)
    problems: list[tuple[str, str]] = []
    deriver.prepare()
    canonical: dict[frozenset[tuple[int, int]], Given] = {}
    for address, given in sorted_.given.items():
        try:
            parts = deriver.facts.parts(deriver.cell(address)[0])
        except FormulaError as error:
            problems.append((str(address), str(error)))
            continue
        if parts:
            canonical.setdefault(parts, given)
    statements = {}
    for name, form in edition.tables.items():
        statements[name] = Statement(
            name=name,
            form=form,
            rows=tuple(
                _statement_row(deriver, name, row, canonical, problems)
                for row in deriver.rows[name].values()
            ),
            last_rows=tuple(
                _statement_row(deriver, name, row, canonical, problems)
                for row in deriver.last[name].values()
            ),
        )
    return Accounts(
        edition=edition,
        statements=statements,
        deriver=deriver,
        canonical=canonical,
        problems=tuple(dict.fromkeys(problems)),
    )


def _statement_row(
    deriver: Deriver,
    table: str,
    row: Row,
    canonical: Mapping[frozenset[tuple[int, int]], Given],
    problems: list[tuple[str, str]],
) -> StatementRow:
    cells: dict[str, Cell] = {}
    for column in () if row.blank else deriver.amount_columns(table, row.block):
        address = Address(table, row.key, column)
        try:
            cells[column] = _cell(deriver, address, canonical)
        except FormulaError as error:
            problems.append((str(address), str(error)))
    return StatementRow(
        key=row.key,
        block=row.block,
        code=row.code,
        title=row.title,
        level=row.level,
        fields=row.fields,
        number=row.number,
        strong=row.strong,
        blank=row.blank,
        department=row.department,
        cells=cells,
    )


def _cell(
    deriver: Deriver, address: Address, canonical: Mapping[frozenset[tuple[int, int]], Given]
) -> Cell:
    form, relations = deriver.cell(address)
    facts = deriver.facts
    parts = facts.parts(form)
    derived = facts.total(form)
    given = deriver.sorted.given.get(address)
    known = given or canonical.get(parts)
    entered = _entered(facts, address, parts)
    return Cell(
        address=address,
        amount=known.amount if known else derived,
        derived=derived,
        parts=parts,
        given=given,
        entered=entered,
        relations=relations,
        formula="" if entered else _explain(deriver, address),
    )


def _entered(facts: Facts, address: Address, parts: frozenset[tuple[int, int]]) -> Place | None:
    if len(parts) != 1:
        return None
    (number, _), = parts
    fact = facts.items[number]
    if (fact.table, fact.row, fact.column) == tuple(address):
        return fact.place
    return None


def _explain(deriver: Deriver, address: Address) -> str:
    """The formula of a cell in Chinese, for the reader."""
    table, key, column = address
    row = deriver.row(table, key)
    leaf = deriver.columns[table][column]
    if row is not None and row.form and row.form.formula_for(column):
        return f"＝{row.form.formula_for(column)}"
    if leaf.formula:
        return f"＝{leaf.formula}"
    pull = (row.form.pull if row and row.form else "") or leaf.pull
    if pull:
        return f"取自{pull.replace('.', '·')}"
    if row is not None and row.children:
        return "＝下级各行之和"
    return ""
