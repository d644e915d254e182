"""手写的文字: an answer of the explanation on its way through the wording, which knows where it was typed."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.places import Place


class Typed(str):
    """A text for the wording like any other; what it prints keeps its places."""

    __slots__ = ("places",)
    places: tuple[Place, ...]

    @classmethod
    def at(cls, text: str, places: Iterable[Place]) -> Typed:
        made = cls(text)
        made.places = tuple(places)
        return made


def places_of(values: Iterable[object]) -> tuple[Place, ...]:
    """The places of texts and figures, each once."""
    return tuple(dict.fromkeys(place for value in values for place in getattr(value, "places", ())))
