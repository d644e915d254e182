"""印出的科目: codes and names as the document prints them, in its tables and in its words (原文 applied)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.deviations import Area, Deviation, deviations
from gongkai.checks.outcomes import Said, each
from gongkai.model.classification import SUBJECT
from gongkai.model.columns import ColumnKind
from gongkai.model.entries import OriginalWording
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.forms import BlockForm, TableForm
from gongkai.model.statements import Statement


class CodedCell(Struct, frozen=True, kw_only=True):
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


class OtherName(Struct, frozen=True, kw_only=True):
    """与科目表不同的名称: where a code's name is printed otherwise."""

    code: str
    name: str
    where: str
    printed: str
    original: OriginalWording
    severity: Severity = Severity.INCONSISTENCY


@lru_cache(maxsize=2)
def coded_cells(case: Case) -> tuple[CodedCell, ...]:
    """Code and name of every coded row of the printed tables; kept for the rules that ask for them."""
    return tuple(_coded_cells(case))


def _coded_cells(case: Case) -> Iterator[CodedCell]:
    originals = case.originals
    for name, statement in case.accounts.statements.items():
        by = _codes_of(statement.form)
        if not statement.form.hidden and by in statement.form.lists.coded:
            yield from _of_table(name, statement, by, originals)


def _of_table(name: str, statement: Statement, by: str, originals: dict[str, OriginalWording]) -> Iterator[CodedCell]:
    form = statement.form
    leading = [tuple(_leading(block)) for block in form.parts]
    for row in (row for row in statement.rows if row.code and not row.department):
        for kind, column in leading[row.block]:
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


def _leading(block: BlockForm) -> Iterator[tuple[ColumnKind, str]]:
    """Whole codes and names; a code printed in three columns (类 款 项) is left out."""
    for column, leaf in block.keyed:
        if leaf.kind is ColumnKind.NAME or (leaf.kind is ColumnKind.CODE and leaf.digits is None):
            yield leaf.kind, column


def _codes(case: Case) -> Iterator[CodedCell]:
    return (cell for cell in coded_cells(case) if cell.kind is ColumnKind.CODE)


def _is_wrong(case: Case, cell: CodedCell) -> bool:
    lengths = case.document.edition.lists.coded[cell.by].lengths
    return cell.original is not None and (cell.printed != cell.code or len(cell.code) not in lengths)


@each(_codes)
def codes_are_printed_right(case: Case, cell: CodedCell) -> Iterator[Said]:
    """K203 印出的编码: a code has 3, 5 or 7 digits (经济科目 3 or 5), and is the row's own (rule R43)."""
    if cell.original is not None and _is_wrong(case, cell):
        classification = case.document.edition.lists.coded[cell.by]
        yield found(
            "K203",
            cell.original.place,
            "一行",
            表=cell.table,
            名=case.accounts.naming.of(cell.by, cell.code),
            印=cell.printed,
            位="" if len(cell.printed) in classification.lengths else len(cell.printed),
            应位=classification.digits,
            应=cell.code,
        )


def _parts(case: Case) -> Iterator[Deviation]:
    """原文 of codes that stand in several columns, of which each is a part."""
    told = {cell.original.place for cell in _codes(case) if cell.original is not None and _is_wrong(case, cell)}
    return (one for one in deviations(case) if one.area is Area.CODE and one.place not in told)


@each(_parts)
def parts_of_codes_are_printed_right(_case: Case, one: Deviation) -> Iterator[Said]:
    """K203 印出的编码: a part of a code is the row's own (rule R43); what is right is not recorded."""
    yield found("K203", one.place, "一格", 处=one.subject, 印=one.as_printed, 应=one.derived)


def _names(case: Case) -> Iterator[list[OtherName]]:
    """Printed names: nothing for one that is the list's, and all others of a code together."""
    others: dict[str, list[OtherName]] = defaultdict(list)
    for cell in coded_cells(case):
        if cell.kind is ColumnKind.NAME and cell.original is not None and cell.printed != cell.expected:
            others[cell.code].append(_of_cell(cell, cell.original))
        elif cell.kind is ColumnKind.NAME:
            yield []
    for other in _in_words(case):
        others[other.code].append(other)
    yield from others.values()


@each(_names)
def names_are_printed_alike(_case: Case, same: list[OtherName]) -> Iterator[Said]:
    """K202 印出的名称: one code has one name everywhere, that of the year's list (rules R29, X08)."""
    return (_finding(other, same) for other in same)


def _of_cell(cell: CodedCell, original: OriginalWording) -> OtherName:
    return OtherName(code=cell.code, name=cell.expected, where=cell.table, printed=cell.printed, original=original)


def _in_words(case: Case) -> Iterator[OtherName]:
    """Names with their level, 技术研究与开发（款）, that the words of an original print otherwise."""
    names = {cell.code: cell.expected for cell in coded_cells(case) if cell.by == SUBJECT}
    for one in deviations(case):
        if one.area is Area.TEXT:
            others = (_in_sentence(case, one, code, name) for code, name in _longest_first(names, one))
            yield from [other for other in others if other is not None][:1]


def _in_sentence(case: Case, one: Deviation, code: str, name: str) -> OtherName | None:
    """The whole name of which an original prints some other signs."""
    level = f"（{case.document.edition.lists.level(SUBJECT, code)}）"
    printed = one.printed_for(name + level)
    if printed is None or (name + level in one.as_printed and not _has_some_of(name, printed)):
        return None
    only_moved = name in printed.replace(level, "")
    return OtherName(
        code=code,
        name=name,
        where="情况说明",
        printed=printed,
        original=one.original,
        severity=Severity.WARNING if only_moved else Severity.INCONSISTENCY,
    )


def _has_some_of(name: str, printed: str) -> bool:
    """Whether something is left of a name; else it was moved away with its clause."""
    return any(name[at : at + 2] in printed for at in range(len(name) - 1))


def _longest_first(names: dict[str, str], one: Deviation) -> list[tuple[str, str]]:
    """Codes whose name a sentence holds: those that the place itself is about before others of the same name."""
    about = one.original.where.rpartition(".")[2]
    held = [(code, name) for code, name in names.items() if name in one.derived]
    return sorted(held, key=lambda pair: (-len(pair[1]), not about.startswith(pair[0])))


def _finding(one: OtherName, same: list[OtherName]) -> Finding:
    others = [other for other in same if other is not one]
    elsewhere = (f"{other.where}印作“{other.printed}”" for other in others if other.printed != one.printed)
    return found(
        "K202",
        one.original.place,
        severity=one.severity,
        related=tuple(other.original.place for other in others),
        处=one.where,
        编码=one.code,
        印=one.printed,
        应=one.name,
        别处="；".join(dict.fromkeys(elsewhere)),
    )
