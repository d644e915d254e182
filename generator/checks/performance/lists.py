"""项目清单: the projects of a form against its sums and a table of the document: all there, in amount and name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import FilledForm, FormValue, forms, sum_of
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.findings import found
from gongkai.model.form_fields import ListRoles
from gongkai.model.names import Names
from gongkai.model.performance_roles import Subject
from gongkai.model.places import Place


class ListedRow(Struct, frozen=True, kw_only=True):
    """清单的一行: the department, a unit, or a project (`level` 0, 1, 2)."""

    code: FormValue
    title: FormValue
    amount: FormValue
    sources: tuple[FormValue, ...]
    level: int

    @property
    def is_project(self) -> bool:
        return self.level == 2 and bool(self.title.text)


class ProjectInTable(Struct, frozen=True, kw_only=True):
    """对照表的一行: a project as a table of the document has it."""

    title: str
    amount: Amount
    place: Place


def _lists(case: Case) -> Iterator[tuple[FilledForm, ListRoles]]:
    for form in forms(case, Subject.LIST, outcome=None):
        if form.roles.listed:
            yield form, form.roles.listed


def rows_of(case: Case, form: FilledForm) -> tuple[ListedRow, ...]:
    """The rows of a list that have a code or a name; rows that only go on with targets are left out."""
    department, roles = case.document.department, form.roles.listed
    levels = {unit.code: 1 for unit in department.units_in(case.document.year) if unit.code} | {department.code: 0}
    names = roles.sources if roles else ()
    rows = (
        ListedRow(
            **values,
            sources=tuple(form.field(item, name) for name in names),
            level=levels.get(values["code"].text, 2),
        )
        for item, values in form.rows(roles)
    )
    return tuple(row for row in rows if not (row.code.absent and row.title.absent))


def _sums(case: Case) -> Iterator[tuple[ListedRow, str, list[FormValue]]]:
    """Rows with what they are the sum of, as far as all of it is an amount."""
    for form, _ in _lists(case):
        rows = rows_of(case, form)
        for at, row in enumerate(rows):
            sources, below = [value for value in row.sources if not value.absent], _below(row, rows[at + 1 :])
            for what, values in (("各资金来源", sources), ("所列各单位" if row.level == 0 else "所列各项目", below)):
                if values and all(value.has_amount for value in (row.amount, *values)):
                    yield row, what, values


def _below(row: ListedRow, following: tuple[ListedRow, ...]) -> list[FormValue]:
    """The amounts of what comes next below a row."""
    below = list(takewhile(lambda other: other.level > row.level, following))
    return [other.amount for other in below if other.level == min(one.level for one in below)]


@each(_sums)
def lists_add_up(_case: Case, given: tuple[ListedRow, str, list[FormValue]]) -> Iterator[Said]:
    """P01 清单的合计: a project is the sum of its sources, a unit of its projects, the department of its units."""
    row, what, parts = given
    form, total, sum_ = row.amount.form, row.amount.amount, sum_of(parts)
    if not total.agrees(sum_):
        told = {"项目": row.title.text or row.code.text, "各项": what, "应": form.in_unit(sum_)}
        yield row.amount.wrong("E119", "合计", told, 差=form.money(abs(total - sum_)), related=parts[:12])


def _tables(case: Case) -> Iterator[tuple[FilledForm, ListRoles] | Skipped]:
    for form, roles in _lists(case):
        if roles.table:
            reason = f"{form.title}：{roles.table}没有数，不能核对"
            yield (form, roles) if _in_table(case, roles) else Skipped(reason=reason)


@each(_tables)
def lists_agree_with_tables(case: Case, given: tuple[FilledForm, ListRoles]) -> Iterator[Said]:
    """P13 项目名称和金额: the projects of the list are those of the table that lists them too (项目支出预算表)."""
    form, roles = given
    rest = {project.title: project for project in _in_table(case, roles)}
    paired = [(row, rest.pop(row.title.text, None)) for row in rows_of(case, form) if row.is_project]
    titles = Names(rest)
    for row, project in paired:
        near = (project is None and titles.near(row.title.text)) or ""
        titles.drop(near)
        yield from _row(row, project or rest.pop(near, None), roles.table)
    for project in rest.values():
        yield found("E119", form.data.place, "目标没有", 表=roles.table, 项目=project.title, related=(project.place,))


def _row(row: ListedRow, project: ProjectInTable | None, table: str) -> Iterator[Said]:
    """What is wrong with a project beside the one in the table that is called the same or alike."""
    name, amount = row.title.text, row.amount
    if project is None:
        yield row.title.wrong("E119", "表里没有", 表=table, 项目=name)
        return
    related = (project.place,)
    if name != project.title:
        yield found("E121", row.title.place, "清单", 写=name, 表=table, 应=project.title, related=related)
    if amount.has_amount and amount.amount.yuan != project.amount.yuan:
        right = amount.form.in_unit(project.amount)
        yield found("E119", amount.place, "金额", 项目=name, 填=amount.text, 表=table, 应=right, related=related)


def _in_table(case: Case, roles: ListRoles) -> tuple[ProjectInTable, ...]:
    """The projects of the table."""
    statement = case.accounts.statements.get(roles.table)
    places = {entry.row: entry.place for entry in case.document.entries if entry.table == roles.table}
    amounts = statement.form.columns_called(roles.table_amount) if statement else ()
    projects = []
    for row in statement.rows if statement else ():
        title = row.fields.get(roles.table_title, "")
        amount = next((row.cells[key].amount for key in amounts if key in row.cells), NOTHING)
        if title and not row.department:
            place = places.get(row.key, case.document.place)
            projects.append(ProjectInTable(title=title, amount=amount, place=place))
    return tuple(projects)
