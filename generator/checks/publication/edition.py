"""版式是否合用: whether the edition is for this document."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each, the_document
from gongkai.model.documents import Document
from gongkai.model.findings import found


@each(the_document)
def edition_fits(_case: Case, document: Document) -> Iterator[Said]:
    """P201 版式与文件相符: the edition is for this year and this kind of document."""
    edition = document.edition
    kind = document.kind
    place = document.in_head("版式")
    if edition.kind != kind:
        told = edition.kind
        yield found("P201", place, "文种", 文种=kind.name, 版式=edition.id, 版式文种=told.name, 文件夹=told.folder)
    if edition.year != document.year:
        yield found("P201", place, "年度", 年=document.year, 版式=edition.id, 版式年=edition.year)
