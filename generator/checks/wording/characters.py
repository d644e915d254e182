"""字符: whether a text is made of the characters that it seems to be made of."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.texts import Written, written
from gongkai.checks.wording.look_alikes import LookAlike, look_alikes
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity

AROUND = 6
"""characters shown on either side"""


def characters_are_what_they_seem(case: Case) -> Iterator[Outcome]:
    """W101 有形近字符: none looks like another than it is. In a number it is an inconsistency."""
    for piece in written(case):
        found = tuple(look_alikes(piece.text))
        if not found:
            yield Held()
        for sign in dict.fromkeys(one.sign for one in found):
            yield _finding(piece, [one for one in found if one.sign == sign])


def _finding(piece: Written, same: list[LookAlike]) -> Finding:
    first = same[0]
    points = "、".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(first.sign))
    times = f"，这一段共{len(same)}处" if len(same) > 1 else ""
    severity = Severity.INCONSISTENCY if any(one.in_number for one in same) else Severity.WARNING
    return Finding(
        code=FindingCode.LOOK_ALIKE,
        severity=severity,
        place=piece.place,
        message=f"{_around(piece.text, first)}里的“{first.sign}”是{first.name}（{points}）{times}，看着像{first.meant}",
        hint=f"删去它，重新键入{first.meant}",
    )


def _around(text: str, one: LookAlike) -> str:
    start, end = max(0, one.start - AROUND), one.start + len(one.sign) + AROUND
    return f"“{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}”"


RULES = (Rule(code=FindingCode.LOOK_ALIKE, check=characters_are_what_they_seem),)
