"""整套报表能否同时成立: whether exact amounts can stand behind all printed figures at once; if not, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.checks.context import Case
from gongkai.checks.culprits import Explanation
from gongkai.checks.figures.diagnosis import Contradiction, diagnosis
from gongkai.checks.figures.printed import MOST_RELATED
from gongkai.checks.figures.system import Figure, system_of
from gongkai.checks.funds.corrected import corrected
from gongkai.checks.outcomes import Said, Skipped, together
from gongkai.model.findings import Finding, found

MOST_NAMED = 8
MOST_SUSPECTS = 4


def _figures(case: Case) -> Iterable[Figure]:
    """What is typed, zeros aside."""
    return (one for one in system_of(case).figures if one.amount.yuan)


@together(_figures)
def joint_feasibility(case: Case, _: list[Figure]) -> Iterator[Said]:
    """F201 整套报表同时成立: exact amounts that satisfy all sums and relations at once must exist (domain rule 2.1).

    If none exist, the smallest set of figures that contradict each other is told, and the mistake that explains all:
    a figure wrong in itself, two in each other's place, a column out of step, a row in another unit.
    """
    known = diagnosis(corrected(case))
    if known.in_yuan:
        yield Skipped(reason="金额单位改正以后再核对（F202）")
        return
    for mistake in known.mistakes:
        if not isinstance(mistake, Contradiction):
            yield mistake.finding
        elif known.of_relations and mistake.culprit is None:
            yield Skipped(reason="不成立的勾稽关系已逐条指出（F301），说不出是哪个数错")
        else:
            yield _contradiction(case, mistake)


def _contradiction(case: Case, one: Contradiction) -> Finding:
    """The culprit, with the value that was meant if it is certain; else where to look, and no value."""
    members, place = one.members, one.place
    rounded = any(figure.amount.margin for figure in members)
    among = _among(one)
    why = one.culprit.explanation if one.culprit else Explanation(weight=0)
    return found(
        "F201",
        place,
        "一个数" if len(members) == 1 else "有尾差" if rounded else "无尾差",
        hint="最可能" if one.culprit else "几个之一" if among else "至少一个",
        related=tuple(figure.place for figure in members if figure.place != place)[:MOST_RELATED],
        各数=_listed(case, one),
        差="" if one.apart is None else case.shown(abs(one.apart)),
        可疑=among,
        名=one.culprit.figure.name if one.culprit else "",
        因=why.reason,
        应=case.shown(why.amount) if why.amount else "",
        多少="多" if why.off.yuan > 0 else "少",
        偏=case.shown(abs(why.off)) if why.off.yuan and not why.amount else "",
    ).apart_by(one.apart)


def _listed(case: Case, one: Contradiction) -> str:
    names = "；".join(f"{figure.name} {case.shown(figure.amount)}" for figure in one.members[:MOST_NAMED])
    return f"{names}等{len(one.members)}个数" if len(one.members) > MOST_NAMED else names


def _among(one: Contradiction) -> str:
    """The suspects, where they are few."""
    names = [
        figure.name for figure in sorted((suspect.figure for suspect in one.suspects), key=lambda figure: figure.place)
    ]
    return "、".join(names) if 1 < len(names) <= MOST_SUSPECTS else ""
