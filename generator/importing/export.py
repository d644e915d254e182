"""导出表 → 填报的数: workbooks of other systems read, worked out, compared with themselves, and added up over units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.figures.derivation import derive
from gongkai.figures.formulas import FormulaError
from gongkai.importing.figure import Figure, ten_thousandfold
from gongkai.importing.intaking import Basket, Seen
from gongkai.importing.names import names_of
from gongkai.importing.parts import parts_are_within
from gongkai.importing.recognising import ReadWorkbook, read_workbook
from gongkai.importing.request import Request
from gongkai.importing.sheet_reading import Reading
from gongkai.importing.solving import Solver
from gongkai.importing.targets import INPUT, target_of
from gongkai.importing.units import of_units, of_years
from gongkai.model.amounts import Amount
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.findings import Finding, errors, found
from gongkai.model.intake import UnusedCell
from gongkai.model.names import listed
from gongkai.model.places import Place
from gongkai.model.sheets import Workbook

ZERO = Decimal(0)
PLACES, MOST_BEHIND = 2, 10
"""decimals of a rounded figure, and how many cells are behind one that was computed"""


class Export(Struct, frozen=True, kw_only=True):
    """导出表里的全部: figures in 元, and everything that was seen, added up over units."""

    figures: tuple[Figure, ...] = ()
    seen: tuple[Seen, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """codes that no list has → their names"""
    tables: tuple[str, ...] = ()
    """tables of the edition that were read"""
    unused: tuple[UnusedCell, ...] = ()
    findings: tuple[Finding, ...] = ()


class _Solved(Struct, frozen=True, kw_only=True):
    workbook: ReadWorkbook
    figures: tuple[Figure, ...] = ()
    totals: tuple[Seen, ...] = ()

    @property
    def seen(self) -> Iterator[Seen]:
        yield from (one for reading in self.workbook.readings for one in reading.seen if not one.item)
        yield from (one for reading in self.workbook.readings for one in reading.proofs)
        yield from self.totals


def read_exports(workbooks: Sequence[Workbook], request: Request) -> Export:
    """All of them, one unit or year each."""
    findings: list[Finding] = []
    read = list(_read_all(workbooks, request, findings))
    year = request.document.year
    findings += of_years(read, year)
    findings += of_units([one for one in read if one.year == year], request)
    own, earlier = ([_solved(one, request) for one in read if one.year == at] for at in (year, year - 1))
    findings += chain.from_iterable(one.basket.findings for one in read)
    names, told = names_of([one.workbook for one in own], request)
    findings = list(dict.fromkeys((*findings, *told)))
    if not errors(findings):
        findings += _nothing_taken(own)
    export = Export(unused=tuple(chain.from_iterable(one.basket.unused for one in read)), findings=tuple(findings))
    if errors(findings):
        return export
    return replace(
        export,
        figures=_added_figures(list(chain.from_iterable(one.figures for one in own))),
        seen=(*_added_seen([list(one.seen) for one in own]), *_of_last_year(earlier, request)),
        names=names,
        tables=tuple(dict.fromkeys(filter(None, (one.wanted.table for one in _readings(own))))),
    )


def _read_all(workbooks: Iterable[Workbook], request: Request, findings: list[Finding]) -> Iterator[ReadWorkbook]:
    """Those of which a sheet is known; the others are told."""
    for workbook in workbooks:
        one = read_workbook(workbook, request)
        if one is not None:
            yield one
            continue
        sheets = listed(sheet.name.strip() for sheet in workbook.sheets)
        findings.append(found("I311", Place(path=workbook.name), "表", 表=sheets))


def _readings(solved: Iterable[_Solved]) -> Iterator[Reading]:
    return chain.from_iterable(one.workbook.readings for one in solved)


def _nothing_taken(own: Sequence[_Solved]) -> Iterator[Finding]:
    """Tells of tables that were read and hold no figure at all."""
    if own and not any(one.figures or any(seen.path for seen in one.seen) for one in own):
        tables = listed(reading.wanted.name for reading in _readings(own))
        yield found("I311", Place(path=own[0].workbook.basket.workbook.name), "数", 表=tables)


def _solved(read: ReadWorkbook, request: Request) -> _Solved:
    if errors(read.basket.findings):
        return _Solved(workbook=read)
    solver = Solver(request.edition, read.readings, request.funds, read.basket)
    figures = solver.solve()
    if not errors(read.basket.findings):
        _compared(read, figures, request, solver.totals)
        parts_are_within(read, figures)
    return _Solved(workbook=read, figures=figures, totals=tuple(solver.totals))


def _entries(figures: Iterable[Figure], attribute: str, margin: Decimal) -> tuple[Entry, ...]:
    """Figures as rows of figures.yml; `margin`: what rounding hides in one cell."""
    rows: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for one in figures:
        rows[one.address.table, one.address.row, one.fund].append(one)
    return tuple(
        Entry(
            table=table,
            row=row,
            fields=((attribute, fund),) if fund else (),
            amounts=tuple(
                EnteredAmount(column=one.address.column, amount=_amount(one, margin), place=one.place) for one in found_
            ),
            place=found_[0].place,
        )
        for (table, row, fund), found_ in rows.items()
    )


def _amount(figure: Figure, margin: Decimal) -> Amount:
    return Amount(yuan=figure.number, margin=margin * (MOST_BEHIND if figure.computed else 1))


def attribute_of(request: Request) -> str:
    return request.edition.funds.attribute if request.edition.funds is not None else "资金"


def _compared(read: ReadWorkbook, figures: tuple[Figure, ...], request: Request, totals: Iterable[Seen]) -> None:
    """Every cell that derives beside what the figures come to: the sheets have to say the same."""
    margin = max((unit.margin(PLACES) for unit in read.units), default=ZERO)  # nothing in 元
    accounts = derive(request.edition, _entries(figures, attribute_of(request), margin), request.naming)
    seen = (one for reading in read.readings for one in (*reading.seen, *reading.proofs))
    for one in (*seen, *totals):
        if one.item or INPUT in one.quantity:
            continue
        try:
            derived = accounts.quantity(one.quantity)
        except FormulaError:
            continue
        if not derived.agrees(Amount(yuan=one.number, margin=margin)):
            _tell_apart(read.basket, one, derived.yuan)


def _tell_apart(basket: Basket, one: Seen, derived: Decimal) -> None:
    variant = "单位" if ten_thousandfold(one.number, derived) else "不同"
    basket.tell(
        "I312",
        one.place,
        variant,
        名=one.quantity.replace(".", "·"),
        数=f"{one.number:,.2f}",
        应=f"{derived:,.2f}",
        差=f"{abs(one.number - derived):,.2f}",
    )


def _added_figures(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures of several units added up."""
    rows: dict[tuple[object, str], list[Figure]] = defaultdict(list)
    for one in figures:
        rows[one.address, one.fund].append(one)
    return tuple(_added(found_) for found_ in rows.values())


