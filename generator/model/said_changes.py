"""说法的改动: what two texts of a document say differently as 更正, and 更正 taken back to prove that they tell all.

A text with all of its corrections taken back has to have the digest that was frozen: then each says truly what stood
there before, and nothing else was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.disclosure import Change
from gongkai.model.said import BETWEEN, KINDS, Line, Said, digests

SEP = " · "
GONE, ADDED = "原", "新"
"""before the name of a line that is no longer there (原第5行), and of one that was not there before (新第5行)"""
_CELL = re.compile(r"(.+?)(?:第([0-9]+)格)?")
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]?")
_LABELS = tuple(re.compile(re.escape(kind).replace(r"\{\}", "([0-9]+)")) for kind in KINDS)


class Undone(Struct, frozen=True, kw_only=True):
    """更正退回以后: the digests by place, and which of the corrections match nothing (what is printed there now)."""

    digests: Mapping[str, str]
    touched: frozenset[str]
    """keys of places that some correction is about"""
    unmatched: Mapping[int, str]
    misnamed: Mapping[int, str]
    """which of them call what they match by other names than those of its row and column (those names)"""


def changes(old: Sequence[Said], new: Sequence[Said]) -> Iterator[Change]:
    """All that was changed, place by place in the order of the new text."""
    before = {one.key: one for one in old}
    for place in new:
        if place.key not in before:
            yield Change(where=place.name, new=place.name)
        elif place.digest != before[place.key].digest:
            yield from _of_place(before[place.key], place)
    for place in old:
        if place.key not in {one.key for one in new}:
            yield Change(where=f"{place.name}{SEP}{place.key}", old=place.name)


def undone(places: Sequence[Said], frozen: Mapping[str, str], corrections: Sequence[Change]) -> Undone:
    """A text as it was before some corrections."""
    undoing = _Undoing(frozen=frozen, by_name={one.name: one for one in places})
    unmatched = {at: now for at, one in enumerate(corrections) if (now := undoing.take(one)) is not None}
    left = [undoing.back(one) for one in places if one.key not in undoing.added]
    found = digests(left) | {key: frozen[key] for key in undoing.gone}
    misnamed = {at: name for at, name in _misnamed(undoing.by_name, corrections) if at not in unmatched}
    return Undone(digests=found, touched=frozenset(undoing.touched), unmatched=unmatched, misnamed=misnamed)


def _misnamed(places: Mapping[str, Said], corrections: Sequence[Change]) -> Iterator[tuple[int, str]]:
    """Numbers of corrections that call a row and column otherwise, with what these are called."""
    for at, one in enumerate(corrections):
        if (name := _named(places, one)) is not None:
            yield at, name


def _named(places: Mapping[str, Said], change: Change) -> str | None:
    """What row and column of a cell are called, if a correction says otherwise."""
    name, label, hint = (*change.where.split(SEP, 2), "", "")[:3]
    match = _CELL.fullmatch(label)
    place = places.get(name)
    if not hint or place is None or match is None or not match[2] or match[1] not in place.labels:
        return None
    hints = place.lines[place.labels.index(match[1])].hints
    right = hints[int(match[2]) - 1] if int(match[2]) <= len(hints) else ""
    return right if right and hint != right else None


class _Undoing(Struct, kw_only=True):
    frozen: Mapping[str, str]
    by_name: Mapping[str, Said]
    lines: dict[str, dict[int, Line | None]] = field(default_factory=dict)
    """by place and number: what stood in the place of a line; None for one that was added"""
    back_in: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """by place: labels and texts of lines that are no longer there"""
    added: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)

    def take(self, change: Change) -> str | None:
        """Take one back; what is printed there now, if that is not what it says."""
        name, _, rest = change.where.partition(SEP)
        label = rest.partition(SEP)[0]
        place = self.by_name.get(name)
        if place is None:
            return self._lost(label, change)
        self.touched.add(place.key)
        if not label:
            self.added.add(place.key)
            return None if change.new == name and not change.old and place.key not in self.frozen else name
        if label.startswith(GONE) and not change.new:
            self.back_in.setdefault(place.key, []).append((label.removeprefix(GONE), change.old))
            return None
        added = label.startswith(ADDED) and not change.old
        return self._line(place, label.removeprefix(ADDED) if added else label, change, added=added)

    def _lost(self, key: str, change: Change) -> str | None:
        """A place that is no longer there."""
        if key not in self.frozen or change.new or key in {one.key for one in self.by_name.values()}:
            return ""
        self.gone.add(key)
        self.touched.add(key)
        return None

    def _line(self, place: Said, label: str, change: Change, *, added: bool) -> str | None:
        match = _CELL.fullmatch(label)
        if match is None or match[1] not in place.labels:
            return ""
        at, cell = place.labels.index(match[1]), int(match[2]) - 1 if match[2] else None
        known = self.lines.setdefault(place.key, {})
        line = known.get(at, place.lines[at]) or place.lines[at]
        if (cell or 0) not in range(len(line.cells)):
            return ""
        now = line.text if cell is None else line.cells[cell]
        if added:
            same = now == change.new
            known[at] = None if same else line
            return None if same else now
        before = _before(line, cell, now, change)
        if before is None:
            return now
        known[at] = before
        return None

    def back(self, place: Said) -> Said:
        known = self.lines.get(place.key, {})
        kept = [known.get(at, line) for at, line in enumerate(place.lines)]
        lines = [line for line in kept if line is not None]
        for kind, number, text in sorted(_numbered(self.back_in.get(place.key, ()))):
            line = Line(kind=KINDS[kind], cells=tuple(text.split(BETWEEN)))
            lines.insert(_spot(lines, kind, number), line)
        return replace(place, lines=tuple(lines))


def _numbered(labels: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    for label, text in labels:
        for kind, pattern in enumerate(_LABELS):
            if match := pattern.fullmatch(label):
                yield kind, int(match[1]) if match.groups() else 1, text


def _spot(lines: Sequence[Line], kind: int, number: int) -> int:
    """Where the line of a number of its kind stands."""
    same = [at for at, line in enumerate(lines) if line.kind == KINDS[kind]]
    if number <= len(same):
        return same[number - 1]
    before = [at for at, line in enumerate(lines) if KINDS.index(line.kind) <= kind]
    return (same or before or [-1])[-1] + 1


def _of_place(old: Said, new: Said) -> Iterator[Change]:
    labels, former = new.labels, old.labels

    def told(one: Sequence[Line], other: Sequence[Line], at: int, beside: int) -> Iterator[Change]:
        """What became of some lines."""
        pairs = list(_pairs(one, other))
        for first, second in pairs:
            if first is not None and second is not None:
                before, after = one[first], other[second]
                yield from _of_line(before, after, f"{new.name}{SEP}{labels[beside + second]}")
            elif second is not None:
                yield Change(where=f"{new.name}{SEP}{ADDED}{labels[beside + second]}", new=other[second].text)
            elif first is not None:
                yield Change(where=f"{new.name}{SEP}{GONE}{former[at + first]}", old=one[first].text)

    texts = [[(line.kind, *line.cells) for line in place.lines] for place in (old, new)]
    for kind, first, last, start, end in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        if kind != "equal":
            yield from told(old.lines[first:last], new.lines[start:end], first, start)


def _pairs(one: Sequence[Line], other: Sequence[Line]) -> Iterator[tuple[int | None, int | None]]:
    """Which line became which: by what stands first in a row, else one for one where there are as many."""
    heads = [[(line.kind, line.cells[0]) for line in lines] for lines in (one, other)]
    for kind, first, last, start, end in SequenceMatcher(None, heads[0], heads[1], autojunk=False).get_opcodes():
        alike = [line.kind for line in one[first:last]] == [line.kind for line in other[start:end]]
        if kind == "equal" or alike:
            yield from zip(range(first, last), range(start, end), strict=True)
        else:
            yield from ((at, None) for at in range(first, last))
            yield from ((None, at) for at in range(start, end))


def _of_line(old: Line, new: Line, where: str) -> Iterator[Change]:
    if len(old.cells) != len(new.cells):
        yield Change(where=where, old=old.text, new=new.text)
    elif len(new.cells) == 1:
        before, after = _fragment(old.text, new.text)
        yield Change(where=where, old=before, new=after)
    else:
        for at, (before, after) in enumerate(zip(old.cells, new.cells, strict=True)):
            if before != after:
                hint = new.hints[at] if at < len(new.hints) else ""
                yield Change(where=f"{where}第{at + 1}格{SEP if hint else ''}{hint}", old=before, new=after)


def _fragment(old: str, new: str) -> tuple[str, str]:
    """The sentences that differ; the whole text where they could be taken for others."""
    before, after = (list(filter(None, _SENTENCE.findall(text))) for text in (old, new))
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    told = "".join(before), "".join(after)
    return told if all(told) and new.count(told[1]) == 1 else (old, new)


def _before(line: Line, cell: int | None, now: str, change: Change) -> Line | None:
    """A line (or one cell of it) before a change; None if what is there now is not what the change made."""
    if now == change.new:
        cells = change.old.split(BETWEEN) if cell is None else (*line.cells[:cell], change.old, *line.cells[cell + 1 :])
        return replace(line, cells=tuple(cells))
    if cell is None and len(line.cells) == 1 and change.new and now.count(change.new) == 1:
        return replace(line, cells=(now.replace(change.new, change.old),))
    return None
