"""比较页: the pages of an item, of a department's years, and the lists that lead to them, drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from jinja2 import TemplateError
from msgspec import Struct, field

from gongkai.model.series import GroupForm, Line, Lines, Series, TableGiven
from gongkai.rendering.drawer import HOME, Drawer, ShellPage
from gongkai.rendering.open_data.parts import data_part
from gongkai.rendering.pages import Link
from gongkai.rendering.series.csv_file import FILE, csv_of
from gongkai.rendering.series.departments import sections
from gongkai.rendering.series.documents import Documents
from gongkai.rendering.series.form_tables import FormTable
from gongkai.rendering.series.items import Item
from gongkai.rendering.series.links import (
    COMPARE,
    TABLES,
    compare_address,
    compare_department,
    table_address,
    table_years,
)
from gongkai.rendering.series.table_years import TableYears
from gongkai.rendering.series.tables import bare_name, plain_name

INDEX = Link(text="各部门、历年比较", path=COMPARE)
TABLE_INDEX = Link(text="同一张表，各部门、各年", path=TABLES)
OVER_YEARS = "历年比较"


class DrawingError(Exception):
    """A template is at fault."""


class Listed(Struct, frozen=True, kw_only=True):
    """一项, as the lists of items have it."""

    key: str
    title: str
    documents: int

    @property
    def level(self) -> int:
        """Of a code: 1 类, 2 款, 3 项."""
        return (len(self.key) - 1) // 2


class ListedTable(Struct, frozen=True, kw_only=True):
    """一张表, as the list of tables has it."""

    title: str
    kind: str
    years: tuple[Link, ...]
    """newest first"""


class Drawn(Struct, frozen=True, kw_only=True):
    """画好的: pages and files of one item or department."""

    pages: tuple[ShellPage, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    """path below the site's root → content"""
    same: tuple[str, ...] = ()
    """files that are as they were, and have not been drawn"""


