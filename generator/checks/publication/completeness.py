"""完整性: every table and every section that the edition mandates is there."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.tables_to_fill import has_inputs, mandatory
from gongkai.checks.unread import reason
from gongkai.model.findings import found
from gongkai.model.names import Names
from gongkai.model.places import Place
from gongkai.model.statements import Address

MOST_NAMED = 3
"""cells that a message lists"""


def tables_are_filled(case: Case) -> Iterator[Outcome]:
    """P101 表格齐全: a table that people fill has figures, or says 无.

    没有数据的表格应当列出空表并说明, 财预〔2016〕143号.
    """
    document = case.document
    filled = {entry.table for entry in document.entries} | document.declared_empty
    for name, form in document.edition.tables.items():
        if not has_inputs(form) or not mandatory(form):
            continue
        if name in filled:
            yield Held()
            continue
        if name in document.unread:
            yield Skipped(reason=reason(case, (name,)))
            continue
        yield found("P101", case.figures_file, "一张表", 表=name)


def borrowed_figures_are_there(case: Case) -> Iterator[Outcome]:
    """P101 取自另一份文件的列: what neither that document has nor anybody typed is asked for, and is not zero."""
    document = case.document
    known = document.declared_empty | document.unread
    cells_of: dict[tuple[str, str], list[Address]] = {}
    for one in case.accounts.lacking:
        if one.table not in known:
            cells_of.setdefault((one.table, one.reason), []).append(Address(one.table, one.row, one.column))
    for (_, why), cells in cells_of.items():
        named = "".join(f"“{cell}”" for cell in cells[:MOST_NAMED])
        more = f"等{len(cells)}处" if len(cells) > MOST_NAMED else ""
        yield found(
            "P101",
            case.figures_file,
            "没有取到" if cells[0].row else "一行也没有取到",
            各格=f"{named}{more}",
            原因=why,
        )


def performance_is_there(case: Case) -> Iterator[Outcome]:
    """P103 绩效表单和报告齐全: reports that the edition's sections show, and one of the forms that stand together.

    财预〔2016〕143号; 预算法实施条例.
    """
    document = case.document
    have = {data.form for data in document.performance}
    for item in document.edition.items():
        if have.intersection(item.forms):
            yield Held()
        elif item.forms:
            names = "或".join(f"“{name}”" for name in item.forms)
            yield found("P103", document.place, "缺表单", 各表=names)
        if item.report and item.report not in document.reports and not _nothing_done(case, item.report_on):
            yield found("P103", document.place, "缺报告", 报告=item.report)


def _nothing_done(case: Case, path: str) -> bool:
    """The list that the report is about was typed, and is empty (重点评价项目: [])."""
    given = case.document.inputs.get(path)
    return given is not None and given.value == ()


def reports_show_their_forms(case: Case) -> Iterator[Outcome]:
    """P103 附于: a form that belongs to a report is shown by it, or it is shown nowhere.

    What shows it is a line of its own. (What a report names and is not there is told where the report is composed.)
    """
    reports = case.document.reports
    for data in case.document.performance:
        report = reports.get(data.attached_to)
        if not data.attached_to:
            continue
        if report is not None and any(slug == data.slug and whole for _, slug, whole in report.inclusions):
            yield Held()
            continue
        near = Names(reports).near(data.attached_to) or (next(iter(reports)) if len(reports) == 1 else None)
        if report is not None:
            yield found("P103", data.at("附于"), "没有印", 报告=data.attached_to, 文件=data.slug)
        else:
            yield found(
                "P103",
                data.at("附于"),
                "没有报告",
                hint="近" if near else "没有报告",
                报告=data.attached_to,
                文件=data.slug,
                近=near or "",
            )
    for report in reports.values():
        for line, slug, whole in report.inclusions:
            if not whole:
                yield found("P103", Place(path=report.place.path, line=line, column=1), "夹在文字里", 文件=slug)
