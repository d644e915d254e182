"""比较页: the pages of an item, of a department's years, and the lists that lead to them, drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateError

from gongkai.model.series import GroupForm, Line, Lines, Series
from gongkai.rendering.drawer import HOME, Drawer, ShellPage
from gongkai.rendering.pages import Link
from gongkai.rendering.series.csv_file import FILE, csv_of
from gongkai.rendering.series.departments import sections
from gongkai.rendering.series.items import Documents, Item
from gongkai.rendering.series.links import COMPARE, compare_address, compare_department
from gongkai.rendering.series.tables import bare_name, plain_name

INDEX = Link(text="各部门、历年比较", path=COMPARE)
OVER_YEARS = "历年比较"


class DrawingError(Exception):
    """A template is at fault."""


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
    same: tuple[str, ...] = ()
    """files that are as they were, and have not been drawn"""


@dataclass(frozen=True, slots=True)
class SeriesDrawer:
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
        item = Item(lines, documents, self.series.measures, by_code=group.by_code)
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
            values = {"group": group, "node": node, "root": root, "whole": whole, "data": path + FILE, "item": title}
            heading = f"{title}（{node.name}）" if node.name else title
            pages.append(self._page("series-item", path, heading, (HOME, *above), node.name or title, **values))
        return Drawn(pages=tuple(pages), files=files, same=tuple(same))

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

    def department(self, given: Mapping[str, Lines], documents: Documents) -> Drawn:
        """The page of one department: what its documents give."""
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
        pages = [self._page("series-department", path, title, (HOME, link), OVER_YEARS, sections=first, **values)]
        for one in (one for one in found if one.by_code):
            below = (HOME, link, Link(text=OVER_YEARS, path=path))
            heading = f"{name}：历年的{one.title}"
            here = f"{path}{one.id}/"
            pages.append(self._page("series-department", here, heading, below, one.title, sections=(one,), **values))
        return Drawn(pages=tuple(pages))

    def lists(self, items: Mapping[str, Iterable[Listed]]) -> Iterator[ShellPage]:
        """The index of all items, and one of each group; `items` by group."""
        told = [(group, tuple(items.get(group.key, ()))) for group in self.series.groups]
        yield self._page("series-index", COMPARE, INDEX.text, (HOME,), groups=told)
        for group, listed in told:
            path = f"{COMPARE}{group.key}/"
            yield self._page("series-group", path, group.title, (HOME, INDEX), group=group, items=listed)
