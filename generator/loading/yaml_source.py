"""The lines of a YAML file while it is read, and what its scalars span in them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from generator.model.places import Place


class Mark(Protocol):
    """PyYAML has two kinds of marks, of its C and of its Python parser."""

    line: int
    column: int


def position(mark: Mark | None) -> tuple[int, int]:
    """(line, column) from 0 of a mark, which PyYAML's types say may be missing."""
    return (mark.line, mark.column) if mark else (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """改动: the character at a place becomes `put`; a space that this adds is not counted in places."""

    line: int
    column: int
    put: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """原文: lines as they are parsed. Lines and columns count from 0 here, as PyYAML does; a Place counts from 1.

    `inserted`: by line, the columns of the characters that edits added; places are given as if they were not there.
    """

    shown: str
    lines: tuple[str, ...]
    inserted: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def place(self, line: int, column: int) -> Place:
        added = bisect_left(self.inserted.get(line, ()), column)
        return Place(path=self.shown, line=line + 1, column=column - added + 1)

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def edited(self, edits: Iterable[Edit]) -> Source:
        """The source with edits made; their columns mean this source, so that several may stand in one line."""
        lines = list(self.lines)
        inserted = dict(self.inserted)
        by_line: dict[int, list[Edit]] = defaultdict(list)
        for edit in edits:
            by_line[edit.line].append(edit)
        for number, here in by_line.items():
            ordered = sorted(here, key=lambda edit: edit.column)
            lines[number] = _spliced(lines[number], ordered)
            inserted[number] = _shifted(inserted.get(number, ()), ordered)
        return Source(shown=self.shown, lines=tuple(lines), inserted=inserted)


def _spliced(text: str, edits: list[Edit]) -> str:
    pieces, start = [], 0
    for edit in edits:
        pieces += [text[start : edit.column], edit.put]
        start = edit.column + 1
    return "".join((*pieces, text[start:]))


def _shifted(inserted: tuple[int, ...], edits: list[Edit]) -> tuple[int, ...]:
    """The columns of all added characters after the edits."""
    added = [edit.column for edit in edits if len(edit.put) > 1]
    moved = [at + bisect_left(added, at) for at in inserted]
    new = [column + number + 1 for number, column in enumerate(added)]
    return tuple(sorted((*moved, *new)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a scalar stands. `style`: "" for plain, else its sign: a quotation mark, | or >."""

    line: int
    column: int
    end_line: int
    end_column: int
    style: str
    text: str
    key: bool
    flow: str
    """"" in block context, else the innermost bracket: [ or {"""

    @property
    def empty(self) -> bool:
        return self.style == "" and self.text == ""

    @property
    def block(self) -> bool:
        return self.style in ("|", ">")

    def starts_line(self, source: Source) -> bool:
        return source.line(self.line)[: self.column].strip(" ") == ""
