"""填好的工作簿 → 取来的内容."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.importing.intaking import Basket
from gongkai.importing.texts import folded
from gongkai.model.intake import Intake, TakenForm, TakenInput, TakenTotal
from gongkai.model.sheets import Sheet, Workbook
from gongkai.workbooks.filled.controls import read_controls
from gongkai.workbooks.filled.forms import FormReader, filled_forms
from gongkai.workbooks.filled.inputs import InputsReader
from gongkai.workbooks.filled.lines import Named
from gongkai.workbooks.filled.marks import form_of, is_aside, is_controls, is_inputs, marks_in, table_of, told_strange
from gongkai.workbooks.filled.tables import ReadTable, read_table
from gongkai.workbooks.ground import Ground


def read_filled(workbook: Workbook, ground: Ground) -> Intake:
    """Everything that was filled in, each value with its cell; what is wrong is told, by sheet and cell."""
    basket = Basket(workbook)
    told_strange(basket, workbook, ground)
    tables: dict[str, ReadTable] = {}
    places: dict[str, str] = {}
    inputs: list[TakenInput] = []
    totals: list[TakenTotal] = []
    forms: list[TakenForm] = []
    for sheet in workbook.sheets:
        form = form_of(sheet, ground) if not is_aside(sheet) else ""
        table = table_of(sheet, ground)
        if is_aside(sheet):
            continue
        if is_inputs(sheet):
            inputs.extend(InputsReader(ground, basket, sheet).read())
        elif is_controls(sheet):
            totals.extend(read_controls(basket, sheet))
        elif form:
            read = FormReader(ground, basket, sheet, form, len(forms) + 1).read()
            forms.extend([read] if read is not None else [])
        elif table in tables:
            basket.tell("I301", workbook.place(sheet), "两张", 表=table, 另=places[table])
        elif table:
            tables[table], places[table] = read_table(ground, basket, sheet, table), sheet.name
        else:
            _unknown(basket, sheet)
    _both(basket, ground, inputs)
    _names(basket, ground, [one for table in tables.values() for one in table.named])
    return Intake(
        figures=tuple(figure for table in tables.values() for figure in table.figures),
        empty=tuple(name for name, table in tables.items() if table.empty),
        inputs=tuple(inputs),
        totals=tuple(totals),
        forms=tuple(filled_forms(iter(forms), basket)),
        unused=tuple(basket.unused),
        made_from=marks_in(workbook),
        findings=tuple(basket.findings),
        digests=((workbook.name, workbook.digest),),
    )


def _both(basket: Basket, ground: Ground, inputs: Iterable[TakenInput]) -> None:
    """Tells of groups that are said not to be there (上年: 无), and filled in all the same."""
    filled = {ground.edition.group_of(one.path) for one in inputs}
    for one in inputs:
        if one.path in filled:
            basket.tell("I333", one.place, "无和数", 表=one.path)


def _unknown(basket: Basket, sheet: Sheet) -> None:
    basket.tell("I331", basket.workbook.place(sheet), 表=sheet.name.strip())


def _names(basket: Basket, ground: Ground, named: Iterable[Named]) -> None:
    """Tells of codes that nobody knows, and of names that are another code's."""
    listed = list(named)
    typed = {(ground.edition.lists.folder(one.by), one.code) for one in listed if one.name}
    typed |= set(ground.accounts.naming.typed)
    for one in dict.fromkeys(_coded(ground, listed)):
        known = ground.accounts.naming.listed(one.by).get(one.code, "")
        if known and one.name and folded(one.name) != folded(known):
            basket.tell("I207", one.name_place, "名称", 码=one.code, 应=known, 名=one.name)
        elif not known and (ground.edition.lists.folder(one.by), one.code) not in typed:
            kind, listed_ = ground.edition.lists.coded[one.by], ground.accounts.naming.listed(one.by)
            if any(code in listed_ for code in kind.above(one.code)):
                basket.tell("I333", one.place, "没有叫法", 填=one.code)
            else:
                basket.tell("I207", one.place, "没有", 码=one.code, 名=one.name)


def _coded(ground: Ground, named: Iterable[Named]) -> Iterator[Named]:
    return (one for one in named if one.by in ground.edition.lists.coded and one.code != "?")
