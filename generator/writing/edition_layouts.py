"""版式的样式: the same with the tables, inputs, totals and performance forms that an edition has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from gongkai.loading.performance_file import FORM_KEYS
from gongkai.model.classification import name_key
from gongkai.model.edition import Edition, InputKind
from gongkai.model.forms import BlockForm, TableForm
from gongkai.model.paths import ANY
from gongkai.model.performance_forms import PerformanceForm
from gongkai.writing.layouts import (
    TEXT,
    Form,
    Layout,
    controls_layout,
    document_layout,
    eliminations_layout,
    explanation_layout,
    figures_layout,
    layout_of,
    ordered,
)
from gongkai.writing.scalars import Kind

_KINDS = {InputKind.AMOUNT: Kind.AMOUNT, InputKind.COUNT: Kind.COUNT}
PROFILE = "概况."


def edition_layout(shown: str, edition: Edition, form: str = "") -> Layout:
    """The layout of a file of a document; `form`: which performance form it holds."""
    path = PurePosixPath(shown)
    if path.parent.name == "performance":
        return Layout(form=_performance(edition.performance[form])) if form in edition.performance else layout_of(shown)
    made: dict[str, Callable[[], Layout]] = {
        "figures.yml": lambda: figures_layout(_figures(edition)),
        "eliminations.yml": lambda: eliminations_layout(_figures(edition)),
        "explanation.yml": lambda: explanation_layout(_inputs(edition, "")),
        "document.yml": lambda: document_layout(_inputs(edition, PROFILE)),
        "control-totals.yml": lambda: controls_layout(edition.controls),
    }
    return made[path.name]() if path.name in made else layout_of(shown)


def _tree(paths: Iterable[tuple[str, Kind]]) -> Form:
    """A form of dotted paths in the order in which keys come first; a path with a point may be one key as well."""
    below: dict[str, list[tuple[str, Kind]]] = defaultdict(list)
    order: dict[str, None] = {}
    own: dict[str, Kind] = {}
    for path, kind in paths:
        first, _, rest = path.partition(".")
        order.setdefault(path)
        order.setdefault(first)
        own[path] = kind
        if rest:
            below[first].append((rest, kind))
    leaves = {name: Form(kind=kind) for name, kind in own.items()}
    trees = {name: replace(_tree(rest), kind=own.get(name, Kind.AS_TYPED)) for name, rest in below.items()}
    return Form(kind=Kind.AS_TYPED, order=ordered(order), below=leaves | trees, by_code=True)


def _inputs(edition: Edition, prefix: str) -> Form:
    paths = ((path, _KINDS.get(form.kind, Kind.TEXT)) for path, form in edition.inputs.items())
    return _tree((path.removeprefix(prefix), kind) for path, kind in paths if path.startswith(PROFILE) == bool(prefix))


def _performance(form: PerformanceForm) -> Form:
    paths = (".".join(filter(None, (list_, list_ and ANY, path))) for list_, path in form.walk())
    return _tree((path, Kind.TEXT) for path in (*FORM_KEYS, *paths))


def _figures(edition: Edition) -> Form:
    """Tables in the order in which they are read, those that are never printed last."""
    shown = (*edition.shown_tables(), *edition.tables)
    return Form(
        order=ordered(name for name in shown if name in edition.tables),
        below={name: _table(form) for name, form in edition.tables.items()},
    )


def _table(form: TableForm) -> Form:
    if not form.rules and len(form.placed_rows) == 1:
        (row,) = form.placed_rows.values()
        return _row(form, form.parts_at(row[0]))
    rows = {row: _row(form, form.parts_at(block)) for row, (block, _) in form.placed_rows.items()}
    called = {name: rows[meant[0]] for name, meant in form.row_names.items()}
    order = {name: list(rows).index(meant[0]) for name, meant in form.row_names.items()}
    titles = ordered(("合计", form.rule.total_title)) if form.rule is not None else order
    by_code = form.classification is not None and all(rule.order == "编码" for rule in form.rules)
    return Form(order=titles, below={ANY: _row(form, form.parts), **called}, by_code=by_code)


def _row(form: TableForm, parts: tuple[BlockForm, ...]) -> Form:
    """What a row may say: keys of records, its columns from left to right, its attributes."""
    typed = _tree(_columns(form, parts))
    amounts = [key for part in parts for key in part.amounts]
    sole = Kind.AMOUNT if amounts else Kind.AS_TYPED
    return Form(kind=sole, order=typed.order, below={**typed.below, **dict.fromkeys(form.attributes, TEXT)})


def _columns(form: TableForm, parts: tuple[BlockForm, ...]) -> Iterator[tuple[str, Kind]]:
    """Every name that something in a row may be called by, in the order of what it means."""
    leaves = [(leaf.field or key, key, part) for part in parts for key, leaf in part.keyed]
    for by in _unprinted(form, {name for name, *_ in leaves}):
        yield from _with_name(by, form)
    for name, key, part in leaves:
        yield from _column(name, key, part, form)
    yield from ((name, Kind.TEXT) for name in form.attributes)


def _unprinted(form: TableForm, printed: set[str]) -> dict[str, None]:
    """What rows are told apart by, and no column shows."""
    return dict.fromkeys(by for rule in form.rules for by in rule.by if by not in printed)


def _column(name: str, key: str, part: BlockForm, form: TableForm) -> Iterator[tuple[str, Kind]]:
    """A column by its own name, and by all others."""
    amount = key in part.amounts
    yield from [(name, Kind.AMOUNT)] if amount else _with_name(name, form)
    kind = Kind.AMOUNT if amount else Kind.TEXT
    yield from ((called, kind) for called, meant in part.names.items() if key in meant)


def _with_name(name: str, form: TableForm) -> Iterator[tuple[str, Kind]]:
    """A text of a row; behind a code its name."""
    yield name, Kind.TEXT
    if name in form.lists.coded:
        yield name_key(name), Kind.TEXT
