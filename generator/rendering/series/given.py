"""一份文件给出的数: the figures of a document that are compared with those of others, each with its cell on the site.

A figure is known by what the edition calls it (指标) and by its code, never by where it stands; what no printed cell
holds is not given. Records of one code (a budget has several of 30101) are added up, and it is said of how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.composition.printing import percent, printed, style_of_table
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Amount, ratio
from gongkai.model.departments import ALONE, OWN_OFFICE
from gongkai.model.documents import Document
from gongkai.model.publication import Publication
from gongkai.model.regions import Population
from gongkai.model.series import Contribution, GroupForm, Head, Line, Lines, Series
from gongkai.model.statements import Address, Cell
from gongkai.rendering.figures.origins import FigureOrigins
from gongkai.rendering.series.form_tables import has_own_rows
from gongkai.rendering.series.given_codes import codes_of
from gongkai.rendering.series.given_tables import tables_given
from gongkai.rendering.series.links import compare_department, table_address
from gongkai.rendering.series.printed_cells import Printed, printed_cells

SHARE_PLACES = 1
"""decimals of a share: what changes elsewhere in a document moves few of them"""
LEAST_SHARE = Decimal("0.1")
"""per cent, below which none is printed"""
LEAST = Decimal("0.01")
"""元 per head below which no figure is printed"""


def contribution(
    document: Document,
    accounts: Accounts,
    publication: Publication,
    series: Series,
    origins: FigureOrigins,
    people: Population | None,
) -> Contribution:
    """What a document gives; lines only for what printed cells hold. `people`: of its region, in its year."""
    cells = printed_cells(publication)
    giving = _Giving(document, accounts, series, cells, people)
    for group in series.groups:
        giving.group(group)
    return Contribution(
        head=replace(_head(document, publication, people), without=tuple(giving.without)),
        lines=giving.lines,
        tables=tables_given(publication, accounts.statements, origins, cells),
    )


def compared_tables(made: Contribution, accounts: Accounts, series: Series) -> dict[str, str]:
    """Where the figures of each table of a document stand beside those of other years: table id → page of the site."""
    by_code = {group.key: group.by_code for group in series.groups}
    found: dict[str, str] = {}
    for item, measures in made.lines.items():
        group = item.partition("/")[0]
        page = compare_department(made.head.department_id, group, by_code=by_code[group])
        for line in measures.values():
            found.setdefault(accounts.edition.tables[line.table].id, page)
    return found


def form_pages(made: Contribution, accounts: Accounts) -> dict[str, str]:
    """Where each table of a document stands among those of other departments: table id → page of the site."""
    return {
        accounts.edition.tables[table.name].id: table_address(key, made.head.year)
        for key, table in made.tables.items()
        if has_own_rows(table)
    }


def _head(document: Document, publication: Publication, people: Population | None) -> Head:
    kind = document.kind
    alone = kind.of_unit or ALONE.search(document.name) is not None
    units = document.department.units_in(document.year)
    listed = tuple(OWN_OFFICE if unit.own_office else unit.name for unit in units)
    return Head(
        id=document.id,
        title=publication.title,
        department=document.name,
        department_id=document.department_id,
        region=publication.region,
        year=document.year,
        kind=kind.name,
        kind_title=kind.title,
        alone=alone,
        units=(OWN_OFFICE,) if alone else listed,
        changes=tuple((one.day.isoformat(), one.what.value, one.said) for one in document.department.changes),
        people=people.told if people else "",
        withheld=document.withheld.whole,
        nothing=document.withheld.nothing,
    )


class _Giving(Struct):
    """Collects the lines of one document."""

    document: Document
    accounts: Accounts
    series: Series
    printed: Mapping[Address, Printed]
    people: Population | None
    lines: Lines = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    """what its edition has no cell for"""

    def group(self, group: GroupForm) -> None:
        for item in group.items:
            for measure, reference in self._own(item.figures):
                cell = self._cell(reference)
                line = self._line((cell,) if cell else (), measure, item.share or group.share, per_head=group.per_head)
                self._add(f"{group.key}/{item.key}", measure, line)
        for measure, pattern in self._own(group.figures):
            if pattern not in self.accounts.edition.indicators:
                self.without.append(f"{group.key}:{measure}")
                continue
            for code, name, cells in codes_of(self.accounts, pattern, self._cell):
                line = self._line(cells, measure, group.share, per_head=group.per_head)
                if line is not None:
                    self._add(f"{group.key}/{code}", measure, line._replace(name=name))

    def _own(self, figures: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The measures that a document of this kind can have."""
        nature = self.document.kind.nature
        return ((name, reference) for name, reference in figures.items() if self.series.measures[name] == nature)

    def _add(self, item: str, measure: str, line: Line | None) -> None:
        if line is None:
            self.without.append(f"{item}:{measure}")
        else:
            self.lines.setdefault(item, {})[measure] = line

    def _cell(self, reference: str) -> Cell | None:
        """The one cell that an indicator names; None where it names none, or several."""
        try:
            parts = self.accounts.deriver.references.evaluate(reference)
        except FormulaError:
            return None
        if len(parts) != 1 or parts[0].sign != 1 or parts[0].address is None:
            return None
        return self.accounts.cells.get(parts[0].address)

    def _line(self, cells: tuple[Cell, ...], measure: str, share: str, *, per_head: bool) -> Line | None:
        """Of one printed cell, or of the sum of several of a code; None where one of them is not printed."""
        shown = [self.printed[cell.address] for cell in cells if cell.address in self.printed]
        if not cells or len(shown) < len(cells):
            return None
        style = style_of_table(self.accounts.edition.amounts, self.accounts.edition.tables[cells[0].address.table])
        amount = sum((cell.amount for cell in cells[1:]), start=cells[0].amount)
        alone = len(cells) == 1
        return Line(
            yuan=f"{amount.yuan.normalize():f}",
            text=shown[0].text if alone else printed(amount, style),
            unit=style.unit.value,
            path=shown[0].path,
            table=cells[0].address.table,
            name="",
            expected=shown[0].expected if alone else "",
            share=self._share(amount, measure, share),
            per_head=self._per_head(amount) if per_head and shown[0].text else "",
            rows=len(cells),
        )

    def _share(self, amount: Amount, measure: str, share: str) -> str:
        """占比, as printed; nothing where there is no whole, or it is zero."""
        reference = self.series.wholes[share].figures.get(measure, "") if share else ""
        whole = self._cell(reference) if reference else None
        of_it = ratio(amount, whole.amount) if whole else None
        if of_it is None or not of_it.percent:
            return ""
        return percent(of_it, SHARE_PLACES) if abs(of_it.percent) >= LEAST_SHARE else f"不足{LEAST_SHARE}%"

    def _per_head(self, amount: Amount) -> str:
        """元 for each inhabitant of the region, where its file tells how many there are in the year."""
        if self.people is None or amount.yuan < 0:
            return ""
        each = amount.yuan / self.people.count
        return "不足0.01" if 0 < each < LEAST else f"{each.quantize(LEAST):,f}"
