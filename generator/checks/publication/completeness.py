"""完整性: every table and every section that the edition mandates is there."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.unread import reason
from gongkai.figures.classify_entries import is_input
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.forms import RowForm, TableForm
from gongkai.model.names import Names
from gongkai.model.places import Place

NOT_DONE = "没有开展的，在情况说明里写明；不要求本部门做的，在 waivers.yml 里写明"


def has_inputs(form: TableForm) -> bool:
    """Whether people fill the table: some cell derives from nothing."""
    if form.hidden:
        return False
    if form.rule is not None:
        return any(is_input(form, "", column) for column in form.parts[0].amounts)
    return any(
        is_input(form, row.name, column)
        for block in form.parts
        for row in block.fixed
        if not _sums_others(form, row)
        for column in block.amounts
    ) or any(form.parts[index].typed for index, _ in form.placed_rules)


def _sums_others(form: TableForm, row: RowForm) -> bool:
    """A row of a code that others stand below (301 above 30101)."""
    return bool(row.code) and any(
        other.code != row.code and other.code.startswith(row.code) for other in form.fixed_rows
    )


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
        yield Finding(
            code=FindingCode.MISSING_TABLE,
            severity=Severity.ERROR,
            place=Place(path=f"{document.place.path}/figures.yml"),
            message=f"没有“{name}”的数",
            hint=f"请填这张表；确实没有数据的，写“{name}: 无”",
        )


def mandatory(form: TableForm) -> bool:
    """Tables that only add a column to what others hold (年初结转 of a fund) may be left out."""
    return not any(leaf.pull for block in form.parts for leaf in block.leaves)


def performance_is_there(case: Case) -> Iterator[Outcome]:
    """P103 绩效表单和报告齐全: reports that the edition's sections show, and one of the forms that stand together.

    财预〔2016〕143号; 预算法实施条例.
    """
    document = case.document
    have = {data.form for data in document.performance}
    for part in document.edition.parts:
        for section in part.sections:
            for item in section.items:
                if have.intersection(item.forms):
                    yield Held()
                elif item.forms:
                    names = "或".join(f"“{name}”" for name in item.forms)
                    yield _absent(case, f"没有{names}", NOT_DONE)
                if item.report and item.report not in document.reports and not _nothing_done(case, item.report_on):
                    yield _absent(case, f"没有报告 reports/{item.report}.md", "开展了重点绩效评价的，应当公开评价报告")


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
        told = f"reports 里没有 {data.attached_to}.md" if report is None else f"报告里没有 [[绩效:{data.slug}]] 这一行"
        hint = f"是不是“附于: {near}”？" if report is None and near else f"在报告里单独写一行 [[绩效:{data.slug}]]"
        yield _lost(data.at("附于"), f"这张表单写了“附于: {data.attached_to}”，{told}，这张表哪里都不印", hint)
    for report in reports.values():
        for line, slug, whole in report.inclusions:
            if not whole:
                place = Place(path=report.place.path, line=line, column=1)
                yield _lost(place, f"“[[绩效:{slug}]]”夹在别的文字里，放不进表单", "单独写一行，前后空一行")


def _lost(place: Place, message: str, hint: str) -> Finding:
    return Finding(
        code=FindingCode.MISSING_PERFORMANCE, severity=Severity.ERROR, place=place, message=message, hint=hint
    )


def _absent(case: Case, message: str, hint: str) -> Finding:
    return Finding(
        code=FindingCode.MISSING_PERFORMANCE,
        severity=Severity.WARNING,
        place=case.document.place,
        message=message,
        hint=hint,
    )


RULES = (
    Rule(code=FindingCode.MISSING_TABLE, check=tables_are_filled),
    Rule(code=FindingCode.MISSING_PERFORMANCE, check=performance_is_there),
    Rule(code=FindingCode.MISSING_PERFORMANCE, check=reports_show_their_forms),
)
