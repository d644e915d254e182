"""个人信息: what the publication of an archived document holds of people, and was left out here."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.model.documents import Document
from gongkai.model.findings import found
from gongkai.model.places import Place


def _archived(case: Case) -> Iterator[Document]:
    """A document that is published elsewhere, where it can be corrected."""
    if case.document.archived:
        yield case.document


@each(_archived)
def original_holds_personal_data(_case: Case, document: Document) -> Iterator[Said]:
    """P302 来源文件公开了个人信息: it should be corrected where it was published.

    国办2018年政务公开工作要点 (去标识化); 永安市2023年1月通报 treats mobile numbers as a leak (domain 4.5).
    """
    for what in document.head.personal_data:
        yield found("P302", Place(path=f"{document.place.path}/document.yml"), 内容=what)
