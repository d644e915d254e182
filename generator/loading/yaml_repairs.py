"""试改: after a syntax error, the small corrections that may explain it.

A correction counts only if the parser then gets further: so the message is right, and the rest of the file is read too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from gongkai.loading.characters import PLACEHOLDER
from gongkai.loading.problems import short
from gongkai.loading.yaml_errors import reserved
from gongkai.loading.yaml_source import Edit, Source, position
from gongkai.loading.yaml_traps import Trap, colon_trap, line_traps
from gongkai.model.findings import Finding, Severity, found


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """改正: the source as it may have been meant, and the finding that says so."""

    source: Source
    finding: Finding


def repairs(failure: yaml.MarkedYAMLError, source: Source) -> Iterator[Repair]:
    """Possible corrections near an error, the likeliest first."""
    line, column = position(failure.problem_mark)
    text = source.line(line)
    comma = text.rfind("，", 0, column + 1)
    if comma >= 0 and "flow" in (failure.context or ""):
        yield _trap(source, line, Trap(code="L208", column=comma, put=","))
    yield from _at_sign(source, line, column)
    for number in _near(failure, source):
        for trap in line_traps(source.line(number)):
            yield _trap(source, number, trap)
        yield from _comments(source, number)
    yield from _reserved(failure, source)


def _near(failure: yaml.MarkedYAMLError, source: Source) -> tuple[int, ...]:
    """The lines that may be to blame: where the construct began, the line above the error, and the line itself."""
    line, _ = position(failure.problem_mark)
    above = line - 1
    while above > 0 and not source.line(above).strip():
        above -= 1
    first = position(failure.context_mark)[0] if failure.context_mark else above
    return tuple(dict.fromkeys(number for number in (first, above, line) if number >= 0))


def _trap(source: Source, number: int, trap: Trap) -> Repair:
    return Repair(source=source.edited((trap.edit(number),)), finding=trap.finding(source, number))


def _changed(source: Source, line: int, column: int, put: str, finding: Finding) -> Repair:
    return Repair(source=source.edited((Edit(line=line, column=column, put=put),)), finding=finding)


def _at_sign(source: Source, line: int, column: int) -> Iterator[Repair]:
    """What the very character at which the parser stopped tells."""
    text = source.line(line)
    sign = text[column : column + 1]
    if sign == "：":
        yield _trap(source, line, colon_trap(text, column))
    elif sign == ":" and ": " in text[:column]:
        yield _changed(source, line, column, "：", found("L212", source.place(line, column)))
    backslash = text.rfind("\\", 0, column + 1)
    if backslash >= 0:
        yield _changed(source, line, backslash, "/", found("L223", source.place(line, backslash)))


def _comments(source: Source, number: int) -> Iterator[Repair]:
    text = source.line(number)
    at = text.find(" #") + 1
    if at and text[:at].strip() and text[at + 1 : at + 2].strip():
        yield _changed(source, number, at, "＃", comment(source, number, at))


def comment(source: Source, number: int, column: int, severity: Severity | None = None) -> Finding:
    """The finding for a comment that eats the rest of a value."""
    eaten = source.line(number)[column:]
    return found("L214", source.place(number, column), severity=severity, 文=short(eaten, 20))


def _reserved(failure: yaml.MarkedYAMLError, source: Source) -> Iterator[Repair]:
    if "directive" in (failure.context or ""):
        return
    at = position(failure.problem_mark)
    start = position(failure.context_mark) if failure.context_mark else at
    for line, column in dict.fromkeys((start, at)):
        finding = reserved(source, (line, column), failure.problem or "")
        if finding is not None:
            yield _changed(source, line, column, PLACEHOLDER, finding)
