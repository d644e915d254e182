"""公开的形式: whether all tables are there that have to be, what the document calls itself, and its contents page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import NOT_COMPOSED, Said, Skipped, each
from gongkai.checks.unread import reason
from gongkai.model.findings import found
from gongkai.model.forms import TableForm
from gongkai.model.places import Place
from gongkai.model.publication import Part, Publication, Section
from gongkai.model.relations import RequiredTable
from gongkai.model.spans import plain


def _required(case: Case) -> Iterable[tuple[str, RequiredTable]]:
    return case.document.edition.required.items()


@each(_required)
def required_tables_are_published(case: Case, table: tuple[str, RequiredTable]) -> Iterator[Said]:
    """P202 应公开的表: every table that has to be published is among the document's (财预〔2016〕143号; rule X23)."""
    name, required = table
    if name not in case.document.edition.shown_tables():
        yield found("P202", case.in_edition(("应公开的表", name)), 表=name, 依据=required.basis)


def _of_one_office(case: Case) -> Iterator[Publication | Skipped]:
    """A document that is not the whole department's."""
    document = case.document
    if document.bare_name != document.name or document.edition.kind.of_unit:
        yield case.publication or NOT_COMPOSED


@each(_of_one_office)
def level_is_named_right(case: Case, publication: Publication) -> Iterator[Said]:
    """P203 本级与部门: what the department's own office publishes for itself is a 单位's document, not the 部门's."""
    document, kind = case.document, case.document.edition.kind
    if f"部门{kind.bare_name}" not in "".join((*publication.cover, publication.title)):
        return
    place, name = Place(path=f"{document.place.path}/document.yml"), document.name
    if document.bare_name != name:
        yield found("P203", place, "本级", 名=name, 类=kind.bare_name)
    else:
        yield found("P203", place, "单位", 名=name, 类=kind.bare_name, 文种=kind.name, 汇入=kind.sums_into)


def _listed(case: Case) -> Iterable[tuple[Part, Section] | Skipped]:
    """Sections that the contents list."""
    if case.publication is None:
        return (NOT_COMPOSED,)
    return ((part, section) for part, section in case.publication.sections() if section.contents_title)


@each(_listed)
def headings_are_as_listed(case: Case, place: tuple[Part, Section]) -> Iterator[Said]:
    """P204 目录与标题: a section's heading is what the contents list, less the department's name (rule X16)."""
    part, section = place
    department = case.publication.department if case.publication else ""
    heading = plain(section.title).replace(department, "")
    listed = section.contents_title.replace(department, "")
    if listed and heading != listed:
        original = case.originals.get(f"{part.id}.{section.id}.题") or case.originals.get(f"{section.id}.题")
        at = original.place if original else case.in_edition(("部分",), section.contents_title)
        yield found("P204", at, 目录=listed, 标题=heading)


def _empty(case: Case) -> Iterator[tuple[str, TableForm]]:
    statements = case.accounts.statements.items()
    return (
        (name, one.form) for name, one in statements if one.empty and not one.form.hidden and not reason(case, (name,))
    )


@each(_empty)
def empty_tables_are_explained(case: Case, table: tuple[str, TableForm]) -> Iterator[Said]:
    """P205 空表的说明: a table without data says so under itself (财预〔2016〕143号; rule X19)."""
    name, form = table
    if not form.empty.statement:
        yield found("P205", case.in_edition(("表", name)), 表=name)
