"""变量从哪里来: what the variables of a template are of: texts written out, rows of tables, forms, units."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

ANY = "*"
"""stands for what only a document can tell, in a path put together from pieces"""
ROWS, FORMS, UNITS = "*行", "*表单", "*单位"
"""rows of a table, or forms, whose name is not written out; 单位列"""
LISTING = ("list", "selectattr", "rejectattr", "得分在", "名为")
"""filters that give back some of their list"""
ONE = ("first", "last")
"""filters that give back one of it"""

MOST_STEPS = 8
"""from variable to variable"""

Texts = tuple[str, ...]
Bound = tuple[nodes.Node, bool]
"""what a variable was given, and whether it is an item of that"""


class Sources:
    """Of one template or macro. A variable is known if all that it is ever given is."""

    def __init__(self, tree: nodes.Node) -> None:
        self.bound: dict[str, list[Bound]] = {}
        self.hidden: set[str] = set()
        """parameters, and variables whose values cannot be followed"""
        for name, given in _bindings(tree):
            if given is None:
                self.hidden.add(name)
            else:
                self.bound.setdefault(name, []).append(given)
        self.texts: dict[str, Texts] = {name: texts for name in self.bound if (texts := self._texts_of(name))}

    def own(self, name: str) -> bool:
        """Whether the template itself gives the name a meaning."""
        return name in self.bound or name in self.hidden

    def of(self, node: nodes.Node, depth: int = 0) -> frozenset[str]:
        """Tables and forms whose rows or sheets an expression is, or is a list of; empty if that is not known."""
        return frozenset(name for name, _ in self._found(node, depth) or ())

    def lists(self, node: nodes.Node) -> bool:
        """Whether it is a list of them."""
        return any(listed for _, listed in self._found(node, 0) or ())

    def _found(self, node: nodes.Node, depth: int) -> frozenset[tuple[str, bool]]:
        if isinstance(node, nodes.Name) and depth < MOST_STEPS:
            return self._variable(node.name, depth + 1)
        if isinstance(node, nodes.Call):
            return _called(node)
        if isinstance(node, nodes.Filter) and node.name in (*LISTING, *ONE) and node.node is not None:
            inner = self._found(node.node, depth + 1)
            return frozenset((name, node.name not in ONE) for name, _ in inner)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return frozenset((name, False) for name, listed in self._found(node.node, depth + 1) if listed)
        return frozenset()

    def _variable(self, name: str, depth: int) -> frozenset[tuple[str, bool]]:
        if name == "单位列" and not self.own(name):
            return frozenset({(UNITS, True)})
        if name in self.hidden or name not in self.bound:
            return frozenset()
        found: set[tuple[str, bool]] = set()
        for node, item in self.bound[name]:
            inner = self._found(node, depth)
            if not inner or (item and not all(listed for _, listed in inner)):
                return frozenset()
            found |= {(source, listed and not item) for source, listed in inner}
        return frozenset(found)

    def _texts_of(self, name: str) -> Texts:
        """The texts that a variable is given, where all are written out."""
        if name in self.hidden:
            return ()
        texts: list[str] = []
        for node, item in self.bound[name]:
            given = node.items if item and isinstance(node, nodes.List | nodes.Tuple) else [] if item else [node]
            if not given or not all(isinstance(one, nodes.Const) for one in given):
                return ()
            texts.extend(str(one.value) for one in given if isinstance(one, nodes.Const))
        return tuple(dict.fromkeys(texts))


def _called(call: nodes.Call) -> frozenset[tuple[str, bool]]:
    """各行("表", "项"), 各表单("甲", "乙"): a list of the table's rows, of the forms."""
    word = call.node.name if isinstance(call.node, nodes.Name) else ""
    kinds = {"各行": ROWS, "全行": ROWS, "各款": ROWS, "各表单": FORMS}
    if word not in kinds:
        return frozenset()
    named = call.args if word == "各表单" else call.args[:1]
    written = [str(one.value) for one in named if isinstance(one, nodes.Const)]
    return frozenset((name, True) for name in (written if len(written) == len(named) else [kinds[word]]))


def _bindings(tree: nodes.Node) -> Iterator[tuple[str, Bound | None]]:
    for loop in tree.find_all(nodes.For):
        yield from _targets(loop.target, (loop.iter, True))
    for given in tree.find_all(nodes.Assign):
        yield from _targets(given.target, (given.node, False))
    for block in tree.find_all(nodes.AssignBlock):
        yield from _targets(block.target, None)
    macros = [tree, *tree.find_all(nodes.Macro)] if isinstance(tree, nodes.Macro) else tree.find_all(nodes.Macro)
    for macro in macros:
        if isinstance(macro, nodes.Macro):
            yield from ((name.name, None) for name in macro.args)


def _targets(target: nodes.Node, given: Bound | None) -> Iterator[tuple[str, Bound | None]]:
    """A name and what it is given; several names take the items of a list that is written out."""
    if isinstance(target, nodes.Name):
        yield target.name, given
    elif isinstance(target, nodes.Tuple):
        node = given[0] if given is not None and not given[1] else None
        items = (
            node.items if isinstance(node, nodes.Tuple | nodes.List) and len(node.items) == len(target.items) else []
        )
        for place, one in enumerate(target.items):
            yield from _targets(one, (items[place], False) if items else None)
