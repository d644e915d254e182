"""沙箱: the environment that wording runs in: closed lists of what may be used, and an end to time and memory.

A template may use the tags, filters and tests of `grammar.py` and the words of `words.py`, nothing else of Jinja, and
of a value only what the documentation names.  Loops, calls and joined texts are counted; beyond a bound no document is
meant, and the template is told so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import UnionType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Template, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from msgspec import Struct

from gongkai.composition.filters import FILTERS
from gongkai.composition.grammar import PLAIN_FILTERS, TESTS
from gongkai.composition.markup import OPEN
from gongkai.composition.template_objects import FormView, RowView
from gongkai.composition.template_values import Count, Missing, Quantity
from gongkai.composition.traced_text import Typed, places_of
from gongkai.composition.wording_errors import LimitError, MisuseError
from gongkai.composition.words import told

LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem")
"""what a loop knows of itself"""
MOST_STEPS = 100_000
"""calls and rounds of loops in one wording file"""
MOST_CHARACTERS = 2_000_000
"""characters that one wording file puts together"""
MOST_SECONDS = 5.0
"""of a processor, for all the wording of one document; what no count sees ends by this"""
BETWEEN_LOOKS = 64
"""steps that go by before the clock is asked, which costs as much as they do"""
MOST_ITEMS = 10_000
"""in a list that is put together"""
LARGEST = 10**18
"""of whole numbers"""
WHOLE = ("+", "-", "*", "//", "%")
"""what may be done with whole numbers"""


class Budget(Struct):
    """限度: what is left of time and memory for one template."""

    until: float
    """when the processor's time of the document is used up, by the clock of this thread"""
    steps: int = MOST_STEPS
    characters: int = MOST_CHARACTERS

    @classmethod
    def of_document(cls) -> Budget:
        return cls(until=time.thread_time() + MOST_SECONDS)

    def again(self) -> Budget:
        """For another template of the same document: what is used up stays used up."""
        return self if self.steps < 0 or self.characters < 0 else Budget(until=self.until)

    def watch(self) -> None:
        """Before anything that may take long by itself."""
        if time.thread_time() > self.until:
            raise LimitError(f"这里算得太久（超过{MOST_SECONDS:.0f}秒）")

    def step(self) -> None:
        self.steps -= 1
        if not self.steps % BETWEEN_LOOKS:
            self.watch()
        if self.steps < 0:
            raise LimitError(f"这里要算的太多（超过{MOST_STEPS // 10_000}万步），多半是循环里套着循环，或者宏反复调用")

    def text(self, characters: int) -> None:
        self.characters -= characters
        if self.characters < 0:
            raise LimitError(f"这里拼出的文字太长（超过{MOST_CHARACTERS // 10_000}万字），多半是循环里套着循环")


class Bounded(CodeGenerator):
    """Code in which loops are counted; the tree stays as it was read."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        printed = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        counted = _called("counted", node, node.iter, nodes.Const(printed))
        parts = (node.target, counted, node.body, node.else_, node.test, node.recursive)
        super().visit_For(nodes.For(*parts, lineno=node.lineno, environment=node.environment), frame)


class _Bounded(Bounded):
    """And joined texts measured, comparisons and filters watched."""

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        watched = nodes.Compare(_called("watched", node, node.expr), node.ops, lineno=node.lineno)
        watched.set_environment(self.environment)
        super().visit_Compare(watched, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        taken = None if node.node is None else _called("watched", node, node.node)
        watched = nodes.Filter(taken, node.name, node.args, node.kwargs, node.dyn_args, node.dyn_kwargs)
        watched.set_lineno(node.lineno)
        super().visit_Filter(watched, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.visit(_called("concatenated", node, nodes.List(node.nodes)), frame)


def _called(name: str, node: nodes.Node, *arguments: nodes.Node) -> nodes.Call:
    call = nodes.Call(nodes.EnvironmentAttribute(name), [*arguments], [], None, None)
    call.set_lineno(node.lineno)
    if node.environment is not None:
        call.set_environment(node.environment)
    return call


class WordingEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with nothing but what docs/editions.md names."""

    code_generator_class = _Bounded
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, loader: BaseLoader | None = None) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=False,
            optimized=False,  # it works out parts of the tree in place, and the tree is looked at again
            finalize=pass_context(lambda _, value: value),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals.clear()
        self.filters = {name: JINJA_FILTERS[name] for name in PLAIN_FILTERS} | dict(FILTERS)
        self.tests = {name: JINJA_TESTS[name] for name in TESTS}
        self.budget = Budget.of_document()
        self.mark: Callable[[object], str] = str
        """makes a printed value a marker for its span"""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template may see of a value: the Chinese names of rows and forms, items of records, a loop's place."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, Missing):
            return obj
        named = isinstance(obj, RowView | FormView) and not attribute.isascii() and hasattr(type(obj), attribute)
        if named or (isinstance(obj, LoopContext) and attribute in LOOP):
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if not isinstance(obj, list | tuple | str | Missing) or (isinstance(obj, str) and OPEN in obj):
            raise MisuseError(f"{told(obj)}不能用方括号取其中一项")
        self.budget.watch()
        try:
            return obj[argument]
        except (TypeError, IndexError):
            raise MisuseError(
                f"这一列没有第{told(argument)}项" if isinstance(argument, int) else "方括号里写第几项，从 0 数"
            ) from None

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        self.budget.step()
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Whole numbers as usual; amounts and counts by + and -; texts and lists only by +."""
        self.budget.watch()
        if operator in WHOLE and _both(left, right, int) and not _either(left, right, bool):
            result = self.binop_table[operator](left, right)
            if abs(result) > LARGEST:
                raise LimitError("这里算出的整数太大")
            return result
        if operator in "+-" and _both(left, right, Quantity | Count | Missing | int):
            return self.binop_table[operator](left, right)
        if operator == "+" and _both(left, right, str):
            return self.concatenated((left, right))
        if operator == "+" and _both(left, right, list | tuple):
            if len(left) + len(right) > MOST_ITEMS:
                raise LimitError(f"这里的一列太长（超过{MOST_ITEMS}项）")
            return [*left, *right]
        raise MisuseError(f"{told(left)}和{told(right)}不能用“{operator}”算")

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        self.budget.step()
        return super().get_template(*args, **kwargs)

    def watched(self, value: Any) -> Any:
        """A value, before it is compared or filtered, which may take long."""
        self.budget.watch()
        return value

    def counted(self, items: Any, characters: int) -> Iterator[Any]:
        """The items of a loop, each a step; `characters`: what its body prints each time."""
        if isinstance(items, Undefined) or not isinstance(items, Iterable) or isinstance(items, str | Mapping):
            raise MisuseError(f"for 后面要的是一列，给的是{told(items)}")
        for item in items:
            self.budget.step()
            self.budget.text(characters)
            yield item

    def concatenated(self, values: Iterable[Any], between: str = "") -> str:
        """甲 ~ 乙: texts as a text; with figures among them, what prints all of them."""
        listed = tuple(values)
        if all(isinstance(value, str | int) and not isinstance(value, bool) for value in listed) and not any(
            isinstance(value, str) and OPEN in value for value in listed
        ):
            text = between.join(map(str, listed))
            self.budget.text(len(text))
            return Typed.at(text, places_of(listed))
        text = between.join(self.mark(value) for value in listed)
        self.budget.text(len(text))
        return text


def _both(left: object, right: object, kinds: type | UnionType) -> bool:
    return isinstance(left, kinds) and isinstance(right, kinds)


def _either(left: object, right: object, kind: type) -> bool:
    return isinstance(left, kind) or isinstance(right, kind)
