"""要填的表: which tables people fill, and which of them they must."""

from __future__ import annotations

from gongkai.figures.classify_entries import is_input
from gongkai.model.forms import RowForm, TableForm


def has_inputs(form: TableForm) -> bool:
    """Whether people fill the table: some cell derives from nothing."""
    if form.hidden:
        return False
    if form.rule is not None:
        return any(is_input(form, "", column) for column in form.parts[0].amounts)
    return any(
        is_input(form, row.name, column)
        for block in form.parts
        for row in block.fixed
        if not _sums_others(form, row)
        for column in block.amounts
    ) or any(form.parts[index].typed for index, _ in form.placed_rules)


def _sums_others(form: TableForm, row: RowForm) -> bool:
    """A row of a code that others stand below (301 above 30101)."""
    return bool(row.code) and any(
        other.code != row.code and other.code.startswith(row.code) for other in form.fixed_rows
    )


def mandatory(form: TableForm) -> bool:
    """Tables that only add a column to what others hold (年初结转 of a fund) may be left out."""
    return not any(leaf.pull for block in form.parts for leaf in block.leaves)
