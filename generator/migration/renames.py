"""改名: how two editions call the same tables, rows, columns, inputs and performance forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from gongkai.migration.matching import Matched, Named, match
from gongkai.model.columns import ORDINAL, ColumnKind, column_paths
from gongkai.model.edition import Edition, InputForm
from gongkai.model.forms import TableForm
from gongkai.model.paths import matched
from gongkai.model.performance_forms import Band, PerformanceForm
from gongkai.model.table_names import shortest

NEVER_TYPED = frozenset({ColumnKind.CODE, ColumnKind.ROW_NUMBER, ColumnKind.ORDINAL, ColumnKind.PERCENT})


class TableRenames(Struct, frozen=True, kw_only=True):
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
            rows=match(_rows(old), _known_as(_rows(new), old.row_names)),
            columns=match(_columns(old), _known_as(_columns(new), old.column_names)),
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
        found = self.old.column_names.get(typed, ())
        column = self.columns.pairs.get(found[0]) if len(found) == 1 else None
        if column is None:
            return None
        names = [name for name, keys in self.new.column_names.items() if keys == (column,) and name.startswith(within)]
        best = shortest(next(part for part in self.new.parts if column in part.by_key), column)
        return min(names, key=lambda name: (name != typed, name != best, name.count("."), len(name)), default=None)


class Renames(Struct, frozen=True, kw_only=True):
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
        tables = match(_tables(old), _tables(new))
        forms = match(_forms(old), _forms(new))
        return cls(
            old=old,
            new=new,
            tables=tables,
            inside={
                name: TableRenames.between(old.tables[name], new.tables[other]) for name, other in tables.pairs.items()
            },
            inputs=match(_inputs(old), _inputs(new)),
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
        patterns = [path] if path in self.old.inputs else self.old.inputs
        fitting = ((pattern, star) for pattern in patterns if (star := matched(pattern, path)) is not None)
        pattern, star = next(fitting, ("", ""))
        new = self.inputs.pairs.get(pattern)
        return None if new is None else new.replace("*", star, 1)

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


def _rows(form: TableForm) -> dict[str, Named]:
    count = len(form.fixed_rows)
    return {
        row.name: Named(
            former=row.former,
            marks=(row.code, _bare(row.title), str(row.formula), row.source and (row.source, str(row.where))),
            hint=(number, count),
        )
        for number, row in enumerate(form.fixed_rows)
    }


def _columns(form: TableForm) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for part in form.parts:
        paths = list(column_paths(part.columns))
        for number, ((key, leaf), (_, path)) in enumerate(zip(part.keyed, paths, strict=True)):
            title = tuple(map(_bare, path))
            marks = (leaf.title and title, leaf.formula, leaf.source and (leaf.source, str(leaf.where)))
            if leaf.kind not in NEVER_TYPED:
                found.setdefault(key, Named(former=leaf.former, marks=marks, hint=(number, len(paths))))
    return found


def _bare(title: str) -> str:
    return ORDINAL.sub("", title)


def _known_as(things: Mapping[str, Named], names: Mapping[str, tuple[str, ...]]) -> dict[str, Named]:
    """Things with the 键 of what they were called, in the place of its other names."""

    def key(name: str) -> str:
        return names[name][0] if len(names.get(name, ())) == 1 else name

    return {name: replace(one, former=tuple(map(key, one.former))) for name, one in things.items()}


def _inputs(edition: Edition) -> dict[str, Named]:
    return {
        path: Named(
            former=form.former,
            marks=(form.source and (form.kind, form.source), form.explains and (form.kind, form.explains)),
        )
        for path, form in edition.inputs.items()
    }


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
