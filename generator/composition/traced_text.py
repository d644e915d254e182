"""手写的文字: an answer of the explanation on its way through the wording, which knows where it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai.model.places import Place


class Typed(str):
    """A text for the wording like any other; what it prints keeps its places."""

    __slots__ = ("places",)
    places: tuple[Place, ...]

    @classmethod
    def at(cls, text: str, places: Iterable[Place]) -> Typed:
        made = cls(text)
        made.places = tuple(places)
        return made


class Blank(str):
    """空白: what a form could hold and this one does not; `told` is called if the text would print it."""

    __slots__ = ("told",)
    told: Callable[[], str]
    """makes it known and gives what is printed instead"""

    @classmethod
    def at(cls, told: Callable[[], str]) -> Blank:
        made = cls()
        made.told = told
        return made


def places_of(values: Iterable[object]) -> tuple[Place, ...]:
    """The places of texts and figures, each once."""
    return tuple(dict.fromkeys(place for value in values for place in getattr(value, "places", ())))
