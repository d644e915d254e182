"""手写的文字: every text that people typed for a document, with its place, for the rules about words.

What an edition's wording says is the bureau's and is not among them; what derives cannot be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.model.documents import Document
from gongkai.model.edition import declared
from gongkai.model.entries import Input
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.places import Place
from gongkai.model.spans import Text

PROFILE = "概况."
LONGEST = 20_000
"""characters of a text that rules look at: as many as a line of a file may have; no paragraph is longer"""


class Source(Enum):
    """来处: which file a text was typed in."""

    PROFILE = auto()
    """概况 in document.yml: duties, offices"""
    EXPLANATION = auto()
    """explanation.yml: reasons, purposes, what no table holds"""
    FORM = auto()
    """a performance form"""
    REPORT = auto()
    """reports/*.md, line by line"""
    ORIGINAL = auto()
    """原文: what an archived original prints"""
    WAIVER = auto()
    """waivers.yml: the reasons, which are shown beside the document and are no part of it"""


class Written(Struct, frozen=True, kw_only=True):
    """一段手写的文字."""

    text: str
    place: Place
    source: Source
    path: str
    """the input (原因.收支总计), the form's slug and data path, the report's slug, the 处 of the 原文, the code"""

    def at(self, index: int) -> Place:
        """Where a character of it stands: in a line of a report exactly, elsewhere where the text begins."""
        return replace(self.place, column=index + 1) if self.source is Source.REPORT else self.place


def explains(case: Case, text: Written) -> bool:
    """Whether a text is the reason of a difference (解释)."""
    form = declared(case.document.edition.inputs, text.path) if text.source is Source.EXPLANATION else None
    return form is not None and form[0].explains is not None


def bodies_of(document: Document) -> Iterator[str]:
    """The department by all its names, and its units."""
    yield document.name
    yield from (dated.name for dated in document.department.names)
    yield from (unit.name for unit in document.department.units)


def wordings(case: Case) -> Iterator[str]:
    """Every paragraph as the edition words it, with ○ for what was typed or derives."""
    for paragraph in case.publication.paragraphs() if case.publication else ():
        yield "".join(span.text if isinstance(span, Text) and not span.places else "○" for span in paragraph.spans)


@lru_cache(maxsize=1)
def written(case: Case) -> tuple[Written, ...]:
    """Every text that people typed, in the order of the files; kept for the rules that look at it in turn."""
    return tuple(
        text if len(text.text) <= LONGEST else replace(text, text=text.text[:LONGEST])
        for text in texts_of(case.document)
    )


def texts_of(document: Document) -> Iterator[Written]:
    """The same of any document, at whatever length."""
    for given in document.inputs.values():
        yield from _of_input(given)
    for data in document.performance:
        yield from _of_form(data)
    for slug, report in document.reports.items():
        for number, line in enumerate(report.text.splitlines(), start=1):
            place = Place(path=report.place.path, line=number, column=1)
            yield Written(text=line, place=place, source=Source.REPORT, path=slug)
    for original in document.originals:
        yield Written(text=original.printed, place=original.place, source=Source.ORIGINAL, path=original.where)
    for waiver in document.waivers:
        yield Written(text=waiver.reason, place=waiver.place, source=Source.WAIVER, path=waiver.code)


def _of_input(given: Input) -> Iterator[Written]:
    source = Source.PROFILE if given.path.startswith(PROFILE) else Source.EXPLANATION
    value = given.value
    if isinstance(value, str):
        yield Written(text=value, place=given.place, source=source, path=given.path)
    elif isinstance(value, tuple) and not given.records:  # fields that are declared are inputs of their own
        items: tuple[str | Mapping[str, str], ...] = value
        for number, item in enumerate(items):
            text = item if isinstance(item, str) else "，".join(item.values())
            place = given.items[number] if number < len(given.items) else given.place
            yield Written(text=text, place=place, source=source, path=given.path)


def _of_form(data: PerformanceData) -> Iterator[Written]:
    for path, text in _leaves(data.values):
        yield Written(text=text, place=data.at(path), source=Source.FORM, path=f"{data.slug}.{path}")


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}.{number}")
