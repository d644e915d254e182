"""填好的工作簿 → 取来的内容."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct, field

from gongkai.importing.intaking import Basket
from gongkai.importing.texts import folded
from gongkai.model.intake import Intake, TakenForm, TakenInput, TakenTotal
from gongkai.model.sheets import Sheet, Workbook
from gongkai.workbooks.filled.controls import read_controls
from gongkai.workbooks.filled.dealings import read_dealings
from gongkai.workbooks.filled.forms import FormReader, filled_forms
from gongkai.workbooks.filled.inputs import InputsReader
from gongkai.workbooks.filled.lines import Named
from gongkai.workbooks.filled.marks import (
    form_of,
    is_aside,
    is_controls,
    is_dealings,
    is_inputs,
    marks_in,
    table_of,
    told_strange,
)
from gongkai.workbooks.filled.tables import ReadTable, read_table
from gongkai.workbooks.ground import Ground


class _Read(Struct):
    """What was read of the sheets."""

    tables: dict[str, ReadTable] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """the sheet of each table"""
    inputs: list[TakenInput] = field(default_factory=list)
    totals: list[TakenTotal] = field(default_factory=list)
    forms: list[TakenForm] = field(default_factory=list)


def read_filled(workbook: Workbook, ground: Ground) -> Intake:
    """Everything that was filled in, each value with its cell; what is wrong is told, by sheet and cell."""
    basket = Basket(workbook)
    told_strange(basket, workbook, ground)
    read = _Read()
    for sheet in workbook.sheets:
        if is_aside(sheet):
            continue
        form, table = form_of(sheet, ground), table_of(sheet, ground)
        if is_inputs(sheet):
            read.inputs.extend(InputsReader(ground, basket, sheet).read())
        elif is_dealings(sheet):
            read.inputs.extend(read_dealings(basket, sheet, len(ground.document.head.dealings)))
        elif is_controls(sheet):
            read.totals.extend(read_controls(basket, sheet))
        elif form:
            filled = FormReader(ground, basket, sheet, form, len(read.forms) + 1).read()
            read.forms.extend([filled] if filled is not None else [])
        elif table in read.tables:
            basket.tell("I301", workbook.place(sheet), "两张", 表=table, 另=read.places[table])
        elif table:
            read.tables[table], read.places[table] = read_table(ground, basket, sheet, table), sheet.name
        else:
            _unknown(basket, sheet)
    _both(basket, ground, read.inputs)
    tables = read.tables.values()
    _names(basket, ground, chain.from_iterable(table.named for table in tables))
    return Intake(
        figures=tuple(chain.from_iterable(table.figures for table in tables)),
        empty=tuple(name for name, table in read.tables.items() if table.empty),
        inputs=tuple(read.inputs),
        totals=tuple(read.totals),
        forms=tuple(filled_forms(iter(read.forms), basket)),
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
    listed, folder = list(named), ground.edition.lists.folder
    typed = {(folder(one.by), one.code) for one in listed if one.name} | set(ground.accounts.naming.typed)
    for one in dict.fromkeys(_coded(ground, listed)):
        codes = ground.accounts.naming.listed(one.by)
        known = codes.get(one.code, "")
        if known and one.name and folded(one.name) != folded(known):
            basket.tell("I207", one.name_place, "名称", 码=one.code, 应=known, 名=one.name)
        elif not known and (folder(one.by), one.code) not in typed:
            if codes.keys().isdisjoint(ground.edition.lists.coded[one.by].above(one.code)):
                basket.tell("I207", one.place, "没有", 码=one.code, 名=one.name)
            else:
                basket.tell("I333", one.place, "没有叫法", 填=one.code)


def _coded(ground: Ground, named: Iterable[Named]) -> Iterator[Named]:
    return (one for one in named if one.by in ground.edition.lists.coded and one.code != "?")
