"""原文: what an archived original prints differently, put in the place of what derives, with a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.composition.markup import joined
from gongkai.composition.traced_text import places_of
from gongkai.model.entries import OriginalWording
from gongkai.model.findings import Finding, found
from gongkai.model.numbers import read
from gongkai.model.publication import Block, GlossaryEntry, Heading, Note, Paragraph
from gongkai.model.spans import AsPrinted, Figure, Span, Text, plain


class Originals(Struct):
    """Hands out the recorded originals by place, and remembers which were used."""

    recorded: tuple[OriginalWording, ...]
    used: set[int] = field(default_factory=set)
    misplaced: dict[int, Finding] = field(default_factory=dict)
    by_place: dict[str, list[tuple[int, OriginalWording]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, original in enumerate(self.recorded):
            self.by_place.setdefault(original.where, []).append((number, original))

    def line(self, where: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Apply what is recorded for exactly this place (a cell, a title) to its words."""
        for number, original in self.by_place.get(where, ()):
            times = plain(spans).count(original.expected) if original.expected else int(not plain(spans))
            if self._fits(number, original, times):
                spans = substitute(spans, original)
        return spans

    def blocks(self, where: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Apply what is recorded for a section, or for a paragraph of it by its anchor, to its blocks."""
        result = list(blocks)
        for number, original, anchor in self._unused_below(where):
            named = [index for index, block in enumerate(result) if anchor in _names(block)]
            hits = [index for index in named for _ in range(_times(result[index], original))]
            there = bool(named) or not anchor
            if there and self._fits(number, original, len(hits)):
                result[hits[0]] = _replaced(result[hits[0]], original)
        return tuple(block for block in result if words(block) or not hasattr(block, "spans"))

    def _unused_below(self, section: str) -> Iterator[tuple[int, OriginalWording, str]]:
        """Those recorded for a section, or with an anchor for something in it."""
        for number, original in enumerate(self.recorded):
            below = original.where.startswith(f"{section}.")
            if number not in self.used and (below or original.where == section):
                yield number, original, original.where.removeprefix(section).removeprefix(".")

    def _fits(self, number: int, original: OriginalWording, times: int) -> bool:
        """Whether the expected words stand there once; else that is told."""
        self.used.add(number)
        if times != 1 and number not in self.misplaced:
            told = found("N103", original.place, "次数", 处=original.where, 应=original.expected, 次=times)
            self.misplaced[number] = told
        return times == 1

    def findings(self) -> tuple[Finding, ...]:
        """Originals that do not fit the words derived, and those whose place does not exist."""
        unknown = (original for number, original in enumerate(self.recorded) if number not in self.used)
        return (*self.misplaced.values(), *(found("N103", one.place, "没有", 处=one.where) for one in unknown))


def _times(block: Block, original: OriginalWording) -> int:
    """How often the expected words stand in a block."""
    return words(block).count(original.expected) if original.expected else 0


def _names(block: Block) -> tuple[str, ...]:
    """What a place may call a block: its anchor, or the term it explains; "" is any block of the section."""
    match block:
        case GlossaryEntry():
            return ("", block.id, plain(block.term))
        case Heading() | Paragraph():
            return ("", block.id)
    return ("",)


def words(block: Block) -> str:
    """The words of a text block; nothing for a table."""
    match block:
        case Heading() | Paragraph() | Note():
            return plain(block.spans)
        case GlossaryEntry():
            return plain(block.text)
    return ""


def _replaced(block: Block, original: OriginalWording) -> Block:
    match block:
        case Heading() | Paragraph() | Note():
            return replace(block, spans=substitute(block.spans, original))
        case GlossaryEntry():
            return replace(block, text=substitute(block.text, original))
    return block


def substitute(spans: tuple[Span, ...], original: OriginalWording) -> tuple[Span, ...]:
    """Put the printed words where the expected ones stand."""
    start = plain(spans).index(original.expected)
    end = start + len(original.expected)
    before: list[Span] = []
    replaced: list[Span] = []
    after: list[Span] = []
    position = 0
    for span in spans:
        first, position = position, position + len(span.text)
        if position <= start:
            before.append(span)
        elif first >= end:
            after.append(span)
        elif first >= start and position <= end:
            replaced.append(span)
        else:
            cuts = (max(start - first, 0), min(end - first, len(span.text)))
            pieces = (span.text[: cuts[0]], span.text[cuts[0] : cuts[1]], span.text[cuts[1] :])
            for part, piece in zip((before, replaced, after), pieces, strict=True):
                part.append(_piece(span, piece, whole=part is replaced))
    return joined((*before, *_printed(tuple(replaced), original), *after))


def _piece(span: Span, text: str, *, whole: bool) -> Span:
    """A piece of a span; of a figure that is replaced in part, what it is stays known."""
    if whole and isinstance(span, Figure):
        return replace(span, text=text)
    return Text(text=text, bold=span.bold, places=span.places)


def _printed(replaced: tuple[Span, ...], original: OriginalWording) -> tuple[Span, ...]:
    """The printed words, with their note if they need one."""
    right = _within_rounding(replaced, original.printed)
    if right:
        return right
    span = AsPrinted(
        text=original.printed,
        expected=original.expected,
        note=_note(original) + (f"（{original.remark}）" if original.remark else ""),
        bold=bool(replaced) and replaced[0].bold,
        remark=original.remark,
        replaced=tuple(span for span in replaced if isinstance(span, Text | Figure)),
        place=original.place,
        places=places_of(replaced),
    )
    return (span,)


def _within_rounding(spans: tuple[Span, ...], printed: str) -> tuple[Span, ...]:
    """The spans as they are printed, if that is another percentage that the rounding of its figures allows."""
    for at, span in enumerate(spans):
        lead, tail = plain(spans[:at]), plain(spans[at + 1 :])
        text = printed.removeprefix(lead).removesuffix(tail)
        number = read(text)
        if isinstance(span, Figure) and number and lead + text + tail == printed and span.allows(number):
            return (*spans[:at], replace(span, text=text), *spans[at + 1 :])
    return ()


def _note(original: OriginalWording) -> str:
    if not original.expected:
        return f"原文此处印有“{original.printed}”，按版式应无此文字。"
    if not original.printed:
        return f"原文此处缺“{original.expected}”。"
    return f"原文印作“{original.printed}”，按本文件数据应为“{original.expected}”。"


def notes_of(blocks: Iterable[Span]) -> tuple[str, ...]:
    """The notes of all printed originals among spans, each once."""
    return tuple(dict.fromkeys(span.note for span in blocks if isinstance(span, AsPrinted)))
