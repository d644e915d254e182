"""壳页: home, region, department, year, glossary and search pages, drawn from the catalogue alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.pages import Link
from gongkai.rendering.sandbox import TemplateEnvironment

RESERVED = frozenset(
    {
        "about",
        "assets",
        "compare",
        "corrections",
        "data",
        "documents",
        "glossary",
        "guide",
        "kinds",
        "lines",
        "model-page",
        "search",
        "site-map",
        "years",
    }
)
"""names at the root of the site that no region may take"""
NOTE = re.compile(r"（[^（）]*）$")
"""behind a name: （本级）"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTerm:
    """名词 in the site's glossary: its texts, newest first, each with the documents that print it."""

    id: str
    term: str
    texts: tuple[TermText, ...]
    variants: tuple[str, ...] = ()
    """又作"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermText:
    text: str
    documents: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellPage:
    """壳页: title and pieces are HTML, escaped."""

    path: str
    title: str
    head: str
    breadcrumbs: str
    body: str

    @property
    def pieces(self) -> dict[str, str]:
        """What `publishing.pouring.pour` puts into the model page, as HTML."""
        return {"title": self.title, "head": self.head, "breadcrumbs": self.breadcrumbs, "body": self.body}


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentPages:
    """部门 with its documents, newest first."""

    id: str
    name: str
    """the newest name"""
    former: tuple[str, ...]
    region: tuple[str, ...]
    documents: tuple[CatalogueEntry, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({entry.year for entry in self.documents}, reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """地区: a node of the tree of regions."""

    path: str
    name: str
    regions: tuple[Region, ...]
    departments: tuple[DepartmentPages, ...]

    @property
    def count(self) -> int:
        """Departments in it and below."""
        return len(self.departments) + sum(region.count for region in self.regions)


def departments(entries: Iterable[CatalogueEntry]) -> tuple[DepartmentPages, ...]:
    """The departments of a catalogue, by id."""
    found: dict[str, list[CatalogueEntry]] = {}
    for entry in entries:
        found.setdefault(entry.department_id, []).append(entry)
    return tuple(_department(id, found[id]) for id in sorted(found))


def _department(id: str, entries: list[CatalogueEntry]) -> DepartmentPages:
    entries.sort(key=lambda entry: (-entry.year, entry.date, entry.kind))
    newest = max(entries, key=lambda entry: (entry.year, entry.date))
    printed = {entry.department for entry in entries}
    name = _plain(newest.department, printed)
    names = dict.fromkeys(_plain(entry.department, printed) for entry in entries)
    return DepartmentPages(
        id=id,
        name=name,
        former=tuple(one for one in names if one != name),
        region=newest.region,
        documents=tuple(entries),
    )


def _plain(name: str, printed: Collection[str]) -> str:
    """A name without a note behind it （本级）, if other documents print it so: no other name."""
    plain = NOTE.sub("", name)
    return plain if plain in printed else name


def regions(all_departments: Iterable[DepartmentPages]) -> tuple[Region, ...]:
    """The tree of regions; names from the departments' own 行政区划."""
    return _regions(tuple(all_departments), 0)


def _regions(below: tuple[DepartmentPages, ...], depth: int) -> tuple[Region, ...]:
    found: dict[str, list[DepartmentPages]] = {}
    for department in below:
        steps = department.id.split("/")[:-1]
        if len(steps) > depth:
            found.setdefault("/".join(steps[: depth + 1]), []).append(department)
    return tuple(_region(path, tuple(members), depth) for path, members in sorted(found.items()))


