"""措辞的写法: the tags, filters and tests that a template may use, as closed lists; everything else is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jinja2 import nodes

from gongkai.composition.filters import FILTERS

TAGS = {
    nodes.For: "for",
    nodes.If: "if",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Macro: "macro",
    nodes.FromImport: "from",
    nodes.Include: "include",
    nodes.Output: "",
}
"""what a template may be made of"""
PLAIN_FILTERS = ("first", "last", "list", "map", "selectattr", "rejectattr", "default")
"""of Jinja's own filters"""
TESTS = ("equalto", "==", "eq", "ne", "!=", "in")
MOST_SOURCE = 200_000
"""characters of a wording file itself"""


def faults(every: Iterable[nodes.Node], characters: int) -> Iterator[tuple[int, str]]:
    """What a template of so many characters uses that is not for templates, with its line; `every`: its nodes."""
    if characters > MOST_SOURCE:
        yield 1, f"这个文件太长（超过{MOST_SOURCE // 10_000}万字）"
    for node in every:
        yield from ((node.lineno, told) for told in _faults(node))


def _faults(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Stmt() if type(node) not in TAGS:
            name = _SPELT.get(type(node), type(node).__name__.lower())
            yield f"这里不能用标签“{name}”，可以用：{'、'.join(dict.fromkeys(filter(None, TAGS.values())))}"
        case nodes.For(recursive=True):
            yield "for 后面不能写 recursive"
        case nodes.FromImport() | nodes.Include() if not isinstance(node.template, nodes.Const):
            yield "措辞文件的名称要直接写出来，加引号"
        case nodes.Filter() if node.name not in (*PLAIN_FILTERS, *FILTERS):
            yield f"没有叫“{node.name}”的过滤（竖线后面的名称），可以用：{'、'.join((*FILTERS, *PLAIN_FILTERS))}"
        case nodes.Test() if node.name not in TESTS:
            yield f"没有叫“{node.name}”的判断（is 后面的名称），可以用：{'、'.join(TESTS)}"
        case nodes.Div() | nodes.Pow():
            yield f"这里不能用“{node.operator}”算；百分比用 率(甲, 乙)"


_SPELT: Mapping[type[nodes.Node], str] = {
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.Import: "import",
    nodes.ScopedEvalContextModifier: "autoescape",
}
