"""The lines of a YAML file while it is read, and what its scalars span in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.model.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """原文: lines as they are parsed. Lines and columns count from 0 here, as PyYAML does; a Place counts from 1.

    `inserted`: (line, column) of every character that a repair put in; places are given as if it were not there.
    """

    shown: str
    lines: tuple[str, ...]
    inserted: tuple[tuple[int, int], ...] = field(default=())

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def place(self, line: int, column: int) -> Place:
        added = sum(1 for at_line, at in self.inserted if at_line == line and at < column)
        return Place(path=self.shown, line=line + 1, column=column - added + 1)

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def with_line(self, number: int, text: str, inserted: int | None = None) -> Source:
        """The source with one line replaced, in which a character was put in at column `inserted`."""
        places = self.inserted
        if inserted is not None:
            moved = ((line, at + 1 if line == number and at >= inserted else at) for line, at in places)
            places = (*moved, (number, inserted))
        return Source(
            shown=self.shown,
            lines=(*self.lines[:number], text, *self.lines[number + 1 :]),
            inserted=places,
        )


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
