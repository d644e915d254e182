"""公开的形式: whether all tables are there that have to be, what the document calls itself, and its contents page."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.model.findings import found
from gongkai.model.places import Place
from gongkai.model.publication import plain


def required_tables_are_published(case: Case) -> Iterator[Outcome]:
    """P202 应公开的表: every table that has to be published is among the document's (财预〔2016〕143号; rule X23)."""
    document = case.document
    shown = set(document.edition.shown_tables())
    for name, required in document.edition.required.items():
        if name in shown:
            yield Held()
            continue
        yield found("P202", case.in_edition(("应公开的表", name)), 表=name, 依据=required.basis)


def level_is_named_right(case: Case) -> Iterator[Outcome]:
    """P203 本级与部门: what the department's own office publishes for itself is a 单位's document, not the 部门's."""
    document = case.document
    kind = document.edition.kind
    own_office = document.bare_name != document.name
    if not own_office and not kind.of_unit:
        return
    publication = case.publication
    if publication is None:
        yield Skipped(reason="文件没有排出来")
        return
    nature = kind.nature
    if f"部门{nature}" not in "".join((*publication.cover, publication.title)):
        yield Held()
        return
    place = Place(path=f"{document.place.path}/document.yml")
    if own_office:
        yield found("P203", place, "本级", 名=document.name, 类=nature)
    else:
        yield found("P203", place, "单位", 名=document.name, 类=nature, 文种=kind.name, 汇入=kind.sums_into)


def headings_are_as_listed(case: Case) -> Iterator[Outcome]:
    """P204 目录与标题: a section's heading is what the contents list, less the department's name (rule X16)."""
    publication = case.publication
    if publication is None:
        yield Skipped(reason="文件没有排出来")
        return
    originals = case.originals
    for part, section in publication.sections():
        heading = plain(section.title).replace(publication.department, "")
        listed = section.contents_title.replace(publication.department, "")
        if not listed or heading == listed:
            yield Held()
            continue
        original = originals.get(f"{part.id}.{section.id}.题") or originals.get(f"{section.id}.题")
        place = original.place if original else case.in_edition(("部分",), section.contents_title)
        yield found("P204", place, 目录=listed, 标题=heading)


def empty_tables_are_explained(case: Case) -> Iterator[Outcome]:
    """P205 空表的说明: a table without data says so under itself (财预〔2016〕143号; rule X19)."""
    for name, statement in case.accounts.statements.items():
        form = statement.form
        if form.hidden or not statement.empty:
            continue
        if form.empty.statement:
            yield Held()
            continue
        yield found("P205", case.in_edition(("表", name)), 表=name)
