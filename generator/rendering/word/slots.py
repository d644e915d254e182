"""找手写处: which spans and cells of a publication are, word for word, what people typed in the document's files.

A span knows the place where it was typed; it is a slot if what stands there says the same. What is worked out, put
together or worded by the edition is none, however it came about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.amounts import Unit
from gongkai.model.edition import InputForm, InputKind, declared
from gongkai.model.grid_cells import GridCell
from gongkai.model.key_paths import SHORTEST_CODE
from gongkai.model.nodes import Node, Scalar
from gongkai.model.numbers import MONEY, read
from gongkai.model.places import Place
from gongkai.model.slots import LISTED, TO_FILL, Path, Slot, SlotKind, items_of
from gongkai.model.spans import Figure, Span, Text

PROFILE, DOCUMENT, EXPLANATION = "概况.", "document.yml", "explanation.yml"
KINDS = {
    InputKind.TEXT: SlotKind.TEXT,
    InputKind.AMOUNT: SlotKind.NUMBER,
    InputKind.COUNT: SlotKind.NUMBER,
    InputKind.PERCENT: SlotKind.TEXT,
}
Piece = tuple[str, Slot | None]
"""a stretch of a line, with the slot that it is"""


class Typed(Struct, frozen=True, kw_only=True):
    """One text of a file."""

    file: str
    path: Path
    text: str


class Slots(Struct):
    """手写处 of one document, by its id. `files`: the trees of its files by their names below its folder."""

    document: str
    files: Mapping[str, Node]
    inputs: Mapping[str, InputForm]
    typed_in: Unit
    """金额单位 of its amounts, unless an input has its own"""
    printed_in: Unit
    """of those in its sentences: an amount that is typed in another unit is no slot"""
    found: dict[str, Slot] = field(default_factory=dict)
    """by key, all that were found so far"""
    _typed: dict[Place, Typed] = field(default_factory=dict)
    _parts: dict[tuple[str, Path], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file, node in self.files.items():
            self._typed |= {place: Typed(file=file, path=path, text=text) for place, path, text in _scalars(node, ())}

    def pieces(self, span: Span) -> tuple[Piece, ...]:
        """The words of a span, cut where something is still to be typed."""
        if isinstance(span, Text) and not span.places and "【待填" in span.text:
            return tuple(self._to_fill(span.text))
        return ((span.text, self._of_span(span)),)

    def lines(self, cell: GridCell, span: Span) -> tuple[Piece, ...]:
        """The lines of the text of a cell of a form, each with its slot."""
        lines = span.text.split("\n")
        if not isinstance(span, Text) or not cell.places:
            return tuple((line, None) for line in lines)
        if "\n" not in span.text and (whole := self._merged(cell, span.text)):
            return ((span.text, whole),)
        places = cell.places[1:] if len(cell.places) == len(lines) + 1 else cell.places[:1] * len(lines)
        return tuple((line, self._of_text(line, place)) for line, place in zip(lines, places, strict=True))

    def _of_span(self, span: Span) -> Slot | None:
        if not span.places:
            return None
        if isinstance(span, Figure):
            return self._of_figure(span)
        if not isinstance(span, Text):
            return None
        return self._of_text(span.text, span.places[0]) or self._of_list(span)

    def _of_text(self, printed: str, place: Place) -> Slot | None:
        """A text, or a stretch of it that stands in it once."""
        typed = self._typed.get(place)
        if typed is None or not printed.strip() or typed.text.count(printed) != 1:
            return None
        parts = self._parts.setdefault((typed.file, typed.path), [])
        if printed not in parts:
            parts.append(printed)
        return self._known(self._slot(typed, printed, SlotKind.TEXT, part=parts.index(printed)))

    def _of_figure(self, span: Figure) -> Slot | None:
        """A figure of the text that was typed as such, not one that was worked out."""
        typed = self._typed.get(span.places[0])
        worked_out = span.terms or span.base or span.cells or span.low or len(span.places) > 1
        if typed is None or worked_out:
            return None
        printed, there = read(span.text), read(typed.text)
        if printed is None or there is None or there.unit or printed.value != there.value:
            return None
        if span.unit in MONEY and span.unit != self._unit(".".join(key.lstrip("#") for key in typed.path)):
            return None
        return self._known(replace(self._slot(typed, span.text, SlotKind.NUMBER), unit=span.unit))

    def _of_list(self, span: Text) -> Slot | None:
        """甲、乙、丙: the items of a list in one line."""
        all_of_it = [typed for place in span.places if (typed := self._typed.get(place))]
        texts = tuple(typed.text for typed in all_of_it)
        whole = LISTED.join(texts) == span.text and items_of(span.text) == texts
        if not whole or len({(typed.file, typed.path[:-1]) for typed in all_of_it}) != 1:
            return None
        first = all_of_it[0]
        typed = Typed(file=first.file, path=first.path[:-1], text=span.text)
        return self._known(self._slot(typed, span.text, SlotKind.LIST)) if typed.path else None

    def _merged(self, cell: GridCell, printed: str) -> Slot | None:
        """A cell of one line; of several that melted into one, all the values that it shows."""
        there = [self._typed.get(place) for place in cell.places]
        same = [one for one in there if one is not None and one.text == printed]
        if len(same) != len(there) or len({one.file for one in same}) != 1:
            return None
        first, *others = same
        return self._known(replace(self._slot(first, printed, SlotKind.TEXT), also=tuple(one.path for one in others)))

    def _to_fill(self, words: str) -> Iterator[Piece]:
        at = 0
        for match in TO_FILL.finditer(words):
            slot = self._missing(match["path"] or "", match[0])
            if slot is not None:
                yield words[at : match.start()], None
                yield match[0], slot
                at = match.end()
        yield words[at:], None

    def _missing(self, path: str, printed: str) -> Slot | None:
        """An input that nobody gave yet, if it is one value."""
        form, _ = declared(self.inputs, path) or (None, "")
        keys = tuple(path.split("."))
        if form is None or form.kind not in KINDS or any(key.isdecimal() and len(key) < SHORTEST_CODE for key in keys):
            return None  # records are typed as a whole
        money = form.kind is InputKind.AMOUNT
        if money and self._unit(path) != self.printed_in.value:
            return None
        file = DOCUMENT if path.startswith(PROFILE) else EXPLANATION
        slot = self._slot(Typed(file=file, path=keys, text=""), printed, KINDS[form.kind])
        return self._known(replace(slot, unit=self.printed_in.value if money else ""))

    def _unit(self, path: str) -> str:
        """In which unit an amount is typed."""
        form, _ = declared(self.inputs, path) or (None, "")
        return ((form.unit if form is not None else None) or self.typed_in).value

    def _slot(self, typed: Typed, printed: str, kind: SlotKind, *, part: int = 0) -> Slot:
        return Slot(
            document=self.document,
            file=typed.file,
            path=typed.path,
            kind=kind,
            printed=printed,
            typed=typed.text,
            part=part,
        )

    def _known(self, slot: Slot) -> Slot:
        return self.found.setdefault(slot.key, slot)


def _scalars(node: Node, path: Path) -> Iterator[tuple[Place, Path, str]]:
    """Every text with where it stands and the keys that lead to it."""
    if isinstance(node, Scalar):
        yield node.place, path, node.text
    for key, value in node.pairs:
        yield from _scalars(value, (*path, key.text))
    for number, item in enumerate(node.listed, start=1):
        yield from _scalars(item, (*path, f"#{number}"))
