"""绩效指标和得分项: what a filled form is to reach, what came of it, and what is scored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import FilledForm, FormValue, certain, forms, within_marks
from gongkai.model.form_fields import EXECUTION
from gongkai.model.numbers import Number
from gongkai.model.performance_roles import Subject
from gongkai.model.targets import Direction, Target, read_target

FILLED = ("target", "outcome", "points", "score")
"""what a row of the blank form (指标2：) leaves empty"""
KEPT = 1024
"""forms whose indicators are kept for the rules that look at them in turn"""
_NUMBERED = re.compile(r"^指标\d+[：:]")
"""how the blank form numbers its rows"""


class ScoredItem(Struct, frozen=True, kw_only=True):
    """得分项: one thing that is scored."""

    name: str
    """what messages call it"""
    part: str
    """一级指标, or the name of the scored list"""
    points: FormValue
    score: FormValue
    reason: FormValue | None = None
    """why it lost points; None where the form does not ask"""

    @property
    def has_share(self) -> bool:
        return self.points.has_number and self.score.has_number and self.points.number.value != 0

    @property
    def share(self) -> Decimal:
        """得分 as a share of 分值, which is a number other than zero (has_share)."""
        return self.score.number.value / self.points.number.value


class Indicator(Struct, frozen=True, kw_only=True):
    """绩效指标: one row of the list."""

    first: FormValue
    second: FormValue
    third: FormValue
    target: FormValue
    outcome: FormValue
    points: FormValue
    score: FormValue
    deviation: FormValue
    reason: FormValue
    definition: FormValue

    @property
    def cost(self) -> bool:
        """Whether its 一级 or 二级 holds costs."""
        return not {self.first.text, self.second.text}.isdisjoint(self.first.form.roles.costs)

    @property
    def swapped(self) -> bool:
        """Whether 三级指标 holds the target (≤50万元) and 指标值 words."""
        aim = read_target(self.third.text)
        return aim is not None and aim.bound is not Direction.OPEN and read_target(self.target.text) is None

    @property
    def aimed(self) -> FormValue:
        """指标值, wherever it was filled in."""
        return self.third if self.swapped else self.target

    @property
    def has_aim(self) -> bool:
        return read_target(self.aimed.text) is not None

    @property
    def aim(self) -> Target:
        """指标值 as a bound and a number. Raises ValueError if it is words (has_aim)."""
        return certain(read_target(self.aimed.text))

    @property
    def in_money(self) -> bool:
        return self.has_aim and self.aim.number.money

    @property
    def in_percent(self) -> bool:
        return self.has_aim and self.aim.number.unit == "%"

    @property
    def comparable(self) -> bool:
        """Whether 指标值 and 完成值 are numbers that measure the same."""
        return self.has_aim and self.outcome.has_number and self.aim.number.comparable(self.outcome.number)

    @property
    def measured(self) -> Number:
        """完成值 in the unit of 指标值, where they are comparable."""
        return self.outcome.number.measured_as(self.aim.number)

    @property
    def name(self) -> str:
        """What messages call the indicator."""
        third = self.target.text if self.swapped else _NUMBERED.sub("", self.third.text)
        return within_marks(third or self.second.text or self.first.text)

    @property
    def told(self) -> dict[str, str]:
        """What messages say of it."""
        return {"指标": self.name, "指标值": self.aimed.text, "完成值": self.outcome.text}

    @property
    def scored(self) -> ScoredItem:
        asked = self.first.form.roles.indicators
        reason = self.reason if asked and asked.reason else None
        return ScoredItem(name=self.name, part=self.first.text, points=self.points, score=self.score, reason=reason)


@lru_cache(maxsize=KEPT)
def indicators_of(form: FilledForm) -> tuple[Indicator, ...]:
    """The rows of a form that are filled in."""
    rows = (values for _, values in form.rows(form.roles.indicators))
    return tuple(Indicator(**values) for values in rows if not all(values[key].absent for key in FILLED))


def indicators(case: Case, *subjects: Subject, outcome: bool | None = True) -> Iterator[Indicator]:
    """The indicators of all forms about some subjects."""
    return (indicator for form in forms(case, *subjects, outcome=outcome) for indicator in indicators_of(form))


def execution_of(form: FilledForm) -> ScoredItem:
    """执行率 as it is scored."""
    return ScoredItem(name="执行率", part=EXECUTION, points=form.total("points"), score=form.total("score"))


def scored_of(form: FilledForm) -> tuple[ScoredItem, ...]:
    """All else that is scored: things without targets (资金管理情况) and indicators."""
    return (*_without_targets(form), *(indicator.scored for indicator in indicators_of(form)))


def _without_targets(form: FilledForm) -> Iterator[ScoredItem]:
    roles = form.roles.scored
    for _, values in form.rows(roles):
        name, reason = within_marks(values["item"].text), values["remedy"] if roles and roles.remedy else None
        part = roles.title if roles else ""
        yield ScoredItem(name=name, part=part, points=values["points"], score=values["score"], reason=reason)
