"""Cases of originals: a publication of one section whose paragraphs print other words than derive."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.model.documents import Status
from gongkai.model.places import Place
from gongkai.model.publication import Block, Paragraph, Part, Publication, Section, SectionKind
from gongkai.model.spans import AsPrinted, Text


def printed_in(case: Case, part: str, section: str, paragraphs: Iterable[tuple[str, str, str, str]]) -> Case:
    """The archived case with these paragraphs: words before, words that derive, words that are printed, words after."""
    case = of_status(case, Status.ARCHIVED)
    blocks = tuple(
        Paragraph(spans=(Text(text=before), _span(number, expected, printed), Text(text=after)))
        for number, (before, expected, printed, after) in enumerate(paragraphs, start=1)
    )
    return publishing(case, part, section, blocks)


def of_status(case: Case, status: Status) -> Case:
    """The same document, written here or archived."""
    head = case.document.head.model_copy(update={"status": status})
    return replace(case, document=replace(case.document, head=head))


def publishing(case: Case, part: str, section: str, blocks: tuple[Block, ...]) -> Case:
    """The case with a publication of one section."""
    document = case.document
    made = Section(
        id=section,
        number="一、",
        title=(Text(text="总体情况"),),
        contents_title="总体情况",
        kind=SectionKind.TEXT,
        blocks=blocks,
    )
    publication = Publication(
        id=document.id,
        title="测试局2024年度部门决算",
        department=document.name,
        department_id=document.department_id,
        region=("测试市",),
        year=document.year,
        kind="决算",
        kind_title="部门决算",
        edition="ceshi",
        archived=True,
        date="2025-09",
        cover=(),
        contents_title="目录",
        parts=(Part(id=part, number="", separator="", title="情况说明", sections=(made,)),),
    )
    return replace(case, publication=publication)


def _span(line: int, expected: str, printed: str) -> AsPrinted:
    place = Place(path="explanation.yml", line=line, column=5)
    return AsPrinted(text=printed, expected=expected, note="", replaced=(Text(text=expected),), place=place)
