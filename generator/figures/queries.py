"""取数: sums over the figures behind a table's columns, restricted by conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.figures.facts import Facts, LinearForm, combine
from gongkai.figures.formulas import FormulaError, Reference, Term, parse
from gongkai.figures.rows import Row
from gongkai.model.columns import ColumnForm, ColumnKind
from gongkai.model.conditions import Where, where
from gongkai.model.forms import BlockForm, TableForm


@dataclass(slots=True)
class Queries:
    """Answers what a table's column sums to under a condition, whatever rows the table prints."""

    tables: Mapping[str, TableForm]
    facts: Facts
    open: set[tuple[str, str]] = field(default_factory=set)
    """columns being worked out, to notice a circle"""

    def unprinted(self, table: str, column: str, row: Row) -> LinearForm:
        """What stands in a row that is not printed, such as a code without figures."""
        return self._sum(table, column, row.where, self.tables[table].parts[row.block : row.block + 1])

    def column(self, table: str, column: str, condition: Where) -> LinearForm:
        """Sum of the figures behind a column that meet a condition.

        Raises FormulaError if the table has no such column, or its formulas run in a circle.
        """
        return self._sum(table, column, condition, self.tables[table].parts)

    def _sum(self, table: str, column: str, condition: Where, blocks: Sequence[BlockForm]) -> LinearForm:
        leaf = _leaf(table, column, blocks)
        if not leaf.derives:
            return self.facts.select(table, column, condition)
        if (table, column) in self.open:
            raise FormulaError(f"{table}·{column}的公式绕回了自己")
        self.open.add((table, column))
        try:
            if leaf.formula:
                return combine(
                    (term.sign, self._sum(table, _beside(table, term, blocks), condition, blocks))
                    for term in parse(leaf.formula)
                )
            return self.pull(leaf.pull, (*condition, *where(leaf.where)))
        finally:
            self.open.discard((table, column))

    def pull(self, pull: str, condition: Where) -> LinearForm:
        """取: signed sum of other tables' columns, under the joint condition."""
        forms = []
        for term in parse(pull):
            if term.last is not None:
                raise FormulaError(f"“{pull}”是取数，里面不能用“至”")
            table, column = self.table_column(term.first)
            joint = (*condition, *(term.first.where or ()))
            forms.append((term.sign, self.column(table, column, joint)))
        return combine(forms)

    def table_column(self, reference: Reference) -> tuple[str, str]:
        """表名.列名, as sums over figures name them."""
        table, dot, column = reference.path.partition(".")
        if not dot or table not in self.tables:
            raise FormulaError(f"“{reference.path}”应写成“表名.列名”" + ("" if dot else "，中间一个点"))
        return table, column


def _leaf(table: str, column: str, blocks: Sequence[BlockForm]) -> ColumnForm:
    leaves = [block.by_key[column] for block in blocks if column in block.by_key]
    if not leaves or leaves[0].kind is not ColumnKind.AMOUNT:
        raise FormulaError(f"{table}没有“{column}”这一列")
    if any(leaf.derives for leaf in leaves[1:]) or (leaves[0].derives and len(leaves) > 1):
        raise FormulaError(f"{table}有几栏“{column}”，请写明是哪一行：{table}.行.{column}")
    return leaves[0]


def _beside(table: str, term: Term, blocks: Sequence[BlockForm]) -> str:
    reference = term.first
    if term.last is not None:
        raise FormulaError(f"{table}的列公式里不能用“至”，请逐列相加")
    if not any(reference.path in block.by_key for block in blocks):
        raise FormulaError(f"{table}的列公式里“{reference.path}”不是这张表的列")
    return reference.path
