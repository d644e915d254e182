"""变量从哪里来: what the variables of a template are of: texts written out, rows of tables, forms, units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from jinja2 import nodes
from msgspec import Struct, field

from gongkai.model.paths import ANY

ROWS, FORMS, UNITS = "*行", "*表单", "*单位"
"""rows of a table, or forms, whose name is not written out; 单位列"""
OF = {"各行": ROWS, "各预算项": ROWS, "全行": ROWS, "各款": ROWS, "各表单": FORMS}
"""words that give a list of them"""
INPUT = "填报."
"""how inputs are told from tables"""
LISTING = ("list", "selectattr", "rejectattr", "得分在", "名为")
"""filters that give back some of their list"""
ONE = ("first", "last")
"""filters that give back one of it"""
MOST_STEPS = 8
"""from variable to variable"""
MOST_PATHS = 64
"""texts that an argument put together from variables may be"""

Texts = tuple[str, ...]
Found = frozenset[tuple[str, bool]]
"""tables and forms, each with whether it is a list of their rows or sheets"""


class Assigned(Struct, frozen=True):
    """What a variable was given: an expression, or the items of it, as things stood there; or texts outright."""

    node: nodes.Node | None = None
    item: bool = False
    scope: Variables | None = None
    texts: Texts = ()


class Variables(Struct):
    """变量 at one place of a template. What is given to one and cannot be followed is None."""

    given: dict[str, Assigned | None] = field(default_factory=dict)

    def inside(self, more: Mapping[str, Assigned | None]) -> Variables:
        return Variables({**self.given, **more})

    def own(self, name: str) -> bool:
        """Whether the template itself gives the name a meaning."""
        return name in self.given

    def of(self, node: nodes.Node) -> frozenset[str]:
        """Tables and forms whose rows or sheets an expression is, or is a list of; empty if that is not known."""
        return frozenset(name for name, _ in self._found(node, 0) if not name.startswith(INPUT))

    def records(self, node: nodes.Node) -> frozenset[str]:
        """Inputs of whose records an expression may be one, or a list."""
        return frozenset(name.removeprefix(INPUT) for name, _ in self._found(node, 0) if name.startswith(INPUT))

    def lists(self, node: nodes.Node) -> bool:
        """Whether it is a list of them."""
        return any(listed for _, listed in self._found(node, 0))

    def texts(self, name: str) -> Texts:
        """The texts that a variable can be, where all are written out."""
        given = self.given.get(name)
        if given is None or given.node is None:
            return given.texts if given else ()
        node = given.node
        if not given.item:
            return (str(node.value),) if isinstance(node, nodes.Const) else ()
        listed = node.items if isinstance(node, nodes.List | nodes.Tuple) else []
        written = [str(one.value) for one in listed if isinstance(one, nodes.Const)]
        return tuple(dict.fromkeys(written)) if len(written) == len(listed) else ()

    def texts_of(self, node: nodes.Node) -> Texts:
        """The texts that an expression can be, with * for what only a document can tell; () if it is no text at all."""
        if not isinstance(node, nodes.Concat | nodes.Add):
            return self._written(node)
        made: Texts = ("",)
        for piece in node.nodes if isinstance(node, nodes.Concat) else (node.left, node.right):
            ends = self.texts_of(piece) or (ANY,)
            made = tuple(begin + end for begin in made for end in ends)[:MOST_PATHS]
        return made

    def arguments(self, macro: nodes.Macro, call: nodes.Call) -> dict[str, Texts]:
        """The arguments of a macro to which a call gives a text."""
        given = [*zip((name.name for name in macro.args), call.args, strict=False)]
        given += [(keyword.key, keyword.value) for keyword in call.kwargs]
        return {name: texts for name, node in given if (texts := self.texts_of(node))}

    def _found(self, node: nodes.Node, depth: int) -> Found:
        match node:
            case nodes.Name() if depth < MOST_STEPS:
                return self._variable(node.name, depth + 1)
            case nodes.Call():
                return self._called(node)
            case nodes.Filter(node=nodes.Node() as inner) if node.name in (*LISTING, *ONE):
                return frozenset((name, node.name not in ONE) for name, _ in self._found(inner, depth + 1))
            case nodes.Getitem(arg=nodes.Const()):
                return _one_of(self._found(node.node, depth + 1))
        return frozenset()

    def _called(self, call: nodes.Call) -> Found:
        """各行("表", "项"), 各表单("甲", "乙"), 填("项目"): a list of the table's rows, of the forms, of records."""
        word = call.node.name if isinstance(call.node, nodes.Name) else ""
        if word == "填":
            return frozenset((INPUT + path, True) for one in call.args[:1] for path in self._written(one))
        if word not in OF:
            return frozenset()
        texts = [self._written(one) for one in (call.args if word == "各表单" else call.args[:1])]
        return frozenset((name, True) for name in (chain(*texts) if all(texts) else [OF[word]]))

    def _written(self, node: nodes.Node) -> Texts:
        if isinstance(node, nodes.Const):
            return (str(node.value),)
        return self.texts(node.name) if isinstance(node, nodes.Name) else ()

    def _variable(self, name: str, depth: int) -> Found:
        given = self.given.get(name)
        if name == "单位列" and name not in self.given:
            return frozenset({(UNITS, True)})
        if given is None or given.node is None or given.scope is None:
            return frozenset()
        inner = given.scope._found(given.node, depth)  # noqa: SLF001 — of the same class
        return _one_of(inner) if given.item else inner


