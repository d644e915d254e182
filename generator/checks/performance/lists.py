"""项目清单: the projects of a form against those of other forms and tables: all there, in amount and name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.performance.filled_form import Form, Value, forms
from gongkai.checks.performance.summary import rows_of
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.findings import found
from gongkai.model.names import Names
from gongkai.model.performance_roles import ListRoles, Subject
from gongkai.model.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """清单的一行: the department, a unit, or a project (`level` 0, 1, 2)."""

    code: Value
    title: Value
    total: Value
    sources: tuple[Value, ...]
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """对照表的一行: a project as a table of the document has it."""

    title: str
    amount: Amount
    place: Place


def every_project_has_a_row(case: Case) -> Iterator[Outcome]:
    """P13 汇总表齐全: one row for each project form and one form for each row."""
    for summary in forms(case, Subject.SUMMARY):
        if summary.roles.summary is None:
            continue
        rows = rows_of(case, summary)
        taken = {id(row.form.data) for row in rows if row.form}
        absent = [form for form in forms(case, Subject.PROJECT) if form.project and id(form.data) not in taken]
        if absent and summary.incomplete:
            yield Skipped(reason=f"{summary.title}：来源有缺漏，{len(absent)}个项目没有这一行")
        elif absent:
            names, places = "、".join(form.project for form in absent), tuple(form.data.place for form in absent)[:12]
            yield found("E119", summary.data.place, "没有列出", 数=len(rows), 各项=names, related=places)
        for row in rows:
            if row.form is None and row.project.text:
                yield found("E119", row.project.place, "没有自评表", 项目=row.project.text)
            else:
                yield Held()


def items_of(case: Case, form: Form, roles: ListRoles) -> tuple[Item, ...]:
    """The rows of a list that have a code or a name; rows that only go on with targets are not items."""
    department = case.document.department
    units = {unit.code for unit in department.units_in(case.document.year) if unit.code}
    items = []
    for row in form.items(roles.at):
        code, title = form.field(row, roles.code), form.field(row, roles.title)
        if code.absent and title.absent:
            continue
        level = 0 if code.text == department.code else 1 if code.text in units else 2
        sources = tuple(form.field(row, name) for name in roles.sources)
        items.append(Item(code=code, title=title, total=form.field(row, roles.total), sources=sources, level=level))
    return tuple(items)


def lists_add_up(case: Case) -> Iterator[Outcome]:
    """P01 清单的合计: a project is the sum of its sources, a unit of its projects, the department of its units."""
    for form in forms(case, Subject.LIST, outcome=None):
        roles = form.roles.listed
        if roles is None:
            continue
        items = items_of(case, form, roles)
        for at, item in enumerate(items):
            yield from _is_sum(form, item, [value for value in item.sources if not value.absent], "各资金来源")
            below = []
            for other in items[at + 1 :]:
                if other.level <= item.level:
                    break
                below.append(other)
            parts = [other.total for other in below if other.level == min(one.level for one in below)]
            yield from _is_sum(form, item, parts, "所列各单位" if item.level == 0 else "所列各项目")


def _is_sum(form: Form, item: Item, parts: list[Value], what: str) -> Iterator[Outcome]:
    total = form.amount(item.total)
    amounts = [amount for value in parts if (amount := form.amount(value)) is not None]
    if total is None or not amounts or len(amounts) != len(parts):
        return
    sum_ = sum(amounts, NOTHING)
    if total.agrees(sum_):
        yield Held()
        return
    yield found(
        "E119",
        item.total.place,
        "合计",
        项目=item.title.text or item.code.text,
        填=item.total.text,
        各项=what,
        应=form.in_unit(sum_),
        差=form.money(abs(total - sum_)),
        related=tuple(value.place for value in parts)[:12],
    )


def lists_agree_with_tables(case: Case) -> Iterator[Outcome]:
    """P13 项目名称和金额: the projects of the list are those of the table that lists them too (项目支出预算表)."""
    for form in forms(case, Subject.LIST, outcome=None):
        roles = form.roles.listed
        if roles is None or not roles.table:
            continue
        projects = [item for item in items_of(case, form, roles) if item.level == 2 and item.title.text]
        records = records_of(case, roles)
        if not records:
            yield Skipped(reason=f"{form.title}：{roles.table}没有数，不能核对")
            continue
        rest = {record.title: record for record in records}
        unknown: list[Item] = []
        for item in projects:
            record = rest.pop(item.title.text, None)
            if record is None:
                unknown.append(item)
            else:
                yield from _same_amount(form, item, record, roles)
        titles = Names(rest)
        for item in unknown:
            near = titles.near(item.title.text)
            if near is None:
                yield found("E119", item.title.place, "表里没有", 表=roles.table, 项目=item.title.text)
                continue
            record = rest.pop(near)
            titles.drop(near)
            typed, places = item.title, (record.place,)
            yield found("E121", typed.place, "清单", 写=typed.text, 表=roles.table, 应=near, related=places)
            yield from _same_amount(form, item, record, roles)
        for record in rest.values():
            place, places = form.data.place, (record.place,)
            yield found("E119", place, "目标没有", 表=roles.table, 项目=record.title, related=places)


def records_of(case: Case, roles: ListRoles) -> tuple[Record, ...]:
    """The projects of the table."""
    statement = case.accounts.statements.get(roles.table)
    places = {entry.row: entry.place for entry in case.document.entries if entry.table == roles.table}
    amounts = statement.form.columns_called(roles.table_amount) if statement else ()
    records = []
    for row in statement.rows if statement else ():
        title = row.fields.get(roles.table_title, "")
        cell = next((row.cells[key] for key in amounts if key in row.cells), None)
        if title and not row.department:
            amount = cell.amount if cell else NOTHING
            records.append(Record(title=title, amount=amount, place=places.get(row.key, case.document.place)))
    return tuple(records)


def _same_amount(form: Form, item: Item, record: Record, roles: ListRoles) -> Iterator[Outcome]:
    amount = form.amount(item.total)
    if amount is None:
        return
    if amount.yuan == record.amount.yuan:
        yield Held()
        return
    yield found(
        "E119",
        item.total.place,
        "金额",
        项目=item.title.text,
        填=item.total.text,
        表=roles.table,
        应=form.in_unit(record.amount),
        related=(record.place,),
    )
