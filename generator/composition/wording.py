"""措辞: the edition's Jinja templates, filled in, as blocks of plain text and figures.

The templates run in a sandbox (`sandbox.py`) and see only the names of the vocabulary.  Whatever they print is first
replaced by a marker of private-use characters, which no content may hold, so that content is never read as markup;
autoescape is off because the result is text, which every renderer escapes.  A template is read and compiled once,
whoever uses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, Template, TemplateError, TemplateNotFound, nodes, pass_context

from gongkai.composition import grammar, sandbox
from gongkai.composition.filters import FILTERS
from gongkai.composition.grammar import faults
from gongkai.composition.kept_code import key_of, recalled, remember
from gongkai.composition.markup import CLOSE, OPEN, blocks_of, line_of, plain_line
from gongkai.composition.sandbox import WordingEnvironment
from gongkai.composition.template_values import Count, Missing, Percent, Quantity
from gongkai.composition.traced_text import Blank, places_of
from gongkai.composition.wording_errors import LanguageError, MisuseError, WordingError, explained
from gongkai.composition.words import unprintable
from gongkai.model.columns import TEMPLATED
from gongkai.model.publication import Block
from gongkai.model.spans import Span, Text

__all__ = ["Wording", "WordingError"]

WRITTEN_BY = (__file__, grammar.__file__, sandbox.__file__)
"""what decides how wording is translated, and what is refused"""
Parsed = tuple[nodes.Template, tuple[nodes.Node, ...]]


class WordingFiles(BaseLoader):
    """措辞文件 of an edition and of those it inherits from, nearest first."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)

    def path(self, name: str) -> Path | None:
        if not re.fullmatch(r"[\w.-]+", name):
            return None
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def names(self) -> Iterator[str]:
        return (path.name for folder in self.folders for path in sorted(folder.glob("*.j2")))

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        path = self.path(name)
        if path is None:
            raise TemplateNotFound(name)
        code = compiled(path.read_text(encoding="utf-8-sig"), name, str(path))
        return environment.template_class.from_code(environment, code, globals or {})


@lru_cache(maxsize=1024)
def parsed(source: str, name: str | None, file: str | None) -> Parsed:
    """A template and all of its nodes, the same for every edition that inherits it. Raises what Jinja says."""
    tree = WordingEnvironment().parse(source, name, file)
    return tree, tuple(tree.find_all(nodes.Node))


@lru_cache(maxsize=1024)
def compiled(source: str, name: str | None, filename: str | None) -> CodeType:
    """Compiled code runs in any `WordingEnvironment`, with that one's names. Raises LanguageError too.

    Files are known from run to run; a line is translated as fast as it would be read.
    """
    if name is None or filename is None:
        return _compiled(source, name, filename)
    key = key_of(WRITTEN_BY, *sorted(FILTERS), "", name, source)
    code = recalled(key)
    if code is None:
        code = _compiled(source, name, filename)
        remember(key, code)
    return code.replace(co_filename=filename)


def _compiled(source: str, name: str | None, filename: str | None) -> CodeType:
    tree, every = parsed(source, name, filename)
    for line, message in faults(every, len(source)):
        raise LanguageError(message, line, filename)
    return WordingEnvironment().compile(tree, name, filename)


def make_wording_ready(files: Iterable[Path], texts: Iterable[str]) -> None:
    """Compile wording before children are forked, as each would do it; what cannot be, they tell."""
    for path in files:
        with suppress(OSError, TemplateError, UnicodeDecodeError, RecursionError):
            compiled(path.read_text(encoding="utf-8-sig"), path.name, str(path))
    for text in texts:
        with suppress(TemplateError, RecursionError):
            compiled(text, None, None)


class Wording:
    """措辞 of one document: an environment whose every printed value becomes a span."""

    def __init__(
        self,
        folders: Iterable[Path],
        names: Mapping[str, object],
    ) -> None:
        self.spans: list[Span] = []
        self.exhausted: WordingError | None = None
        """the first template that went beyond all bounds; no other is then filled in"""
        self.files = WordingFiles(folders)
        self.environment = WordingEnvironment(self.files)
        self.environment.mark = self._mark
        self.environment.finalize = pass_context(lambda _, value: self._mark(value))
        self.environment.globals.update(names)

    def _mark(self, value: object) -> str:
        """Replace a printed value by a marker for its span. Raises MisuseError for what is neither text nor figure."""
        if isinstance(value, Blank):
            value = value.told()
        if isinstance(value, str):
            self.environment.budget.text(len(value))
            if OPEN in value or not value:
                return value
            span: Span = Text(text=" ".join(value.splitlines()), places=places_of((value,)))
        elif isinstance(value, Quantity | Percent | Count | Missing):
            span = value.span
        elif isinstance(value, int) and not isinstance(value, bool):
            span = Text(text=str(value))
        else:
            raise MisuseError(unprintable(value))
        self.spans.append(span)
        return f"{OPEN}{len(self.spans) - 1}{CLOSE}"

    def blocks(self, file: str) -> tuple[Block, ...]:
        """Render a wording file.

        Raises WordingError if the template is at fault.
        """
        return blocks_of(self._rendered(file, lambda: self.environment.get_template(file)), self.spans)

    def line(self, template: str) -> tuple[Span, ...]:
        """Render a one-line template (titles, captions, notes) to spans. Raises WordingError."""
        if not TEMPLATED.search(template):
            return plain_line(template)
        return line_of(self._rendered(template, lambda: self._template(template)), self.spans)

    def text(self, template: str) -> str:
        return "".join(span.text for span in self.line(template))

    def _template(self, source: str) -> Template:
        environment = self.environment
        code = compiled(source, None, None)
        return environment.template_class.from_code(environment, code, environment.make_globals(None))

    def _rendered(self, name: str, template: Callable[[], Template]) -> str:
        if self.exhausted is not None:
            raise self.exhausted
        self.environment.budget = self.environment.budget.again()
        try:
            return template().render()
        except Exception as error:  # whatever an edition's template does wrong is the edition's fault
            told = explained(error, name, self.files.path)
            self.exhausted = told if told.limit else None
            raise told from error