def _one_of(found: Found) -> Found:
    """An item of what is a list."""
    return frozenset((name, False) for name, listed in found if listed)


def walk(node: nodes.Node, scope: Variables) -> Iterator[tuple[nodes.Node, Variables]]:
    """Every node below with the variables as they stand there; to be used as it comes."""
    yield node, scope
    match node:
        case nodes.For():
            yield from walk(node.iter, scope)
            inner = scope.inside(
                dict(_targets(node.target, Assigned(node.iter, item=True, scope=_as_it_stands(scope))))
            )
            for below in (*filter(None, [node.test]), *node.body):
                yield from walk(below, inner)
            yield from _each(node.else_, scope)
        case nodes.Macro():
            yield from _each(node.defaults, scope)
            yield from _each(node.body, scope.inside({argument.name: None for argument in node.args}))
        case nodes.Assign():
            yield from walk(node.node, scope)
            scope.given.update(_targets(node.target, Assigned(node.node, scope=_as_it_stands(scope))))
        case nodes.AssignBlock():
            yield from _each(node.body, scope)
            scope.given.update(_targets(node.target, None))
        case nodes.If():
            yield from walk(node.test, scope)
            for branch in (node.body, node.elif_, node.else_):
                yield from _each(branch, scope.inside({}))
            scope.given.update(_assigned(node))
        case _:
            yield from _each(node.iter_child_nodes(), scope)


def _each(below: Iterable[nodes.Node], scope: Variables) -> Iterator[tuple[nodes.Node, Variables]]:
    for node in below:
        yield from walk(node, scope)


def _assigned(node: nodes.Node) -> Iterator[tuple[str, None]]:
    """Variables that are given something below: which way it went, nobody can follow."""
    for given in node.find_all((nodes.Assign, nodes.AssignBlock)):
        if isinstance(given, nodes.Assign | nodes.AssignBlock):
            yield from ((name, None) for name, _ in _targets(given.target, None))


def _as_it_stands(scope: Variables) -> Variables:
    return scope.inside({})


def _targets(target: nodes.Node, given: Assigned | None) -> Iterator[tuple[str, Assigned | None]]:
    """A name and what it is given; several names take the items of a list that is written out."""
    if isinstance(target, nodes.Name):
        yield target.name, given
    elif isinstance(target, nodes.Tuple):
        node = given.node if given is not None and not given.item else None
        items = (
            node.items if isinstance(node, nodes.Tuple | nodes.List) and len(node.items) == len(target.items) else []
        )
        for place, one in enumerate(target.items):
            yield from _targets(one, Assigned(items[place], scope=given.scope) if given and items else None)
