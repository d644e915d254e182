"""措辞文件本身: what is wrong with a template in whichever edition, and what of it looks something up in one.

Asked once for each template, however many editions inherit it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from jinja2 import nodes

from gongkai.composition.vocabulary import NAMES, OF_UNITS
from gongkai.composition.words import OF_FORMS, OF_ROWS
from gongkai.linting.literals import Fault, conditions, filter_misused, printed
from gongkai.linting.sources import UNITS, Assigned, Texts, Variables, walk
from gongkai.model.names import near

BUILT_IN = frozenset({"loop", "caller", "varargs", "kwargs"})
ROW_NAMES = ("编码", "名称", "类名", "款名", *OF_ROWS)
MOST_TEMPLATES = 4096
"""of which is known what they look up, whichever edition inherits them"""


@lru_cache(maxsize=MOST_TEMPLATES)
def of_itself(tree: nodes.Template, every: Sequence[nodes.Node]) -> tuple[Fault, ...]:
    """What is wrong with a template in whichever edition."""
    found = [*_unknown_names(every), *conditions(every)]
    for node, scope in walk(tree, Variables()):
        match node:
            case nodes.Filter():
                found += filter_misused(node)
            case nodes.Getattr():
                found += _attribute(node, scope)
            case nodes.Output():
                found += printed(node, scope)
    return tuple(found)


@lru_cache(maxsize=MOST_TEMPLATES)
def looking_up(tree: nodes.Template, every: Sequence[nodes.Node]) -> tuple[tuple[nodes.Node, Variables], ...]:
    """What of a template looks something up in an edition, with the variables as they stand there."""
    called = {id(node.node) for node in every if isinstance(node, nodes.Call)}

    def looks(node: nodes.Node, scope: Variables) -> bool:
        if isinstance(node, nodes.Name):
            return node.ctx == "load" and id(node) not in called and not scope.own(node.name)
        return isinstance(node, nodes.Call | nodes.Filter | nodes.Getattr)

    return tuple((node, scope.inside({})) for node, scope in walk(tree, Variables()) if looks(node, scope))


@lru_cache(maxsize=MOST_TEMPLATES)
def calls_within(macro: nodes.Macro, bound: tuple[tuple[str, Texts], ...]) -> tuple[tuple[nodes.Call, Variables], ...]:
    """The calls in a macro that use what it was given."""
    given = {name: Assigned(texts=texts) for name, texts in bound}
    inner = Variables(dict.fromkeys(name.name for name in macro.args) | given)
    return tuple(
        (below, known.inside({}))
        for below, known in chain.from_iterable(walk(statement, inner) for statement in macro.body)
        if isinstance(below, nodes.Call) and any(_names(argument) & given.keys() for argument in below.args)
    )


def _unknown_names(every: Iterable[nodes.Node]) -> Iterator[Fault]:
    known = NAMES | BUILT_IN | set(_made(every))
    for node in every:
        if isinstance(node, nodes.Name) and node.name not in known:
            yield node.lineno, f"不认识“{node.name}”这个名称{near(node.name, sorted(known))}"


def _attribute(node: nodes.Getattr, scope: Variables) -> Iterator[Fault]:
    """行.名称: what rows, forms and units have."""
    found = scope.of(node.node)
    if not found or scope.lists(node.node):
        return
    known = OF_UNITS if found == {UNITS} else (*ROW_NAMES, *OF_FORMS)
    if node.attr not in known:
        yield node.lineno, f"这里没有“{node.attr}”，可以写：{'、'.join(dict.fromkeys(known))}"


def _names(node: nodes.Node) -> set[str]:
    """Variables that an expression is made of."""
    return {name.name for name in (node, *node.find_all(nodes.Name)) if isinstance(name, nodes.Name)}


def _made(every: Iterable[nodes.Node]) -> Iterator[str]:
    """Names that a template makes itself: variables, macros, what it imports."""
    for node in every:
        match node:
            case nodes.Name() if node.ctx != "load":
                yield node.name
            case nodes.Macro():
                yield node.name
            case nodes.FromImport():
                yield from (name if isinstance(name, str) else name[1] for name in node.names)
