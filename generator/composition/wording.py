"""措辞: the edition's Jinja templates, filled in, as blocks of plain text and figures.

The templates run in Jinja's sandbox and see only the names below.  Whatever they print is first replaced by a
marker of private-use characters, which no content may hold, so that content is never read as markup; autoescape is
off because the result is text, which every renderer escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.composition.values import Count, Missing, Percent, Quantity
from generator.model.publication import Block, Figure, Heading, Paragraph, Span, Text

OPEN, CLOSE = "\ue000", "\ue001"
_MARKER = re.compile(f"{OPEN}(\\d+){CLOSE}")
_ANCHOR = re.compile(r"^\[#([^\]\s]+)\]\s*")
_BOLD = re.compile(r"(\*\*)")


class WordingError(Exception):
    """措辞模板有误: the message is Chinese."""


class Wording:
    """措辞 of one document: an environment whose every printed value becomes a span."""

    def __init__(
        self,
        folders: Iterable[Path],
        names: Mapping[str, object],
        filters: Mapping[str, Callable[..., object]],
    ) -> None:
        self.spans: list[Span] = []
        self.environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            undefined=StrictUndefined,
            autoescape=False,
            finalize=self._mark,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals.clear()
        self.environment.globals.update(names)
        self.environment.filters.update(filters)

    def _mark(self, value: object) -> str:
        """Replace a printed value by a marker for its span."""
        if isinstance(value, str):
            if OPEN in value or not value:
                return value
            span: Span = Text(text=_one_line(value))
        elif isinstance(value, Quantity | Percent | Count | Missing):
            span = value.span
        else:
            span = Text(text=str(value))
        self.spans.append(span)
        return f"{OPEN}{len(self.spans) - 1}{CLOSE}"

    def blocks(self, file: str) -> tuple[Block, ...]:
        """Render a wording file.

        Raises WordingError if the template is at fault.
        """
        return self._render(file, lambda: self.environment.get_template(file).render())

    def line(self, template: str) -> tuple[Span, ...]:
        """Render a one-line template (titles, captions, notes) to spans."""
        blocks = self._render(template, lambda: self.environment.from_string(template).render())
        spans: tuple[Span, ...] = ()
        for block in blocks:
            if isinstance(block, Paragraph | Heading):
                spans += block.spans
        return spans

    def text(self, template: str) -> str:
        return "".join(span.text for span in self.line(template))

    def _render(self, name: str, run: Callable[[], str]) -> tuple[Block, ...]:
        try:
            rendered = run()
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            where = f"{name}第{line}行" if line else name
            raise WordingError(f"{where}：{error.message or type(error).__name__}") from error
        except WordingError:
            raise
        except Exception as error:
            raise WordingError(f"{name}：{error}") from error
        return tuple(filter(None, map(self._block, rendered.splitlines())))

    def _block(self, line: str) -> Block | None:
        line = line.strip()
        if not line:
            return None
        level = 0
        if line.startswith("#"):
            hashes = len(line) - len(line.lstrip("#"))
            level, line = hashes + 1, line[hashes:].strip()
        anchor = _ANCHOR.match(line)
        key = self._plain(anchor[1]) if anchor else ""
        if anchor:
            line = line[anchor.end() :]
        spans = self._parse(line)
        if not spans:
            return None
        if level:
            return Heading(id=key, level=level, spans=spans)
        return Paragraph(id=key, spans=spans)

    def _plain(self, text: str) -> str:
        return _MARKER.sub(lambda match: self.spans[int(match[1])].text, text)

    def _parse(self, line: str) -> tuple[Span, ...]:
        spans: list[Span] = []
        bold = False
        for piece in _BOLD.split(line):
            if piece == "**":
                bold = not bold
                continue
            position = 0
            for match in _MARKER.finditer(piece):
                if piece[position : match.start()]:
                    spans.append(Text(text=piece[position : match.start()], bold=bold))
                spans.append(replace(self.spans[int(match[1])], bold=bold))
                position = match.end()
            if piece[position:]:
                spans.append(Text(text=piece[position:], bold=bold))
        return joined(tuple(spans))


def joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Neighbouring text runs of the same weight as one."""
    result: list[Span] = []
    for span in spans:
        last = result[-1] if result else None
        if isinstance(span, Text) and isinstance(last, Text) and span.bold == last.bold:
            result[-1] = Text(text=last.text + span.text, bold=span.bold)
        elif span.text or isinstance(span, Figure):
            result.append(span)
    return tuple(result)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip("\n")
