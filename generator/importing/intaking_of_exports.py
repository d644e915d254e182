"""导出表 → 导入的内容: what was worked out of exports, in the document's unit and as its files say it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from gongkai.importing.export import Export, attribute_of
from gongkai.importing.figure import Figure
from gongkai.importing.request import Request
from gongkai.model.edition import InputKind, declared
from gongkai.model.intake import Intake, TakenFigure, TakenInput
from gongkai.model.places import NOWHERE


def intake_of(export: Export, request: Request) -> Intake:
    """Figures, inputs and empty tables; control totals are chosen when the document with these can be looked at."""
    return Intake(
        figures=(*_names(export, request), *(_figure(one, request) for one in export.figures if one.number)),
        empty=tuple(_empty(export, request)),
        inputs=tuple(_inputs(export, request)),
        unused=export.unused,
        findings=export.findings,
    )


def typed_amount(yuan: Decimal, request: Request) -> str:
    """An amount as it is typed in the document's unit."""
    value = (yuan / request.unit.yuan).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{value:f}"


def _figure(one: Figure, request: Request) -> TakenFigure:
    table, row, column = one.address
    form = request.edition.tables[table]
    attribute = attribute_of(request)
    default = form.attributes[attribute].default if attribute in form.attributes else ""
    return TakenFigure(
        table=table,
        row=row,
        fields=((attribute, one.fund),) if one.fund and one.fund != default else (),
        column=column,
        number=typed_amount(one.number, request),
        place=one.place,
        computed=one.computed,
        also=one.also,
    )


def _names(export: Export, request: Request) -> Iterator[TakenFigure]:
    """Names of codes that no list has, each in the first table that has its row."""
    first: dict[str, Figure] = {}
    for one in export.figures:
        form = request.edition.tables[one.address.table]
        if one.number and form.rule is not None and form.rows_are == "科目" and form.name_fields:
            first.setdefault(one.address.row, one)
    for code, name in export.names.items():
        below = [one for row, one in first.items() if row.startswith(code)]
        if below:
            one = first.get(code, below[0])
            column = request.edition.tables[one.address.table].name_fields[0]
            yield TakenFigure(table=one.address.table, row=code, column=column, number=name, place=one.place)


def _empty(export: Export, request: Request) -> Iterator[str]:
    """Tables that were read and show no figure."""
    filled = {one.address.table for one in export.figures if one.number}
    filled |= {one.address.table for one in export.seen if one.address is not None and one.number}
    for table in export.tables:
        form = request.edition.tables[table]
        if table not in filled and not form.hidden:
            yield table


def _inputs(export: Export, request: Request) -> Iterator[TakenInput]:
    taken: dict[str, TakenInput] = {}
    for one in export.seen:
        form = declared(request.edition.inputs, one.path) if one.path else None
        if form is None or one.place == NOWHERE:
            continue
        counted = form[0].kind is InputKind.COUNT
        value = f"{one.number:f}" if counted else typed_amount(one.number, request)
        taken.setdefault(one.path, TakenInput(path=one.path, value=value, place=one.place))
    yield from taken.values()
