"""绩效表单所填内容: a filled form seen through the roles of its layout; values with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Literal

from gongkai.checks.context import Case
from gongkai.checks.performance.targets import Target, read_target
from gongkai.model.amounts import Amount
from gongkai.model.documents import PerformanceData
from gongkai.model.numbers import Number, absent, amount_of, read, shown
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.performance_roles import FormRoles, Subject
from gongkai.model.places import Place

Column = Literal["initial", "budget", "spent", "rate", "points", "score"]
"""what a column of the funds block is"""

_NUMBERED = re.compile(r"^指标\d+[：:]")
"""how the blank form numbers its rows"""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a form: its text as printed, and where it stands."""

    text: str
    data: PerformanceData
    path: str

    @property
    def place(self) -> Place:
        """Of the value; of the nearest thing above it where there is none."""
        names = self.path.split(".")
        return self.data.at(*(".".join(names[:length]) for length in range(len(names), 0, -1)))

    @property
    def number(self) -> Number | None:
        return read(self.text)

    @property
    def absent(self) -> bool:
        return absent(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """绩效指标: one row of the list."""

    first: Value
    second: Value
    third: Value
    target: Value
    outcome: Value
    points: Value
    score: Value
    deviation: Value
    reason: Value
    definition: Value
    cost: bool
    """whether its 一级 or 二级 holds costs"""

    @property
    def swapped(self) -> bool:
        """Whether 三级指标 holds the target (≤50万元) and 指标值 words."""
        aim = read_target(self.third.text)
        return aim is not None and aim.bound != "" and read_target(self.target.text) is None

    @property
    def aim(self) -> Target | None:
        """指标值 as a target, wherever it was filled in."""
        return read_target(self.aimed.text)

    @property
    def aimed(self) -> Value:
        """指标值."""
        return self.third if self.swapped else self.target

    @property
    def name(self) -> str:
        """What messages call the indicator."""
        third = self.target.text if self.swapped else _NUMBERED.sub("", self.third.text)
        return within_marks(third or self.second.text or self.first.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredItem:
    """得分项: one thing that is scored without a target (安排科学性)."""

    title: Value
    points: Value
    score: Value
    remedy: Value


@dataclass(frozen=True, kw_only=True)
class Form:
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
        return self.value(self.roles.project).text if self.roles.project else ""

    @property
    def title(self) -> str:
        """What messages call the form."""
        return self.project or self.layout.title or self.data.form

    def value(self, path: str) -> Value:
        """The value at a path; an empty text where there is none."""
        found = self._look_up(path)
        return Value(_text(found), self.data, path)

    def items(self, path: str) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """The items of a list, each with its path: 绩效指标.0, 绩效指标.1."""
        found = self._look_up(path)
        listed = found if isinstance(found, tuple) else ()
        return tuple((f"{path}.{index}", item) for index, item in enumerate(listed) if isinstance(item, Mapping))

    def _look_up(self, path: str) -> Any:
        current: Any = self.data.values
        for name in path.split("."):
            if not isinstance(current, Mapping):
                return ""
            current = current.get(name, "")
        return current

    def field(self, item: tuple[str, Mapping[str, Any]], name: str) -> Value:
        """A field of an item of a list."""
        path, fields = item
        return Value(_text(fields.get(name, "")), self.data, f"{path}.{name}" if name else path)

    def fund(self, row: str, column: str) -> Value:
        """A value of the funds block, by its row and column."""
        funds = self.roles.funds
        return self.value(funds.path(row, column) if funds else "")

    def total(self, role: Column) -> Value:
        """年度资金总额 in the column with a role; nothing where the form has no such column."""
        column = getattr(self.roles.funds, role, "")
        return self.fund(self.roles.funds.total, column) if self.roles.funds and column else self.value("")

    def amount(self, value: Value) -> Amount | None:
        """金额 of a value, in the form's unit unless it is typed with one."""
        number = value.number
        return None if number is None else amount_of(number, self.layout.unit)

    def in_unit(self, amount: Amount) -> str:
        """金额 for a message, in the form's unit, with its own decimals."""
        return shown(amount.yuan / self.layout.unit.yuan)

    def money(self, amount: Amount) -> str:
        """金额 for a message, with the form's unit."""
        return f"{self.in_unit(amount)}{self.layout.unit.value}"

    @property
    def budget(self) -> Amount | None:
        """全年预算数 of the total."""
        return self.amount(self.total("budget"))

    @property
    def spent(self) -> Amount | None:
        """全年执行数 of the total."""
        return self.amount(self.total("spent"))

    @property
    def score(self) -> Value:
        """总分·得分."""
        return self.value(self.roles.total.score if self.roles.total else "")

    def grade(self, score: Decimal) -> str:
        """等级 of a score by the edition's bounds (优 from 90, 良 from 80, 中 from 60, 差 below)."""
        return next((grade for grade, least in self.roles.grades.items() if score >= least), "")

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Indicators that are filled in; rows of the blank form (指标2：) are not."""
        roles = self.roles.indicators
        if roles is None:
            return ()
        found = []
        for item in self.items(roles.at):
            if all(absent(_text(item[1].get(name, ""))) for name in roles.filled):
                continue
            values = {key: self.field(item, name) for key, name in roles.fields.items()}
            cost = any(values[key].text in self.roles.costs for key in ("first", "second"))
            found.append(Indicator(**values, cost=cost))
        return tuple(found)

    @cached_property
    def scored(self) -> tuple[ScoredItem, ...]:
        """What is scored without targets."""
        roles = self.roles.scored
        if roles is None:
            return ()
        return tuple(
            ScoredItem(
                title=self.field(item, roles.item),
                points=self.field(item, roles.points),
                score=self.field(item, roles.score),
                remedy=self.field(item, roles.remedy),
            )
            for item in self.items(roles.at)
        )


def within_marks(name: str) -> str:
    """A name that a message puts in quotation marks: those within it made single."""
    return name.replace("“", "‘").replace("”", "’")


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return value.strip() if isinstance(value, str) else ""


@lru_cache(maxsize=1)
def _forms_of(case: Case) -> tuple[Form, ...]:
    """All forms of a document, read once for all rules that look at it in turn."""
    layouts = case.document.edition.performance
    return tuple(Form(data=data, layout=layouts[data.form]) for data in case.document.performance)


def forms(case: Case, *subjects: Subject, outcome: bool | None = True, copies: bool = False) -> Iterator[Form]:
    """The document's forms about some subjects: those that tell outcomes, those that only set targets, or (None) both.

    A form that only a report shows is a copy where its project has a form of its own; `copies`: those instead.
    """
    found = [form for form in _forms_of(case) if form.roles.about(*subjects, outcome=outcome)]
    listed = {(form.data.form, form.project) for form in found if not form.data.attached_to}
    for form in found:
        if (bool(form.data.attached_to) and (form.data.form, form.project) in listed) == copies:
            yield form


def indicators(case: Case, *subjects: Subject, outcome: bool | None = True) -> Iterator[Indicator]:
    """The indicators of all forms about some subjects."""
    for form in forms(case, *subjects, outcome=outcome):
        yield from form.indicators


def by_project(listed: Iterable[Form]) -> dict[str, list[Form]]:
    """Forms by the project they are of."""
    projects: dict[str, list[Form]] = {}
    for form in listed:
        if form.project:
            projects.setdefault(form.project, []).append(form)
    return projects


def named_alone(text: str, projects: Mapping[str, list[Form]]) -> str:
    """The only project that a text names, names within its own apart; "" if there is none."""
    named = [name for name in projects if name in text]
    longest = max(named, key=len, default="")
    return longest if all(name in longest for name in named) else ""


SCORED = (Subject.PROJECT, Subject.DEPARTMENT)
"""whose forms are scored, where they tell outcomes"""
