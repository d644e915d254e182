"""印出的科目: codes and names as the document prints them, in its tables and in its words (原文 applied)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.model.classification import SUBJECT
from gongkai.model.columns import ColumnKind
from gongkai.model.entries import OriginalWording
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.forms import TableForm
from gongkai.model.statements import Statement, StatementRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedCell:
    """印出的编码或名称 of one row of a table."""

    table: str
    kind: ColumnKind
    by: str
    """what the code is a code of: 科目, 经济科目 …"""
    code: str
    expected: str
    original: OriginalWording | None

    @property
    def printed(self) -> str:
        return self.original.applied(self.expected) if self.original else self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """与科目表不同的名称: where a code's name is printed otherwise."""

    code: str
    name: str
    where: str
    printed: str
    original: OriginalWording
    severity: Severity = Severity.INCONSISTENCY


def coded_cells(case: Case) -> Iterator[CodedCell]:
    """Code and name of every coded row of the printed tables."""
    originals = case.originals
    for name, statement in case.accounts.statements.items():
        by = _codes_of(statement.form)
        if not statement.form.hidden and by in statement.form.lists.coded:
            yield from _of_table(name, statement, by, originals)


def _of_table(name: str, statement: Statement, by: str, originals: dict[str, OriginalWording]) -> Iterator[CodedCell]:
    form = statement.form
    for row in (row for row in statement.rows if row.code and not row.department):
        for kind, column in _leading(form, row):
            yield CodedCell(
                table=form.title or name,
                kind=kind,
                by=by,
                code=row.code,
                expected=row.code if kind is ColumnKind.CODE else row.title,
                original=originals.get(f"{form.id}.{row.key}.{column}"),
            )


def _codes_of(form: TableForm) -> str:
    if not form.rules:
        return form.codes_are if any(row.code for row in form.fixed_rows) else ""
    return form.rules[0].by[0] if len(form.rules[0].by) == 1 else ""


def _leading(form: TableForm, row: StatementRow) -> Iterator[tuple[ColumnKind, str]]:
    """Whole codes and names; a code printed in three columns (类 款 项) is left out."""
    for column, leaf in form.parts[row.block].keyed:
        if leaf.kind is ColumnKind.NAME or (leaf.kind is ColumnKind.CODE and leaf.digits is None):
            yield leaf.kind, column


def codes_are_printed_right(case: Case) -> Iterator[Outcome]:
    """K203 印出的编码: a code has 3, 5 or 7 digits (经济科目 3 or 5), and is the row's own (rule R43)."""
    for cell in coded_cells(case):
        if cell.kind is not ColumnKind.CODE:
            continue
        classification = case.document.edition.lists.coded[cell.by]
        if cell.printed == cell.code and len(cell.code) in classification.lengths:
            yield Held()
        elif cell.original is not None:
            yield found(
                "K203",
                cell.original.place,
                表=cell.table,
                名=case.accounts.naming.of(cell.by, cell.code),
                印=cell.printed,
                位="" if len(cell.printed) in classification.lengths else len(cell.printed),
                应位=classification.digits,
                应=cell.code,
            )


def names_are_printed_alike(case: Case) -> Iterator[Outcome]:
    """K202 印出的名称: one code has one name everywhere, that of the year's list (rules R29, X08)."""
    deviations: dict[str, list[Deviation]] = defaultdict(list)
    for cell in coded_cells(case):
        if cell.kind is ColumnKind.NAME and cell.original is not None and cell.printed != cell.expected:
            deviations[cell.code].append(_of_cell(cell, cell.original))
        elif cell.kind is ColumnKind.NAME:
            yield Held()
    for deviation in _in_words(case):
        deviations[deviation.code].append(deviation)
    for same in deviations.values():
        yield from (_finding(deviation, same) for deviation in same)


def _of_cell(cell: CodedCell, original: OriginalWording) -> Deviation:
    return Deviation(code=cell.code, name=cell.expected, where=cell.table, printed=cell.printed, original=original)


def _in_words(case: Case) -> Iterator[Deviation]:
    """Names with their level, 技术研究与开发（款）, that the words of an original print otherwise."""
    tables = {form.id for form in case.document.edition.tables.values()}
    names = {cell.code: cell.expected for cell in coded_cells(case) if cell.by == SUBJECT}
    for original in case.document.originals:
        if original.where.partition(".")[0] not in tables:
            deviations = (_in_original(case, original, code, name) for code, name in _longest_first(names, original))
            yield from [one for one in deviations if one is not None][:1]


def _in_original(case: Case, original: OriginalWording, code: str, name: str) -> Deviation | None:
    level = f"（{case.document.edition.lists.level(SUBJECT, code)}）"
    if f"{name}{level}" not in original.expected or f"{name}{level}" in original.printed:
        return None
    return Deviation(
        code=code,
        name=name,
        where="情况说明",
        printed=original.printed,
        original=original,
        severity=Severity.WARNING if name in original.printed.replace(level, "") else Severity.INCONSISTENCY,
    )


def _longest_first(names: dict[str, str], original: OriginalWording) -> list[tuple[str, str]]:
    """Codes whose name the words hold: those that the place itself is about before others of the same name."""
    about = original.where.rpartition(".")[2]
    held = [(code, name) for code, name in names.items() if name in original.expected]
    return sorted(held, key=lambda pair: (-len(pair[1]), not about.startswith(pair[0])))


def _finding(deviation: Deviation, same: list[Deviation]) -> Finding:
    others = [other for other in same if other is not deviation]
    elsewhere = (f"{other.where}印作“{other.printed}”" for other in others if other.printed != deviation.printed)
    return found(
        "K202",
        deviation.original.place,
        severity=deviation.severity,
        related=tuple(other.original.place for other in others),
        处=deviation.where,
        编码=deviation.code,
        印=deviation.printed,
        应=deviation.name,
        别处="；".join(dict.fromkeys(elsewhere)),
    )
