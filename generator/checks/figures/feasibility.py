"""整套报表能否同时成立: whether one exact amount can stand behind every printed figure at once; if not, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.figures.culprits import UNTOLD
from generator.checks.figures.diagnosis import Contradiction, Suspect, diagnosis
from generator.checks.figures.misplaced import Misplacement
from generator.checks.outcomes import Held, Outcome, Rule
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity

MOST_NAMED = 8
MOST_RELATED = 12


def joint_feasibility(case: Case) -> Iterator[Outcome]:
    """F201 整套报表同时成立: exact amounts that satisfy all sums and relations at once must exist (domain rule 2.1).

    If none exist, the smallest set of figures that contradict each other is told, and the mistake that explains all:
    a figure wrong in itself, two in each other's place, a column out of step, a row in another unit.
    """
    found = diagnosis(case)
    if found.misplacement is not None:
        yield _misplaced(found.misplacement)
    for contradiction in found.contradictions:
        yield _contradiction(case, contradiction)
    if found.misplacement is None and not found.contradictions and found.tested:
        yield Held(count=found.tested)


def _misplaced(found: Misplacement) -> Finding:
    place, *related = found.places
    return _finding(found.message, found.hint, place=place, related=tuple(related[:MOST_RELATED]))


def _contradiction(case: Case, found: Contradiction) -> Finding:
    first = found.suspects[0] if found.suspects else None
    place = (first.figure if first else found.members[0]).place
    names = "；".join(f"{figure.name} {case.shown(figure.amount)}" for figure in found.members[:MOST_NAMED])
    more = f"等{len(found.members)}个数" if len(found.members) > MOST_NAMED else ""
    rounding = "（已考虑四舍五入）" if any(figure.amount.margin for figure in found.members) else ""
    return _finding(
        f"下面这些数不可能同时成立{rounding}：{names}{more}",
        _advice(case, found),
        place=place,
        related=tuple(figure.place for figure in found.members if figure.place != place)[:MOST_RELATED],
    )


def _advice(case: Case, found: Contradiction) -> str:
    told = [suspect for suspect in found.suspects if suspect.culprit is not None]
    if not told:
        return "请逐个核对上面这些数，其中至少有一个不对"
    first, *others = told
    advice = f"最可能是{_mended(case, first)}"
    slips = [one for one in others if one.culprit and one.culprit.rank < UNTOLD] if not found.sure else []
    alike = [] if found.sure else (slips or others)[:1]
    return advice + "".join(f"；也可能是{_mended(case, one)}" for one in alike) + "；请核对"


def _mended(case: Case, suspect: Suspect) -> str:
    if suspect.culprit is None:
        return suspect.figure.name
    return f"{suspect.figure.name}：{suspect.culprit.reason}，改成{case.shown(suspect.culprit.amount)}就都能成立"


def _finding(message: str, hint: str, **places: object) -> Finding:
    return Finding(
        code=FindingCode.NOT_JOINTLY_FEASIBLE, severity=Severity.INCONSISTENCY, message=message, hint=hint, **places
    )


RULES = (Rule(code=FindingCode.NOT_JOINTLY_FEASIBLE, check=joint_feasibility),)
