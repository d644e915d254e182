"""字符: whether a text is made of the characters that it seems to be made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import Source, Written, bodies_of, written
from gongkai.checks.wording.look_alikes import LookAlike, look_alikes, wide_signs
from gongkai.model.documents import Document
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

AS_TEXT = "文"
"""path of a name that is looked at among the texts already"""
AROUND = 6
"""characters shown on either side"""


@each(written)
def characters_are_what_they_seem(_case: Case, piece: Written) -> Iterator[Said]:
    """W101 有形近字符: none looks like another than it is. In a number it is an inconsistency."""
    listed = tuple(look_alikes(piece.text))
    for sign in dict.fromkeys(one.sign for one in listed):
        yield _finding(piece, [one for one in listed if one.sign == sign])


def _names(case: Case) -> Iterator[Written]:
    """Names: of the department and its units, of what is listed in tables, of the projects of forms."""
    document = case.document
    folder = PurePosixPath(document.place.path).parent.parent
    place = document.in_head("名称") if document.head.name else Place(path=f"{folder}/department.yml")
    listed = [(name, place) for name in bodies_of(document)]
    for entry in document.entries:
        listed += ((text, entry.place) for text in (entry.row, *(text for _, text in entry.fields)))
    listed += _projects(document)
    texts = {(one.text, one.place) for one in written(case)}
    for name, at in dict.fromkeys(listed):
        yield Written(text=name, place=at, source=Source.FORM, path=AS_TEXT if (name, at) in texts else "")


def _projects(document: Document) -> Iterator[tuple[str, Place]]:
    """Names in performance forms."""
    for data in document.performance:
        path = document.edition.performance[data.form].name if data.form in document.edition.performance else ""
        name = data.value(path) if path else None
        if isinstance(name, str):
            yield name, data.at(path)


@each(_names)
def names_are_what_they_seem(_case: Case, name: Written) -> Iterator[Said]:
    """W101 有形近字符: a name is found by whoever types it."""
    known = () if name.path == AS_TEXT else look_alikes(name.text)
    for one in (*known, *wide_signs(name.text)):
        yield _finding(name, [one])


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
