"""The lines of a YAML file while it is read, and what its scalars span in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct, field

from gongkai.model.places import Place


class Mark(Protocol):
    """PyYAML has two kinds of marks, of its C and of its Python parser."""

    line: int
    column: int


def position(mark: Mark | None) -> tuple[int, int]:
    """(line, column) from 0 of a mark, which PyYAML's types say may be missing."""
    return (mark.line, mark.column) if mark else (0, 0)


class Edit(Struct, frozen=True, kw_only=True):
    """改动: the character at a place becomes `put`, which may be longer, or nothing."""

    line: int
    column: int
    put: str


class SourceLines(Struct, frozen=True, kw_only=True):
    """原文: lines as they are parsed. Lines and columns count from 0 here, as PyYAML does; a Place counts from 1.

    `origins`: by edited line, the column at which each of its characters, and its end, stood when it was typed.
    """

    shown: str
    lines: tuple[str, ...]
    origins: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def place(self, line: int, column: int) -> Place:
        origins = self.origins.get(line)
        typed = origins[min(column, len(origins) - 1)] if origins else column
        return Place(path=self.shown, line=line + 1, column=typed + 1)

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def edited(self, edits: Iterable[Edit]) -> SourceLines:
        """The source with edits made; their columns mean this source, so that several may stand in one line."""
        lines = list(self.lines)
        origins = dict(self.origins)
        by_line: dict[int, dict[int, str]] = defaultdict(dict)
        for edit in edits:
            by_line[edit.line][edit.column] = edit.put
        for number, puts in by_line.items():
            before = origins.get(number) or tuple(range(len(lines[number]) + 1))
            pieces = [puts.get(column, sign) for column, sign in enumerate(lines[number])]
            origins[number] = (*(at for at, piece in zip(before, pieces, strict=False) for _ in piece), before[-1])
            lines[number] = "".join(pieces)
        return SourceLines(shown=self.shown, lines=tuple(lines), origins=origins)

    def without(self, numbers: Iterable[int]) -> SourceLines:
        """The source with lines left empty."""
        left_out = frozenset(numbers)
        lines = tuple("" if number in left_out else line for number, line in enumerate(self.lines))
        return SourceLines(shown=self.shown, lines=lines, origins=self.origins)


class Span(Struct, frozen=True, kw_only=True):
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

    def starts_line(self, source: SourceLines) -> bool:
        return source.line(self.line)[: self.column].strip(" ") == ""
