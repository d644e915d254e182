"""比较页: the pages of an item, of a department's years, and the lists that lead to them, drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.model.series import GroupForm, Line, Lines, Series
from gongkai.rendering.drawer import HOME, Drawer, ShellPage
from gongkai.rendering.pages import Link
from gongkai.rendering.series_csv import FILE, csv_of
from gongkai.rendering.series_departments import sections
from gongkai.rendering.series_items import Documents, Item
from gongkai.rendering.series_links import COMPARE, compare_address, compare_department
from gongkai.rendering.series_tables import plain_name

INDEX = Link(text="各部门、历年比较", path=COMPARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """一项, as the lists of items have it."""

    key: str
    title: str
    documents: int

    @property
    def level(self) -> int:
        """Of a code: 1 类, 2 款, 3 项."""
        return (len(self.key) - 1) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """画好的: pages and files of one item or department."""

    pages: tuple[ShellPage, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    """path below the site's root → content"""


@dataclass(frozen=True, slots=True)
class SeriesDrawer:
    """Draws what is compared; `drawer` has the environment of the website's pages."""

    drawer: Drawer
    series: Series

    def item(
        self, group: GroupForm, listed: Listed, lines: Mapping[str, Mapping[str, Line]], documents: Documents
    ) -> Drawn:
        """The pages of one item: `lines` by document and measure."""
        item = Item(lines, documents, self.series.measures, by_code=group.by_code)
        root = compare_address(group.key, listed.key)
        title = f"{listed.key} {listed.title}" if group.by_code else listed.title
        whole = self.series.wholes.get(self._share(group, listed.key))
        pages, files = [], {}
        for node in item.nodes():
            path = root + node.path
            above = [INDEX, Link(text=group.title, path=f"{COMPARE}{group.key}/")]
            if node.path:
                above.append(Link(text=title, path=root))
            if node.tables:
                files[path + FILE] = csv_of(title, node.tables)
            values = {"group": group, "node": node, "root": root, "whole": whole, "data": path + FILE, "item": title}
            heading = f"{title}（{node.name}）" if node.name else title
            pages.append(self.drawer.page("series-item", path, heading, (HOME, *above), node.name or title, **values))
        return Drawn(pages=tuple(pages), files=files)

    def _share(self, group: GroupForm, key: str) -> str:
        own = next((one.share for one in group.items if one.key == key), "")
        return own or group.share

    def department(self, given: Mapping[str, Lines], documents: Documents) -> Drawn:
        """The page of one department: what its documents give."""
        heads = sorted((documents.heads[id] for id in given), key=lambda head: (head.year, head.id), reverse=True)
        newest = next((head for head in heads if not head.alone), heads[0])
        path = compare_department(newest.department_id)
        name = plain_name(newest)
        link = Link(text=name, path=f"{newest.department_id}/")
        values = {
            "sections": tuple(sections(given, documents, self.series)),
            "newest": newest,
            "changes": newest.changes,
            "names": tuple(dict.fromkeys(map(plain_name, heads)))[1:],
        }
        title = f"{name}：历年比较"
        page = self.drawer.page("series-department", path, title, (HOME, link), "历年比较", **values)
        return Drawn(pages=(page,))

    def lists(self, items: Mapping[str, Iterable[Listed]]) -> Iterator[ShellPage]:
        """The index of all items, and one of each group; `items` by group."""
        told = [(group, tuple(items.get(group.key, ()))) for group in self.series.groups]
        yield self.drawer.page("series-index", COMPARE, INDEX.text, (HOME,), groups=told)
        for group, listed in told:
            path = f"{COMPARE}{group.key}/"
            yield self.drawer.page("series-group", path, group.title, (HOME, INDEX), group=group, items=listed)
