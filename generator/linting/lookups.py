"""查措辞用到的名称: what the words of a template take and look up, as far as it can be told without a document.

A variable stands for all that the template ever gives it; a macro is looked at once more for each text that a call
gives it, so that a mistake is told where the text is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from jinja2 import nodes
from msgspec import Struct, field

from gongkai.composition.answers import UndeclaredInputError, declaration, not_optional
from gongkai.composition.names import (
    unknown_class,
    unknown_column,
    unknown_field,
    unknown_form,
    unknown_item,
    unknown_level,
)
from gongkai.composition.vocabulary import OF_MANY
from gongkai.composition.words import OF_FORMS, OF_ROWS, WORDS
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError
from gongkai.linting.literals import Fault, misused
from gongkai.linting.sources import FORMS, MOST_PATHS, ROWS, UNITS, Texts, Variables
from gongkai.linting.templates import calls_within, looking_up, of_itself
from gongkai.model.edition import Edition
from gongkai.model.names import near
from gongkai.model.paths import ANY
from gongkai.model.table_names import table_fault


class Lookups(Struct):
    """An edition's names, and the macros of its wording."""

    edition: Edition
    trial: Accounts
    macros: Mapping[str, nodes.Macro]
    followed: set[tuple[str, tuple[tuple[str, Texts], ...]]] = field(default_factory=set)

    def faults(self, tree: nodes.Template, every: Sequence[nodes.Node]) -> Iterator[Fault]:
        """Every fault of a template with its line; `every`: all of its nodes."""
        yield from of_itself(tree, every)
        for node, scope in looking_up(tree, every):
            match node:
                case nodes.Call():
                    yield from self._call(node, scope)
                    yield from self._macro(node, scope, node.lineno)
                case nodes.Filter():
                    yield from self._mapped(node, scope)
                case nodes.Getattr():
                    yield from self._field(scope.records(node.node), node.attr, node.lineno)
                case nodes.Name():
                    yield from self._uncalled(node)

    def _uncalled(self, node: nodes.Name) -> Iterator[Fault]:
        """Words and macros without their brackets: {{ 数 }}."""
        if node.name in WORDS:
            yield node.lineno, f"“{node.name}”后面没有写括号；应写成 {WORDS[node.name].usage}"
        elif node.name in self.macros:
            yield node.lineno, f"宏“{node.name}”后面没有写括号；应写成 {node.name}(…)"

    def _call(self, call: nodes.Call, scope: Variables) -> Iterator[Fault]:
        if isinstance(call.node, nodes.Name) and call.node.name in WORDS and not scope.own(call.node.name):
            word = WORDS[call.node.name]
            yield from misused(word, call)
            if word.name == "合计":
                yield from self._summed(call, scope)
            if word.fits(len(call.args)):
                yield from ((call.lineno, said) for said in self._looked_up(word.name, call.args, scope))
        elif isinstance(call.node, nodes.Getattr):
            found = scope.of(call.node.node)
            for said in self._asked(found, call.node.attr, call, scope):
                yield call.lineno, said

    def _mapped(self, node: nodes.Filter, scope: Variables) -> Iterator[Fault]:
        """map(attribute="金额") of records."""
        lists = scope.records(node.node) if node.name == "map" and node.node is not None else ()
        for one in node.kwargs:
            if one.key == "attribute" and isinstance(one.value, nodes.Const):
                yield from self._field(lists, str(one.value.value), node.lineno)

    def _summed(self, call: nodes.Call, scope: Variables) -> Iterator[Fault]:
        """合计(填("项目"), "金额")."""
        for name in scope.texts_of(call.args[1]) if len(call.args) > 1 else ():
            yield from self._field(scope.records(call.args[0]), name, call.lineno)

    def _field(self, lists: Iterable[str], name: str, line: int) -> Iterator[Fault]:
        """A field that the records of an input do not have."""
        for path in lists:
            form = self.edition.inputs.get(path)
            known = OF_MANY if ANY in path else tuple(form.fields) if form is not None else ()
            if known and name not in (*known, ANY):
                hint = near(name, known) or f"，有：{'、'.join(known)}"
                yield line, f"“{path}”的一条里没有“{name}”{hint}"

    def _macro(self, call: nodes.Call, scope: Variables, line: int) -> Iterator[Fault]:
        """What a macro looks up with the texts that this call gives it, told at the line of the call."""
        macro = self.macros.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        bound = scope.arguments(macro, call) if macro is not None else {}
        if macro is not None and bound:
            key = (f"{macro.name}@{line}", tuple(sorted(bound.items())))
            if key not in self.followed:
                self.followed.add(key)
                yield from self._within(macro, bound, line)

    def _within(self, macro: nodes.Macro, bound: Mapping[str, Texts], line: int) -> Iterator[Fault]:
        """What the calls in a macro look up that use what it was given."""
        for below, known in calls_within(macro, tuple(bound.items())):
            yield from ((line, said) for _, said in self._call(below, known))
            yield from self._macro(below, known, line)

    def _looked_up(self, word: str, arguments: list[nodes.Expr], scope: Variables) -> Iterator[str]:
        for names in self._alternatives(arguments, scope):
            yield from self._named(word, names, arguments)

    def _alternatives(self, arguments: list[nodes.Expr], scope: Variables) -> Iterator[tuple[str, ...]]:
        """The arguments as texts, in all ways that the variables in them allow; * for what is not known."""
        ways = [scope.texts_of(argument) or (ANY,) for argument in arguments]
        yield from product(*ways) if prod(map(len, ways)) <= MOST_PATHS else ()

    def _named(self, word: str, names: tuple[str, ...], arguments: list[nodes.Expr]) -> Iterator[str]:
        match word:
            case "填" | "有":
                yield from self._input(names[0])
            case "无":
                yield from self._group(names[0])
            case "数":
                yield from self._quantity(names[0])
            case "各行" | "全行" | "各款":
                yield from self._table(word, names, arguments)
            case "各预算项":
                yield from self._table(word, names, arguments)
                yield from self._input(names[1])
            case "各表单":
                told = (unknown_form(self.edition.performance, name) for name in names if ANY not in name)
                yield from filter(None, told)

    def _input(self, path: str) -> Iterator[str]:
        if path == ANY:
            return
        try:
            declaration(self.edition.inputs, path)
        except UndeclaredInputError as error:
            yield f"{error}{near(path, self.edition.inputs)}"

    def _group(self, group: str) -> Iterator[str]:
        if group not in (ANY, *self.edition.may_lack):
            yield f"{not_optional(group)}{near(group, self.edition.may_lack)}"

    def _quantity(self, name: str) -> Iterator[str]:
        if ANY in name:
            return
        try:
            self.trial.quantity(name)
        except FormulaError as error:
            if error.origin is None:  # else told where that formula stands
                yield str(error)

    def _table(self, word: str, names: tuple[str, ...], arguments: list[nodes.Expr]) -> Iterator[str]:
        table = names[0]
        if ANY in table:
            return
        form = self.edition.tables.get(table)
        if form is None:
            yield table_fault(self.edition.tables, table)
        elif word == "各行" and names[1] != ANY:
            yield from filter(None, [unknown_level(form, table, names[1])])
        elif word == "各款" and isinstance(arguments[1], nodes.List | nodes.Tuple):
            for item in arguments[1].items:
                if isinstance(item, nodes.Const):
                    yield from filter(None, [unknown_class(form, table, str(item.value))])

    def _asked(self, found: Iterable[str], asked: str, call: nodes.Call, scope: Variables) -> Iterator[str]:
        """值, 数, 列, 字段 of a row or a form: the path must be in what it can be of."""
        words = {**OF_ROWS, **OF_FORMS}
        if asked not in words:
            return
        for (path,) in self._alternatives(call.args[:1], scope) if call.args else [("",)]:
            if ANY not in path:
                yield from self._path(found, asked, path)

    def _path(self, found: Iterable[str], asked: str, path: str) -> Iterator[str]:
        named = [one for one in found if one not in (ROWS, FORMS, UNITS)]
        every = [*self.edition.tables, *self.edition.performance]
        said = [one for name in named or every if (one := self._of(name, asked, path)) is not None]
        if named:
            yield from filter(None, said)
        elif path and said and all(said):
            yield f"“{asked}({path})”：哪张表、哪张绩效表单里都没有“{path}”这一项"

    def _of(self, name: str, asked: str, path: str) -> str | None:
        """What is wrong with asking this of a table's row or a form; None if it is not asked of such."""
        table, layout = self.edition.tables.get(name), self.edition.performance.get(name)
        if table is not None and asked in OF_ROWS:
            return unknown_column(table, name, path) if asked == "数" else unknown_field(table, name, path)
        if layout is not None and asked in OF_FORMS:
            return unknown_item(layout, name, asked, path)
        return None
