"""取数: sums over the figures behind a table's columns, restricted by conditions."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from gongkai.figures.facts import Facts, LinearForm, combine
from gongkai.figures.formulas import FormulaError, Reference, Term, parse
from gongkai.figures.rows import Row
from gongkai.model.columns import ColumnForm
from gongkai.model.conditions import Where, where
from gongkai.model.forms import TableForm
from gongkai.model.table_names import column_fault, table_fault


class Queries(Struct):
    """Answers what a table's column sums to under a condition, whatever rows the table prints."""

    tables: Mapping[str, TableForm]
    facts: Facts
    open: set[tuple[str, str]] = field(default_factory=set)
    """columns being worked out, to notice a circle"""
    _sums: dict[tuple[str, str, int | None], LinearForm] = field(default_factory=dict)
    _pulled: dict[str, LinearForm] = field(default_factory=dict)
    _leaves: dict[tuple[str, str, int | None], tuple[str, ColumnForm]] = field(default_factory=dict)

    def unprinted(self, table: str, column: str, row: Row) -> LinearForm:
        """What stands in a row that is not printed, such as a code without figures."""
        return self.facts.among(self._sum(table, column, row.block), row.where)

    def column(self, table: str, column: str, condition: Where) -> LinearForm:
        """Sum of the figures behind a column that meet a condition.

        Raises FormulaError if the table has no such column, or its formulas run in a circle.
        """
        return self.facts.among(self._sum(table, column), condition)

    def _sum(self, table: str, column: str, block: int | None = None) -> LinearForm:
        """All figures behind a column, worked out once: every row that asks takes those that meet its condition."""
        asked = table, column, block
        if asked not in self._sums:
            self._sums[asked] = self._summed(table, column, block)
        return self._sums[asked]

    def _summed(self, table: str, column: str, block: int | None) -> LinearForm:
        key, leaf = self._leaf(table, column, block)
        if not leaf.derives:
            return self.facts.select(table, key, ())
        if (table, key) in self.open:
            raise FormulaError(f"{table}·{key}的公式绕回了自己")
        self.open.add((table, key))
        try:
            return self._derived(table, leaf, block)
        except FormulaError as error:
            if self.tables[table].rule is None:  # its cells are worked out otherwise, and may well be right
                raise
            error.of("表", table, formula=leaf.formula or leaf.pull, what=f"{table}·{key}")
            raise
        finally:
            self.open.discard((table, key))

    def _derived(self, table: str, leaf: ColumnForm, block: int | None) -> LinearForm:
        if leaf.formula:
            terms = parse(leaf.formula)
            return combine([(term.sign, self._sum(table, self._beside(table, term, block), block)) for term in terms])
        return self.pull(leaf.pull, where(leaf.where))

    def pull(self, pull: str, condition: Where) -> LinearForm:
        """取: signed sum of other tables' columns, under the joint condition."""
        if pull not in self._pulled:
            self._pulled[pull] = self._pull(pull)
        return self.facts.among(self._pulled[pull], condition)

    def _pull(self, pull: str) -> LinearForm:
        forms = []
        for term in parse(pull):
            if term.last is not None:
                raise FormulaError(f"“{pull}”是取数，里面不能用“至”")
            table, column = self.table_column(term.first)
            forms.append((term.sign, self.column(table, column, term.first.where or ())))
        return combine(forms)

    def table_column(self, reference: Reference) -> tuple[str, str]:
        """表名.列名, as sums over figures name them."""
        table, dot, column = reference.path.partition(".")
        if not dot or table not in self.tables:
            unknown = f"：{table_fault(self.tables, table)}" if dot else "，中间一个点"
            raise FormulaError(f"“{reference.path}”应写成“表名.列名”{unknown}")
        return table, column

    def _leaf(self, table: str, column: str, block: int | None) -> tuple[str, ColumnForm]:
        asked = table, column, block
        if asked not in self._leaves:
            self._leaves[asked] = self._found(table, column, block)
        return self._leaves[asked]

    def _found(self, table: str, column: str, block: int | None) -> tuple[str, ColumnForm]:
        form = self.tables[table]
        fault = column_fault(form, table, column, block)
        if fault:
            raise FormulaError(fault, f"{table}.{column}")
        (key,) = form.columns_called(column, block)
        leaves = [part.by_key[key] for part in form.parts_at(block) if key in part.by_key]
        if any(leaf.derives for leaf in leaves[1:]) or (leaves[0].derives and len(leaves) > 1):
            raise FormulaError(f"{table}有几栏“{column}”，请写明是哪一行：{table}.行.{column}")
        return key, leaves[0]

    def _beside(self, table: str, term: Term, block: int | None) -> str:
        reference = term.first
        if term.last is not None:
            raise FormulaError(f"{table}的列公式里不能用“至”，请逐列相加")
        if not self.tables[table].columns_called(reference.path, block):
            fault = column_fault(self.tables[table], table, reference.path, block)
            raise FormulaError(f"列的公式里只能写同一张表的列：{fault}", f"{table}.{reference.path}")
        return reference.path
