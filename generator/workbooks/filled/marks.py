"""记号: which sheet is what, and whether the workbook is one of ours and for this document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.importing.intaking import Basket
from gongkai.importing.texts import folded
from gongkai.model.amounts import UNIT_PATTERN
from gongkai.model.sheets import Sheet, Workbook
from gongkai.workbooks.code_lists import SHEET as CODES
from gongkai.workbooks.controls_sheet import HEADS as CONTROL_HEADS
from gongkai.workbooks.dealings_sheet import HEADS as DEALING_HEADS
from gongkai.workbooks.form_lines import FORM
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.guide_sheet import SHEET as GUIDE
from gongkai.workbooks.inputs_plan import LINE_HEADS
from gongkai.workbooks.made_from import FOR, read_marks
from gongkai.workbooks.made_from import SHEET as MADE_FROM
from gongkai.workbooks.table_sheet import EMPTY_LABEL

TOP = 12
"""rows in which titles and heads are looked for"""
_EDITION = re.compile(r"版式:.*\(([a-z0-9-]+)\)$")
_WHOSE = re.compile(r"(?P<name>\S+) (?P<year>\d{4})年度 (?P<kind>\S+) 金额单位")
_YEAR = re.compile(r"(\d{4})年度")
_UNIT = re.compile(rf"金额单位:({UNIT_PATTERN})")


def is_ours(workbook: Workbook) -> bool:
    """Whether a workbook was made by `gongkai workbook`."""
    return any(_is_guide(sheet) or is_inputs(sheet) or _has(sheet, EMPTY_LABEL) for sheet in workbook.sheets)


def marks_in(workbook: Workbook) -> dict[str, str]:
    """What a workbook of ours was made from; nothing where the sheet is gone."""
    return next((read_marks(one) for one in workbook.sheets if one.name == MADE_FROM), {})


def made_for(workbook: Workbook) -> str:
    """The id of the document that a workbook of ours was made for; "" where it does not say."""
    return marks_in(workbook).get(FOR, "")


def said_to_be(workbook: Workbook) -> tuple[str, int, str]:
    """Whose it is as its guide says: 部门名称, 年度, 全称 of the kind; nothing where it says nothing."""
    guides = (sheet for sheet in workbook.sheets if _is_guide(sheet))
    texts = (" ".join(cell.text.split()) for sheet in guides for row in (1, 2, 3) for cell in sheet.row(row))
    told = next((match for text in texts if (match := _WHOSE.match(text))), None)
    return (told["name"], int(told["year"]), told["kind"]) if told else ("", 0, "")


def top_texts(sheet: Sheet) -> Iterator[str]:
    """Texts of the first rows, as they are compared."""
    for row in range(1, min(sheet.rows, TOP) + 1):
        yield from (folded(cell.text) for cell in sheet.row(row) if cell.text.strip())


def _has(sheet: Sheet, text: str) -> bool:
    return any(one.startswith(folded(text)) for one in top_texts(sheet))


def _is_guide(sheet: Sheet) -> bool:
    return folded(sheet.name) == GUIDE or (_has(sheet, GUIDE) and _has(sheet, "版式:"))


def is_aside(sheet: Sheet) -> bool:
    """Whether nothing is filled in on a sheet: the guide, the codes, what the workbook was made from."""
    return _is_guide(sheet) or folded(sheet.name) in (CODES, MADE_FROM) or not sheet.cells


def is_inputs(sheet: Sheet) -> bool:
    return head_row(sheet, LINE_HEADS[:2]) > 0


def is_controls(sheet: Sheet) -> bool:
    return head_row(sheet, CONTROL_HEADS[:4]) > 0


def is_dealings(sheet: Sheet) -> bool:
    return head_row(sheet, DEALING_HEADS[:3]) > 0


def head_row(sheet: Sheet, heads: tuple[str, ...]) -> int:
    """The first row that has all of some heads; 0 if none has."""
    for row in range(1, min(sheet.rows, TOP) + 1):
        if {folded(head) for head in heads} <= {folded(cell.text) for cell in sheet.row(row)}:
            return row
    return 0


def form_of(sheet: Sheet, ground: Ground) -> str:
    """The kind of performance form that a sheet holds; "" for another sheet."""
    kinds = {folded(name): name for name in ground.edition.performance}
    for (row, column), cell in sheet.cells.items():
        beside = sheet.at(row, column + 1)
        if folded(cell.text) == FORM and beside is not None and folded(beside.text) in kinds:
            return kinds[folded(beside.text)]
    titles = {folded(ground.words(form.title or name)): name for name, form in ground.edition.performance.items()}
    return next((titles[text] for text in top_texts(sheet) if text in titles), "")


def table_of(sheet: Sheet, ground: Ground) -> str:
    """The table that a sheet holds, by its title, else by the sheet's name; "" for another sheet."""
    titles: dict[str, str] = {}
    for name, form in ground.edition.tables.items():
        for text in (*form.former, name, ground.title(name, form)):
            titles[folded(text)] = name
    found = next((titles[text] for text in top_texts(sheet) if text in titles), "")
    return found or titles.get(folded(sheet.name), "") or _cut(folded(sheet.name), titles)


def _cut(name: str, titles: dict[str, str]) -> str:
    """A sheet's name that was cut off."""
    found = {table for title, table in titles.items() if len(name) > 20 and title.startswith(name)}
    return found.pop() if len(found) == 1 else ""


def told_strange(basket: Basket, workbook: Workbook, ground: Ground) -> None:
    """Tells where the workbook is one for another document, edition, year or unit."""
    if made_for(workbook) not in ("", ground.document.id):
        basket.tell("I332", workbook.place(workbook.sheets[0]), "文件", 填=made_for(workbook), 应=ground.document.id)
        return
    for sheet in workbook.sheets:
        guide, form = _is_guide(sheet), form_of(sheet, ground)
        for (row, column), cell in sorted(sheet.cells.items()):
            if row > TOP:
                break
            wanted = _of_guide(row, ground) if guide else ()
            if not form:
                wanted = (*wanted, ("单位", _UNIT, ground.unit))
            for what, pattern, own in wanted:
                said = pattern.search(folded(cell.text))
                if said and said[1] != own:
                    basket.tell("I332", workbook.place(sheet, row, column), what, 填=said[1], 应=own)
                    break


def _of_guide(row: int, ground: Ground) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """What a row of the sheet of instructions can say of the document: the edition, in its first rows the year."""
    edition = ("版式", _EDITION, ground.edition.id)
    return (edition, ("年度", _YEAR, str(ground.document.year))) if row < 3 else (edition,)