def _added(figures: list[Figure]) -> Figure:
    first, *others = figures
    if not others:
        return first
    computed = "；".join(one.computed for one in figures if one.computed)
    number = sum((one.number for one in figures), ZERO)
    return replace(first, number=number, computed=computed, also=tuple(one.place for one in others))


def _added_seen(workbooks: list[list[Seen]]) -> Iterator[Seen]:
    """What was seen in every workbook, added up; of one workbook every place of it by itself."""
    if len(workbooks) == 1:
        yield from workbooks[0]
        return
    by_quantity: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for seen in workbooks:
        for one in seen:
            by_quantity[one.quantity, one.place.sheet].append(one)
    for found_ in by_quantity.values():
        first, *others = found_
        number = sum((one.number for one in found_), ZERO)
        yield replace(first, number=number, also=tuple(one.place for one in others))


def _of_last_year(solved: list[_Solved], request: Request) -> Iterator[Seen]:
    """What an export of the year before gives this year's document (上年.收支总计)."""
    if not solved or (layout := solved[0].workbook.layout) is None:
        return
    seen = list(_added_seen([list(one.seen) for one in solved]))
    for wanted, quantities in layout.last_year.items():
        target = target_of(request.edition, wanted)
        if target is None:
            continue
        there = (one for quantity in quantities for one in seen if one.quantity == quantity)
        yield from (replace(one, quantity=wanted, address=target.address, path=target.path) for one in there)
