"""整套报表能否同时成立: whether exact amounts can stand behind all printed figures at once; if not, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.figures.diagnosis import Contradiction, diagnosis
from gongkai.checks.figures.misplaced import Misplacement
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place

MOST_NAMED = 8
MOST_SUSPECTS = 4
MOST_RELATED = 12


def joint_feasibility(case: Case) -> Iterator[Outcome]:
    """F201 整套报表同时成立: exact amounts that satisfy all sums and relations at once must exist (domain rule 2.1).

    If none exist, the smallest set of figures that contradict each other is told, and the mistake that explains all:
    a figure wrong in itself, two in each other's place, a column out of step, a row in another unit.
    """
    found = diagnosis(case)
    if found.in_yuan:
        yield Skipped(reason="金额单位改正以后再核对（F202）")
        return
    if found.misplacement is not None:
        yield _misplaced(found.misplacement)
    for contradiction in found.contradictions:
        if found.of_relations and contradiction.culprit is None:
            yield Skipped(reason="不成立的勾稽关系已逐条指出（F301），说不出是哪个数错")
        else:
            yield _contradiction(case, contradiction)
    if found.misplacement is None and not found.contradictions and found.tested:
        yield Held(count=found.tested)


def _misplaced(found: Misplacement) -> Finding:
    place, *related = found.places
    return _finding(found.message, found.hint, place=place, related=tuple(related[:MOST_RELATED]))


def _contradiction(case: Case, found: Contradiction) -> Finding:
    sums = max(found.members, key=lambda figure: len(figure.form))
    place = (found.culprit.figure if found.culprit else sums).place
    names = "；".join(f"{figure.name} {case.shown(figure.amount)}" for figure in found.members[:MOST_NAMED])
    more = f"等{len(found.members)}个数" if len(found.members) > MOST_NAMED else ""
    rounding = "（已考虑四舍五入）" if any(figure.amount.margin for figure in found.members) else ""
    apart = f"，{case.apart(found.apart)}" if found.apart is not None else ""
    message = f"下面这些数不可能同时成立{rounding}{apart}：{names}{more}"
    if len(found.members) == 1:
        message = f"{names}，同与它相关、没有填（按零算）的数不可能同时成立"
    return _finding(
        message,
        _advice(case, found),
        place=place,
        related=tuple(figure.place for figure in found.members if figure.place != place)[:MOST_RELATED],
    )


def _advice(case: Case, found: Contradiction) -> str:
    """The culprit, with the value that was meant if it is certain; else where to look, and no value."""
    if found.culprit is None:
        names = [one.name for one in sorted((one.figure for one in found.suspects), key=lambda one: one.place)]
        if 1 < len(names) <= MOST_SUSPECTS:
            return f"如果只错了一处，错在{'、'.join(names)}里面，分不出是哪一个；请逐个核对"
        return "请逐个核对上面这些数，其中至少有一个不对"
    name, why = found.culprit.figure.name, found.culprit.explanation
    if why.amount is not None:
        return f"最可能是{name}：{why.reason}，改成{case.shown(why.amount)}就都能成立；请核对"
    how = f"，大约{'多' if why.off.yuan > 0 else '少'}了{case.shown(abs(why.off))}" if why.off.yuan else ""
    return f"最可能是{name}：{why.reason}{how}；请核对"


def _finding(message: str, hint: str, *, place: Place, related: tuple[Place, ...]) -> Finding:
    return Finding(
        code=FindingCode.NOT_JOINTLY_FEASIBLE,
        severity=Severity.INCONSISTENCY,
        place=place,
        message=message,
        hint=hint,
        related=related,
    )


RULES = (Rule(code=FindingCode.NOT_JOINTLY_FEASIBLE, check=joint_feasibility, whole=True),)
