"""印出的科目: codes and names as the document prints them, in its tables and in its words (原文 applied)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.classification import SUBJECT
from gongkai.model.columns import ColumnKind
from gongkai.model.entries import OriginalWording
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.forms import TableForm
from gongkai.model.statements import StatementRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedCell:
    """印出的编码或名称 of one row of a table."""

    table: str
    kind: ColumnKind
    by: str
    """what the code is a code of: 科目, 经济科目 …"""
    code: str
    expected: str
    printed: str
    original: OriginalWording | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """与科目表不同的名称: where a code's name is printed otherwise."""

    code: str
    name: str
    where: str
    printed: str
    original: OriginalWording
    severity: Severity


def coded_cells(case: Case) -> Iterator[CodedCell]:
    """Code and name of every coded row of the printed tables."""
    originals = {original.where: original for original in case.document.originals}
    for name, statement in case.accounts.statements.items():
        form = statement.form
        by = _codes_of(form)
        if form.hidden or by not in form.lists.coded:
            continue
        for row in statement.rows:
            for kind, column in _leading(form, row) if row.code and not row.department else ():
                expected = row.code if kind is ColumnKind.CODE else row.title
                original = originals.get(f"{form.id}.{row.key}.{column}")
                printed = expected.replace(original.expected, original.printed, 1) if original else expected
                yield CodedCell(
                    table=form.title or name,
                    kind=kind,
                    by=by,
                    code=row.code,
                    expected=expected,
                    printed=printed,
                    original=original,
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
    held = 0
    for cell in coded_cells(case):
        if cell.kind is not ColumnKind.CODE:
            continue
        classification = case.document.edition.lists.coded[cell.by]
        lengths = classification.lengths
        known = cell.printed == cell.code and len(cell.code) in lengths
        if known or cell.original is None:
            held += known
            continue
        shape = "" if len(cell.printed) in lengths else f"，有{len(cell.printed)}位，应为{classification.digits}位"
        yield Finding(
            code=FindingCode.PRINTED_CODE,
            severity=Severity.INCONSISTENCY,
            place=cell.original.place,
            message=f"{cell.table}：“{case.accounts.naming.of(cell.by, cell.code)}”的编码印作“{cell.printed}”{shape}",
            hint=f"按填报和其他各表应为{cell.code}",
        )
    if held:
        yield Held(count=held)


def names_are_printed_alike(case: Case) -> Iterator[Outcome]:
    """K202 印出的名称: one code has one name everywhere, that of the year's list (rules R29, X08)."""
    deviations: dict[str, list[Deviation]] = {}
    held = 0
    for cell in coded_cells(case):
        if cell.kind is not ColumnKind.NAME:
            continue
        if cell.original is None or cell.printed == cell.expected:
            held += 1
            continue
        deviations.setdefault(cell.code, []).append(_of_cell(cell, cell.original))
    for deviation in _in_words(case):
        deviations.setdefault(deviation.code, []).append(deviation)
    for found in deviations.values():
        for deviation in found:
            yield _finding(deviation, found)
    if held:
        yield Held(count=held)


def _of_cell(cell: CodedCell, original: OriginalWording) -> Deviation:
    return Deviation(
        code=cell.code,
        name=cell.expected,
        where=cell.table,
        printed=cell.printed,
        original=original,
        severity=Severity.INCONSISTENCY,
    )


def _in_words(case: Case) -> Iterator[Deviation]:
    """Names with their level, 技术研究与开发（款）, that the words of an original print otherwise."""
    tables = {form.id for form in case.document.edition.tables.values()}
    classification = case.document.edition.lists.coded.get(SUBJECT)
    names = {cell.code: cell.expected for cell in coded_cells(case) if cell.by == SUBJECT}
    for original in case.document.originals:
        if original.where.partition(".")[0] in tables:
            continue
        for code, name in _longest_first(names, original):
            level = f"（{classification.level(code) if classification else ''}）"
            token = f"{name}{level}"
            if token in original.expected and token not in original.printed:
                bare = original.printed.replace(level, "")
                yield Deviation(
                    code=code,
                    name=name,
                    where="情况说明",
                    printed=original.printed,
                    original=original,
                    severity=Severity.WARNING if name in bare else Severity.INCONSISTENCY,
                )
                break


def _longest_first(names: dict[str, str], original: OriginalWording) -> list[tuple[str, str]]:
    """Codes whose name the words hold: those that the place itself is about before others of the same name."""
    about = original.where.rpartition(".")[2]
    found = [(code, name) for code, name in names.items() if name in original.expected]
    return sorted(found, key=lambda pair: (-len(pair[1]), not about.startswith(pair[0])))


def _finding(deviation: Deviation, found: list[Deviation]) -> Finding:
    others = [other for other in found if other is not deviation and other.printed != deviation.printed]
    elsewhere = "；".join(dict.fromkeys(f"{other.where}印作“{other.printed}”" for other in others))
    return Finding(
        code=FindingCode.PRINTED_NAME,
        severity=deviation.severity,
        place=deviation.original.place,
        message=(
            f"{deviation.where}：{deviation.code}印作“{deviation.printed}”，科目表里是“{deviation.name}”"
            + (f"；{elsewhere}" if elsewhere else "")
        ),
        hint="同一个科目在各表和情况说明里用同一个名称",
        related=tuple(other.original.place for other in found if other is not deviation),
    )


RULES = (
    Rule(code=FindingCode.PRINTED_NAME, check=names_are_printed_alike),
    Rule(code=FindingCode.PRINTED_CODE, check=codes_are_printed_right),
)
