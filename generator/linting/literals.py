"""一看就知道的: what an expression of a template plainly is, and where that cannot be used, printed or tested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import nodes

from gongkai.composition.words import FILTER_WORDS, WORDS, Kind, Word, how_to_print
from gongkai.linting.sources import LISTING, UNITS, Variables

Fault = tuple[int, str]
"""line and message"""


def misused(word: Word, call: nodes.Call) -> Iterator[Fault]:
    """Arguments too many or of another kind, as far as they are written out."""
    if call.kwargs or call.dyn_args or call.dyn_kwargs or not word.fits(len(call.args)):
        yield call.lineno, word.wrong_count()
        return
    yield from _of_another_kind(word, call.args, call.lineno)


def filter_misused(bar: nodes.Filter) -> Iterator[Fault]:
    word = FILTER_WORDS.get(bar.name)
    if word is None or not isinstance(bar.node, nodes.Expr):
        return
    if bar.kwargs or not word.fits(len(bar.args) + 1):
        yield bar.lineno, word.wrong_count()
        return
    yield from _of_another_kind(word, [bar.node, *bar.args], bar.lineno)


def _of_another_kind(word: Word, arguments: Iterable[nodes.Node], line: int) -> Iterator[Fault]:
    for position, argument in enumerate(arguments):
        what = _literal(argument)
        if what and what not in _FITTING[word.kind(position)]:
            yield line, word.wrong_kind(position, what)


_FITTING: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("文字",),
    Kind.TEXT_OR_NONE: ("文字",),
    Kind.AMOUNT: ("金额",),
    Kind.NUMBER: ("金额", "整数"),
    Kind.WHOLE: ("整数",),
    Kind.SCORE: ("整数", "小数"),
    Kind.LIST: ("一列",),
}


_PLAIN: tuple[tuple[tuple[type[nodes.Node], ...], str], ...] = (
    ((nodes.List, nodes.Tuple), "一列"),
    ((nodes.Dict,), "一条记录"),
    ((nodes.Compare, nodes.Not, nodes.Test), Kind.YES_NO.value),
)
_CONSTANTS: Mapping[type, str] = {str: "文字", int: "整数", float: "小数", bool: Kind.YES_NO.value}


def _literal(node: nodes.Node) -> str:
    """What an expression plainly is; "" if only a document can tell."""
    if isinstance(node, nodes.Const):
        return _CONSTANTS.get(type(node.value), "空的（none）")
    if isinstance(node, nodes.Filter):
        return "一列" if node.name in ("map", *LISTING) else ""
    if isinstance(node, nodes.Call):
        return _given(node.node.name) if isinstance(node.node, nodes.Name) else ""
    return next((what for types, what in _PLAIN if isinstance(node, types)), "")


def _given(name: str) -> str:
    """What a word gives, whatever it takes."""
    word = WORDS.get(name)
    certain = word is not None and (word.gives in (Kind.LIST, Kind.YES_NO, Kind.PERCENT) or name == "数")
    return word.gives.value if word is not None and certain else ""


def printed(output: nodes.Output, scope: Variables) -> Iterator[Fault]:
    """What is printed must be text or a figure."""
    for node in output.nodes:
        found = scope.of(node) if isinstance(node, nodes.Name) else frozenset()
        what = _literal(node)
        if found:
            what = "一列" if scope.lists(node) else "一条记录" if found == {UNITS} else "表的一行"
        if what and what not in ("文字", "整数", "金额", "百分比"):
            yield node.lineno, f"要印的是{what}，印不出来；{how_to_print(what)}"


def conditions(every: Iterable[nodes.Node]) -> Iterator[Fault]:
    """An amount is no condition, and is compared by the words for it."""
    for node in every:
        for one in _tested(node):
            if _literal(one) in ("金额", "百分比"):
                yield one.lineno, "金额、百分比不能直接当条件，也不能用 ==、> 比；写 相等(甲, 乙)、大于(甲, 乙)"


def _tested(node: nodes.Node) -> tuple[nodes.Node, ...]:
    match node:
        case nodes.Compare():
            return (node.expr, *(operand.expr for operand in node.ops))
        case nodes.If() | nodes.CondExpr():
            return (node.test,)
        case nodes.Not():
            return (node.node,)
        case nodes.And() | nodes.Or():
            return (node.left, node.right)
    return ()
