"""绩效表单所填内容: filled forms seen through the roles of their layouts; values with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal, TypeVar

from gongkai.checks.context import Case
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.documents import PerformanceData
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.numbers import Kind, Number, absent, amount_of, read, shown
from gongkai.model.paths import look_up
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.performance_roles import FormRoles, Subject
from gongkai.model.places import Place
from gongkai.model.targets import Bound, Target, read_target

T = TypeVar("T")
Column = Literal["initial", "budget", "spent", "rate", "points", "score"]
"""what a column of the funds block is"""
EXECUTION = "预算执行率"
"""the part of a form that is scored for it"""

_NUMBERED = re.compile(r"^指标\d+[：:]")
"""how the blank form numbers its rows"""


@dataclass(frozen=True, slots=True)
class FormValue:
    """One value of a form: its text as printed, and where it stands."""

    text: str
    form: FilledForm
    path: str

    @property
    def place(self) -> Place:
        """Of the value; of the nearest thing above it where there is none."""
        names = self.path.split(".")
        return self.form.data.at(*(".".join(names[:length]) for length in range(len(names), 0, -1)))

    @property
    def absent(self) -> bool:
        return absent(self.text)

    @property
    def has_number(self) -> bool:
        return read(self.text) is not None

    @property
    def number(self) -> Number:
        """Raises ValueError if it is none (has_number)."""
        return _there(read(self.text))

    @property
    def has_amount(self) -> bool:
        return self.has_number and Kind.AMOUNT.fits(self.number)

    @property
    def amount(self) -> Amount:
        """金额, in the form's unit unless it is typed with one. Raises ValueError if it is none (has_amount)."""
        return _there(amount_of(self.number, self.form.layout.unit))

    def wrong(
        self,
        code: str,
        variant: str = "",
        about: Mapping[str, str] | None = None,
        /,
        *,
        hint: str = "",
        severity: Severity | None = None,
        related: Iterable[FormValue] = (),
        **told: str | int,
    ) -> Finding:
        """A finding about it and others; a message calls it 填."""
        places = tuple(value.place for value in related)
        values = {"填": self.text, **(about or {}), **told}
        return found(code, self.place, variant, hint=hint, severity=severity, related=places, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredItem:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
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
        return aim is not None and aim.bound is not Bound.OPEN and read_target(self.target.text) is None

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
        return _there(read_target(self.aimed.text))

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


@dataclass(frozen=True, kw_only=True, eq=False)
class FilledForm:
    """一张填好的绩效表单 (without slots: what is read from it is kept)."""

    data: PerformanceData
    layout: PerformanceForm

    @property
    def roles(self) -> FormRoles:
        return self.layout.roles

    @property
    def incomplete(self) -> bool:
        """Whether the source of the form has lost something: what is absent may not be missing."""
        return bool(self.data.missing)

    @property
    def project(self) -> str:
        return self.at_role("project").text

    @property
    def title(self) -> str:
        """What messages call the form."""
        return self.project or self.layout.title or self.data.form

    @property
    def project_quoted(self) -> str:
        return within_marks(self.project)

    def value(self, path: str) -> FormValue:
        """The value at a path; an empty text where there is none."""
        found = look_up(self.data.values, path)
        text = "\n".join(map(str, found)) if isinstance(found, tuple) else found
        return FormValue(text.strip() if isinstance(text, str) else "", self, path)

    def at_role(self, role: Literal["project", "goal", "result"]) -> FormValue:
        """项目名称, 预期目标 or 完成情况; nothing where the form has none."""
        return self.value(getattr(self.roles, role))

    def values(self, path: str) -> tuple[FormValue, ...]:
        """Every value at a path; one that leads into a list stands in each of its items."""
        at, _, name = path.rpartition(".")
        return tuple(self.field(item, name) for item in self.items(at)) or (self.value(path),)

    def items(self, path: str) -> tuple[str, ...]:
        """The items of a list, by their paths: 绩效指标.0, 绩效指标.1."""
        found = look_up(self.data.values, path)
        listed = found if isinstance(found, tuple) else ()
        return tuple(f"{path}.{index}" for index, item in enumerate(listed) if isinstance(item, Mapping))

    def field(self, item: str, name: str) -> FormValue:
        """A field of an item of a list; nothing where the list has no such field."""
        return self.value(f"{item}.{name}") if name else FormValue("", self, item)

    def fund(self, row: str, column: str) -> FormValue:
        """A value of the funds block, by its row and column."""
        return self.value(self.roles.funds.path(row, column) if self.roles.funds else "")

    def total(self, role: Column) -> FormValue:
        """年度资金总额 in the column with a role; nothing where the form has no such column."""
        funds = self.roles.funds
        column = getattr(funds, role, "")
        return self.fund(funds.total, column) if funds and column else self.value("")

    @property
    def initial(self) -> FormValue:
        """年初预算数."""
        return self.total("initial")

    @property
    def budget(self) -> FormValue:
        """全年预算数."""
        return self.total("budget")

    @property
    def spent(self) -> FormValue:
        """全年执行数."""
        return self.total("spent")

    @property
    def points(self) -> FormValue:
        """总分·分值."""
        return self.value(self.roles.total.points if self.roles.total else "")

    @property
    def score(self) -> FormValue:
        """总分·得分."""
        return self.value(self.roles.total.score if self.roles.total else "")

    @property
    def grade(self) -> str:
        """等级 of its score by the edition's bounds (优 from 90, 良 from 80, 中 from 60, 差 below)."""
        bounds = self.roles.grades.items() if self.score.has_number else ()
        return next((grade for grade, least in bounds if self.score.number.value >= least), "")

    def in_unit(self, amount: Amount) -> str:
        """金额 for a message, in the form's unit, with its own decimals."""
        return shown(amount.yuan / self.layout.unit.yuan)

    def money(self, amount: Amount) -> str:
        """金额 for a message, with the form's unit."""
        return f"{self.in_unit(amount)}{self.layout.unit.value}"

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators that are filled in; rows of the blank form (指标2：) are not."""
        roles = self.roles.indicators
        return tuple(
            Indicator(**{key: self.field(item, name) for key, name in roles.columns.items()})
            for item in (self.items(roles.at) if roles else ())
            if roles and not all(self.field(item, name).absent for name in roles.filled)
        )

    @cached_property
    def execution(self) -> ScoredItem:
        """执行率 as it is scored."""
        return ScoredItem(name="执行率", part=EXECUTION, points=self.total("points"), score=self.total("score"))

    @cached_property
    def scored(self) -> tuple[ScoredItem, ...]:
        """All that is scored: things without targets (资金管理情况) and indicators."""
        return (*self._listed(), *(indicator.scored for indicator in self.indicators))

    def _listed(self) -> Iterator[ScoredItem]:
        roles = self.roles.scored
        for item in self.items(roles.at) if roles else ():
            if roles:
                title, points, score, remedy = (
                    self.field(item, name) for name in (roles.item, roles.points, roles.score, roles.remedy)
                )
                yield ScoredItem(
                    name=within_marks(title.text),
                    part=roles.title,
                    points=points,
                    score=score,
                    reason=remedy if roles.remedy else None,
                )


def _there(value: T | None) -> T:
    if value is None:
        raise ValueError("not there")
    return value


def sum_of(values: Iterable[FormValue]) -> Amount:
    """The sum of amounts that are all there."""
    return sum((value.amount for value in values), NOTHING)


def within_marks(name: str) -> str:
    """A name that a message puts in quotation marks: those within it made single."""
    return name.replace("“", "‘").replace("”", "’")


@lru_cache(maxsize=1)
def _forms_of(case: Case) -> tuple[FilledForm, ...]:
    """All forms of a document, read once for all rules that look at it in turn."""
    layouts = case.document.edition.performance
    return tuple(FilledForm(data=data, layout=layouts[data.form]) for data in case.document.performance)


def forms(case: Case, *subjects: Subject, outcome: bool | None = True, copies: bool = False) -> Iterator[FilledForm]:
    """The document's forms about some subjects: those that tell outcomes, those that only set targets, or (None) both.

    A form that only a report shows is a copy where its project has a form of its own; `copies`: those instead.
    """
    found = [form for form in _forms_of(case) if form.roles.about(*subjects, outcome=outcome)]
    listed = {(form.data.form, form.project) for form in found if not form.data.attached_to}
    for form in found:
        if (bool(form.data.attached_to) and (form.data.form, form.project) in listed) == copies:
            yield form


def all_forms(case: Case) -> Iterator[FilledForm]:
    """Forms about anything, with outcomes or without."""
    return forms(case, *Subject, outcome=None)


def indicators(case: Case, *subjects: Subject, outcome: bool | None = True) -> Iterator[Indicator]:
    """The indicators of all forms about some subjects."""
    return (indicator for form in forms(case, *subjects, outcome=outcome) for indicator in form.indicators)


def by_project(listed: Iterable[FilledForm]) -> dict[str, list[FilledForm]]:
    """Forms by the project they are of."""
    projects: dict[str, list[FilledForm]] = {}
    for form in listed:
        if form.project:
            projects.setdefault(form.project, []).append(form)
    return projects


SCORED = (Subject.PROJECT, Subject.DEPARTMENT)
"""whose forms are scored, where they tell outcomes"""
