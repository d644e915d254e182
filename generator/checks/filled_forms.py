"""绩效表单所填内容: filled forms seen through the roles of their layouts; values with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, TypeVar

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.form_fields import Rows
from gongkai.model.numbers import Kind, Number, absent, amount_of, read, shown
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.performance_roles import FormRoles, Subject
from gongkai.model.places import Place

T = TypeVar("T")
Column = Literal["initial", "budget", "spent", "rate", "points", "score"]
"""what a column of the funds block is"""


class FormValue(Struct, frozen=True):
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
        return certain(read(self.text))

    @property
    def has_amount(self) -> bool:
        return self.has_number and Kind.AMOUNT.fits(self.number)

    @property
    def amount(self) -> Amount:
        """金额, in the form's unit unless it is typed with one. Raises ValueError if it is none (has_amount)."""
        return certain(amount_of(self.number, self.form.layout.unit))

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


class FilledForm(Struct, frozen=True, kw_only=True, eq=False):
    """一张填好的绩效表单. A form equals only itself."""

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

    def value(self, path: str) -> FormValue:
        """The value at a path; an empty text where there is none."""
        found = self.data.value(path)
        text = "\n".join(map(str, found)) if isinstance(found, tuple) else found
        return FormValue(text.strip() if isinstance(text, str) else "", self, path)

    def at_role(self, role: Literal["project", "goal", "result"]) -> FormValue:
        """项目名称, 预期目标 or 完成情况; nothing where the form has none."""
        return self.value(getattr(self.roles, role))

    def values(self, path: str) -> tuple[FormValue, ...]:
        """Every value at a path; one that leads into a list stands in each of its items."""
        at, _, name = path.rpartition(".")
        return tuple(self.field(item, name) for item in self.data.items(at)) or (self.value(path),)

    def field(self, item: str, name: str) -> FormValue:
        """A field of an item of a list; nothing where the list has no such field."""
        return self.value(f"{item}.{name}") if name else FormValue("", self, item)

    def rows(self, roles: Rows | None) -> Iterator[tuple[str, dict[str, FormValue]]]:
        """The items of the list that has these roles, each with what it holds of them."""
        columns = roles.columns.items() if roles else ()
        for item in self.data.items(roles.at) if roles else ():
            yield item, {key: self.field(item, name) for key, name in columns}

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
    def has_money(self) -> bool:
        """Whether 全年预算数 and 全年执行数 are amounts."""
        return self.budget.has_amount and self.spent.has_amount

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


def certain(value: T | None) -> T:
    """Raises ValueError if there is none."""
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


def by_project(listed: Iterable[FilledForm]) -> dict[str, list[FilledForm]]:
    """Forms by the project they are of."""
    projects: dict[str, list[FilledForm]] = {}
    for form in listed:
        if form.project:
            projects.setdefault(form.project, []).append(form)
    return projects


SCORED = (Subject.PROJECT, Subject.DEPARTMENT)
"""whose forms are scored, where they tell outcomes"""
