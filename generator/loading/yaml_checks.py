"""写法检查: what YAML accepts but reads otherwise than it was meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from msgspec.structs import replace

from gongkai.loading.characters import PLACEHOLDER, character_finding, refused
from gongkai.loading.problems import Tally, short
from gongkai.loading.yaml_errors import comment, tab
from gongkai.loading.yaml_source import Edit, SourceLines, Span
from gongkai.loading.yaml_traps import Trap, comma_trap, line_traps
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.typed_text import WIDE_SPACES

_INDENTATION = re.compile(rf"[ \t{WIDE_SPACES}]*")
_OPENING = ("{", "[", '"', "'")
"""2010301:{基本支出: 1} has the name “2010301:{基本支出” to YAML"""
_LIST_ITEM = re.compile(r"[^，。；？！]{1,20}")
_GROUP = re.compile(r"[0-9]{3}(?:\.[0-9]+)?")
_GROUPS_BEFORE = re.compile(r"(?<![0-9.,])-?[0-9]{1,3}(?:,[0-9]{3})*,$")
_WIDEST = 24
"""characters of the longest number"""
_CHINESE = re.compile("[一-鿿]")


def misreadings(source: SourceLines, spans: Sequence[Span]) -> tuple[Trap, ...]:
    """Spots that YAML accepts although something else was meant.

    “名称：值” that became a text or a key without value, “-项” without space, “，” between items.
    """
    spots: dict[tuple[int, int], Trap] = {}
    for one in _misread_spans(source, spans):
        spots.setdefault((one.line, one.column), one)
    return tuple(spots[at] for at in sorted(spots))


def _misread_spans(source: SourceLines, spans: Sequence[Span]) -> Iterator[Trap]:
    value: Span | None = None
    filled = ((span, following) for span, following in zip_longest(spans, spans[1:]) if not span.empty)
    for span, following in filled:
        if span.flow == "{" and not span.key:
            value = span
        if span.style:
            continue
        if _is_alone(span, following):
            yield from _misread_key(span)
            yield from _cut_off(source, value, span)
        else:
            yield from _misread(source, span)


def _is_alone(span: Span, following: Span | None) -> bool:
    """A name without a value in {}."""
    return span.flow == "{" and span.key and following is not None and following.empty


def _cut_off(source: SourceLines, value: Span | None, span: Span) -> Iterator[Trap]:
    """{支出: 1,234.00} and {原因: 人员减少,节约开支}: the rest of a value, which to YAML is a name without a value."""
    line = source.line(span.line)
    before = line[: span.column].rstrip(" ")
    if value is None or value.line != span.line or not before.endswith(","):
        return
    if _GROUP.fullmatch(span.text):
        start = max(0, span.column - _WIDEST)
        groups = _GROUPS_BEFORE.search(line[start : span.column])
        if groups is not None:
            meant = (groups[0] + span.text).replace(",", "")
            edit = Edit(line=span.line, column=span.column - 1, put="")
            yield Trap(code="L303", edit=edit, meant=meant, value=start + groups.start())
    elif value.style == "" and all(map(_CHINESE.search, (value.text, span.text))) and not any(line_traps(span.text)):
        meant = re.sub(", *", "，", line[value.column : span.column + len(span.text)][:200])
        edit = Edit(line=span.line, column=len(before) - 1, put="，")
        yield Trap(code="L227", edit=edit, about=short(span.text, 20), meant=meant, value=value.column)


def _misread(source: SourceLines, span: Span) -> Iterator[Trap]:
    if span.flow:
        yield from _misread_items(span)
    elif span.key:
        traps = line_traps(span.text, span.line, span.column)
        yield from (one for one in traps if span.text[one.column - span.column + 1 :].startswith(_OPENING))
    else:
        for number in range(span.line if span.starts_line(source) else span.line + 1, span.end_line + 1):
            yield from line_traps(source.line(number), number)


def _misread_items(span: Span) -> Iterator[Trap]:
    """[甲，乙] is one item to YAML."""
    if span.flow == "[" and all(map(_LIST_ITEM.fullmatch, span.text.split("，"))):
        meant = span.text.replace("，", ", ")
        for match in re.finditer("，", span.text):
            yield comma_trap(span.line, span.column + match.start(), meant)


def _misread_key(span: Span) -> Iterator[Trap]:
    """{基本支出：1，项目支出：2} is one key to YAML, with no value."""
    meant = ", ".join(re.sub("[：:] *", ": ", piece, count=1) for piece in span.text.split("，"))
    column = span.column
    for piece in span.text.split("，"):
        traps = tuple(line_traps(piece, span.line, column))
        if not traps:
            return
        if column > span.column:
            yield comma_trap(span.line, column - 1, meant)
        yield from (replace(trap, meant=meant) for trap in traps)
        column += len(piece) + 1


def check_spans(source: SourceLines, spans: Sequence[Span]) -> Iterator[Finding]:
    """Values that span lines, or hide characters behind escapes."""
    for span in spans:
        if span.style == '"':
            yield from _escaped(source, span)
        if span.style == "" and _has_wide_edge(source, span):
            yield found("L224", source.place(span.line, span.column), "值")
        if _folds(source, span):
            quoted = span.style in ("'", '"')
            place, last = source.place(span.line, span.column), _last_inner(span)
            yield found("L215", place, hint="引号" if quoted else "文字", 起=span.line + 1, 止=last + 1)


def _has_wide_edge(source: SourceLines, span: Span) -> bool:
    """Wide spaces at the head of a line are reported as indentation."""
    if span.text.rstrip(WIDE_SPACES) != span.text:
        return True
    return span.text.lstrip(WIDE_SPACES) != span.text and not span.starts_line(source)


def _folds(source: SourceLines, span: Span) -> bool:
    if span.style == ">":
        return sum(1 for number in range(span.line + 1, _last_inner(span) + 1) if source.line(number).strip()) > 1
    return span.style != "|" and span.line != span.end_line


def _escaped(source: SourceLines, span: Span) -> Iterator[Finding]:
    r"""Characters written as \u202e in double quotes: as unwelcome as when typed."""
    for code, same in refused(span.text.replace(PLACEHOLDER, "")).items():
        yield character_finding(code, source.place(span.line, span.column), same, "引号里用反斜杠写的：")


def check_lines(source: SourceLines, spans: Sequence[Span], failed: int | None) -> Iterator[Finding]:
    """Indentation and comments; `failed` is the line at which the parser gave up, if it did."""
    known = max((span.end_line for span in spans), default=0) if failed is not None else len(source.lines)
    numbers = list(_outer_lines(source, spans))
    on_line = _by_line(spans)
    indented = (_indentation(source, number, known=number <= known or number == failed) for number in numbers)
    commented = (_comment(source, number, on_line[number]) for number in numbers if number <= known)
    tally = Tally()
    return (told for told in chain(indented, commented) if told is not None and tally.has_room(told.code))


def _outer_lines(source: SourceLines, spans: Sequence[Span]) -> Iterator[int]:
    """Lines that are not the inside of a value of several lines."""
    inner = {n for span in spans if span.style for n in range(span.line + 1, _last_inner(span) + 1)}
    return (number for number, line in enumerate(source.lines) if number not in inner and line.strip())


def _by_line(spans: Sequence[Span]) -> defaultdict[int, list[Span]]:
    """The scalars that begin or end on each line."""
    on_line: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        on_line[span.line].append(span)
        if span.end_line != span.line:
            on_line[span.end_line].append(span)
    return on_line


def _indentation(source: SourceLines, number: int, *, known: bool) -> Finding | None:
    """A tab is reported anywhere; a wide space only where the line is known not to be inside a text."""
    line = source.line(number)
    indentation = _INDENTATION.match(line)
    lead = indentation[0] if indentation else ""
    if "\t" in lead and line[len(lead) :][:1] != "#":
        return tab(source, number)
    column = next((at for at, sign in enumerate(lead) if sign != " "), None)
    return found("L204", source.place(number, column)) if known and column is not None else None


def _last_inner(span: Span) -> int:
    """The last line that is the inside of a value of several lines: there indentation is text."""
    if span.block:
        return span.end_line if span.end_column else span.end_line - 1
    return span.end_line


def _comment(source: SourceLines, number: int, spans: Sequence[Span]) -> Finding | None:
    """The first comment of a line, if it may have been meant as text."""
    line = source.line(number)
    for match in re.finditer(r"(?:^|(?<=[ \t]))#", line):
        at = match.start()
        if any((span.line, span.column) <= (number, at) < (span.end_line, span.end_column) for span in spans):
            continue
        if not line[:at].strip():
            return None
        if line[at + 1 : at + 2].strip():
            return comment(source, number, at)
        if not line[:at].endswith("  ") and _after_text(spans, number, at):
            return comment(source, number, at, Severity.WARNING)
        return None
    return None


def _after_text(spans: Sequence[Span], number: int, at: int) -> bool:
    return any(span.style == "" and (span.end_line, span.end_column) == (number, at - 1) for span in spans)
