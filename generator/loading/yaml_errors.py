"""语法错误: PyYAML's own errors, in words that tell what to type."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from gongkai.loading.yaml_source import Source, Span, position
from gongkai.model.findings import Finding, found

RESERVED = "@`%*&!|>,?"
_PAIRS = {"]": "[", "}": "{"}
_MISALIGNED = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "mapping values are not allowed",
    "could not find expected ':'",
)


def explain(failure: yaml.MarkedYAMLError, source: Source, spans: Sequence[Span]) -> Finding:
    """The finding for an error that no simple correction explains."""
    context, problem = failure.context or "", failure.problem or ""
    start, at = position(failure.context_mark), position(failure.problem_mark)
    if "tab character" in problem or _sign(source, at) == "\t":
        return tab(source, at[0])
    if "directive" in context:
        return found("L220", source.place(*start), "指令")
    if "quoted scalar" in context:
        return found("L209", source.place(*start), "没有结束")
    if "flow" in context:
        return _bracket(source, start, at, "}" if "flow mapping" in context else "]")
    return (
        _by_position(source, spans, at)
        or reserved(source, start if failure.context_mark else at, problem)
        or (found("L211", source.place(*at)) if problem.startswith(_MISALIGNED) else found("L202", source.place(*at)))
    )


def _sign(source: Source, at: tuple[int, int]) -> str:
    return source.line(at[0])[at[1] : at[1] + 1]


def _by_position(source: Source, spans: Sequence[Span], at: tuple[int, int]) -> Finding | None:
    last = spans[-1] if spans else None
    if last and last.style in ("'", '"') and (last.end_line, last.end_column) == at:
        if last.line == last.end_line:
            return found("L209", source.place(*at), "还有文字")
        return found("L209", source.place(last.line, last.column), "几行", 行=last.end_line + 1)
    sign = _sign(source, at)
    return found("L210", source.place(*at), "多", 号=sign, 配=_PAIRS[sign]) if sign in _PAIRS else None


def tab(source: Source, line: int) -> Finding:
    return found("L203", source.place(line, max(source.line(line).find("\t"), 0)))


def reserved(source: Source, at: tuple[int, int], problem: str) -> Finding | None:
    """A value that begins with a sign that YAML keeps for itself."""
    sign = _sign(source, at)
    if sign == "-" and "block sequence entries" in problem:
        return found("L213", source.place(*at), "短横")
    return found("L213", source.place(*at), "符号", 号=sign) if sign and sign in RESERVED else None


def _bracket(source: Source, start: tuple[int, int], at: tuple[int, int], closing: str) -> Finding:
    formula = _sign(source, at) == "["
    if start[0] == at[0] and at[1] < len(source.line(at[0])):
        return found("L210", source.place(*at), "中间", hint="公式" if formula else "中间", 号=closing)
    return found("L210", source.place(*start), "没有结束", hint="公式" if formula else "没有结束", 号=closing)
