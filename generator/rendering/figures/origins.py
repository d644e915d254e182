"""数字的来历: how each figure that a document prints comes about; for the site's panel and its plain pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from gongkai.composition.printing import style_of_table
from gongkai.figures.derivation import Accounts
from gongkai.model.documents import Document
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.origins import CONTROLS, INPUTS, Origin
from gongkai.model.publication import FINDING, Publication, Table
from gongkai.model.spans import NoteMark, NoteNumber, plain
from gongkai.model.statements import Address
from gongkai.rendering.figures import pieces as words
from gongkai.rendering.figures.lines import Teller
from gongkai.rendering.figures.of_forms import FormTeller
from gongkai.rendering.figures.of_text import TextOrigin, TextTeller, text_figures
from gongkai.rendering.figures.pieces import Line, ToPage
from gongkai.rendering.figures.spots import Spot, TableSpots, table_spots
from gongkai.rendering.pages import relative


class CellOrigin(Struct, frozen=True, kw_only=True):
    """表中一个数的来历."""

    spot: Spot
    lines: tuple[Line, ...]


class TableOrigins(Struct, frozen=True, kw_only=True):
    """一张表各数的来历."""

    table: Table
    page: str
    unit: str
    figures: tuple[CellOrigin, ...]


class FigureOrigins(Struct, frozen=True, kw_only=True):
    """一份文件各数的来历. `texts`: the figures of the text that are no cell of a table."""

    tables: tuple[TableOrigins, ...] = ()
    texts: tuple[TextOrigin, ...] = ()


def figure_origins(publication: Publication, accounts: Accounts, document: Document) -> FigureOrigins:
    """How every figure of a document comes about."""
    tables = table_spots(publication)
    spots = {one.cell.address: one for table in tables for one in table.spots if one.cell.address is not None}
    forms = {f"form-{one.slug}": one for one in document.performance}
    units = _unit_pages(document)
    teller = Teller(accounts=accounts, spots=spots, origins=_origins(document), archived=document.archived, units=units)
    made = document.consolidation
    texts = TextTeller(
        accounts=accounts,
        spots=spots,
        inputs=_inputs(document),
        archived=document.archived,
        units=units,
        shares=made.shares if made else {},
    )
    return FigureOrigins(
        tables=tuple(
            _form(one, forms[one.table.id], accounts, document) if one.table.form else _table(one, teller, accounts)
            for one in tables
        ),
        texts=tuple(texts.told(figure) for figure in text_figures(publication)),
    )


def _unit_pages(document: Document) -> dict[str, str]:
    """Of a sum of units: their documents' pages, from the document's own."""
    made = document.consolidation
    return {unit: relative(f"{id}/", f"{document.id}/") for unit, id in made.documents.items()} if made else {}


def _table(told: TableSpots, teller: Teller, accounts: Accounts) -> TableOrigins:
    statement = accounts.statements[told.table.name]
    style = style_of_table(accounts.edition.amounts, statement.form, empty=statement.empty)
    notes = dict(_notes(told.table))
    return TableOrigins(
        table=told.table,
        page=told.page,
        unit=style.unit.value,
        figures=tuple(
            CellOrigin(spot=spot, lines=(*teller.lines(spot, style), *_found(spot, notes))) for spot in told.spots
        ),
    )


def _form(told: TableSpots, data: PerformanceData, accounts: Accounts, document: Document) -> TableOrigins:
    """A performance form; its numbers have no unit of their own, or say it."""
    form = accounts.edition.performance[data.form]
    spots = {spot.cell.field: spot for spot in told.spots}
    teller = FormTeller(data=data, roles=form.roles, spots=spots, archived=document.archived)
    notes = dict(_notes(told.table))
    return TableOrigins(
        table=told.table,
        page=told.page,
        unit="",
        figures=tuple(CellOrigin(spot=spot, lines=(*teller.lines(spot), *_found(spot, notes))) for spot in told.spots),
    )


def _notes(table: Table) -> Iterator[tuple[str, str]]:
    """What the notes of findings say, by their addresses."""
    for note in table.notes:
        if note.kind == FINDING:
            yield note.id, plain(tuple(span for span in note.spans if not isinstance(span, NoteNumber))).strip()


def _found(spot: Spot, notes: Mapping[str, str]) -> Iterator[Line]:
    """The contradictions that were found about a figure; hints have no number, and are for those who write."""
    for span in spot.cell.spans:
        if isinstance(span, NoteMark) and span.label and span.note in notes:
            way = ToPage(text=span.label, target=f"{spot.page}#{span.note}")
            yield Line(label=words.FOUND, pieces=(f"{notes[span.note].removeprefix('核对：')} ", way))


def _origins(document: Document) -> dict[Address, tuple[Origin, ...]]:
    """From which cells of workbooks the figures of tables were imported."""
    found: dict[Address, tuple[Origin, ...]] = {}
    for key, origin in document.origins.figures.items():
        if key.table not in (INPUTS, CONTROLS):
            address = Address(key.table, key.row, key.column)
            found[address] = (*found.get(address, ()), origin)
    return found


def _inputs(document: Document) -> dict[str, Origin]:
    return {key.row: origin for key, origin in document.origins.figures.items() if key.table == INPUTS}
