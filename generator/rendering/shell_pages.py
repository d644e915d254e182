"""壳页: home, lists, regions, departments, years, glossary and search pages, drawn from the catalogue alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from msgspec import Struct, field

from gongkai.model.site_settings import SiteSettings
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.drawer import HOME, Drawer, ShellPage
from gongkai.rendering.levels.key import LevelKey
from gongkai.rendering.lists.department_tree import Region, departments, regions
from gongkai.rendering.lists.pages import ListPages, list_page_paths, region_paths
from gongkai.rendering.lists.ways_in import CORRECTED, corrected, kind_ways, levels, newest, year_ways
from gongkai.rendering.open_data.page import data_values
from gongkai.rendering.open_data.parts import FOLDER as DATA
from gongkai.rendering.pages import Link
from gongkai.rendering.sandbox import TemplateEnvironment

SEARCH = "search/"


class SiteTerm(Struct, frozen=True, kw_only=True):
    """名词 in the site's glossary: its texts, newest first, each with the documents that print it."""

    id: str
    term: str
    texts: tuple[TermText, ...]
    variants: tuple[str, ...] = ()
    """又作"""
    more: int = 0
    """wordings that are not shown"""


class TermText(Struct, frozen=True, kw_only=True):
    text: str
    documents: tuple[Link, ...]


class Announced(Struct, frozen=True, kw_only=True):
    """What is to be drawn besides what the documents themselves tell: 更正公告, 一览."""

    withdrawn: tuple[GoneEntry, ...] = ()
    halted: tuple[GoneEntry, ...] = ()
    dependents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """by the id of a document that was corrected or withdrawn: ids of those that draw figures from it"""
    levels: tuple[LevelKey, ...] = ()
    """places and years that have a page of all their departments"""

    @property
    def gone(self) -> dict[str, tuple[GoneEntry, ...]]:
        """Those that have a page which says why nothing else is there, by department."""
        ordered = sorted((*self.withdrawn, *self.halted), key=lambda one: (one.department_id, -one.year, one.kind))
        return {id: tuple(found) for id, found in groupby(ordered, key=lambda one: one.department_id)}


def shell_pages(
    entries: tuple[CatalogueEntry, ...],
    terms: tuple[SiteTerm, ...],
    environment: TemplateEnvironment,
    announced: Announced | None = None,
    settings: SiteSettings | None = None,
    lacking: Collection[str] = (),
) -> tuple[ShellPage, ...]:
    """Every page of the shell but the guide and the search; `environment` comes from html.page_environment.

    `lacking`: ids of documents whose figures are not in the data of all.
    """
    drawer = Drawer(environment, settings)
    told = announced or Announced()
    all_departments = departments(entries)
    tree = regions(all_departments)
    lists = ListPages(drawer, told.gone, told.levels)
    pages = [
        _home(drawer, entries, tree, len(all_departments)),
        drawer.page("terms", "glossary/", "名词解释", (HOME,), terms=terms),
        drawer.page("data", DATA, "数据下载", (HOME,), **data_values(entries, drawer.settings, lacking)),
        _site_map(drawer, entries, tree),
        *_announcements(drawer, entries, told),
        *lists.documents(entries, tree),
    ]
    for region in tree:
        pages += lists.region(region, (HOME,))
    return tuple(pages)


def _home(drawer: Drawer, entries: tuple[CatalogueEntry, ...], tree: tuple[Region, ...], count: int) -> ShellPage:
    return drawer.page(
        "home",
        "",
        "首页",
        (),
        documents=newest(entries),
        dated=any(entry.standing for entry in entries),
        corrected=corrected(entries)[:CORRECTED],
        years=year_ways(entries),
        kinds=kind_ways(entries),
        regions=tree,
        levels=levels(tree),
        departments=count,
        count=len(entries),
    )


def _site_map(drawer: Drawer, entries: tuple[CatalogueEntry, ...], tree: tuple[Region, ...]) -> ShellPage:
    """站点地图 for people; programs have sitemap.xml."""
    return drawer.page(
        "site-map",
        SITE_MAP,
        "站点地图",
        (HOME,),
        years=year_ways(entries),
        kinds=kind_ways(entries),
        regions=tree,
        levels=levels(tree),
        count=len(entries),
    )


def _announcements(drawer: Drawer, entries: tuple[CatalogueEntry, ...], announced: Announced) -> Iterable[ShellPage]:
    """更正公告, and the pages of documents that are withdrawn or being put right."""
    shown = {entry.id: entry for entry in entries}
    named = {
        id: tuple(Link(text=shown[one].title, path=f"{one}/") for one in others if one in shown)
        for id, others in announced.dependents.items()
    }
    values = {"corrected": corrected(entries), "withdrawn": announced.withdrawn, "dependents": named}
    yield drawer.page("corrections", CORRECTIONS, "更正公告", (HOME,), **values)
    for gone in announced.withdrawn:
        yield drawer.page("gone", f"{gone.id}/", gone.title, (HOME,), gone=gone, dependents=named.get(gone.id, ()))
    for gone in announced.halted:
        yield drawer.page("gone", f"{gone.id}/", gone.title, (HOME,), gone=gone, dependents=())


def shell_paths(entries: Iterable[CatalogueEntry], gone: Iterable[GoneEntry] = ()) -> frozenset[str]:
    """The paths of these pages, told from the catalogue alone, so that one that was forgotten is noticed."""
    found = tuple(entries)
    paths = {"", SEARCH, "glossary/", CORRECTIONS, SITE_MAP, DATA, *(f"{one.id}/" for one in gone)}
    return frozenset({*paths, *list_page_paths(found), *region_paths(regions(departments(found)))})


def search_page(volume: str, environment: TemplateEnvironment, settings: SiteSettings) -> ShellPage:
    """检索; `volume`: folder of the only volume of the index, empty where there are several."""
    return Drawer(environment, settings).page("search", SEARCH, "检索", (HOME,), volume=volume)


def guide_page(
    link: Link, above: tuple[Link, ...], environment: TemplateEnvironment, settings: SiteSettings
) -> ShellPage:
    """The frame of a page of the guide or the manual, whose body is Markdown."""
    return Drawer(environment, settings).page("plain", link.path, link.text, (HOME, *above), text="")


CORRECTIONS = "corrections/"
SITE_MAP = "site-map/"
