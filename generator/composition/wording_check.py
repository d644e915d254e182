"""措辞自检: what is wrong in the wording files of an edition, in branches too that no document has taken yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import TemplateError, nodes

from generator.composition.asking import UndeclaredInputError, declaration
from generator.composition.parts import wording_finding
from generator.composition.vocabulary import LEVELS_OF_ROWS, NAMES
from generator.composition.wording import WordingFiles, bare_environment
from generator.composition.wording_errors import WordingError, explained
from generator.figures.derivation import Accounts
from generator.figures.formulas import FormulaError
from generator.model.edition import Edition
from generator.model.findings import Finding

BUILT_IN = frozenset({"loop", "caller", "varargs", "kwargs"})
ANY = "*"
"""stands for what only a document can tell, in a path put together from pieces"""


def wording_findings(edition: Edition, folders: tuple[Path, ...], trial: Accounts) -> tuple[Finding, ...]:
    """All faults of an edition's wording as findings; `trial`: its formulas worked out without figures."""
    checker = _Checker(edition, WordingFiles(folders), trial)
    items = [item for part in edition.parts for section in part.sections for item in section.items]
    items += [item for part in edition.parts for item in part.items]
    for item in items:
        if item.wording:
            checker.file(item.wording)
    return tuple(wording_finding(error, edition.id) for error in checker.errors)


@dataclass(slots=True)
class _Checker:
    edition: Edition
    files: WordingFiles
    trial: Accounts
    seen: set[str] = field(default_factory=set)
    errors: list[WordingError] = field(default_factory=list)

    def file(self, name: str) -> None:
        """One file and those that it imports, each once."""
        if name in self.seen:
            return
        self.seen.add(name)
        path = self.files.path(name)
        if path is None:
            self.errors.append(WordingError(f"没有措辞文件 wording/{name}"))
            return
        try:
            tree = bare_environment().parse(path.read_text(encoding="utf-8-sig"), name, str(path))
        except (TemplateError, UnicodeDecodeError) as error:
            self.errors.append(explained(error, name, self.files.path))
            return
        for line, message in sorted(set(self._faults(tree))):
            self.errors.append(WordingError(message, str(path), line))
        imports: list[nodes.FromImport | nodes.Import | nodes.Include] = [
            *tree.find_all(nodes.FromImport),
            *tree.find_all(nodes.Import),
            *tree.find_all(nodes.Include),
        ]
        for imported in imports:
            if isinstance(imported.template, nodes.Const):
                self.file(str(imported.template.value))

    def _faults(self, tree: nodes.Template) -> Iterator[tuple[int, str]]:
        known = NAMES | BUILT_IN | set(_made(tree))
        for node in tree.find_all(nodes.Name):
            if node.name not in known:
                yield node.lineno, f"不认识“{node.name}”这个名称"
        known_filters = bare_environment().filters
        for bar in tree.find_all(nodes.Filter):
            if bar.name not in known_filters:
                yield bar.lineno, f"没有叫“{bar.name}”的过滤（竖线后面的名称）"
        checks: dict[str, Callable[[list[str]], Iterator[str]]] = {
            "填": self._input,
            "有": self._input,
            "数": self._quantity,
            "各行": self._rows,
            "各预算项": self._budgeted,
            "全行": self._table,
            "各款": self._table,
            "各表单": self._forms,
        }
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in checks:
                for message in checks[call.node.name]([_text(argument) for argument in call.args]):
                    yield call.lineno, message

    def _input(self, arguments: list[str]) -> Iterator[str]:
        if arguments and arguments[0] != ANY:
            try:
                declaration(self.edition.inputs, arguments[0])
            except UndeclaredInputError as error:
                yield str(error)

    def _quantity(self, arguments: list[str]) -> Iterator[str]:
        if arguments and ANY not in arguments[0]:
            try:
                self.trial.quantity(arguments[0])
            except FormulaError as error:
                yield str(error)

    def _rows(self, arguments: list[str]) -> Iterator[str]:
        yield from self._table(arguments)
        if len(arguments) > 1 and arguments[1] not in (*LEVELS_OF_ROWS, ANY):
            yield f"各行的级次没有“{arguments[1]}”，可以写：{'、'.join(LEVELS_OF_ROWS)}"

    def _budgeted(self, arguments: list[str]) -> Iterator[str]:
        yield from self._table(arguments)
        yield from self._input(arguments[1:])

    def _table(self, arguments: list[str]) -> Iterator[str]:
        if arguments and ANY not in arguments[0] and arguments[0] not in self.edition.tables:
            yield f"没有叫“{arguments[0]}”的表"

    def _forms(self, arguments: list[str]) -> Iterator[str]:
        for name in arguments:
            if ANY not in name and name not in self.edition.performance:
                yield f"版式没有叫“{name}”的绩效表单"


def _made(tree: nodes.Template) -> Iterator[str]:
    """Names that a template makes itself: variables, macros, what it imports."""
    for name in tree.find_all(nodes.Name):
        if name.ctx != "load":
            yield name.name
    for macro in tree.find_all(nodes.Macro):
        yield macro.name
    for imported in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in imported.names)
    for whole in tree.find_all(nodes.Import):
        yield whole.target


def _text(node: nodes.Node) -> str:
    """An argument as written; what is put together from names holds * in their places."""
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.Concat):
        return "".join(_text(piece) for piece in node.nodes)
    if isinstance(node, nodes.Add):
        return _text(node.left) + _text(node.right)
    return ANY
