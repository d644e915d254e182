"""一级: the departments of a place and year with their main figures, their documents and who has none; as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from gongkai.composition.printing import printed
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.series import Contribution, LevelForm, Series
from gongkai.model.withheld import WITHHELD
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.lists.readings import reading
from gongkai.rendering.series.changes import STYLE, Given
from gongkai.rendering.series.tables import BLANK, NO_CELL, NO_ROW, UNKNOWN, plain_name

NOTHING_SPENT = "没有收支"
"""in the place of the figures of a department that has none"""


class Exempted(Struct, frozen=True, kw_only=True):
    """不公开的: a department, or a unit of one, that need not publish."""

    name: str
    basis: str
    """依据"""
    said: str = ""


class Absent(Struct, frozen=True, kw_only=True):
    """没有文件的: a department of which the site has no document of the year."""

    name: str
    why: str
    """没有收录, 已撤回, 正在更正"""


class PublishedSum(Struct, frozen=True, kw_only=True):
    """财政局公布的合计."""

    item: str
    amount: str
    source: str


class Around(Struct, frozen=True, kw_only=True):
    """What is known of a level besides the documents on the site."""

    units: Mapping[str, str]
    """folder of a unit that publishes for itself → the folder of its department"""
    exempted: tuple[Exempted, ...] = ()
    absent: tuple[Absent, ...] = ()
    sums: tuple[PublishedSum, ...] = ()


class LevelDocument(Struct, frozen=True, kw_only=True):
    """一份文件."""

    entry: CatalogueEntry
    above: str = ""
    """the department, of a unit's document"""

    @property
    def disclosed(self) -> str:
        return self.entry.standing.disclosed if self.entry.standing else ""


class LevelCell(Struct, frozen=True, kw_only=True):
    """一格: a figure in 万元, or (without `path`) why there is none."""

    text: str
    path: str = ""
    yuan: str = ""
    """exact"""
    expected: str = ""
    """what derives, where an original prints something else"""

    @property
    def lacks(self) -> bool:
        """Whether a sum is short of it; where no money was, nothing is lacking."""
        return not self.path and self.text != NOTHING_SPENT


class LevelRow(Struct, frozen=True, kw_only=True):
    """一个部门."""

    name: str
    document: str
    """path of its document"""
    alone: bool
    """whether the document is of its own office alone, although it has units"""
    cells: tuple[LevelCell, ...]


class LevelTable(Struct, frozen=True, kw_only=True):
    """一张表: items (columns) of all departments."""

    form: LevelForm
    heads: tuple[str, ...]
    rows: tuple[LevelRow, ...]

    @property
    def sums(self) -> tuple[LevelCell, ...]:
        """合计 of columns that may be added up, of the departments that have a figure; none of others."""
        return tuple(map(_sum, zip(*(row.cells for row in self.rows), strict=True))) if self.form.additive else ()

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Departments of which a figure is lacking, or that are there without their units."""
        return tuple(row.name for row in self.rows if row.alone or any(cell.lacks for cell in row.cells))

    @property
    def misprints(self) -> tuple[str, ...]:
        """某局的公务接待费印作…，应为…"""
        return tuple(
            f"{row.name}的{head}原文印作“{cell.text}”，按同一文件的其他数应为“{cell.expected}”"
            for row in self.rows
            for head, cell in zip(self.heads, row.cells, strict=True)
            if cell.expected
        )


class Level(Struct, frozen=True, kw_only=True):
    """一级, with all that is said of it."""

    key: LevelKey
    tables: tuple[LevelTable, ...]
    documents: tuple[LevelDocument, ...]
    """departments first, each with its units below it"""
    around: Around

    @property
    def departments(self) -> int:
        return len({one.entry.department_id for one in self.documents if not one.above})


def level_of(
    key: LevelKey,
    entries: Iterable[CatalogueEntry],
    given: Mapping[str, Contribution | None],
    series: Series,
    around: Around,
) -> Level:
    """`entries`: of the place and year, those of units among them; `given`: what each gives, by id."""
    found = tuple(entries)
    names = {entry.department_id: entry.department for entry in found if entry.department_id not in around.units}
    own = [entry for entry in found if entry.department_id not in around.units and _is_of_department(entry, key)]
    left_out = tuple(
        Exempted(name=made.head.department, basis=made.head.withheld)
        for made in given.values()
        if made is not None and made.head.withheld
    )
    around = replace(around, exempted=(*around.exempted, *left_out))
    return Level(
        key=key,
        tables=tuple(table for form in series.levels if (table := _table(form, key, own, given, series)).heads),
        documents=tuple(sorted((_document(entry, key, around, names) for entry in found), key=_order)),
        around=around,
    )


def _is_of_department(entry: CatalogueEntry, key: LevelKey) -> bool:
    return entry.id.rpartition("/")[2] == key.folder


def _document(entry: CatalogueEntry, key: LevelKey, around: Around, names: Mapping[str, str]) -> LevelDocument:
    above = around.units.get(entry.department_id, "")
    if not above and not _is_of_department(entry, key):
        above = entry.department_id
    return LevelDocument(entry=entry, above=names.get(above, above))


def _order(one: LevelDocument) -> tuple[object, ...]:
    own = one.entry.department
    return reading(one.above or own), bool(one.above), reading(own), one.entry.id


def _table(
    form: LevelForm,
    key: LevelKey,
    entries: Iterable[CatalogueEntry],
    given: Mapping[str, Contribution | None],
    series: Series,
) -> LevelTable:
    measure = series.measure(key.nature)
    items = [(name, item) for name in form.items if (item := series.item(name)) and measure in item.figures]
    rows = []
    for entry in sorted(entries, key=lambda one: (reading(one.department), one.id)):
        made = given.get(entry.id)
        rows.append(
            LevelRow(
                name=plain_name(made.head) if made else entry.department,
                document=f"{entry.id}/",
                alone=made is not None and made.head.alone,
                cells=tuple(_cell(entry, made, name, measure) for name, _ in items),
            )
        )
    return _with_figures(LevelTable(form=form, heads=tuple(item.title for _, item in items), rows=tuple(rows)))


def _with_figures(table: LevelTable) -> LevelTable:
    """Without the columns in which no department has a figure."""
    kept = [column for column, _ in enumerate(table.heads) if any(row.cells[column].path for row in table.rows)]
    return replace(
        table,
        heads=tuple(table.heads[column] for column in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[column] for column in kept)) for row in table.rows),
    )


def _cell(entry: CatalogueEntry, made: Contribution | None, item: str, measure: str) -> LevelCell:
    if made is None or not made.head.known:
        return LevelCell(text=UNKNOWN)
    if made.head.withheld or made.head.nothing:
        return LevelCell(text=WITHHELD if made.head.withheld else NOTHING_SPENT)
    line = made.lines.get(item, {}).get(measure)
    if line is None:
        return LevelCell(text=NO_CELL if f"{item}:{measure}" in made.head.without else NO_ROW)
    amount = Given(made.head, line).amount
    as_printed = line.text if line.unit == Unit.WAN else printed(amount, STYLE)
    text = as_printed if line.text else BLANK
    return LevelCell(text=text, path=f"{entry.id}/{line.path}", yuan=line.yuan, expected=line.expected)


def _sum(cells: tuple[LevelCell, ...]) -> LevelCell:
    yuan = sum((Decimal(cell.yuan) for cell in cells if cell.path), NOTHING.yuan)
    return LevelCell(text=printed(Amount(yuan=yuan), STYLE), yuan=f"{yuan.normalize():f}")
