"""版式是否合用: whether the edition is for this document."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity


def edition_fits(case: Case) -> Iterator[Outcome]:
    """P201 版式与文件相符: the edition is for this year and this kind of document."""
    document = case.document
    edition = document.edition
    kind = document.kind
    place = document.in_head("版式")
    if edition.kind != kind:
        yield Finding(
            code=FindingCode.WRONG_EDITION,
            severity=Severity.ERROR,
            place=place,
            message=f"这份文件是{kind.name}，版式“{edition.id}”是{edition.kind.name}的",
            hint=f"“版式”换成{kind.name}的版式，或把文件放进 {edition.kind.folder} 文件夹",
        )
    if edition.year != document.year:
        yield Finding(
            code=FindingCode.WRONG_EDITION,
            severity=Severity.WARNING,
            place=place,
            message=f"这份文件是{document.year}年的，版式“{edition.id}”是{edition.year}年度的",
            hint="核对“版式”；新年度的版式放在 templates/editions，写“继承”沿用上年的",
        )
    if kind == edition.kind and edition.year == document.year:
        yield Held()


RULES = (Rule(code=FindingCode.WRONG_EDITION, check=edition_fits),)
