"""一项的比较: an item over departments and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from statistics import median

from gongkai.composition.printing import printed
from gongkai.model.amounts import Amount
from gongkai.model.series import Line
from gongkai.rendering.series.changes import STYLE, Given
from gongkai.rendering.series.dividing import Below, Divided
from gongkai.rendering.series.documents import Documents
from gongkai.rendering.series.links import compare_department
from gongkai.rendering.series.tables import (
    Measured,
    Notes,
    Row,
    Rows,
    Shown,
    Table,
    cells_of,
    lines_of,
    plain_name,
    ranks,
    year_columns,
    years_of,
)


class Item(Divided):
    """一项, with the figures of all documents that have it."""

    def __init__(
        self,
        item: str,
        lines: Mapping[str, Mapping[str, Line]],
        documents: Documents,
        measures: Iterable[str],
        *,
        by_code: bool,
    ) -> None:
        """`measures` in the order in which they are shown; `by_code`: those with nothing but zero are left out."""
        self.documents = documents
        self.by_code = by_code
        self.item = item
        self.given = lines_of(lines, documents.heads)
        order = list(measures)
        self.measured = sorted(self.given, key=lambda one: (order.index(one[0]), one[1]))
        self.regions: dict[str, tuple[str, ...]] = {}
        something: dict[str, bool] = {}
        for one in (one for listed in self.given.values() for one in listed):
            department = one.head.department_id
            self.regions[department] = one.head.region
            something[department] = something.get(department, False) or one.line.yuan != "0" or not by_code
        self.shown = tuple(sorted(department for department, any_at_all in something.items() if any_at_all))
        self.zeros = tuple(sorted(something.keys() - set(self.shown)))

    def cells(self, departments: Iterable[str]) -> int:
        listed = [self._of(measured, departments) for measured in self.measured]
        return sum(
            len({one.head.year for one in some}) * len({one.head.department_id for one in some}) for some in listed
        )

    def tables(self, path: str, departments: tuple[str, ...], region: tuple[str, ...]) -> Iterator[Table]:
        """With their ranks among all of the region."""
        for number, measured in enumerate(self.measured, start=1):
            listed = self._of(measured, departments)
            if listed:
                yield self._table(f"t{number}", measured, listed, ranks(self._of(measured, region)), path)

    def _of(self, measured: Measured, departments: Iterable[str]) -> list[Given]:
        wanted = set(departments)
        return [one for one in self.given[measured] if one.head.department_id in wanted]

    def _table(self, id: str, measured: Measured, given: list[Given], places: Mapping[str, str], path: str) -> Table:
        by_year: dict[str, dict[int, Given]] = defaultdict(dict)
        for one in given:
            by_year[one.head.department_id][one.head.year] = one
        asked = f"{self.item.partition('/')[0] if self.by_code else self.item}:{measured[0]}"
        around = {one: self.documents.around(one, measured[1], places, asked) for one in by_year}
        years = years_of((one.head.year for one in given), around.values())
        notes = Notes()
        groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for department in sorted(by_year, key=lambda one: (one.rsplit("/", 1)[0], one)):
            cells = tuple(cells_of(years, by_year[department], around[department], notes))
            groups[self.regions[department]].append(_row(department, by_year[department], cells))
        zeros = {one.head.department_id for one in self._of(measured, self.zeros)}
        return Table(
            id=id,
            title=measured[0],
            kind=given[0].head.kind_title,
            columns=year_columns(years),
            groups=tuple(Rows(name=" ".join(region), rows=tuple(rows)) for region, rows in groups.items()),
            zeros=sum(one.startswith(path) for one in zeros),
            notes=tuple(notes.numbers),
        )

    def below(self, region: str, departments: tuple[str, ...]) -> Below:
        depth = region.count("/") + 1
        given = [one for one in self._of(self.measured[0], departments) if one.line.text]
        year = max((one.head.year for one in given), default=0)
        sizes = sorted(one.amount.yuan for one in given if one.head.year == year)
        chosen = (sizes[0], median(sizes), sizes[-1]) if sizes else ()
        lowest, middle, highest = [printed(Amount(yuan=size), STYLE) for size in chosen] or [""] * 3
        return Below(
            name=self.name(departments[0], depth),
            path=f"{region}{departments[0].split('/')[depth - 1]}/",
            departments=len(departments),
            year=year,
            given=len(sizes),
            lowest=lowest,
            middle=middle,
            highest=highest,
        )


def _row(department: str, given: Mapping[int, Given], cells: tuple[Shown, ...]) -> Row:
    heads = [given[year].head for year in sorted(given, reverse=True)]
    names = list(dict.fromkeys(map(plain_name, heads)))
    return Row(
        name=names[0],
        path=compare_department(department),
        besides=tuple(f"曾称{name}" for name in names[1:]),
        cells=cells,
    )
