"""页面结构: which pages a publication has, in reading order, and what stands on each.

A table has a page of its own; all text of a part stands on one page; every section on performance goes to the
page of performance, and each of its forms to a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeGuard

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.publication import Block, Part, Publication, Section, SectionKind, Table
from gongkai.model.spans import plain
from gongkai.rendering.pages import PageKind


class Leaf(Struct, frozen=True, kw_only=True):
    """页: one page of the outline. Either `sections` of `part` or one `table` is drawn on it."""

    path: str
    """below the document: tables/t03/"""
    title: str
    kind: PageKind
    part: Part
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    """blocks of the part outside its sections"""
    table: Table | None = None
    form: bool = False
    children: tuple[Leaf, ...] = field(default=())
    """pages listed below this one: tables of a part, forms of the performance page"""


def part_title(part: Part) -> str:
    """第一部分：…概况, as printed."""
    return f"{part.number}{part.separator}{part.title}" if part.number else part.title


def listed_title(part: Part) -> str:
    """第一部分：概况, as the contents have it."""
    return part_title(replace(part, title=part.listed))


def outline(publication: Publication) -> tuple[Leaf, ...]:
    """The pages of a publication below its overview; tables and forms as children of their lists."""
    leaves: list[Leaf] = []
    taken: set[str] = set()
    performance = _performance(publication)
    for part in publication.parts:
        for leaf in _part(part):
            path = leaf.path
            if path in taken:  # a second part of the same kind keeps its own address
                path = f"{part.id}/"
            taken.add(path)
            leaves.append(replace(leaf, path=path))
        if performance is not None and performance.part is part:
            leaves.append(performance)
    return tuple(leaves)


def walk(leaves: tuple[Leaf, ...]) -> Iterator[Leaf]:
    """Every page in reading order."""
    for leaf in leaves:
        yield leaf
        yield from walk(leaf.children)


def _part(part: Part) -> Iterator[Leaf]:
    tables = tuple(_table(part, section) for section in part.sections if section.kind is SectionKind.TABLE)
    texts = tuple(section for section in part.sections if section.kind is not SectionKind.TABLE)
    if tables:
        yield Leaf(path="tables/", title=part.title, kind=PageKind.TABLE, part=part, children=tables)
    if part.blocks or {section.kind for section in texts} - {SectionKind.PERFORMANCE}:
        kind = _kind(part, texts)
        path = "glossary/" if kind is PageKind.GLOSSARY else f"{part.id}/"
        yield Leaf(path=path, title=part.title, kind=kind, part=part, sections=texts, blocks=part.blocks)


def _kind(part: Part, texts: tuple[Section, ...]) -> PageKind:
    if part.id == "profile":
        return PageKind.PROFILE
    glossary = [section.kind is SectionKind.GLOSSARY for section in texts]
    if part.id == "glossary" or (glossary and all(glossary)):
        return PageKind.GLOSSARY
    return PageKind.EXPLANATION


def _table(part: Part, section: Section) -> Leaf:
    table = next((block for block in section.blocks if isinstance(block, Table)), None)
    return Leaf(
        path=f"tables/{table.id if table else section.id}/",
        title=table.title if table else plain(section.title),
        kind=PageKind.TABLE,
        part=part,
        sections=(section,),
        table=table,
    )


def _performance(publication: Publication) -> Leaf | None:
    found = [(part, section) for part, section in publication.sections() if section.kind is SectionKind.PERFORMANCE]
    if not found:
        return None
    part = found[0][0]
    sections = tuple(section for _, section in found)
    forms = filter(is_form, (block for section in sections for block in section.blocks))
    return Leaf(
        path="performance/",
        title=plain(sections[0].title),
        kind=PageKind.PERFORMANCE,
        part=part,
        sections=sections,
        children=tuple(_form(part, form) for form in forms),
    )


def _form(part: Part, form: Table) -> Leaf:
    return Leaf(
        path=form_path(form),
        title=form.name or form.title,
        kind=PageKind.PERFORMANCE,
        part=part,
        table=form,
        form=True,
    )


def is_form(block: Block) -> TypeGuard[Table]:
    """Whether a block is drawn on a page of its own in the performance section."""
    return isinstance(block, Table) and block.form


def form_path(form: Table) -> str:
    return f"performance/{form.id}/"


class Run(Struct, frozen=True, kw_only=True):
    """A run of forms (listed) or of other blocks (drawn in place)."""

    start: int
    """number of its first block in the section, from 1"""
    blocks: tuple[Block, ...] = ()
    forms: tuple[Block, ...] = ()


def form_runs(blocks: Iterable[Block]) -> Iterator[Run]:
    """The blocks of a performance section in runs of forms and of text."""
    start = 1
    for forms, run in groupby(blocks, key=is_form):
        found = tuple(run)
        yield Run(start=start, forms=found) if forms else Run(start=start, blocks=found)
        start += len(found)


class Targets(Struct, frozen=True, kw_only=True):
    """目录的去处: where each line of the contents leads, below the document."""

    parts: dict[str, str]
    sections: dict[tuple[str, str], str]


def targets(publication: Publication, leaves: tuple[Leaf, ...]) -> Targets:
    """The address of every part and section; a section of text is an anchor on its page."""
    parts: dict[str, str] = {}
    sections: dict[tuple[str, str], str] = {}
    for leaf in walk(leaves):
        if leaf.form:
            continue
        parts.setdefault(leaf.part.id, leaf.path)
        performance = leaf.kind is PageKind.PERFORMANCE
        for section in leaf.sections:
            if performance or section.kind is not SectionKind.PERFORMANCE:
                owners = publication.parts if performance else (leaf.part,)
                owner = next(part for part in owners if section in part.sections)
                alone = leaf.kind is PageKind.TABLE
                sections[owner.id, section.id] = leaf.path if alone else f"{leaf.path}#{section.id}"
    return Targets(parts=parts, sections=sections)


def table_pages(leaves: tuple[Leaf, ...]) -> Iterator[tuple[Leaf, Table]]:
    """Every table and form with the page on which it stands, alone or in the text."""
    for leaf in walk(leaves):
        if leaf.table is not None:
            yield leaf, leaf.table
            continue
        for block in (*leaf.blocks, *(block for section in leaf.sections for block in section.blocks)):
            if isinstance(block, Table) and not block.form:
                yield leaf, block


def address(leaf: Leaf, table: Table) -> str:
    """Where a table stands, below the document; one with a page of its own is that page."""
    return leaf.path if leaf.table else f"{leaf.path}#{table.id}"


def form_counts(publication: Publication) -> dict[str, int]:
    """绩效表份数 by section, where there are any."""
    counts = {
        section.id: sum(map(is_form, section.blocks))
        for _, section in publication.sections()
        if section.kind is SectionKind.PERFORMANCE
    }
    return {section: count for section, count in counts.items() if count}