class SeriesDrawer(Struct, frozen=True):
    """Draws what is compared; `drawer` has the environment of the website's pages."""

    drawer: Drawer
    series: Series

    def item(
        self,
        group: GroupForm,
        listed: Listed,
        lines: Mapping[str, Mapping[str, Line]],
        documents: Documents,
        touched: Collection[str] | None = None,
    ) -> Drawn:
        """The pages of one item: `lines` by document and measure.

        `touched`: departments of which something has changed; pages without them are not drawn. None: all are.
        """
        item = Item(f"{group.key}/{listed.key}", lines, documents, self.series.measures, by_code=group.by_code)
        root = compare_address(group.key, listed.key)
        title = f"{listed.key} {listed.title}" if group.by_code else listed.title
        whole = self.series.wholes.get(self._share(group, listed.key))
        pages, files, same = [], {}, []
        for node in item.nodes():
            path = root + node.path
            if touched is not None and not any(map(node.holds, touched)):
                same += [f"{path}index.html", *([path + FILE] if node.own else [])]
                continue
            above = [INDEX, Link(text=group.title, path=f"{COMPARE}{group.key}/")]
            if node.path:
                above.append(Link(text=title, path=root))
            if node.tables:
                files[path + FILE] = csv_of(title, node.tables)
            values = {"group": group, "node": node, "root": root, "whole": whole, "data": path + FILE}
            values |= {"measured": item.measured[0][0]}
            heading = f"{title}（{node.name}）" if node.name else title
            pages.append(self._page("series-item", path, heading, (HOME, *above), node.name or title, **values))
        return Drawn(pages=tuple(pages), files=files, same=tuple(same))

    def form_table(
        self,
        key: str,
        year: int,
        given: Mapping[str, TableGiven],
        documents: Documents,
        touched: Collection[str] | None = None,
    ) -> Drawn:
        """The pages of a table of the forms over all departments of a year.

        `given`: by document; `touched` as above.
        """
        made = FormTable(given, documents)
        newest = given[max(given)]
        root = table_address(key, year)
        kind = documents.heads[next(iter(given))].kind_title
        title = f"{newest.title}：{year}年度各部门"
        pages, same = [], []
        for node in made.nodes():
            path = root + node.path
            if touched is not None and not any(map(node.holds, touched)):
                same.append(f"{path}index.html")
                continue
            above = [INDEX, TABLE_INDEX]
            if node.path:
                above.append(Link(text=f"{newest.title} {year}年度", path=root))
            values = {"node": node, "root": root, "kind": kind, "data": data_part(year, node.own), "year": year}
            heading = f"{title}（{node.name}）" if node.name else title
            step = node.name or f"{newest.title} {year}年度"
            pages.append(self._page("series-table", path, heading, (HOME, *above), step, **values))
        return Drawn(pages=tuple(pages), same=tuple(same))

    def table_years(self, key: str, given: Mapping[str, TableGiven], documents: Documents) -> Drawn:
        """The pages of a department's table over its years. `given`: by document."""
        made = TableYears(given, documents)
        name, department = plain_name(made.newest), made.newest.department_id
        path = table_years(department, key)
        table = next(iter(made.given.values())).table
        title = f"{name}：历年的{table.title}"
        over_years = Link(text=OVER_YEARS, path=compare_department(department))
        above = (HOME, Link(text=name, path=f"{department}/"), over_years)
        listed = tuple(made.pages())
        paths = tuple(path + (f"page-{number}/" if number > 1 else "") for number in range(1, len(listed) + 1))
        values = {
            "newest": made.newest,
            "changes": made.newest.changes,
            "records": table.records,
            "over": tuple((year, table_address(key, year)) for year in made.given),
            "paths": paths,
        }
        return Drawn(
            pages=tuple(
                self._page("series-table-years", here, title, above, table.title, tables=tables, **values)
                for here, tables in zip(paths, listed, strict=True)
            )
        )

    def _page(
        self, name: str, path: str, title: str, above: tuple[Link, ...], step: str = "", /, **values: object
    ) -> ShellPage:
        try:
            return self.drawer.page(name, path, title, above, step, **values)
        except TemplateError as error:
            raise DrawingError(str(error)) from error

    def _share(self, group: GroupForm, key: str) -> str:
        own = next((one.share for one in group.items if one.key == key), "")
        return own or group.share

    def department(self, given: Mapping[str, Lines], tables: Iterable[Link], documents: Documents) -> Drawn:
        """The page of one department: what its documents give. `tables`: those that have pages over the years."""
        heads = sorted((documents.heads[id] for id in given), key=lambda head: (head.year, head.id), reverse=True)
        newest = next((head for head in heads if not head.alone), heads[0])
        path = compare_department(newest.department_id)
        name = plain_name(newest)
        link = Link(text=name, path=f"{newest.department_id}/")
        found = tuple(sections(given, documents, self.series))
        values = {
            "newest": newest,
            "changes": newest.changes,
            "names": tuple(dict.fromkeys(one for one in map(bare_name, heads) if one != bare_name(newest))),
            "all": tuple((one, compare_department(newest.department_id, one.id, by_code=one.by_code)) for one in found),
        }
        first = tuple(one for one in found if not one.by_code)
        title = f"{name}：历年比较"
        own = {"sections": first, "tables": tuple(tables), **values}
        pages = [self._page("series-department", path, title, (HOME, link), OVER_YEARS, **own)]
        for one in (one for one in found if one.by_code):
            below = (HOME, link, Link(text=OVER_YEARS, path=path))
            heading = f"{name}：历年的{one.title}"
            here = f"{path}{one.id}/"
            own = {"sections": (one,), "tables": (), **values}
            pages.append(self._page("series-department", here, heading, below, one.title, **own))
        return Drawn(pages=tuple(pages))

    def lists(self, items: Mapping[str, Iterable[Listed]], tables: Iterable[ListedTable]) -> Iterator[ShellPage]:
        """The index of all items, one of each group, and one of all tables; `items` by group."""
        told = [(group, tuple(items.get(group.key, ()))) for group in self.series.groups]
        forms = tuple(tables)
        yield self._page("series-index", COMPARE, INDEX.text, (HOME,), groups=told, tables=bool(forms))
        yield self._page("series-tables", TABLES, TABLE_INDEX.text, (HOME, INDEX), tables=forms)
        for group, listed in told:
            path = f"{COMPARE}{group.key}/"
            yield self._page("series-group", path, group.title, (HOME, INDEX), group=group, items=listed)
