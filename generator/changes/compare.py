"""一份文件的变动: its two states side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from gongkai.changes.books import Books, Key
from gongkai.changes.figures import changed_figures
from gongkai.changes.record import broken
from gongkai.changes.result import DocumentChange, Fate, Reworded
from gongkai.changes.retyped import EDITION, form_words, typed_elsewhere, unread_files
from gongkai.changes.state import State
from gongkai.changes.words import changed_words, renamed_once
from gongkai.comparison.units import Unit, units_of
from gongkai.model.findings import Finding, every
from gongkai.model.places import Place
from gongkai.model.publication import Publication
from gongkai.model.spans import Figure, plain

LINES = re.compile(r"第[\d、至]+行")


def change_of(old: State | None, new: State | None, files: tuple[str, ...], through: tuple[str, ...]) -> DocumentChange:
    """What changed in a document. `files`: those that differ; `through`: what else of it is another."""
    there = new or old
    assert there is not None  # noqa: S101 - it is on one side at least
    sides = (old, new)
    found, gone = _findings(old, new)
    change = DocumentChange(
        id=there.id,
        title=there.title,
        fate=Fate.REMOVED if new is None else Fate.ADDED if old is None else Fate.CHANGED,
        files=files,
        through=through,
        moved_from=old.id if old and new and old.id != new.id else "",
        found=found,
        gone=gone,
        record=tuple(
            broken(
                old.document if old else None,
                new.document if new else None,
                removed=new is None,
                moved=bool(old and new and old.id != new.id),
            )
        ),
        disclosed=bool(old and old.document and old.document.disclosure and old.document.disclosure.form.frozen),
        blocked=(bool(old and old.blocked), bool(new and new.blocked)),
        unread=(bool(old and old.publication is None), bool(new and new.publication is None)),
        summary=there.summary if None in sides else (),
    )
    if old is None or new is None:
        return change
    return _compared(change, old, new)


def _compared(change: DocumentChange, old: State, new: State) -> DocumentChange:
    if any(change.unread) or old.publication is None or new.publication is None or not (old.accounts and new.accounts):
        retyped = (*typed_elsewhere(old, new, set()), *unread_files(change, old, new, ()))
        return replace(change, fate=Fate.UNREAD, retyped=retyped)
    books = Books(old.accounts), Books(new.accounts)
    figures = changed_figures(*books)
    words = renamed_once(_words(books, old.publication, new.publication, change.through), _names(old, new))
    shown = {place for one in words for place in one.places} | set(_typed_places(*books))
    retyped = (
        *typed_elsewhere(old, new, shown),
        *form_words(old, new, change.through),
        *unread_files(change, old, new, words),
    )
    return replace(
        change,
        turns=figures.turns,
        together=figures.together,
        apart=figures.apart,
        reprinted=figures.reprinted,
        words=words,
        retyped=retyped,
    )


def _names(old: State, new: State) -> Iterator[tuple[str, str]]:
    """The names of the department and of its units, before and after."""
    if old.document is None or new.document is None:
        return
    yield old.document.name, new.document.name
    units = [
        {unit.key: unit.name for unit in one.department.units_in(one.year)} for one in (old.document, new.document)
    ]
    yield from ((name, units[1][key]) for key, name in units[0].items() if key in units[1])


def _typed_places(old: Books, new: Books) -> Iterator[Place]:
    """Where the figures stand that are others, on both sides."""
    for one, other in ((old.typed, new.typed), (new.typed, old.typed)):
        rows = {(key.table, key.row) for key, typed in one.items() if typed.amount.yuan}
        for key, typed in one.items():
            if (other[key].amount.yuan != typed.amount.yuan) if key in other else (key.table, key.row) in rows:
                yield typed.place


def _words(
    books: tuple[Books, Books], old: Publication, new: Publication, through: tuple[str, ...]
) -> tuple[Reworded, ...]:
    """Texts that are others, without the cells of tables that hold figures, and without forms."""
    figures = [_addresses(one, one.cells) for one in books]
    moving = [
        _addresses(one, (key for key, at in one.cells.items() if one.accounts.cells[at].amount.yuan)) for one in books
    ]
    rows = [{where.rpartition(".")[0] for where in one} for one in figures]
    told_rows = [{where.rpartition(".")[0] for where in one} for one in moving]

    def told_here(unit: Unit, side: int) -> bool:
        where = _renamed(books[side], unit)
        row = where.rpartition(".")[0]
        lone = row in told_rows[side] and row not in rows[1 - side]  # its figures tell of it
        number = unit.table and plain(unit.spans).isdigit() and not any(isinstance(one, Figure) for one in unit.spans)
        return not (unit.form or where in figures[side] or (unit.table and (lone or number)))

    before, after = ([unit for unit in units_of(one) if told_here(unit, side)] for side, one in enumerate((old, new)))
    edition = any(name.startswith(EDITION) for name in through)
    return changed_words(before, after, lambda unit, after: _renamed(books[after], unit), edition=edition)


def _addresses(books: Books, keys: Iterable[Key]) -> frozenset[str]:
    """The addresses of cells, under the names of their rows."""
    forms = books.accounts.edition.tables
    return frozenset(f"{forms[key.table].id}.{key.row}.{key.column}" for key in keys)


def _renamed(books: Books, unit: Unit) -> str:
    """The address of a unit, with the name of its row where that is only counted."""
    if not unit.where:
        return f"~{unit.label if unit.table else unit.label.partition('·')[0]}"
    if unit.table and ".#" in unit.where:
        table, row, column = (*unit.where.split(".", 2), "")[:3]
        name = next((name for name, form in books.accounts.edition.tables.items() if form.id == table), "")
        return f"{table}.{books.row_of(name, row)}.{column}"
    return unit.where


def _findings(old: State | None, new: State | None) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Those that are new and those that are gone; the same one on another line is neither."""
    sides = [state.findings if state else () for state in (old, new)]
    names = [_fingerprint(state.id if state else "") for state in (old, new)]
    counts = [Counter(map(name, every(side))) for name, side in zip(names, sides, strict=True)]
    return tuple(_surplus(sides[1], names[1], counts[0])), tuple(_surplus(sides[0], names[0], counts[1]))


_Name = Callable[[Finding], tuple[str, ...]]


def _fingerprint(id: str) -> _Name:
    def name(one: Finding) -> tuple[str, ...]:
        path = one.place.path.replace(id, "") if id else one.place.path
        return (one.code, path, *(LINES.sub("", text) for text in one.about or (one.message,)))

    return name


def _surplus(findings: Iterable[Finding], name: _Name, others: Counter[tuple[str, ...]]) -> Iterator[Finding]:
    """Each with those of its cause, as far as the other side has not as many of them."""
    left = Counter(others)
    for finding in findings:
        fresh = []
        for one in finding.each:
            if left[name(one)]:
                left[name(one)] -= 1
            else:
                fresh.append(one)
        if fresh:
            yield fresh[0].leading(fresh[1:])
