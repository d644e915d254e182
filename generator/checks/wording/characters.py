"""字符: whether a text is made of the characters that it seems to be made of."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import Written, written
from gongkai.checks.wording.look_alikes import LookAlike, look_alikes
from gongkai.model.findings import Finding, found

AROUND = 6
"""characters shown on either side"""


@each(written)
def characters_are_what_they_seem(_case: Case, piece: Written) -> Iterator[Said]:
    """W101 有形近字符: none looks like another than it is. In a number it is an inconsistency."""
    listed = tuple(look_alikes(piece.text))
    for sign in dict.fromkeys(one.sign for one in listed):
        yield _finding(piece, [one for one in listed if one.sign == sign])


def _finding(piece: Written, same: list[LookAlike]) -> Finding:
    first = same[0]
    return found(
        "W101",
        piece.place,
        "数" if any(one.in_number for one in same) else "文",
        前后=_around(piece.text, first),
        形=first.sign,
        名=first.name,
        码="、".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(first.sign)),
        次=len(same) if len(same) > 1 else "",
        应=first.meant,
    )


def _around(text: str, one: LookAlike) -> str:
    start, end = max(0, one.start - AROUND), one.start + len(one.sign) + AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
