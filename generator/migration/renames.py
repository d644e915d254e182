"""改名: how two editions call the same tables, rows, columns, inputs and performance forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.migration.matching import Matched, Named, match
from gongkai.model.columns import ORDINAL, ColumnForm, ColumnKind, column_paths
from gongkai.model.edition import Edition, InputForm
from gongkai.model.forms import TableForm
from gongkai.model.paths import matched
from gongkai.model.performance_forms import Band, PerformanceForm
from gongkai.model.row_forms import RowForm
from gongkai.model.table_names import shortest

NEVER_TYPED = frozenset({ColumnKind.CODE, ColumnKind.ROW_NUMBER, ColumnKind.ORDINAL, ColumnKind.PERCENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRenames:
    """改名 within a table: names as documents type them, and 键 as they stand in addresses."""

    old: TableForm
    new: TableForm
    rows: Matched
    columns: Matched

    @classmethod
    def between(cls, old: TableForm, new: TableForm) -> TableRenames:
        return cls(
            old=old,
            new=new,
            rows=match(_rows(old), _rows(new, old.row_names)),
            columns=match(_columns(old), _columns(new, _called(old))),
        )

    def row(self, typed: str) -> str | None:
        """What a row is to be called that was typed so; None if nobody knows, or it is gone."""
        if self.old.rule is not None:
            total = self.new.rule.total_title if self.new.rule else None
            return total if typed == self.old.rule.total_title != "合计" else typed
        found = self.old.row_names.get(typed, ())
        if len(found) != 1:
            return None
        row = self.rows.pairs.get(found[0])
        return typed if row and self.new.row_names.get(typed) == (row,) else row

    def column(self, typed: str, within: str = "") -> str | None:
        """The same of a column; `within`: the name must begin so (预算数.)."""
        found = _called(self.old).get(typed, ())
        column = self.columns.pairs.get(found[0]) if len(found) == 1 else None
        if column is None:
            return None
        names = [name for name, keys in _called(self.new).items() if keys == (column,) and name.startswith(within)]
        if typed in names or not names:
            return typed if names else None
        best = shortest(next(part for part in self.new.parts if column in part.by_key), column)
        return best if best in names else min(names, key=lambda name: (name.count("."), len(name)))

    def groups(self, column: str) -> frozenset[str]:
        """The titles above what was typed as this column."""
        found = _called(self.old).get(column, ())
        new = self.columns.pairs.get(found[0]) if len(found) == 1 else None
        paths = (
            path
            for part in self.new.parts
            for (key, _), (_, path) in zip(part.keyed, column_paths(part.columns), strict=True)
            if key == new
        )
        return frozenset(title for path in paths for title in path[:-1] if title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renames:
    """改名 from one edition to another."""

    old: Edition
    new: Edition
    tables: Matched
    inside: Mapping[str, TableRenames]
    """by the old name of the table"""
    inputs: Matched
    forms: Matched
    paths: Mapping[str, Matched]
    """of what is filled in, by the old name of the form"""

    @classmethod
    def between(cls, old: Edition, new: Edition) -> Renames:
        tables = match(*(_tables(one) for one in (old, new)))
        forms = match(*(_forms(one) for one in (old, new)))
        return cls(
            old=old,
            new=new,
            tables=tables,
            inside={
                name: TableRenames.between(old.tables[name], new.tables[other]) for name, other in tables.pairs.items()
            },
            inputs=match(*({path: _input(form) for path, form in one.inputs.items()} for one in (old, new))),
            forms=forms,
            paths={
                name: match(_paths(old.performance[name]), _paths(new.performance[other]))
                for name, other in forms.pairs.items()
            },
        )

    def all(self) -> Iterator[tuple[str, Matched]]:
        """Everything that was matched, with what it is."""
        yield "表", self.tables
        for name, inside in self.inside.items():
            yield f"{name}的行", inside.rows
            yield f"{name}的列", inside.columns
        yield "填报项", self.inputs
        yield "绩效表单", self.forms
        for name, paths in self.paths.items():
            yield f"{name}的“值”", paths

    def torn(self) -> Iterator[str]:
        """What keeps documents from following: names that went from one thing to another."""
        for what, names in self.all():
            for old, new in names.torn.items():
                yield f"{what}：版式说“{new}”原名“{old}”，可是还有一样叫“{old}”；先给它另起一个名称，分两次改"

    def input(self, path: str) -> str | None:
        """Where an input stands now that was typed at a path; None if it was none, or is gone."""
        pattern, star = next(
            (
                (pattern, star)
                for pattern in ([path] if path in self.old.inputs else self.old.inputs)
                if (star := matched(pattern, path)) is not None
            ),
            ("", ""),
        )
        new = self.inputs.pairs.get(pattern)
        return new.replace("*", star, 1) if new is not None and star is not None else None

    def value(self, form: str, path: str) -> str | None:
        """The same of what is filled into a performance form."""
        return self.paths[form].pairs.get(path) if form in self.paths else None

    def asked_anew(self) -> dict[str, InputForm]:
        """Inputs that were not there before and are not read from another document."""
        return {path: form for path, form in self.new.inputs.items() if path in self.inputs.come and ".*." not in path}


def _tables(edition: Edition) -> dict[str, Named]:
    return {
        name: Named(
            former=form.former,
            marks=((form.id, *(key for part in form.parts for key, _ in part.keyed), *form.placed_rows),),
            hint=form.id,
        )
        for name, form in edition.tables.items()
    }


def _rows(form: TableForm, old: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Named]:
    rows = form.fixed_rows
    return {row.name: _row(row, number, len(rows), old or {}) for number, row in enumerate(rows)}


def _row(row: RowForm, number: int, count: int, old: Mapping[str, tuple[str, ...]]) -> Named:
    title = ORDINAL.sub("", row.title)
    return Named(
        former=_meant(row.former, old),
        marks=(row.code, title, str(row.formula), row.source and (row.source, str(row.where))),
        hint=(number, count),
    )


def _columns(form: TableForm, old: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for part in form.parts:
        paths = list(column_paths(part.columns))
        for number, ((key, leaf), (_, path)) in enumerate(zip(part.keyed, paths, strict=True)):
            if leaf.kind not in NEVER_TYPED:
                found.setdefault(key, _column(leaf, path, (number, len(paths)), old or {}))
    return found


def _column(
    leaf: ColumnForm, path: tuple[str, ...], hint: tuple[int, int], old: Mapping[str, tuple[str, ...]]
) -> Named:
    title = tuple(ORDINAL.sub("", one) for one in path)
    return Named(
        former=_meant(leaf.former, old),
        marks=(leaf.title and title, leaf.formula, leaf.source and (leaf.source, str(leaf.where))),
        hint=hint,
    )


def _meant(former: tuple[str, ...], old: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The 键 of what was called so."""
    return tuple(old[name][0] if len(old.get(name, ())) == 1 else name for name in former)


def _called(form: TableForm) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for part in form.parts:
        for name, keys in part.names.items():
            names[name] = tuple(dict.fromkeys((*names.get(name, ()), *keys)))
    return names


def _input(form: InputForm) -> Named:
    return Named(
        former=form.former,
        marks=(form.source and (form.kind, form.source), form.explains and (form.kind, form.explains)),
    )


def _forms(edition: Edition) -> dict[str, Named]:
    return {
        name: Named(former=form.former, marks=((form.id, form.paths),), hint=form.id)
        for name, form in edition.performance.items()
    }


def _paths(form: PerformanceForm) -> dict[str, Named]:
    former = {path: names for band in form.bands for path, names in _former(band, "")}
    return {path: Named(former=former.get(path, ())) for path in sorted(form.paths)}


def _former(band: Band, above: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What cells were called, below the list that they repeat for."""
    here = f"{above}{band.repeat}." if band.repeat else above
    yield from ((f"{here}{cell.value}", tuple(f"{here}{name}" for name in cell.former)) for cell in band.cells)
    for inner in band.bands:
        yield from _former(inner, here)
