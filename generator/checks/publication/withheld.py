"""不公开: what a document leaves out is there to be left out, by a law, and nothing that is printed lacks it unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.checks.tables_to_fill import has_inputs
from gongkai.checks.unread import resting_on
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import Finding, found
from gongkai.model.forms import TableForm
from gongkai.model.names import Names, listed
from gongkai.model.withheld import OmissionForm


def _omissions(case: Case) -> Iterable[OmissionForm]:
    return case.document.head.omissions


@each(_omissions)
def what_is_left_out_is_there(case: Case, one: OmissionForm) -> Iterator[Said]:
    """P208 不公开: the table, row or section is one of the edition's, and its basis names a law or a document."""
    place, edition = case.document.in_head("不公开"), case.document.edition
    form = edition.tables.get(one.table)
    if one.table and form is None:
        yield found(
            "P208",
            place,
            "没有表",
            名=one.table,
            近=_near(one.table, edition.tables),
            可=_known(one.table, edition.tables),
        )
    elif one.row and form is not None and not _has_row(form, one.row):
        yield found("P208", place, "没有行", 名=one.row, 表=one.table, 近=_near(one.row, form.row_names), 可="")
    sections = [section for _, section, _ in edition.walk() if section is not None and not section.table]
    names = {name for section in sections for name in (section.key, section.title) if name}
    if one.section and one.section not in names:
        titles = [section.title for section in sections]
        yield found(
            "P208", place, "没有节", 名=one.section, 近=_near(one.section, titles), 可=_known(one.section, titles)
        )
    if not word_pattern("P208", "依据").search(one.basis):
        yield found("P208", place, "依据", 依据=one.basis)


def _near(name: str, known: Iterable[str]) -> str:
    return Names(dict.fromkeys(known)).near(name) or ""


def _known(name: str, known: Iterable[str]) -> str:
    """What there is, where nothing is near."""
    return "" if _near(name, known) else listed(dict.fromkeys(known))


def _has_row(form: TableForm, row: str) -> bool:
    return form.is_code(row) if form.rule is not None else bool(form.row_names.get(row) or row in form.placed_rows)


def _resting(case: Case) -> Iterable[tuple[str, str]]:
    """Printed tables that are not left out, and the one that is left out from which their figures come, if any."""
    left_out = case.document.withheld
    if left_out.silent or not left_out.tables:
        return ()
    sources = [name for name in left_out.tables if name in case.document.edition.tables]
    filled = [name for name in sources if has_inputs(case.document.edition.tables[name])]
    found_ = resting_on(case.document.edition, filled)
    shown = (name for name in case.document.edition.shown_tables() if name not in left_out.tables)
    return [(name, found_.get(name, "")) for name in shown]


@each(_resting)
def nothing_rests_on_what_is_left_out(case: Case, one: tuple[str, str]) -> Iterator[Said]:
    """P208 不公开: a table that takes its figures from one that is left out would print zeros in their place."""
    name, source = one
    if source:
        yield found("P208", case.document.in_head("不公开"), "从那里来", 名=name, 源=source)


def _typed(case: Case) -> Iterable[Finding | None]:
    """What is typed though it is left out, or though there is said to be nothing; None for each thing that is not."""
    document = case.document
    left_out = document.withheld
    if left_out.nothing:
        if document.head.sum_of is not None:
            yield found("P208", document.in_head("没有收支"), "汇总")
        typed = (entry.table for entry in document.entries if any(one.amount.yuan for one in entry.amounts))
        yield from (found("P208", document.in_head("没有收支"), "还有数", 表=name) for name in dict.fromkeys(typed))
    for entry in document.entries:
        whole = bool(left_out.whole) or entry.table in left_out.tables
        if entry.amounts and (whole or left_out.row(entry.table, entry.row)):
            yield found("P208", entry.place, "有数", 名=entry.table if whole else f"{entry.table}·{entry.row}")
    if document.head.omissions or left_out.nothing:
        yield None


@each(_typed)
def nothing_is_typed_of_it(_case: Case, one: Finding | None) -> Iterator[Said]:
    """P208 不公开: what must not be published does not lie among what is published."""
    if one is not None:
        yield one
