"""个人信息: what the publication of an archived document holds of people, and was left out here."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Outcome
from gongkai.model.findings import found
from gongkai.model.places import Place


def original_holds_personal_data(case: Case) -> Iterator[Outcome]:
    """P302 来源文件公开了个人信息: it should be corrected where it was published.

    国办2018年政务公开工作要点 (去标识化); 永安市2023年1月通报 treats mobile numbers as a leak (domain 4.5).
    """
    document = case.document
    if not document.archived:
        return  # it has nothing elsewhere to correct
    for what in document.head.personal_data:
        yield found("P302", Place(path=f"{document.place.path}/document.yml"), 内容=what)
