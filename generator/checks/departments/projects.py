"""共有的项目: a project that other departments list too, by its code."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import forms, within_marks
from gongkai.checks.outcomes import Said, each
from gongkai.checks.performance.lists import ListedRow, rows_of
from gongkai.model.dealings import SharedProject
from gongkai.model.names import usual_form
from gongkai.model.performance_roles import Subject


def projects_of(case: Case) -> Iterator[ListedRow]:
    """The projects of a document that have a code."""
    for form in forms(case, Subject.LIST, outcome=None):
        yield from (row for row in rows_of(case, form) if row.is_project and row.code.text)


def _shared(case: Case) -> Iterator[tuple[ListedRow, SharedProject]]:
    others = case.others.projects
    for row in projects_of(case) if others else ():
        yield from ((row, one) for one in others if one.code == row.code.text)


@each(_shared)
def a_project_is_one_project(_case: Case, given: tuple[ListedRow, SharedProject]) -> Iterator[Said]:
    """B301 同一编码的项目: one code has one name; where two departments list the same amount, it may stand twice."""
    row, other = given
    told = {"编码": other.code, "部门": other.department, "编号": other.document}
    if usual_form(row.title.text) != usual_form(other.name):
        told |= {"名": within_marks(row.title.text), "另": within_marks(other.name)}
        yield row.title.wrong("B301", "名称", told, hint="名称")
    elif row.amount.has_amount and other.amount is not None and row.amount.amount.yuan == other.amount.yuan != 0:
        amount = row.amount.form.money(row.amount.amount)
        told |= {"名": within_marks(row.title.text), "数": amount}
        yield row.amount.wrong("B301", "金额", told, hint="金额")
