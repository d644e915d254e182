"""措辞自检: what is wrong in the wording files of an edition, in branches too that no document has taken yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from jinja2 import TemplateError, nodes
from msgspec import Struct, field

from gongkai.composition.grammar import faults
from gongkai.composition.parts import wording_finding
from gongkai.composition.wording import Parsed, WordingFiles, compiled, parsed
from gongkai.composition.wording_errors import WordingError, explained
from gongkai.figures.derivation import Accounts
from gongkai.linting.literals import Fault
from gongkai.linting.lookups import Lookups
from gongkai.model.columns import TEMPLATED
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, each_cause_once, found
from gongkai.model.names import near
from gongkai.model.nodes import Node, values
from gongkai.model.places import Place


def wording_findings(
    edition: Edition, folders: tuple[Path, ...], trial: Accounts, tree: Node | None = None
) -> tuple[Finding, ...]:
    """All faults of an edition's wording as findings; `trial`: its formulas worked out without figures.

    `tree`: all that the edition's files say, for the titles and notes that are filled in too.
    """
    checker = _Checker(WordingFiles(folders))
    places = {scalar.text: scalar.place for scalar in values(tree)} if tree is not None else {}
    for item in edition.items():
        if item.wording:
            checker.read(item.wording, places.get(item.wording))
    lookups = Lookups(edition, trial, checker.macros())
    files = (wording_finding(error, edition.id) for error in (*checker.errors, *checker.faults(lookups)))
    titles = _lines(tree, lookups) if tree is not None else ()
    return each_cause_once((finding.message, finding) for finding in (*files, *titles))


class _Checker(Struct):
    files: WordingFiles
    trees: dict[str, Parsed] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    errors: list[WordingError] = field(default_factory=list)

    def read(self, name: str, named: Place | None = None) -> None:
        """One file and those that it imports, each once; `named`: where it is asked for."""
        if name in self.trees or name in self.missing:
            return
        path = self.files.path(name)
        if path is None:
            self.missing.add(name)
            file, line = (named.path, named.line) if named else ("", 0)
            self.errors.append(WordingError(f"没有措辞文件 wording/{name}{near(name, self.files.names())}", file, line))
            return
        try:
            made, said = _looked_at(path.read_text(encoding="utf-8-sig"), name, str(path))
        except (TemplateError, UnicodeDecodeError, RecursionError) as error:
            self.missing.add(name)
            self.errors.append(explained(error, name, self.files.path))
            return
        self.trees[name] = made
        self.errors.extend(WordingError(message, str(path), line) for line, message in said)
        for imported, at in _imported(made[1]):
            self.read(imported, Place(path=str(path), line=at))

    def macros(self) -> dict[str, nodes.Macro]:
        return {one.name: one for _, every in self.trees.values() for one in every if isinstance(one, nodes.Macro)}

    def faults(self, lookups: Lookups) -> Iterator[WordingError]:
        for name, (tree, every) in self.trees.items():
            for line, message in sorted(set(lookups.faults(tree, every))):
                yield WordingError(message, str(self.files.path(name)), line)


@lru_cache(maxsize=256)
def _looked_at(source: str, name: str, path: str) -> tuple[Parsed, list[Fault]]:
    """A wording file parsed, and what its grammar forbids: once for all editions that inherit it."""
    made = parsed(source, name, path)
    said = list(faults(made[1], len(source)))
    if not said:  # some faults are known only then
        compiled(source, name, path)
    return made, said


def _imported(every: Iterable[nodes.Node]) -> Iterator[tuple[str, int]]:
    for node in every:
        if isinstance(node, nodes.FromImport | nodes.Include) and isinstance(node.template, nodes.Const):
            yield str(node.template.value), node.lineno


def _lines(tree: Node, lookups: Lookups) -> Iterator[Finding]:
    """Titles, captions and notes with {{ }} in them, wherever they stand in the edition's files."""
    for scalar in values(tree):
        for message in _said(scalar.text, lookups) if TEMPLATED.search(scalar.text) else ():
            yield found("L622", scalar.place, "措辞", 错误=message)


def _said(template: str, lookups: Lookups) -> list[str]:
    try:
        made, every = parsed(template, None, None)
        said = {*faults(every, len(template)), *lookups.faults(made, every)}
        if not said:
            compiled(template, None, None)
        return [message for _, message in sorted(said)]
    except (TemplateError, RecursionError) as error:
        return [explained(error, template, lambda _: None).message]
