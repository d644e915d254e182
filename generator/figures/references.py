"""引用: what the names in a formula stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct, field

from gongkai.figures.facts import LinearForm, combine
from gongkai.figures.formulas import FormulaError, Reference, Term, crowded_signs, parse
from gongkai.figures.queries import Queries
from gongkai.figures.table_index import Sheets
from gongkai.model.edition import Edition
from gongkai.model.names import near
from gongkai.model.paths import ANY
from gongkai.model.statements import Address
from gongkai.model.table_names import column_fault, row_fault, table_fault


class Part(Struct, frozen=True, kw_only=True):
    """公式的一项, evaluated: what it sums, and the cell it names if it names one."""

    sign: int
    form: LinearForm
    address: Address | None = None


class References(Struct):
    """Evaluates formulas. Raises FormulaError where a name means nothing or leads back to itself."""

    edition: Edition
    sheets: Sheets
    queries: Queries
    cell: Callable[[Address], LinearForm]
    open: set[str] = field(default_factory=set)
    """indicators being worked out, to notice a circle"""
    _evaluated: dict[tuple[str, Address | None, bool], tuple[Part, ...]] = field(default_factory=dict)

    def evaluate(self, formula: str, at: Address | None = None, *, across: bool = False) -> tuple[Part, ...]:
        """Evaluate a formula at a cell (or nowhere, for an indicator), once: rules and wording ask again and again.

        `across`: names are columns of the row first, else rows of the column first.
        """
        asked = formula, at, across
        if asked not in self._evaluated:
            self._evaluated[asked] = self._parts(formula, at, across=across)
        return self._evaluated[asked]

    def _parts(self, formula: str, at: Address | None, *, across: bool) -> tuple[Part, ...]:
        parts: list[Part] = []
        for term in parse(formula):
            members = self._members(term.first, at)
            if term.last is not None:
                parts.extend(self._range(term, term.last, at))
            elif members is not None:
                parts.extend(Part(sign=term.sign, form=self.cell(one), address=one) for one in members)
            else:
                form, found = self._resolve(term.first, at, across=across)
                parts.append(Part(sign=term.sign, form=form, address=found))
        return tuple(parts)

    def _range(self, term: Term, last: Reference, at: Address | None) -> Iterator[Part]:
        if at is None:
            raise FormulaError(f"“{term.first.path} 至 {last.path}”只能用在表的公式里")
        for key in self.sheets.between(at.table, term.first.path, last.path):
            address = self.sheets.beside(at, key)
            yield Part(sign=term.sign, form=self.cell(address), address=address)

    def _members(self, reference: Reference, at: Address | None) -> tuple[Address, ...] | None:
        """The cells of generated rows that are called by one name (各科目); None where it is no such name."""
        table, _, rest = reference.path.partition(".")
        if table in self.edition.tables:
            name, _, column = rest.partition(".")
        elif at is not None:
            table, name, column = at.table, reference.path, at.column
        else:
            return None
        keys = self.sheets.group(table, name)
        if keys is None or reference.where is not None:
            return None
        rows = [self.sheets.known_row(table, key) for key in keys]
        if not column:
            return tuple(Address(table, row.key, self.sheets.only_column(table, row)) for row in rows)
        return tuple(Address(table, row.key, self.sheets.column(table, row, column)) for row in rows)

    def _resolve(self, reference: Reference, at: Address | None, *, across: bool) -> tuple[LinearForm, Address | None]:
        """A linear form, and the cell if the reference names one."""
        path = reference.path
        if reference.where is not None:
            table, column = self.queries.table_column(reference)
            return self.queries.column(table, column, reference.where), None
        table, dot, rest = path.partition(".")
        if dot and table in self.edition.tables:
            return self._named(table, rest)
        found = self._local(path, at, across=across) if at is not None else None
        if found is not None:
            return self.cell(found), found
        name = self._indicator(path)
        if not name:
            raise self._names_nothing(path, at, across=across)
        return self._indicated(path, name)

    def _names_nothing(self, path: str, at: Address | None, *, across: bool) -> FormulaError:
        """What might have been meant: a table's cell, an indicator, a column or row beside."""
        nothing = f"找不到“{path}”：它不是指标，也不是“表名.行.列”"
        table, dot, _ = path.partition(".")
        crowded = crowded_signs(path)
        if crowded or (at is None and (not dot or near(path, self.edition.indicators))):
            return FormulaError(nothing + (crowded or near(path, self.edition.indicators)))
        if at is None or near(table, self.edition.tables):
            return FormulaError(f"找不到“{path}”：{table_fault(self.edition.tables, table)}")
        form, row = self.edition.tables[at.table], self.sheets.row(at.table, at.row)
        block = row.block if row is not None else 0
        fault = column_fault(form, at.table, path, block) if across else row_fault(form, at.table, path)
        return FormulaError(f"{nothing}；{fault}", f"{at.table}.{path}")

    def _indicated(self, path: str, name: str) -> tuple[LinearForm, Address | None]:
        """指标: a named quantity of the edition."""
        formula = self.edition.indicators[name]
        if path in self.open:
            raise FormulaError(f"指标“{path}”绕回了自己")
        self.open.add(path)
        try:
            parts = self.evaluate(formula if path == name else formula.replace("*", path.rpartition(".")[2]))
        except FormulaError as error:
            if path == name:  # of 支出.* the code may be wrong, which is not the indicator's fault
                error.of("指标", name, formula=formula, what=f"指标“{name}”")
            raise
        finally:
            self.open.discard(path)
        address = parts[0].address if len(parts) == 1 and parts[0].sign == 1 else None
        return combine([(part.sign, part.form) for part in parts]), address

    def meant(self, path: str) -> str:
        """The formula of the indicator that a path is; "" where it is none."""
        name = self._indicator(path)
        return self.edition.indicators[name].replace(ANY, path.rpartition(".")[2]) if name else ""

    def _indicator(self, path: str) -> str:
        """The indicator that a path is, or is one of (支出.*); "" if there is none."""
        head, dot, _ = path.rpartition(".")
        names = (path, f"{head}.*" if dot else "")
        return next((name for name in names if name in self.edition.indicators), "")

    def _local(self, path: str, at: Address, *, across: bool) -> Address | None:
        """A name in the cell's own table: a column of its row, or a row of its column.

        What is called just so comes before what may be called so as well.
        """
        row = self.sheets.row(at.table, at.row)
        form = self.edition.tables[at.table]
        columns = form.columns_called(path, row.block) if row is not None else ()
        rows = self.sheets.rows_called(at.table, path)
        first = across if (path in columns) == (path in rows) else path in columns
        if row is not None and columns and (first or not rows):
            return Address(at.table, at.row, self.sheets.column(at.table, row, path))
        if not rows and form.is_code(path) and form.rule_of(path) is not None:
            return Address(at.table, path, at.column)  # a code without figures
        return self.sheets.beside(at, path) if rows else None

    def _named(self, table: str, rest: str) -> tuple[LinearForm, Address | None]:
        """表名.行, 表名.行.列, or 表名.列 of a table with one row."""
        sheets, form = self.sheets, self.edition.tables[table]
        sole = sheets.sole_row(table)
        if sole is not None and sheets.has_column(table, rest):
            address = Address(table, sole.key, sheets.column(table, sole, rest))
            return self.cell(address), address
        key, dot, column = rest.partition(".")
        rows = sheets.rows_called(table, key)
        row = sheets.row(table, key) if key in rows or rest not in form.columns_called(rest) else None
        if row is None and sheets.has_column(table, rest):
            return self.queries.column(table, rest, ()), None
        absent = row is None
        row = row or sheets.unprinted(table, key, rest)
        column = column if dot else sheets.only_column(table, row)
        if absent:
            return self.queries.unprinted(table, column, row), None
        address = Address(table, row.key, sheets.column(table, row, column))
        return self.cell(address), address
