"""原文的条目: what would record a difference; tried on the text before it is offered."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from gongkai.comparison.phrases import Phrase, Reader
from gongkai.comparison.units import Unit
from gongkai.model.entries import OriginalWording
from gongkai.model.places import NOWHERE
from gongkai.model.spans import plain


class Recorder(Struct):
    """Offers entries in the order of the document; each fits alone, and upon the text that those before it leave."""

    units: Sequence[Unit]
    texts: dict[int, str] = field(default_factory=dict)
    """what each unit says by then, without its number"""
    given: dict[tuple[str, str, str], OriginalWording] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts.update({number: plain(unit.spans) for number, unit in enumerate(self.units)})

    def entry(self, reader: Reader, phrase: Phrase) -> tuple[OriginalWording | None, Phrase]:
        """What records a phrase, which is as much longer as it has to be to stand there once."""
        unit = reader.unit
        tried: Phrase | None = phrase
        while tried and unit.where and reader.extent(tried.first, tried.first)[0] >= len(unit.lead):
            made = self._made(unit, tried.expected, tried.printed)
            if made is not None:
                return made, tried
            tried = reader.wider(tried)
        return None, phrase

    def missing(self, unit: Unit) -> OriginalWording | None:
        """What records that all of a unit is missing."""
        return self._made(unit, plain(unit.spans), "") if unit.where and not unit.lead else None

    def _made(self, unit: Unit, expected: str, printed: str) -> OriginalWording | None:
        key = (unit.where, expected, printed)
        if not unit.scope and key in self.given:
            return self.given[key]
        there = self._only(unit, expected)
        if there is None:
            return None
        self.texts[there] = self.texts[there].replace(expected, printed, 1)
        self.given[key] = OriginalWording(
            where=unit.where, expected=expected, printed=printed, remark="", place=NOWHERE
        )
        return self.given[key]

    def _only(self, unit: Unit, words: str) -> int | None:
        """The unit that has the words, if they stand once where an entry for it looks, with and without those given."""
        scope = [number for number, other in enumerate(self.units) if _is_meant(unit, other)]
        there = [number for number in scope if words in self.texts[number]] if words else []
        now = sum(self.texts[number].count(words) for number in there)
        first = sum(plain(self.units[number].spans).count(words) for number in scope)
        return there[0] if (now, first) == (1, 1) else None


def _is_meant(unit: Unit, other: Unit) -> bool:
    """Whether the address of a unit means another too: that of a section all its texts."""
    if not unit.scope:
        return other is unit
    return other.where == unit.where or (other.scope == unit.scope and unit.where == unit.scope)
