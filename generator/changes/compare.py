"""一份文件的变动: its two states side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gongkai.changes.figures import Books, Key, changed_figures
from gongkai.changes.record import broken
from gongkai.changes.result import NUMBERS, RENAMED, DocumentChange, Fate, Retyped, Reworded
from gongkai.changes.typed import Value, changed_values, number, told
from gongkai.changes.words import changed_words, renamed_once
from gongkai.comparison.units import Unit, units_of
from gongkai.figures.derivation import Accounts
from gongkai.loading.folders import DEPARTMENT
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.documents import Document
from gongkai.model.findings import Finding, every
from gongkai.model.identity import Identity
from gongkai.model.nodes import Node
from gongkai.model.places import NOWHERE, Place
from gongkai.model.publication import Publication
from gongkai.model.spans import Figure, plain
from gongkai.scanning.personal_data.findings import masked

FORMS = "performance/"
EXPLANATION = "explanation.yml"
MONEY = frozenset({"figures.yml", EXPLANATION})
"""files whose numbers are money in the unit of the document"""
EDITION = "版式"
"""how what a document rests on is called that is an edition"""
DISCLOSURE = "disclosure.yml"
SIGNED, DIGESTS = re.compile(r"((?:^|[；：])(?:人|批准)：)[^；]+"), re.compile(r"摘要：.*")
LINES = re.compile(r"第[\d、至]+行")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """一份文件在一边的样子."""

    id: str
    identity: Identity | None
    document: Document | None
    publication: Publication | None
    """None if it could not be read and composed"""
    accounts: Accounts | None
    nodes: Mapping[str, Node]
    """its files, by name below its folder (department.yml too), as far as they are YAML"""
    findings: tuple[Finding, ...]
    blocked: bool
    summary: tuple[str, ...]

    @property
    def title(self) -> str:
        return str(self.identity) if self.identity else self.id


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
        retyped = (*_retyped(old, new, set()), *_unread_files(change, old, new, ()))
        return replace(change, fate=Fate.UNREAD, retyped=retyped)
    books = Books(old.accounts), Books(new.accounts)
    figures = changed_figures(*books)
    words = renamed_once(_words(books, old.publication, new.publication, change.through), _names(old, new))
    shown = {place for one in words for place in one.places} | set(_typed_places(*books))
    retyped = (
        *_retyped(old, new, shown),
        *_form_words(old, new, change.through),
        *_unread_files(change, old, new, words),
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


def _retyped(old: State, new: State, shown: set[Place]) -> Iterator[Retyped]:
    pairs = list(_files(old.nodes, new.nodes))
    for was, now in pairs:
        node, other = old.nodes.get(was), new.nodes.get(now)
        if was and now and was != now:
            yield Retyped(file=now, label=RENAMED, old=was, new=now, place=_place(other))
        if not was or not now:
            label = "新的文件" if now else "整个文件"
            yield _recorded(Retyped(file=now or was, label=label, old=masked(told(node)), new=masked(told(other))))
            continue
        for value in changed_values(node, other) if now != DEPARTMENT else ():  # which many share
            money = _money(old, new, value)
            row = now == "figures.yml" and not (value.old and value.new)  # with all that is typed beside its figures
            covered = bool(value.places & shown) if row else value.places <= shown
            if not covered or (now == EXPLANATION and (money is not None or _given(value))):
                one = _told(now, value, money)
                yield _recorded(_rewritten(one) if _same_money(old, new, one) else one)


def _given(value: Value) -> bool:
    """Whether numbers are typed that were left to be worked out, or the other way round: 上年各数."""
    return bool(value.old) != bool(value.new) and bool(NUMBERS.search(value.old + value.new))


def _same_money(old: State, new: State, one: Retyped) -> bool:
    """Whether an amount is what it was, the unit of the document and its figure being others: 1万元, 10000元."""
    if old.document is None or new.document is None or one.difference is None or one.file not in MONEY:
        return False
    units = old.document.head.unit, new.document.head.unit
    if units[0] is units[1]:
        return False
    amounts = [number(text) for text in (one.old, one.new)]
    yuan = [amount * unit.yuan for amount, unit in zip(amounts, units, strict=True) if amount is not None]
    return len(yuan) == len(units) and yuan[0] == yuan[1]


def _rewritten(one: Retyped) -> Retyped:
    return replace(one, difference=ZERO, yuan=ZERO, writing=True)


def _recorded(one: Retyped) -> Retyped:
    """Of the record of disclosure neither who signed nor digests, which say nothing to people."""
    if one.file != DISCLOSURE:
        return one
    names, digests = one.label.endswith(("·人", "·批准")), "·摘要" in one.label

    def told_of(text: str) -> str:
        whole = "（不列出）" if text and (names or digests) else text
        return DIGESTS.sub("摘要：（不列出）", SIGNED.sub(r"\1（不列出）", whole))

    return replace(one, old=told_of(one.old), new=told_of(one.new))


def _line(place: Place) -> Place:
    """The line alone."""
    return replace(place, column=0)


def _place(node: Node | None) -> Place:
    return node.place if node is not None else NOWHERE


def _told(file: str, value: Value, money: tuple[Amount, Amount] | None) -> Retyped:
    difference = value.difference
    return Retyped(
        file=file,
        label="·".join(value.path),
        old=value.old,
        new=value.new,
        place=max(value.places, default=NOWHERE),
        difference=difference,
        yuan=money[1].yuan - money[0].yuan if money else ZERO,
        writing=file == "figures.yml" and difference is not None and not difference,
    )


def _files(old: Mapping[str, Node], new: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """Which file of one side is which of the other; "" where there is none: a form is known by its first text."""
    left = [name for name in new if name not in old]
    for name in old:
        like = [
            other
            for other in left
            if name not in new and _first(old[name]) == _first(new[other]) and _is_form(name, other)
        ]
        if like:
            left.remove(like[0])
        yield name, like[0] if like else name if name in new else ""
    yield from (("", name) for name in left)


def _is_form(*names: str) -> bool:
    return all(name.startswith(FORMS) for name in names)


def _first(node: Node) -> str:
    """What a form is called: its first two texts, the kind of the form and the project."""
    return "·".join(told(value) for _, value in node.pairs[:2])


def _money(old: State, new: State, value: Value) -> tuple[Amount, Amount] | None:
    """Both amounts, if it is an input that is an amount."""
    found = []
    for state in (old, new):
        given = state.document.inputs.values() if state.document else ()
        lines = {_line(place) for place in value.places}
        found.append(
            next((one.value for one in given if _line(one.place) in lines and one.path.endswith(value.path[-1:])), None)
        )
    one, other = found
    return (one, other) if isinstance(one, Amount) and isinstance(other, Amount) and one.yuan != other.yuan else None


def _form_words(old: State, new: State, through: tuple[str, ...]) -> Iterator[Retyped]:
    """Forms whose printed words are others though nobody typed them otherwise: the edition's."""
    sides = [{} if state.publication is None else _of_forms(units_of(state.publication)) for state in (old, new)]
    typed = any(path.startswith(FORMS) and changed for path, changed in _changed_files(old, new))
    edition = any(name.startswith(EDITION) for name in through)
    for name in dict.fromkeys((*sides[0], *sides[1])):
        before, after = (side.get(name, Counter()) for side in sides)
        if before != after and (edition or not typed):
            gone, come = ("、".join((one - other).keys()) for one, other in ((before, after), (after, before)))
            yield Retyped(file="绩效表单", label=name, old=gone, new=come)


def _changed_files(old: State, new: State) -> Iterator[tuple[str, bool]]:
    return ((name, any(changed_values(old.nodes.get(name), new.nodes.get(name)))) for name in {*old.nodes, *new.nodes})


def _of_forms(units: Iterable[Unit]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for unit in units:
        if unit.form:
            found.setdefault(unit.label.partition("·")[0], Counter())[plain(unit.spans)] += 1
    return found


def _unread_files(change: DocumentChange, old: State, new: State, words: Iterable[Reworded]) -> Iterator[Retyped]:
    """Changed files that are no YAML and of which no sentence tells."""
    told_of = {place.path.rpartition("/")[2] for one in words for place in one.places}
    for name in change.files:
        moved = change.moved_from and not any(change.unread)  # its words have been compared
        if not moved and name not in old.nodes and name not in new.nodes and name.rpartition("/")[2] not in told_of:
            yield Retyped(file=name, label="内容改了", old="", new="")


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
