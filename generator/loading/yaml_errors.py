"""语法错误: PyYAML's own errors, in words that tell what to type."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from gongkai.loading.problems import error
from gongkai.loading.yaml_source import Source, Span, position
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding

RESERVED = "@`%*&!|>,?"
_CLOSING = {"flow mapping": "}", "flow sequence": "]"}


def explain(failure: yaml.MarkedYAMLError, source: Source, spans: Sequence[Span]) -> Finding:
    """The finding for an error that no simple correction explains."""
    context, problem = failure.context or "", failure.problem or ""
    start, at = position(failure.context_mark), position(failure.problem_mark)
    if "tab character" in problem or source.line(at[0])[at[1] : at[1] + 1] == "\t":
        return tab(source, at[0])
    return (
        _by_context(source, context, start, at)
        or _by_position(source, spans, at)
        or reserved(source, start if failure.context_mark else at, problem)
        or _other(source, at, problem)
    )


def _by_context(source: Source, context: str, start: tuple[int, int], at: tuple[int, int]) -> Finding | None:
    if "directive" in context:
        return _directive(source, start)
    if "quoted scalar" in context:
        return _quote(source, start)
    if "flow" in context:
        closing = next((end for name, end in _CLOSING.items() if name in context), "]")
        return _bracket(source, start, at, closing)
    return None


def _by_position(source: Source, spans: Sequence[Span], at: tuple[int, int]) -> Finding | None:
    if spans and spans[-1].style in ("'", '"') and (spans[-1].end_line, spans[-1].end_column) == at:
        return _after_quote(source, spans[-1], at)
    sign = source.line(at[0])[at[1] : at[1] + 1]
    if sign in ("]", "}"):
        hint = f"删去它，或在前面补上配对的“{'[' if sign == ']' else '{'}”"
        return error(FindingCode.UNCLOSED_BRACKET, source.place(*at), f"多了一个“{sign}”", hint)
    return None


def tab(source: Source, line: int) -> Finding:
    column = max(source.line(line).find("\t"), 0)
    return error(
        FindingCode.TAB_INDENTATION,
        source.place(line, column),
        "缩进用了制表符（Tab 键）",
        "改用空格，每一级两个；多数编辑器可以设成按 Tab 键输入空格",
    )


def reserved(source: Source, at: tuple[int, int], problem: str) -> Finding | None:
    """A value that begins with a sign that YAML keeps for itself."""
    sign = source.line(at[0])[at[1] : at[1] + 1]
    if sign == "-" and "block sequence entries" in problem:
        return error(
            FindingCode.RESERVED_START,
            source.place(*at),
            "“- ”不能跟在“名称:”后面",
            '列表的每一项另起一行；没有数据就写 0 或不写；确实要短横线，写成 "-"',
        )
    if sign == "" or sign not in RESERVED:
        return None
    return error(
        FindingCode.RESERVED_START,
        source.place(*at),
        f"值不能以“{sign}”开头",
        "给整个值加英文双引号",
    )


def _directive(source: Source, at: tuple[int, int]) -> Finding:
    return error(
        FindingCode.SEVERAL_DOCUMENTS,
        source.place(*at),
        "行首的“%”是 YAML 指令，这里不支持",
        "删去这一行；是内容的，给它加英文双引号",
    )


def _quote(source: Source, start: tuple[int, int]) -> Finding:
    return error(
        FindingCode.UNCLOSED_QUOTE,
        source.place(*start),
        "引号从这里开始，没有找到结束的引号",
        "在值的末尾补上同样的英文引号；中文引号“”不算",
    )


def _after_quote(source: Source, span: Span, at: tuple[int, int]) -> Finding:
    if span.line != span.end_line:
        message = f"引号从这里开始，到第 {span.end_line + 1} 行才结束"
        place = source.place(span.line, span.column)
    else:
        message = "引号已经结束，后面还有文字"
        place = source.place(*at)
    return error(
        FindingCode.UNCLOSED_QUOTE,
        place,
        message,
        "英文引号要成对，并且包住整个值；值里面要用引号时，用中文引号“”",
    )


def _bracket(source: Source, start: tuple[int, int], at: tuple[int, int], closing: str) -> Finding:
    if start[0] == at[0] and at[1] < len(source.line(at[0])):
        message, place = f"这里缺一个逗号“,”或右括号“{closing}”", source.place(*at)
    else:
        message, place = f"括号从这里开始，没有找到配对的“{closing}”", source.place(*start)
    hint = f"各项之间用英文逗号，末尾补上“{closing}”；括号、逗号都用半角"
    if source.line(at[0])[at[1] : at[1] + 1] == "[":
        hint = f"公式里有方括号的，整个公式加英文双引号；{hint}"
    return error(FindingCode.UNCLOSED_BRACKET, place, message, hint)


def _other(source: Source, at: tuple[int, int], problem: str) -> Finding:
    alignment = (
        "did not find expected key",
        "did not find expected '-' indicator",
        "mapping values are not allowed",
        "could not find expected ':'",
    )
    if problem.startswith(alignment):
        return error(
            FindingCode.WRONG_INDENTATION,
            source.place(*at),
            "这一行和上面的行接不上：缩进没有对齐，或者上一行没有写完",
            "同一级的行左边对齐，下一级多空两格；“名称:”这样的行，冒号要用半角并跟一个空格",
        )
    return error(
        FindingCode.YAML_SYNTAX,
        source.place(*at),
        "这里的写法不合 YAML 规则，从这里起读不下去",
        "照旁边能读的行改写；含有特殊符号的文字，加英文双引号",
    )
