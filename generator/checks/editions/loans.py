"""取自另一份文件的列和行 (取: 上年决算.支出.*): what cannot be taken from there, told before any document is made."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.figures.classify_entries import is_input
from gongkai.model.columns import ColumnForm, ColumnKind, Pulling
from gongkai.model.edition import Edition
from gongkai.model.findings import found
from gongkai.model.forms import RowForm, TableForm
from gongkai.model.names import listed
from gongkai.model.paths import ANY, borrowed_from
from gongkai.model.places import NOWHERE


def loan_faults(edition: Edition) -> Iterator[Fault]:
    """Every 取 of another document that leaves open which figure is meant, or is overridden."""
    for name, form in edition.tables.items():
        for column, leaf in (pair for block in form.parts for pair in block.keyed if pair[1].loan):
            yield from _of_kind(edition, name, column, leaf)
            for variant in _of_column(form, leaf):
                told = found("L622", NOWHERE, variant, 处=f"{name}·{column}", 属性="、".join(form.attributes))
                yield Fault(("表", name), told, leaf.source)
        yield from _of_rows_that_borrow(edition, name, form)


def _of_rows_that_borrow(edition: Edition, name: str, form: TableForm) -> Iterator[Fault]:
    for row in (row for row in (*form.fixed_rows, *form.last_rows) if row.loan):
        yield from _of_kind(edition, name, row.name, row)
        if not _one_figure(form, row):
            yield Fault(("表", name), found("L622", NOWHERE, "取在一行", 处=f"{name}·{row.name}"), row.source)


def _of_kind(edition: Edition, table: str, what: str, form: Pulling) -> Iterator[Fault]:
    which, known = borrowed_from(form.loan), edition.kind.neighbours
    if which not in known:
        told = found(
            "L622",
            NOWHERE,
            "邻近文件",
            处=f"{table}·{what}",
            填=form.loan,
            文种=edition.kind.name,
            名=which,
            可写=listed(known),
        )
        yield Fault(("表", table), told, form.source)


def _one_figure(form: TableForm, row: RowForm) -> bool:
    block = form.parts[form.placed_rows[row.name][0]]
    inputs = [column for column in block.amounts if is_input(form, row.name, column)]
    return len(inputs) == 1 and not row.formula and row not in form.last_rows


def _of_column(form: TableForm, leaf: ColumnForm) -> Iterator[str]:
    if not leaf.loan.partition(".")[2] or " " in leaf.loan:
        yield "取一个"
    if leaf.kind is not ColumnKind.AMOUNT or leaf.formula or leaf.where:
        yield "取金额"
    yield from _of_rows(form, leaf)


def _of_rows(form: TableForm, leaf: ColumnForm) -> Iterator[str]:
    """What rows there must be for an indicator to say which figure each takes."""
    if form.attributes:
        yield "取的属性"
    if form.rule is not None and (form.classification is None or form.rule.grouped or ANY not in leaf.loan):
        yield "取的编码"
    if form.rule is None and ANY not in leaf.loan and len(form.fixed_lowest) > 1:
        yield "取的行"
