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
        line = node.lineno
        if isinstance(node, nodes.Stmt) and type(node) not in TAGS:
            name = _SPELT.get(type(node), type(node).__name__.lower())
            yield line, f"这里不能用标签“{name}”，可以用：{'、'.join(dict.fromkeys(filter(None, TAGS.values())))}"
        elif isinstance(node, nodes.For) and node.recursive:
            yield line, "for 后面不能写 recursive"
        elif isinstance(node, nodes.FromImport | nodes.Include) and not isinstance(node.template, nodes.Const):
            yield line, "措辞文件的名称要直接写出来，加引号"
        elif isinstance(node, nodes.Filter) and node.name not in (*PLAIN_FILTERS, *FILTERS):
            known = "、".join((*FILTERS, *PLAIN_FILTERS))
            yield line, f"没有叫“{node.name}”的过滤（竖线后面的名称），可以用：{known}"
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            yield line, f"没有叫“{node.name}”的判断（is 后面的名称），可以用：{'、'.join(TESTS)}"
        elif isinstance(node, nodes.Div | nodes.Pow):
            yield line, f"这里不能用“{node.operator}”算；百分比用 率(甲, 乙)"


_SPELT: Mapping[type[nodes.Node], str] = {
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.Import: "import",
    nodes.ScopedEvalContextModifier: "autoescape",
}
