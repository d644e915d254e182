"""一份文件的变动: its two states side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from gongkai.changes.books import Books, Key
from gongkai.changes.figures import changed_figures
from gongkai.changes.record import broken
from gongkai.changes.result import DocumentChange, Fate, Reworded
from gongkai.changes.retyped import EDITION, form_words, typed_elsewhere, unread_files
from gongkai.changes.state import State
from gongkai.changes.words import changed_words, renamed_once
from gongkai.comparison.units import Unit, units_of
from gongkai.model.documents import Document
from gongkai.model.findings import Finding, every
from gongkai.model.places import Place
from gongkai.model.publication import Publication
from gongkai.model.spans import Figure, plain

LINES = re.compile(r"第[\d、至]+行")


def change_of(old: State | None, new: State | None, files: tuple[str, ...], through: tuple[str, ...]) -> DocumentChange:
    """What changed in a document. `files`: those that differ; `through`: what else of it is another."""
    there = new or old
    assert there is not None  # noqa: S101 - it is on one side at least
    found, gone = _findings(old, new)
    moved_from = old.id if old and new and old.id != new.id else ""
    documents = _document(old), _document(new)
    change = DocumentChange(
        id=there.id,
        title=there.title,
        fate=Fate.REMOVED if new is None else Fate.ADDED if old is None else Fate.CHANGED,
        files=files,
        through=through,
        moved_from=moved_from,
        found=found,
        gone=gone,
        record=tuple(broken(*documents, removed=new is None, moved=bool(moved_from))),
        disclosed=_is_disclosed(documents[0]),
        blocked=(_is_blocked(old), _is_blocked(new)),
        unread=(_is_unread(old), _is_unread(new)),
    )
    if old is None or new is None:
        return replace(change, summary=there.summary)
    return _compared(change, old, new)


def _document(state: State | None) -> Document | None:
    return state.document if state is not None else None


def _is_disclosed(document: Document | None) -> bool:
    return document is not None and document.disclosure is not None and bool(document.disclosure.form.frozen)


def _is_blocked(state: State | None) -> bool:
    return state is not None and bool(state.blocked)


def _is_unread(state: State | None) -> bool:
    return state is not None and state.publication is None


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
    rows = [_rows(one) for one in figures]
    told_rows = [_rows(_addresses(one, _with_money(one))) for one in books]

    def told_here(unit: Unit, side: int) -> bool:
        where = _renamed(books[side], unit)
        row = where.rpartition(".")[0]
        lone = row in told_rows[side] and row not in rows[1 - side]  # its figures tell of it
        return not (unit.form or where in figures[side] or (unit.table and (lone or _is_number(unit))))

    before, after = ([unit for unit in units_of(one) if told_here(unit, side)] for side, one in enumerate((old, new)))
    edition = any(name.startswith(EDITION) for name in through)
    return changed_words(before, after, lambda unit, after: _renamed(books[after], unit), edition=edition)


def _is_number(unit: Unit) -> bool:
    """Whether a cell only counts its row."""
    return plain(unit.spans).isdigit() and not any(isinstance(one, Figure) for one in unit.spans)


def _rows(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(where.rpartition(".")[0] for where in addresses)


def _with_money(books: Books) -> Iterator[Key]:
    return (key for key, at in books.cells.items() if books.accounts.cells[at].amount.yuan)


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
