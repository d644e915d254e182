"""版式的勾稽与版式是否合用: what an edition demands of the figures beside deriving them, and of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.case import Case
from generator.figures.formulas import Comparison, FormulaError, parse_comparison
from generator.model.amounts import Amount
from generator.model.edition import DocumentKind
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.places import Place

_EACH_ROW = re.compile(r"(?P<table>[^\s.]+)\.\*")
FOLDERS = {"final-accounts": DocumentKind.FINAL_ACCOUNTS, "budget": DocumentKind.BUDGET}


def edition_rules_hold(case: Case) -> Iterator[Finding]:
    """F301 版式规定的勾稽: equations between figures that the edition states (勾稽), within rounding (rule 2.1).

    They are for forms whose figures are entered on both sides, where nothing derives: 收入总计 = 支出总计.  A * stands
    for every row of the table before it.
    """
    for text in case.document.edition.rules:
        for spelled in _spelled(case, text):
            try:
                comparison = parse_comparison(spelled)
                left, right = (case.accounts.quantity(side) for side in (comparison.left, comparison.right))
            except FormulaError:
                continue  # the edition's own check tells
            if not _holds(comparison, left, right):
                yield Finding(
                    code=FindingCode.EDITION_RULE,
                    severity=Severity.INCONSISTENCY,
                    place=_place(case, comparison),
                    message=(
                        f"应当“{spelled}”：左边是{case.shown(left)}，右边是{case.shown(right)}，"
                        f"相差{case.shown(left - right)}"
                    ),
                    hint="请核对两边的数",
                )


def edition_fits(case: Case) -> Iterator[Finding]:
    """P201 版式与文件相符: the edition is for this year and this kind of document."""
    document = case.document
    edition = document.edition
    kind = FOLDERS.get(document.id.rsplit("/", 1)[-1])
    place = Place(path=f"{document.place.path}/document.yml")
    if kind is not None and edition.kind is not kind:
        yield Finding(
            code=FindingCode.WRONG_EDITION,
            severity=Severity.ERROR,
            place=place,
            message=f"这份文件是{kind.value}，版式“{edition.id}”是{edition.kind.value}的",
            hint=f"“版式”换成{kind.value}的版式，或把文件放进 {_folder(edition.kind)} 文件夹",
        )
    if edition.year != document.year:
        yield Finding(
            code=FindingCode.WRONG_EDITION,
            severity=Severity.WARNING,
            place=place,
            message=f"这份文件是{document.year}年的，版式“{edition.id}”是{edition.year}年度的",
            hint="核对“版式”；新年度的版式放在 templates/editions，写“继承”沿用上年的",
        )


def _folder(kind: DocumentKind) -> str:
    return next(folder for folder, known in FOLDERS.items() if known is kind)


def _spelled(case: Case, text: str) -> Iterator[str]:
    """The equation itself, or one for each row in the place of *."""
    each = _EACH_ROW.search(text)
    statement = case.accounts.statements.get(each["table"]) if each else None
    if statement is None:
        yield text
        return
    for row in statement.rows:
        if not row.blank:
            yield text.replace("*", row.key)


def _holds(comparison: Comparison, left: Amount, right: Amount) -> bool:
    difference = left - right
    match comparison.sign:
        case "≤":
            return difference.yuan <= difference.margin
        case "≥":
            return -difference.yuan <= difference.margin
        case _:
            return left.agrees(right)


def _place(case: Case, comparison: Comparison) -> Place:
    """Where a figure of either side was typed."""
    for side in (comparison.left, comparison.right):
        for part in case.accounts.deriver.references.evaluate(side):
            cell = case.accounts.cells.get(part.address) if part.address else None
            if cell is not None and cell.place is not None:
                return cell.place
    return Place(path=f"{case.document.place.path}/figures.yml")
