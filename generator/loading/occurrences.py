"""出处: where in the files of a document characters were typed, to the line and column, comments left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from gongkai.loading.files import read_within
from gongkai.loading.yaml_source import SourceLines, Span
from gongkai.loading.yaml_tree import build_tree
from gongkai.model.places import Place


class Occurrence(Struct, frozen=True, kw_only=True):
    """出处: a character in a value or a key, or in a line of a file that is not YAML."""

    character: str
    place: Place
    text: str


def occurrences(root: Path, files: Iterable[Path], characters: frozenset[str]) -> Iterator[Occurrence]:
    """Every value with one of the characters, in the order of the files; `root` is the project."""
    for path in files:
        shown = path.relative_to(root).as_posix()
        text = read_within(root, shown).value
        if text is None:
            continue
        source = SourceLines(shown=shown, lines=tuple(text.split("\n")))
        spans = build_tree(source).spans if path.suffix == ".yml" else _lines(source)
        for span in spans:
            for character in sorted(characters.intersection(span.text)):
                yield Occurrence(character=character, place=_place(source, span, character), text=span.text)


def _lines(source: SourceLines) -> Iterator[Span]:
    for number, line in enumerate(source.lines):
        yield Span(
            line=number, column=0, end_line=number, end_column=len(line), style="", text=line, key=False, flow=""
        )


def _place(source: SourceLines, span: Span, character: str) -> Place:
    """Where the character stands in a value; its beginning where it is written as an escape."""
    for number in range(span.line, span.end_line + 1):
        start = span.column if number == span.line else 0
        end = span.end_column if number == span.end_line else len(source.line(number))
        column = source.line(number).find(character, start, end)
        if column >= 0:
            return source.place(number, column)
    return source.place(span.line, span.column)
