"""公开的形式: whether all tables are there that have to be, what the document calls itself, and its contents page."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.model.documents import OWN_OFFICE
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.model.publication import plain


def required_tables_are_published(case: Case) -> Iterator[Outcome]:
    """P202 应公开的表: every table that has to be published is among the document's (财预〔2016〕143号; rule X23)."""
    document = case.document
    shown = {section.table for part in document.edition.parts for section in part.sections if section.table} | {
        item.table
        for part in document.edition.parts
        for items in (part.items, *(section.items for section in part.sections))
        for item in items
        if item.table
    }
    for name, required in document.edition.required.items():
        if name in shown:
            yield Held()
            continue
        yield Finding(
            code=FindingCode.NOT_PUBLISHED,
            severity=Severity.WARNING,
            place=Place(path=f"{document.place.path}/document.yml"),
            message=f"没有“{name}”" + (f"：{required.basis}" if required.basis else ""),
            hint="没有数据的，也列出空表并写明；版式里没有这张表的，请财政局维护版式的人补上",
        )


def level_is_named_right(case: Case) -> Iterator[Outcome]:
    """P203 本级与部门: what the department's own office publishes for itself is a 单位's document, not the 部门's."""
    document = case.document
    kind = document.edition.kind
    own_office = document.bare_name != document.name
    if not own_office and not kind.of_unit:
        return
    wrong = f"部门{kind.nature}"
    cover = "".join(document.edition.cover) + document.edition.title
    if wrong not in cover:
        yield Held()
        return
    what, whose = f"这份文件是{kind.name}", document.name
    hint = f"写“单位{kind.nature}”；是整个部门的，移到 {kind.sums_into}的文件夹"
    if own_office:
        what, whose = f"名称是“{document.name}”", "本级"
        hint = f"只含本级的，写“单位{kind.nature}”；含所属单位的，名称去掉“（{OWN_OFFICE}）”"
    yield Finding(
        code=FindingCode.LEVEL_OF_DOCUMENT,
        severity=Severity.WARNING,
        place=Place(path=f"{document.place.path}/document.yml"),
        message=f"{what}，封面和标题写的是“{wrong}”：{whose}是一个单位，不是部门",
        hint=hint,
    )


def headings_are_as_listed(case: Case) -> Iterator[Outcome]:
    """P204 目录与标题: a section's heading is what the contents list, less the department's name (rule X16)."""
    publication = case.publication
    if publication is None:
        yield Skipped(reason="文件没有排出来")
        return
    originals = {original.where: original for original in case.document.originals}
    for part in publication.parts:
        for section in part.sections:
            heading = plain(section.title).replace(publication.department, "")
            listed = section.contents_title.replace(publication.department, "")
            if not listed or heading == listed:
                yield Held()
                continue
            original = originals.get(f"{part.id}.{section.id}.题") or originals.get(f"{section.id}.题")
            yield Finding(
                code=FindingCode.HEADING_AGAINST_CONTENTS,
                severity=Severity.WARNING,
                place=original.place if original else case.in_edition(("部分",), section.contents_title),
                message=f"目录里是“{listed}”，正文的标题是“{heading}”",
                hint="目录和标题用同样的文字",
            )


def empty_tables_are_explained(case: Case) -> Iterator[Outcome]:
    """P205 空表的说明: a table without data says so under itself (财预〔2016〕143号; rule X19)."""
    for name, statement in case.accounts.statements.items():
        form = statement.form
        if form.hidden or not statement.empty:
            continue
        if form.empty.statement:
            yield Held()
            continue
        yield Finding(
            code=FindingCode.EMPTY_TABLE_UNEXPLAINED,
            severity=Severity.WARNING,
            place=case.in_edition(("表", name)),
            message=f"“{name}”没有数据，版式没有写它的“空表说明”",
            hint="没有数据的表格应当列出空表并说明；请财政局维护版式的人补上",
        )


RULES = (
    Rule(code=FindingCode.NOT_PUBLISHED, check=required_tables_are_published),
    Rule(code=FindingCode.LEVEL_OF_DOCUMENT, check=level_is_named_right),
    Rule(code=FindingCode.HEADING_AGAINST_CONTENTS, check=headings_are_as_listed),
    Rule(code=FindingCode.EMPTY_TABLE_UNEXPLAINED, check=empty_tables_are_explained, whole=True),
)
