"""版式是否合用: whether the edition is for this document."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.edition import DocumentKind
from gongkai.model.findings import found

FOLDERS = {"final-accounts": DocumentKind.FINAL_ACCOUNTS, "budget": DocumentKind.BUDGET}


def edition_fits(case: Case) -> Iterator[Outcome]:
    """P201 版式与文件相符: the edition is for this year and this kind of document."""
    document = case.document
    edition = document.edition
    kind = FOLDERS.get(document.id.rsplit("/", 1)[-1])
    place = document.in_head("版式")
    if kind is not None and edition.kind is not kind:
        folder = _folder(edition.kind)
        yield found("P201", place, "文种", 文种=kind, 版式=edition.id, 版式文种=edition.kind, 文件夹=folder)
    if edition.year != document.year:
        yield found("P201", place, "年度", 年=document.year, 版式=edition.id, 版式年=edition.year)
    if kind is edition.kind and edition.year == document.year:
        yield Held()


def _folder(kind: DocumentKind) -> str:
    return next(folder for folder, known in FOLDERS.items() if known is kind)


RULES = (Rule(code="P201", check=edition_fits),)
