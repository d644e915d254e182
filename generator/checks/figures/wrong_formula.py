"""公式有误: a formula of the edition that the typed figures contradict, while all agree without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.figures.printed import MOST_RELATED, contradicted
from gongkai.checks.figures.programme import Programme
from gongkai.checks.figures.system import system_of
from gongkai.figures.derivation import derive
from gongkai.model.columns import ColumnForm, FormModel
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.statements import Cell

FEWEST = 3
"""cells that contradict a formula, unless all do"""
MOST_TRIED = 12
Form = TypeVar("Form", bound=FormModel)


class WrongFormula(Struct, frozen=True, kw_only=True):
    """公式有误: what is told of it, and the document as it is without the formula."""

    finding: Finding
    without: Case

    @property
    def place(self) -> Place:
        return self.finding.place

    def mended(self, _: Case) -> Case:
        return self.without


def wrong_formula(case: Case) -> WrongFormula | None:
    """The formula of a column that most cells contradict, if all figures agree once they are taken as typed."""
    wrong: dict[tuple[str, str], list[Cell]] = {}
    typed: Counter[tuple[str, str]] = Counter()
    for cell, formula in _by_formula(case):
        typed[formula] += 1
        if contradicted(case, cell):
            wrong.setdefault(formula, []).append(cell)
    likely = [one for one, cells in wrong.items() if len(cells) in (typed[one], *range(FEWEST, len(cells) + 1))]
    for table, column in sorted(likely, key=lambda one: -len(wrong[one]))[:MOST_TRIED]:
        without = _without(case, table, column)
        if Programme(system_of(without)).feasible():
            return WrongFormula(finding=_finding(case, wrong[table, column]), without=without)
    return None


def _by_formula(case: Case) -> Iterator[tuple[Cell, tuple[str, str]]]:
    """Given cells, with the table and the column whose formula works them out."""
    deriver = case.accounts.deriver
    for cell in case.accounts.cells.values():
        table, key, column = cell.address
        row = deriver.sheets.rows[table].get(key)
        if cell.given is not None and row is not None and deriver.working(row, cell.address).of_column:
            yield cell, (table, column)


def _finding(case: Case, cells: list[Cell]) -> Finding:
    first, *others = cells
    places = (one.place for one in others if one.place is not None)
    return found(
        "F201",
        first.place or case.figures_file,
        "公式",
        related=tuple(places)[:MOST_RELATED],
        表=first.address.table,
        处=first.address.column,
        数=len(cells),
        公式=case.accounts.deriver.working(None, first.address).of_column,
    )


def _without(case: Case, table: str, column: str) -> Case:
    """The document under an edition in which this column is typed."""
    edition = case.document.edition
    form = edition.tables[table]
    leaves = [block.by_key[column] for block in form.parts if column in block.by_key]
    plain = _changed(
        form,
        columns=_typed(form.columns, leaves),
        blocks={name: _changed(block, columns=_typed(block.columns, leaves)) for name, block in form.blocks.items()},
    )
    edition = _changed(edition, tables={**edition.tables, table: plain})
    document, before = replace(case.document, edition=edition), case.accounts
    accounts = derive(edition, document.entries, before.naming, before.lenders)
    return replace(case, document=document, accounts=accounts)


def _typed(columns: tuple[ColumnForm, ...], leaves: list[ColumnForm]) -> tuple[ColumnForm, ...]:
    """The columns with some of their leaves typed."""
    return tuple(
        _changed(one, formula="") if one in leaves else _changed(one, columns=_typed(one.columns, leaves))
        for one in columns
    )


def _changed(form: Form, **update: object) -> Form:
    """A copy that keeps nothing of what was worked out of the original."""
    copy = form.model_copy(update=update)
    for name in [name for name in copy.__dict__ if name not in type(form).model_fields]:
        del copy.__dict__[name]
    return copy
