"""接缝: where the edition's words and what was typed into them meet, the same stands on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import NOT_COMPOSED, Said, Skipped, each
from gongkai.model.finding_catalogue import word_list
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.spans import Text, plain

LEAST, MOST = 3, 20
"""characters of words that stand on both sides of a seam"""
SHOWN = 30
_REASON_LED = re.compile(r"(?:主要)?原因(?:是|为|系|在于)?[：:]?$|(?:主要)?(?:是)?(?:由于|因为)$")
_REASON_LEADS = re.compile(
    r"[：:，]?(?:(?:其|其中)?(?:主要)?原因(?:主要)?(?:是|为|系|在于|：|:)|主要(?:是|系|因|由于)|(?:是|系)?(?:由于|因为))[：:，]?"
    r"|[^，。；：]{1,24}?(?:主要|差异的?|变[化动]的?|增减的?|增加的?|减少的?)原因(?:主要)?(?:是|为|系|在于|：|:)[：:，]?"
)
_USE_LED = re.compile(r"(?:主要)?(?:用于|包括|用途[是为]?)[：:]?$")
_USE_LEADS = re.compile(r"[：:，]?主要(?:用于|包括)|用于|用途[是为：:]|包括")
_BREAKS = re.compile(r"[，。；：、,;:\s]")


class _Seam(Struct, frozen=True, kw_only=True):
    """接缝: what was typed, between the edition's words."""

    before: str
    typed: str
    after: str
    place: Place

    @property
    def doubled(self) -> str:
        return _doubled(self.before, self.typed) or _doubled_behind(self.typed, self.after)


def _seams(case: Case) -> Iterator[_Seam]:
    for spans in (paragraph.spans for paragraph in case.publication.paragraphs()) if case.publication else ():
        for number, span in enumerate(spans):
            if isinstance(span, Text) and span.places and span.text.strip():
                yield _Seam(
                    before=plain(spans[max(number - 3, 0) : number])[-MOST:],
                    typed=span.text.strip(),
                    after=plain(spans[number + 1 : number + 3])[:MOST],
                    place=span.places[0],
                )


def _places(case: Case) -> Iterable[list[_Seam] | Skipped]:
    """The seams of each text that was typed, which may be printed more than once."""
    if case.publication is None:
        return (NOT_COMPOSED,)
    places: dict[Place, list[_Seam]] = {}
    for seam in _seams(case):
        places.setdefault(seam.place, []).append(seam)
    return places.values()


@each(_places)
def seams_say_it_once(_case: Case, seams: list[_Seam]) -> Iterator[Said]:
    """W205 与版式的话重复: what is typed does not say again what the edition's wording says (rule X17).

    主要原因是主要原因是…: the words before a typed text lead to it already, those behind it end it.
    """
    yield from (_finding(seam, seam.doubled) for seam in [one for one in seams if one.doubled][:1])


def _doubled(before: str, typed: str) -> str:
    """The words at the beginning of what is typed that stand before it."""
    for led, leads in ((_REASON_LED, _REASON_LEADS), (_USE_LED, _USE_LEADS)):
        again = leads.match(typed) if led.search(before) else None
        if again:
            return again[0]
    said = _BREAKS.sub("", before)
    return next(
        (typed[:size] for size in range(min(MOST, len(typed)), LEAST - 1, -1) if said.endswith(typed[:size])), ""
    )


def _doubled_behind(typed: str, after: str) -> str:
    """The words at the end of what is typed that stand behind it."""
    for size in range(min(MOST, len(typed), len(after)), 0, -1):
        again = typed[-size:]
        if after.startswith(again) and (
            again in word_list("W205", "短也算重复") or (size >= LEAST and not _BREAKS.search(again))
        ):
            return again
    return ""


def _finding(seam: _Seam, doubled: str) -> Finding:
    printed = seam.before[-10:] + seam.typed
    shown = printed[:SHOWN] if seam.typed.startswith(doubled) else (printed + seam.after)[-SHOWN:]
    return found("W205", seam.place, 字=doubled, 印=shown)
