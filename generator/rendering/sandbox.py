"""模板的沙箱: the environment that components, page templates, the PDF's and the panel's templates run in.

A designer writes them, so they are no code: everything they print is escaped and nothing turns that off, attributes
that begin with _ and all of Python's insides are out of reach, only macros and the methods and filters named here can
be used, and loops have an end (docs/security.md, decision 0057).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sized
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateAssertionError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace

from gongkai.composition import sandbox
from gongkai.composition.kept_code import key_of, recalled, remember
from gongkai.composition.sandbox import Bounded

PLAIN_FILTERS = (
    *("abs", "count", "default", "e", "escape", "first", "float", "int", "join", "last", "length", "list", "lower"),
    *("map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select", "selectattr", "sort"),
    *("string", "sum", "title", "trim", "unique", "upper", "urlencode"),
)
"""of Jinja's own filters; none that keeps text from being escaped, and none that makes much of little"""
METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset({"startswith", "endswith", "removeprefix", "removesuffix", "strip", "split", "upper", "lower"}),
    dict: frozenset({"get", "items", "keys", "values"}),
}
MOST_STEPS = 5_000_000
"""rounds of loops and calls while one template is drawn: some hundred times those of the largest page"""
LARGEST = 10**18
WRITTEN_BY = (__file__, sandbox.__file__)
"""what decides how templates are translated"""


class _Plain(Bounded):
    """Code in which nothing is worked out beforehand: what a filter says today is not kept for tomorrow."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class _Compiled(BytecodeCache):
    """译好的模板, of this process and of earlier ones; translating takes longer than a small site takes to draw."""

    def __init__(self) -> None:
        self._codes: dict[str, CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - the same text anywhere
        return name

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is not None and filename is not None:
            bucket.code = bucket.code.replace(co_filename=filename)  # which is told where it fails
        return bucket

    def get_source_checksum(self, source: str) -> str:
        return source

    def load_bytecode(self, bucket: Bucket) -> None:
        key = _key(bucket)
        if key not in self._codes and (code := recalled(key)) is not None:
            self._codes[key] = code
        bucket.code = self._codes.get(key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            key = _key(bucket)
            self._codes[key] = bucket.code
            remember(key, bucket.code)


def _key(bucket: Bucket) -> str:
    """All that a template's code depends on: of filters and tests the names alone."""
    known = bucket.environment
    names = (*sorted(known.filters), "", *sorted(known.tests))
    return key_of(WRITTEN_BY, bucket.key, bucket.checksum, str(known.trim_blocks), *names)


COMPILED = _Compiled()


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """模板环境 over a folder of templates."""

    code_generator_class = _Plain
    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, folder: Path, *, trim: bool = False) -> None:
        super().__init__(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            optimized=False,  # as in `_Plain`
            keep_trailing_newline=False,
            auto_reload=False,
            bytecode_cache=COMPILED,
            trim_blocks=trim,
            lstrip_blocks=trim,
        )
        self.globals = {"namespace": Namespace}
        self.filters = {name: FILTERS[name] for name in PLAIN_FILTERS}
        self.tests = dict(TESTS)
        self._safe: set[tuple[type, str]] = set()
        self._steps = 0
        self._templates: dict[str, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain mapping: each template is drawn for each page, and a chain of them is walked in Python."""
        return {**self.globals, **(d or {})}

    def functions(self, **functions: Callable[..., object]) -> None:
        """Give templates functions of ours, which they may call."""
        self.globals |= functions

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Every page asks for the same few again and again."""
        if not isinstance(name, str) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._templates:
            self._templates[name] = super().get_template(name, parent)
        return self._templates[name]

    def draw(self, name: str, /, **told: object) -> str:
        """A template drawn. Raises what Jinja raises, and SecurityError where it goes beyond its bounds."""
        template = self.get_template(name)
        self._steps = 0
        return template.render(told)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Asked for every attribute of every cell: what is safe of one value of a type is safe of all."""
        if (type(obj), attribute) in self._safe:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        safe = not attr.startswith("_") and super().is_safe_attribute(obj, attr, value)
        if safe:
            self._safe.add((type(obj), attr))
        return safe

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is Macro:  # what `Context.call` would come to
            self._step()
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return obj(context.eval_ctx, *args, **kwargs)
        if getattr(obj, "__self__", None) is self:  # what `Bounded` wrote
            return obj(*args)
        self._step()
        if not (isinstance(obj, LoopContext | BlockReference) or self._allowed(obj)):
            raise SecurityError("这里的名称不能带括号使用")
        return context.call(obj, *args, **kwargs)

    def _allowed(self, obj: Any) -> bool:
        """Whether a function is one of ours, or a harmless method of a text or a mapping."""
        if any(obj is one for one in self.globals.values()):
            return True
        owner = getattr(obj, "__self__", None)
        methods = next((names for kind, names in METHODS.items() if isinstance(owner, kind)), frozenset[str]())
        return getattr(obj, "__name__", "") in methods

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers or max(abs(left), abs(right)) > LARGEST:
            raise SecurityError(f"这里不能用“{operator}”算")
        return self.binop_table[operator](left, right)

    def counted(self, items: Iterable[Any], _: int) -> Iterable[Any]:
        """The items of a loop, each a step."""
        if isinstance(items, Sized):
            self._step(len(items))
            return items
        return self._each_counted(items)

    def _each_counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._step()
            yield item

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)):
            raise TemplateAssertionError("模板里不能用 autoescape", node.lineno, name, filename)
        return tree

    def _step(self, steps: int = 1) -> None:
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise SecurityError("模板要算的太多，多半是循环里套着循环")
