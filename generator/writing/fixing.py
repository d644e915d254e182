"""改正: what has one right answer is put right: slips that the reader mends, and what findings say was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from gongkai.loading.characters import REFUSED, refused
from gongkai.loading.pasted import pasted_rows
from gongkai.loading.text import read_text
from gongkai.loading.yaml_reader import certainly_mended, parse_yaml
from gongkai.loading.yaml_source import SourceLines
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding
from gongkai.model.nodes import Node, scalars
from gongkai.model.places import Place
from gongkai.writing.outcome import Fix
from gongkai.writing.pasting import typed_rows
from gongkai.writing.splicing import spliced

Read = Callable[[Node], Iterable[Finding]]
"""what is found in a file against its models and its edition"""
MOST_ROUNDS = 5
"""what is put right may show more"""
_INVISIBLE = ("L109", "L110")
"""characters that nobody sees, which only go"""
_BLANKS = ("缩进里的制表符、全角空格", "空格")
_INDENTED = ("L203", "L204")
_WIDTHS = {"\t": "  ", "\u3000": "  "}
"""a tab is one level, a wide blank as wide as two"""


def fixed(data: bytes, shown: str, read: Read, tables: Edition | None = None) -> tuple[bytes, tuple[Fix, ...]]:
    """The bytes with what has one right answer put right, and each change with its line.

    `tables`: the edition of a figures.yml, for rows that were pasted into its tables.
    """
    fixes: list[Fix] = []
    for step in (_visible, partial(_unpasted, edition=tables), _indented, _mended):
        data, done = step(data, shown)
        fixes += done
    for _ in range(MOST_ROUNDS):
        data, done = _as_meant(data, shown, read)
        fixes += done
        if not done:
            break
    return data, tuple(dict.fromkeys(fixes))


def _visible(data: bytes, shown: str) -> tuple[bytes, list[Fix]]:
    """Without characters that nobody sees."""
    lines = _lines(data, shown)
    made = [_without_invisible(line) for line in lines]
    return _exchanged(data, shown, "L110", lines, made)


def _without_invisible(line: str) -> str:
    unseen = {line[one.offset] for code in _INVISIBLE for one in refused(line).get(code, ())}
    return "".join(sign for sign in line if sign not in unseen) if unseen else line


def _unpasted(data: bytes, shown: str, edition: Edition | None) -> tuple[bytes, list[Fix]]:
    """With rows as they are typed for those that were pasted."""
    lines = _lines(data, shown)
    rows = typed_rows(SourceLines(shown=shown, lines=tuple(lines)), edition) if edition is not None else {}
    return _exchanged(data, shown, "L226", lines, [rows.get(number, line) for number, line in enumerate(lines)])


def _indented(data: bytes, shown: str) -> tuple[bytes, list[Fix]]:
    """Indentation with blanks, if the file can be read then."""
    old = _lines(data, shown)
    new = list(old)
    for _ in range(MOST_ROUNDS):
        mended, _fixes = _mended("\n".join(new).encode(), shown)
        loaded = parse_yaml(mended, shown)
        wrong = {one.place.line - 1 for one in loaded.findings if one.code in _INDENTED}
        if not wrong:
            break
        new = [_with_blanks(line) if number in wrong else line for number, line in enumerate(new)]
    return _exchanged(data, shown, _INDENTED[0], old, new) if loaded.node is not None else (data, [])


def _with_blanks(line: str) -> str:
    rest = line.lstrip()
    return "".join(_WIDTHS.get(sign, " ") for sign in line[: len(line) - len(rest)]) + rest


def _mended(data: bytes, shown: str) -> tuple[bytes, list[Fix]]:
    """Without the slips that the reader mends for certain."""
    lines = _lines(data, shown)
    source = SourceLines(shown=shown, lines=tuple(lines))
    if not lines or REFUSED.search(source.text) or pasted_rows(source)[1] or _deep(data, shown):
        return data, []
    mended, told = certainly_mended(source)
    codes = {one.place.line - 1: one.code for one in reversed(told)}
    return _exchanged(data, shown, codes, lines, list(mended.lines))


def _deep(data: bytes, shown: str) -> bool:
    return any(one.code == "L221" for one in parse_yaml(data, shown).findings)


def _as_meant(data: bytes, shown: str, read: Read) -> tuple[bytes, list[Fix]]:
    """With what findings say was meant at their places."""
    node = parse_yaml(data, shown).node
    if node is None:
        return data, []
    there = {one.place: one.text for one in scalars(node)}
    found = {one.place: one for one in read(node) if one.meant and one.place in there}
    made = spliced(data, shown, {place: one.meant for place, one in found.items()}) if found else None
    if made is None:
        return data, []
    return made, [
        Fix(place=place, code=one.code, old=there[place], new=one.meant) for place, one in sorted(found.items())
    ]


def _lines(data: bytes, shown: str) -> list[str]:
    """The lines of a file as they stand, none where it is no text."""
    if read_text(data, shown).value is None:
        return []
    return data.decode().removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def _exchanged(
    data: bytes, shown: str, codes: str | Mapping[int, str], old: list[str], new: list[str]
) -> tuple[bytes, list[Fix]]:
    """The text of other lines, and what was put right in each."""
    if old == new:
        return data, []
    return "\n".join(new).encode(), list(_by_line(shown, codes, old, new))


def _by_line(shown: str, codes: str | Mapping[int, str], old: list[str], new: list[str]) -> Iterator[Fix]:
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after:
            code = codes if isinstance(codes, str) else codes.get(number, "")
            place = Place(path=shown, line=number + 1, column=1)
            told = (before.strip(), after.strip()) if before.strip() != after.strip() else _BLANKS
            yield Fix(place=place, code=code, old=told[0], new=told[1])
