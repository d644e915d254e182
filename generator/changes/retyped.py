"""另外改填的: what was typed otherwise and shows neither in a figure nor in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from gongkai.changes.result import NUMBERS, RENAMED, DocumentChange, Retyped, Reworded
from gongkai.changes.state import State
from gongkai.changes.typed import Value, changed_values, number, told
from gongkai.comparison.units import Unit, units_of
from gongkai.loading.folders import DEPARTMENT
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.nodes import Node
from gongkai.model.places import NOWHERE, Place
from gongkai.model.spans import plain
from gongkai.scanning.personal_data.findings import masked

FORMS = "performance/"
EXPLANATION = "explanation.yml"
MONEY = frozenset({"figures.yml", EXPLANATION})
"""files whose numbers are money in the unit of the document"""
EDITION = "版式"
"""how what a document rests on is called that is an edition"""
DISCLOSURE = "disclosure.yml"
SIGNED, DIGESTS = re.compile(r"((?:^|[；：])(?:人|批准)：)[^；]+"), re.compile(r"摘要：.*")


def typed_elsewhere(old: State, new: State, shown: set[Place]) -> Iterator[Retyped]:
    for was, now in list(_files(old.nodes, new.nodes)):
        node, other = old.nodes.get(was), new.nodes.get(now)
        if not was or not now:
            label = "新的文件" if now else "整个文件"
            yield _recorded(Retyped(file=now or was, label=label, old=masked(told(node)), new=masked(told(other))))
            continue
        if was != now:
            yield Retyped(file=now, label=RENAMED, old=was, new=now, place=_place(other))
        for value in changed_values(node, other) if now != DEPARTMENT else ():  # which many share
            money = _money(old, new, value)
            if not _is_shown(now, value, shown) or (now == EXPLANATION and (money is not None or _given(value))):
                one = _told(now, value, money)
                yield _recorded(_rewritten(one) if _same_money(old, new, one) else one)


def _is_shown(file: str, value: Value, shown: set[Place]) -> bool:
    """Whether a figure or a sentence tells of it; of a new or removed row, any of what is typed in it."""
    row = file == "figures.yml" and not (value.old and value.new)
    return bool(value.places & shown) if row else value.places <= shown


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
        if name in new:
            yield name, name
            continue
        like = (other for other in left if _first(old[name]) == _first(new[other]) and _is_form(name, other))
        renamed = next(like, "")
        if renamed:
            left.remove(renamed)
        yield name, renamed
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


def _words_of_forms(state: State) -> dict[str, Counter[str]]:
    return {} if state.publication is None else _of_forms(units_of(state.publication))


def form_words(old: State, new: State, through: tuple[str, ...]) -> Iterator[Retyped]:
    """Forms whose printed words are others though nobody typed them otherwise: the edition's."""
    sides = [_words_of_forms(state) for state in (old, new)]
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


def unread_files(change: DocumentChange, old: State, new: State, words: Iterable[Reworded]) -> Iterator[Retyped]:
    """Changed files that are no YAML and of which no sentence tells."""
    told_of = {place.path.rpartition("/")[2] for one in words for place in one.places}
    moved = change.moved_from and not any(change.unread)  # its words have been compared
    for name in () if moved else change.files:
        if name not in old.nodes and name not in new.nodes and name.rpartition("/")[2] not in told_of:
            yield Retyped(file=name, label="内容改了", old="", new="")
