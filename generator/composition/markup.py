"""排好的文字: the text of a wording template read into blocks: a line for each, ## headings, [#anchors], **bold**.

Figures and content stand in it as markers, numbered places in a list of spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from gongkai.model.publication import Heading, Paragraph
from gongkai.model.spans import Span, Text

OPEN, CLOSE = "\ue000", "\ue001"
_MARKER = re.compile(f"{OPEN}(\\d+){CLOSE}")
_ANCHOR = re.compile(r"^\[#([^\]\s]+)\]\s*")
_BOLD = re.compile(r"(\*\*)")


def blocks_of(text: str, spans: Sequence[Span]) -> tuple[Heading | Paragraph, ...]:
    """Every line that is not blank as a block."""
    return tuple(filter(None, (_block(line.strip(), spans) for line in text.splitlines())))


def line_of(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """A text of one line as spans."""
    return tuple(span for block in blocks_of(text, spans) for span in block.spans)


@lru_cache(maxsize=4096)
def plain_line(text: str) -> tuple[Span, ...]:
    """A text without markers as spans: titles and labels, the same in every document of an edition."""
    return line_of(text, ())


def joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Neighbouring runs of the same weight and place as one; empty ones go, but not what an original lacks."""
    result: list[Span] = []
    for span in spans:
        last = result[-1] if result else None
        if isinstance(span, Text) and isinstance(last, Text) and (span.bold, span.places) == (last.bold, last.places):
            result[-1] = Text(text=last.text + span.text, bold=last.bold, places=last.places)
        elif span.text or not isinstance(span, Text):
            result.append(span)
    return tuple(result)


def _block(line: str, spans: Sequence[Span]) -> Heading | Paragraph | None:
    level = 0
    if line.startswith("#"):
        hashes = len(line) - len(line.lstrip("#"))
        level, line = hashes + 1, line[hashes:].strip()
    anchor = _ANCHOR.match(line)
    key = _MARKER.sub(lambda match: spans[int(match[1])].text, anchor[1]) if anchor else ""
    words = _words(line[anchor.end() :] if anchor else line, spans)
    if not words:
        return None
    return Heading(id=key, level=level, spans=words) if level else Paragraph(id=key, spans=words)


def _words(line: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    words: list[Span] = []
    bold = False
    for piece in _BOLD.split(line):
        if piece == "**":
            bold = not bold
            continue
        position = 0
        for match in _MARKER.finditer(piece):
            if piece[position : match.start()]:
                words.append(Text(text=piece[position : match.start()], bold=bold))
            span = spans[int(match[1])]
            words.append(span if span.bold == bold else replace(span, bold=bold))
            position = match.end()
        if piece[position:]:
            words.append(Text(text=piece[position:], bold=bold))
    return joined(tuple(words))
