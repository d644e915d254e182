"""语法错误: PyYAML's own errors in words that tell what to type, and the small corrections that may explain them.

A correction counts only if the parser then gets further: so the message is right, and the rest of the file is read too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from gongkai.loading.characters import PLACEHOLDER
from gongkai.loading.problems import short
from gongkai.loading.yaml_source import Edit, SourceLines, Span, position
from gongkai.loading.yaml_traps import Trap, colon_trap, comma_trap, line_traps
from gongkai.model.findings import Finding, Severity, found

_RESERVED = "@`%*&!|>,?"
_PAIRS = {"]": "[", "}": "{"}
_MISALIGNED = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "mapping values are not allowed",
    "could not find expected ':'",
)


def explain(failure: yaml.MarkedYAMLError, source: SourceLines, spans: Sequence[Span]) -> Finding:
    """The finding for an error that no simple correction explains."""
    context, problem = failure.context or "", failure.problem or ""
    start, at = position(failure.context_mark), position(failure.problem_mark)
    if "tab character" in problem or _sign(source, at) == "\t":
        return tab(source, at[0])
    return (
        _by_context(context, source, start, at)
        or _by_position(source, spans, at)
        or reserved(source, start if failure.context_mark else at, problem)
        or (found("L211", source.place(*at)) if problem.startswith(_MISALIGNED) else found("L202", source.place(*at)))
    )


def _by_context(context: str, source: SourceLines, start: tuple[int, int], at: tuple[int, int]) -> Finding | None:
    if "directive" in context:
        return found("L220", source.place(*start), "指令")
    if "quoted scalar" in context:
        return found("L209", source.place(*start), "没有结束")
    return _bracket(source, start, at, "}" if "flow mapping" in context else "]") if "flow" in context else None


def _sign(source: SourceLines, at: tuple[int, int]) -> str:
    return source.line(at[0])[at[1] : at[1] + 1]


def _by_position(source: SourceLines, spans: Sequence[Span], at: tuple[int, int]) -> Finding | None:
    last = spans[-1] if spans else None
    if last and last.style in ("'", '"') and (last.end_line, last.end_column) == at:
        if last.line == last.end_line:
            return found("L209", source.place(*at), "还有文字")
        return found("L209", source.place(last.line, last.column), "几行", 行=last.end_line + 1)
    sign = _sign(source, at)
    return found("L210", source.place(*at), "多", 号=sign, 配=_PAIRS[sign]) if sign in _PAIRS else None


def tab(source: SourceLines, line: int) -> Finding:
    return found("L203", source.place(line, max(source.line(line).find("\t"), 0)))


def reserved(source: SourceLines, at: tuple[int, int], problem: str) -> Finding | None:
    """A value that begins with a sign that YAML keeps for itself."""
    sign = _sign(source, at)
    if sign == "-" and "block sequence entries" in problem:
        return found("L213", source.place(*at), "短横")
    return found("L213", source.place(*at), "符号", 号=sign) if sign and sign in _RESERVED else None


def _bracket(source: SourceLines, start: tuple[int, int], at: tuple[int, int], closing: str) -> Finding:
    formula = _sign(source, at) == "["
    if start[0] == at[0] and at[1] < len(source.line(at[0])):
        return found("L210", source.place(*at), "中间", hint="公式" if formula else "中间", 号=closing)
    return found("L210", source.place(*start), "没有结束", hint="公式" if formula else "没有结束", 号=closing)


class Repair(NamedTuple):
    """改正: what may have been meant, and the finding that says so."""

    edit: Edit
    finding: Finding


def repairs(failure: yaml.MarkedYAMLError, source: SourceLines) -> Iterator[Repair]:
    """Possible corrections near an error, the likeliest first."""
    line, column = position(failure.problem_mark)
    text = source.line(line)
    comma = text.rfind("，", 0, column + 1)
    if comma >= 0 and "flow" in (failure.context or ""):
        yield _trap(source, comma_trap(line, comma))
    yield from _at_sign(source, line, column)
    for number in _near(failure, source):
        for trap in line_traps(source.line(number), number):
            yield _trap(source, trap)
        yield from _comments(source, number)
    yield from _reserved(failure, source)


def _near(failure: yaml.MarkedYAMLError, source: SourceLines) -> tuple[int, ...]:
    """The lines that may be to blame: where the construct began, the line above the error, and the line itself."""
    line, _ = position(failure.problem_mark)
    above = line - 1
    while above > 0 and not source.line(above).strip():
        above -= 1
    first = position(failure.context_mark)[0] if failure.context_mark else above
    return tuple(dict.fromkeys(number for number in (first, above, line) if number >= 0))


def _trap(source: SourceLines, trap: Trap) -> Repair:
    return Repair(trap.edit, trap.finding(source))


def _changed(line: int, column: int, put: str, finding: Finding) -> Repair:
    return Repair(Edit(line=line, column=column, put=put), finding)


def _at_sign(source: SourceLines, line: int, column: int) -> Iterator[Repair]:
    """What the very character at which the parser stopped tells."""
    text = source.line(line)
    sign = text[column : column + 1]
    if sign == "：":
        yield _trap(source, colon_trap(text, column, "", line))
    elif sign == ":" and ": " in text[:column]:
        yield _changed(line, column, "：", found("L212", source.place(line, column)))
    backslash = text.rfind("\\", 0, column + 1)
    if backslash >= 0:
        yield _changed(line, backslash, "/", found("L223", source.place(line, backslash)))


def _comments(source: SourceLines, number: int) -> Iterator[Repair]:
    text = source.line(number)
    at = text.find(" #") + 1
    if at and text[:at].strip() and text[at + 1 : at + 2].strip():
        yield _changed(number, at, "＃", comment(source, number, at))


def comment(source: SourceLines, number: int, column: int, severity: Severity | None = None) -> Finding:
    """The finding for a comment that eats the rest of a value."""
    eaten = source.line(number)[column:]
    return found("L214", source.place(number, column), severity=severity, 文=short(eaten, 20))


def _reserved(failure: yaml.MarkedYAMLError, source: SourceLines) -> Iterator[Repair]:
    if "directive" in (failure.context or ""):
        return
    at = position(failure.problem_mark)
    start = position(failure.context_mark) if failure.context_mark else at
    for line, column in dict.fromkeys((start, at)):
        finding = reserved(source, (line, column), failure.problem or "")
        if finding is not None:
            yield _changed(line, column, PLACEHOLDER, finding)
