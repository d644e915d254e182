"""一份文件给出的数: the figures of a document that are compared with those of others, each with its cell on the site.

A figure is known by what the edition calls it (指标) and by its code, never by where it stands; what no single printed
cell holds is not given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.composition.printing import percent, style_of_table
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError
from gongkai.figures.neighbours import tables_behind
from gongkai.model.amounts import Amount, ratio
from gongkai.model.documents import ALONE, OWN_OFFICE, Document
from gongkai.model.grid_cells import GridCell
from gongkai.model.publication import Publication
from gongkai.model.regions import Population
from gongkai.model.series import Contribution, GroupForm, Head, Line, Lines, Series
from gongkai.model.spans import AsPrinted
from gongkai.model.statements import Address, Cell, StatementRow
from gongkai.rendering.figures.places import places_of
from gongkai.rendering.series.links import compare_department

SHARE_PLACES = 1
"""decimals of a share: what changes elsewhere in a document moves few of them"""
LEAST_SHARE = Decimal("0.1")
"""per cent, below which none is printed"""
LEAST = Decimal("0.01")
"""元 per head below which no figure is printed"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """印出的一格: where it stands below the document, and what is printed there."""

    path: str
    text: str
    expected: str


def contribution(
    document: Document, accounts: Accounts, publication: Publication, series: Series, people: Population | None
) -> Contribution:
    """What a document gives; lines only for what one printed cell holds. `people`: of its region, in its year."""
    giving = _Giving(document, accounts, series, _printed(publication), people)
    for group in series.groups:
        giving.group(group)
    return Contribution(head=_head(document, publication, people), lines=giving.lines)


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
    )


def _printed(publication: Publication) -> dict[Address, Printed]:
    """What the pages show, by address."""
    places = places_of(publication)
    return {
        cell.address: Printed(path=places[cell.address], text=cell.text, expected=_expected(cell))
        for table in publication.tables()
        for row in table.body
        for cell in row.cells
        if cell.address is not None and cell.address in places
    }


def _expected(cell: GridCell) -> str:
    """What derives, where an original prints something else."""
    return "".join(span.expected or "0" for span in cell.spans if isinstance(span, AsPrinted))


@dataclass(slots=True)
class _Giving:
    """Collects the lines of one document."""

    document: Document
    accounts: Accounts
    series: Series
    printed: Mapping[Address, Printed]
    people: Population | None
    lines: Lines = field(default_factory=dict)

    def group(self, group: GroupForm) -> None:
        for item in group.items:
            for measure, reference in self._own(item.figures):
                line = self._line(reference, measure, item.share or group.share, per_head=group.per_head)
                if line is not None:
                    self._add(f"{group.key}/{item.key}", measure, line)
        for measure, pattern in self._own(group.figures):
            for row in self._coded(pattern):
                reference = pattern.replace("*", row.code)
                line = self._line(reference, measure, group.share, per_head=group.per_head)
                if line is not None:
                    self._add(f"{group.key}/{row.code}", measure, line._replace(name=row.title))

    def _own(self, figures: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The measures that a document of this kind can have."""
        nature = self.document.kind.nature
        return ((name, reference) for name, reference in figures.items() if self.series.measures[name] == nature)

    def _add(self, item: str, measure: str, line: Line) -> None:
        self.lines.setdefault(item, {})[measure] = line

    def _coded(self, pattern: str) -> Iterator[StatementRow]:
        """The rows with a code in the tables behind an indicator of codes (一般公共预算支出.*), each code once."""
        indicators = self.accounts.edition.indicators
        if pattern not in indicators:
            return
        seen: set[str] = set()
        for table in tables_behind(pattern, indicators):
            statement = self.accounts.statements.get(table)
            for row in statement.rows if statement else ():
                if row.code.isdecimal() and not row.department and row.code not in seen:
                    seen.add(row.code)
                    yield row

    def _cell(self, reference: str) -> Cell | None:
        """The one cell that an indicator names; None where it names none, or several."""
        try:
            parts = self.accounts.deriver.references.evaluate(reference)
        except FormulaError:
            return None
        if len(parts) != 1 or parts[0].sign != 1 or parts[0].address is None:
            return None
        return self.accounts.cells.get(parts[0].address)

    def _line(self, reference: str, measure: str, share: str, *, per_head: bool) -> Line | None:
        cell = self._cell(reference)
        shown = self.printed.get(cell.address) if cell else None
        if cell is None or shown is None:
            return None
        form = self.accounts.edition.tables[cell.address.table]
        return Line(
            yuan=f"{cell.amount.yuan.normalize():f}",
            text=shown.text,
            unit=style_of_table(self.accounts.edition.amounts, form).unit.value,
            path=shown.path,
            table=cell.address.table,
            name="",
            expected=shown.expected,
            share=self._share(cell.amount, measure, share),
            per_head=self._per_head(cell.amount) if per_head and shown.text else "",
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
