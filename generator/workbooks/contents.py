"""写成文件的样子: what was taken from a workbook, as the files of a document would say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gongkai.figures.classify_entries import RECORD
from gongkai.loading.figures_file import NO_DATA
from gongkai.model.dealings import DEALINGS
from gongkai.model.edition import Edition
from gongkai.model.forms import TableForm
from gongkai.model.intake import Intake, TakenFigure, TakenTotal, TypedValue

FIGURES, EXPLANATION, DOCUMENT, TOTALS = "figures.yml", "explanation.yml", "document.yml", "control-totals.yml"
RECORDS = "记录"
TOTAL_VALUES = "核对数"
OF_HEAD = ("概况", DEALINGS)
"""of what is typed as inputs, what stands in document.yml"""
Tree = dict[str, TypedValue]


def contents(intake: Intake, edition: Edition) -> dict[str, Tree]:
    """Name of each file → what it is to say; control totals by the number of their source (#1)."""
    inputs: Tree = {}
    for one in intake.inputs:
        put(inputs, one.path.split("."), one.value)
    of_head = {key: inputs.pop(key) for key in OF_HEAD if key in inputs}
    made: dict[str, Tree] = {
        FIGURES: dict(_tables(intake, edition)),
        EXPLANATION: inputs,
        DOCUMENT: of_head,
        TOTALS: dict(_sources(intake.totals)),
    }
    for form in intake.forms:
        if isinstance(form.content, dict):
            made[f"performance/{form.file}"] = form.content
    return {name: tree for name, tree in made.items() if tree}


def put(tree: Tree, keys: list[str], value: TypedValue) -> None:
    """A value under its keys."""
    *above, last = keys
    for key in above:
        below = tree.setdefault(key, {})
        tree = below if isinstance(below, dict) else {}
    tree[last] = value


def _tables(intake: Intake, edition: Edition) -> Iterator[tuple[str, TypedValue]]:
    for table, form in edition.tables.items():
        own = [one for one in intake.figures if one.table == table]
        if own:
            yield table, _table(form, own)
        elif table in intake.empty:
            yield table, NO_DATA


def _table(form: TableForm, figures: list[TakenFigure]) -> TypedValue:
    if not form.rules and len(form.placed_rows) == 1:
        return _line(form, figures)
    rows: Tree = {}
    records: list[TypedValue] = []
    for row, group in groupby(figures, key=lambda one: one.row):
        lines = [_line(form, list(line)) for _, line in groupby(group, key=lambda one: (one.place.line, one.fields))]
        if row.startswith(RECORD):
            records.extend(lines)
        else:
            rows[row] = _row(form, row, [*_before(rows.get(row)), *lines])
    if not records:
        return rows
    return {**rows, RECORDS: tuple(records)} if rows else tuple(records)


def _before(value: TypedValue | None) -> list[Tree]:
    """The lines of a row that stand there already."""
    if isinstance(value, dict):
        return [value]
    return [line for line in value if isinstance(line, dict)] if isinstance(value, tuple) else []


def _row(form: TableForm, row: str, lines: list[Tree]) -> TypedValue:
    """A number alone where the row has one column only; several lines as a list."""
    if len(lines) > 1:
        return tuple(lines)
    block = form.placed_rows[row][0] if row in form.placed_rows else None
    amounts = {key for part in form.parts_at(block) for key in part.amounts}
    (line,) = lines
    if len(amounts) == 1 and line.keys() == amounts:
        return line[next(iter(amounts))]
    return line


def _line(form: TableForm, figures: Iterable[TakenFigure]) -> Tree:
    """Columns and what the line says besides."""
    line: Tree = {}
    fields: Tree = {}
    for one in figures:
        fields.update(one.fields)
        if one.column:
            put(line, called(form, one.column), one.number)
    return {**fields, **line}


def called(form: TableForm, column: str) -> list[str]:
    """The keys of a column; by its whole path, where its own key is the head of others (预算数)."""
    keys = {key for part in form.parts for key in part.amounts}
    if any(key.startswith(f"{column}.") for key in keys):
        names = [name for name, meant in form.column_names.items() if meant == (column,)]
        return max(names, key=len).split(".")
    return column.split(".")


def _sources(totals: Iterable[TakenTotal]) -> Iterator[tuple[str, TypedValue]]:
    """A list of sources, each with its totals."""
    groups: dict[tuple[tuple[str, str], ...], Tree] = {}
    for one in totals:
        said = one.source or (("文件", one.place.path), ("表", one.place.sheet), ("格", one.place.cell))
        source = tuple(pair for pair in said if pair[0] != "格")
        cell = dict(said).get("格", "")
        groups.setdefault(source, {})[one.name] = {"数": one.number, "格": cell} if cell else one.number
    for number, (source, values) in enumerate(groups.items(), start=1):
        yield f"#{number}", {**dict(source), TOTAL_VALUES: values}