def _region(path: str, members: tuple[DepartmentPages, ...], depth: int) -> Region:
    names = [one.region[depth] for one in members if len(one.region) > depth]
    return Region(
        path=path + "/",
        name=names[0] if names else path.rsplit("/", 1)[-1],
        regions=_regions(members, depth + 1),
        departments=tuple(one for one in members if one.id.rsplit("/", 1)[0] == path),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """更正公告 to be drawn besides what the documents themselves tell."""

    withdrawn: tuple[GoneEntry, ...] = ()
    halted: tuple[GoneEntry, ...] = ()
    dependents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """by the id of a document that was corrected or withdrawn: ids of those that draw figures from it"""


def shell_pages(
    entries: tuple[CatalogueEntry, ...],
    terms: tuple[SiteTerm, ...],
    environment: TemplateEnvironment,
    announced: Announced | None = None,
) -> tuple[ShellPage, ...]:
    """Every page of the shell but the guide; `environment` comes from html.page_environment."""
    drawer = _Drawer(environment)
    all_departments = departments(entries)
    tree = regions(all_departments)
    pages = [
        drawer.page("home", "", "首页", (), entries=entries, regions=tree, departments=all_departments),
        drawer.page("search", "search/", "检索", (HOME,)),
        drawer.page("terms", "glossary/", "名词解释", (HOME,), terms=terms),
        *_announcements(drawer, entries, announced or Announced()),
    ]
    for region in tree:
        pages += drawer.region(region, (HOME,))
    return tuple(pages)


def _announcements(drawer: _Drawer, entries: tuple[CatalogueEntry, ...], announced: Announced) -> Iterable[ShellPage]:
    """更正公告, and the pages of documents that are withdrawn or being put right."""
    shown = {entry.id: entry for entry in entries}
    named = {
        id: tuple(Link(text=shown[one].title, path=f"{one}/") for one in others if one in shown)
        for id, others in announced.dependents.items()
    }
    corrected = [entry for entry in entries if entry.standing and entry.standing.corrections]
    corrected.sort(key=lambda entry: (entry.standing.changed if entry.standing else "", entry.id), reverse=True)
    values = {"corrected": corrected, "withdrawn": announced.withdrawn, "dependents": named}
    yield drawer.page("corrections", CORRECTIONS, "更正公告", (HOME,), **values)
    for gone in announced.withdrawn:
        yield drawer.page("gone", f"{gone.id}/", gone.title, (HOME,), gone=gone, dependents=named.get(gone.id, ()))
    for gone in announced.halted:
        yield drawer.page("gone", f"{gone.id}/", gone.title, (HOME,), gone=gone, dependents=())


def shell_paths(entries: Iterable[CatalogueEntry], gone: Iterable[GoneEntry] = ()) -> frozenset[str]:
    """The paths of these pages, told from the catalogue alone, so that one that was forgotten is noticed."""
    paths = {"", "search/", "glossary/", CORRECTIONS, *(f"{one.id}/" for one in gone)}
    for entry in entries:
        steps = entry.department_id.split("/")
        paths |= {"/".join(steps[:depth]) + "/" for depth in range(1, len(steps) + 1)}
        paths.add(f"{entry.department_id}/{entry.year}/")
    return frozenset(paths)


def guide_page(link: Link, above: tuple[Link, ...], environment: TemplateEnvironment) -> ShellPage:
    """The frame of a page of the guide or the manual, whose body is Markdown."""
    return _Drawer(environment).page("plain", link.path, link.text, (HOME, *above), text="")


HOME = Link(text="首页", path="")
CORRECTIONS = "corrections/"


class _Drawer:
    """Draws shell pages with one environment."""

    def __init__(self, environment: TemplateEnvironment) -> None:
        self.environment = environment

    def page(self, name: str, path: str, title: str, above: tuple[Link, ...], **values: object) -> ShellPage:
        trail = (*above, Link(text=title, path=path)) if above else ()
        values |= {"here": path, "title": title, "page": name}
        return ShellPage(
            path=path,
            title=self._draw("plain", text=title),
            head=self._draw("shell-head", **values),
            breadcrumbs=self._draw("breadcrumbs", links=trail, here=path) if trail else "",
            body=self._draw(name, **values),
        )

    def region(self, region: Region, above: tuple[Link, ...]) -> list[ShellPage]:
        pages = [self.page("region", region.path, region.name, above, region=region)]
        trail = (*above, Link(text=region.name, path=region.path))
        for inner in region.regions:
            pages += self.region(inner, trail)
        for department in region.departments:
            pages += self.department(department, trail)
        return pages

    def department(self, department: DepartmentPages, above: tuple[Link, ...]) -> list[ShellPage]:
        path = f"{department.id}/"
        pages = [self.page("department", path, department.name, above, department=department)]
        trail = (*above, Link(text=department.name, path=path))
        for year in department.years:
            documents = tuple(entry for entry in department.documents if entry.year == year)
            values = {"department": department, "year": year, "documents": documents}
            pages.append(self.page("year", f"{path}{year}/", f"{year}年度", trail, **values))
        return pages

    def _draw(self, name: str, **values: object) -> str:
        return self.environment.draw(f"site/pages/{name}.html", **values).strip()
