"""完整性: every table and every section that the edition mandates is there."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.tables_to_fill import has_inputs, mandatory
from gongkai.checks.unread import reason
from gongkai.model.filled_forms import PerformanceData, Report
from gongkai.model.findings import found
from gongkai.model.names import Names
from gongkai.model.part_forms import Item
from gongkai.model.places import Place
from gongkai.model.statements import Address

MOST_NAMED = 3
"""cells that a message lists"""


def _to_fill(case: Case) -> Iterator[str]:
    """Tables that people have to fill."""
    tables = case.document.edition.tables
    return (name for name, form in tables.items() if has_inputs(form) and mandatory(form))


@each(_to_fill)
def tables_are_filled(case: Case, name: str) -> Iterator[Said]:
    """P101 表格齐全: a table that people fill has figures, or says 无.

    没有数据的表格应当列出空表并说明, 财预〔2016〕143号.
    """
    document = case.document
    if (
        name in document.withheld.tables
        or name in document.declared_empty
        or any(entry.table == name for entry in document.entries)
    ):
        return
    if name in document.unread:
        yield Skipped(reason=reason(case, (name,)))
    else:
        yield found("P101", case.figures_file, "一张表", 表=name)


def _borrowing(case: Case) -> Iterator[str | Skipped]:
    """Tables with figures of another document."""
    for name, form in case.document.edition.tables.items():
        borrows = any(one.loan for block in form.parts for one in (*block.leaves, *block.fixed))
        if borrows and name not in case.document.declared_empty:
            yield Skipped(reason=reason(case, (name,))) if name in case.document.unread else name


@each(_borrowing)
def borrowed_figures_are_there(case: Case, table: str) -> Iterator[Said]:
    """P101 取自另一份文件的列: what neither that document has nor anybody typed is asked for, and is not zero."""
    cells_of: dict[str, list[Address]] = {}
    for one in case.accounts.lacking:
        if one.table == table and not _none_before(case, one.lender):
            cells_of.setdefault(one.reason, []).append(Address(one.table, one.row, one.column))
    for why, cells in cells_of.items():
        named = "".join(f"“{cell}”" for cell in cells[:MOST_NAMED])
        more = f"等{len(cells)}处" if len(cells) > MOST_NAMED else ""
        yield found(
            "P101",
            case.figures_file,
            "没有取到" if cells[0].row else "一行也没有取到",
            各格=f"{named}{more}",
            原因=why,
        )


def _none_before(case: Case, lender: str) -> bool:
    """Whether the document says that there was no 上年, of which 上年决算 would be."""
    return bool(lender) and any(lender.startswith(group) for group in case.document.declared_none)


def _items(case: Case) -> Iterator[Item]:
    return (item for item in case.document.edition.items() if item.forms or item.report)


@each(_items)
def performance_is_there(case: Case, item: Item) -> Iterator[Said]:
    """P103 绩效表单和报告齐全: reports that the edition's sections show, and one of the forms that stand together.

    财预〔2016〕143号; 预算法实施条例.
    """
    document = case.document
    if item.forms and not any(data.form in item.forms for data in document.performance):
        names = "或".join(f"“{name}”" for name in item.forms)
        yield found("P103", document.place, "缺表单", 各表=names)
    if item.report and item.report not in document.reports and not _nothing_done(case, item.report_on):
        yield found("P103", document.place, "缺报告", 报告=item.report, 凭=item.report_on.replace(".", " → "))


def _nothing_done(case: Case, path: str) -> bool:
    """The list that the report is about was typed, and is empty (重点评价项目: [])."""
    given = case.document.inputs.get(path)
    return given is not None and given.value == ()


def _attached(case: Case) -> Iterator[PerformanceData]:
    return (data for data in case.document.performance if data.attached_to)


@each(_attached)
def reports_show_their_forms(case: Case, data: PerformanceData) -> Iterator[Said]:
    """P103 附于: a form that belongs to a report is shown by it, or it is shown nowhere.

    (What a report names and is not there is told where the report is composed.)
    """
    reports = case.document.reports
    report = reports.get(data.attached_to)
    if report is None:
        near = Names(reports).near(data.attached_to) or (next(iter(reports)) if len(reports) == 1 else "")
        hint = "近" if near else "没有报告"
        place = data.at("附于")
        yield found("P103", place, "没有报告", hint=hint, 报告=data.attached_to, 文件=data.slug, 近=near, 凭="")
    elif not any(slug == data.slug and whole for _, slug, whole in report.inclusions):
        yield found("P103", data.at("附于"), "没有印", 报告=data.attached_to, 文件=data.slug)


def _showing(case: Case) -> Iterator[Report]:
    return (report for report in case.document.reports.values() if report.inclusions)


@each(_showing)
def forms_stand_in_their_own_lines(_case: Case, report: Report) -> Iterator[Said]:
    """P103 附于: what shows a form is a line of its own."""
    for line, slug, whole in report.inclusions:
        if not whole:
            yield found("P103", Place(path=report.place.path, line=line, column=1), "夹在文字里", 文件=slug)
