"""写比较页: into a growing site, those pages drawn that say something else than before, the others taken over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from gongkai.model.series import Contribution, GroupForm, Head, Line, Lines, Series, TableGiven
from gongkai.publishing.failures import ShellError
from gongkai.publishing.files import KeptFile, digest_of
from gongkai.publishing.pouring import pour
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.series.changed import Changed
from gongkai.publishing.series.contributions import read
from gongkai.publishing.series.kept import Kept, KeptError, State
from gongkai.publishing.series.tables import ComparingTables, links_over_years, listed_tables
from gongkai.publishing.verification import page_faults, told
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry
from gongkai.rendering.drawer import ShellPage
from gongkai.rendering.search.pieces import SearchPage, comparison_pages
from gongkai.rendering.series.documents import Documents
from gongkai.rendering.series.pages import DrawingError, Drawn, Listed, SeriesDrawer

DEEPEST = 5
"""folders of a page besides those of a region: compare/departments/…/tables/4f2a9c01/page-2/"""
PAGE = "index.html"
NOTHING: tuple[Lines, Mapping[str, TableGiven]] = ({}, {})


class Compared(Struct, frozen=True, kw_only=True):
    """比较 of a site: how it is drawn, and what the documents give."""

    drawer: SeriesDrawer
    given: Mapping[str, KeptFile] = field(default_factory=dict)
    """id → what the document gives, in the store; one that was kept from before anything was compared gives nothing"""
    work: Path
    look: str
    """what all pages depend on besides the model pages"""


def depths(entries: Iterable[CatalogueEntry]) -> range:
    """Of the pages that compare these documents."""
    deepest = max((entry.department_id.count("/") for entry in entries), default=0)
    return range(1, deepest + DEEPEST + 2)


class Pages(Struct, frozen=True):
    """比较页 of a site."""

    paths: tuple[str, ...]
    searched: tuple[SearchPage, ...]
    """what the search knows of them"""


def compare(
    new: Growing,
    compared: Compared,
    models: Mapping[int, str],
    entries: tuple[CatalogueEntry, ...],
    keys: Mapping[str, str],
    gone: Mapping[str, Iterable[GoneEntry]],
) -> Pages:
    """Write all pages that compare. `gone`: what is said → the documents that are not there.

    `keys`: id → what a document was rendered from; one that gave its figures from the same is not asked again. A build
    that was stopped may have asked it last, and the site be older.

    `models`: depth of a page → the model page for it. Raises ShellError where a page would not be right.
    """
    kept = Kept(compared.work)
    try:
        return _Comparing(new, compared, models, kept).run(entries, keys, gone)
    except KeptError:
        kept.clear()
        return _Comparing(new, compared, models, kept).run(entries, keys, gone)
    except DrawingError as error:
        raise ShellError(f"templates/site/pages 的模板有误：{error}") from error


class _Comparing:
    """One build's pages."""

    def __init__(self, new: Growing, compared: Compared, models: Mapping[int, str], kept: Kept) -> None:
        self.new = new
        self.compared = compared
        self.drawer = compared.drawer
        self.models = models
        self.kept = kept

    def run(
        self,
        entries: tuple[CatalogueEntry, ...],
        keys: Mapping[str, str],
        gone: Mapping[str, Iterable[GoneEntry]],
    ) -> Pages:
        look = digest_of([self.compared.look, *(f"{depth} {model}" for depth, model in sorted(self.models.items()))])
        old = self.kept.state(look)
        self.kept.forget()
        made_of = {entry.id: keys[entry.id] for entry in entries if entry.id in keys}
        same = dict(made_of.items() & old.made_of.items()).keys()
        found = Changed()
        there = {entry.id for entry in entries}
        for id in sorted(old.heads.keys() - there):
            found.document(old.heads[id], self._before(id, old), NOTHING)
            self.kept.take_back(id)
        heads = {id: head for id, head in old.heads.items() if id in same}
        for id, given in self._given(entry for entry in entries if entry.id not in same):
            heads[id] = given.head
            found.document(given.head, self._before(id, old), (given.lines, given.tables))
            self.kept.give(id, given)
        now = State(
            look=look,
            made_of=made_of,
            heads=dict(sorted(heads.items())),
            gone={(one.department_id, one.kind, one.year): why for why, listed in gone.items() for one in listed},
        )
        found.around(old, now, self.kept)
        documents = Documents(heads=now.heads, gone=now.gone)
        self._items(old, now, found, documents)
        tables = ComparingTables(self.new, self.drawer, self.kept, self._written)
        tables.forms(old, now, found, documents)
        tables.over_years(old, now, found, documents)
        self._departments(old, now, found, documents)
        items = _listed(now, self.drawer.series)
        of_forms = tuple(listed_tables(now))
        listed = self.drawer.lists(items, of_forms)
        lists = [page.path for page in listed if self._write(page)]
        self.kept.remember(now)
        files = [f for one in (now.items, now.departments, now.forms, now.over_years) for f in one.values()]
        paths = (*lists, *(name.removesuffix(PAGE) for one in files for name in one if name.endswith(PAGE)))
        return Pages(paths, tuple(comparison_pages(self.drawer.series, items, of_forms)))

    def _given(self, entries: Iterable[CatalogueEntry]) -> Iterator[tuple[str, Contribution]]:
        """What these documents give."""
        for entry in entries:
            file = self.compared.given.get(entry.id)
            given = read(file.read()) if file is not None else None
            yield entry.id, given or Contribution(head=_unknown(entry), lines={})

    def _before(self, id: str, old: State) -> tuple[Lines, Mapping[str, TableGiven]]:
        """What a document gave. Raises KeptError."""
        return (self.kept.given(id), self.kept.tables(id)) if id in old.heads else NOTHING

    def _items(self, old: State, now: State, found: Changed, documents: Documents) -> None:
        for item in sorted(old.items.keys() | found.edits.keys()):
            fresh = item in found.items
            if not fresh and self.new.take_all(old.items[item]):
                now.items[item], now.titles[item] = old.items[item], old.titles[item]
                continue
            lines = self._lines(item, old, found)
            group = self.drawer.series.group(item.partition("/")[0])
            if lines and group is not None:
                listed = _called(item, group, lines, documents)
                now.titles[item] = (listed.title, listed.documents)
                as_before = fresh and old.titles.get(item, ("", 0))[0] == listed.title
                touched = self._touched(item, old, now, found) if as_before else None
                drawn = self.drawer.item(group, listed, lines, documents, touched)
                before = {name: old.items.get(item, {}).get(name, "") for name in drawn.same}
                if not self.new.take_all(before):
                    drawn = self.drawer.item(group, listed, lines, documents)
                now.items[item] = self._written(drawn)

    def _touched(self, item: str, old: State, now: State, found: Changed) -> set[str]:
        """The departments by which a page of an item may be another."""
        heads = old.heads | now.heads
        return {heads[id].department_id for id in found.edits.get(item, ())} | found.renamed

    def _lines(self, item: str, old: State, found: Changed) -> dict[str, dict[str, Line]]:
        """The figures of an item as they are now, by document in order; kept if they are others than before."""
        lines = self.kept.item(item) if item in old.items else {}
        edits = found.edits.get(item, {})
        if edits:
            now = {id: one for id, one in {**lines, **edits}.items() if one is not None}
            lines = dict(sorted(now.items()))
            self.kept.keep_item(item, lines)
        return lines

    def _departments(self, old: State, now: State, found: Changed, documents: Documents) -> None:
        over_years = links_over_years(now)
        ids: dict[str, list[str]] = defaultdict(list)
        for id, head in now.heads.items():
            ids[head.department_id].append(id)
        for department, own in ids.items():
            fresh = department in found.departments or department not in old.departments
            if not fresh and self.new.take_all(old.departments[department]):
                now.departments[department] = old.departments[department]
                continue
            given = {id: self.kept.given(id) for id in own}
            drawn = self.drawer.department(given, over_years.get(department, ()), documents)
            now.departments[department] = self._written(drawn)

    def _written(self, drawn: Drawn) -> dict[str, str]:
        """The files of an item or a department, path → digest."""
        for page in drawn.pages:
            self._write(page)
        for name, content in drawn.files.items():
            self._put(name, content)
        names = (*(f"{page.path}{PAGE}" for page in drawn.pages), *drawn.files, *drawn.same)
        return {name: self.new.sums[name] for name in names}

    def _write(self, page: ShellPage) -> bool:
        """A page, poured. Raises ShellError where it would not be right."""
        faults = told(page_faults(page.pieces))
        if faults:
            raise ShellError(f"网页“{page.path}{PAGE}”没有做好，请核对 templates/site/pages：{faults}")
        self._put(f"{page.path}{PAGE}", pour(page.pieces, self.models[page.path.count("/")]).encode())
        return True

    def _put(self, name: str, content: bytes) -> None:
        """A file, unless it was written before something that was kept turned out to be damaged: it is the same."""
        if name not in self.new.sums:
            self.new.write(name, content)


def _unknown(entry: CatalogueEntry) -> Head:
    """Of a document that says no more than the catalogue."""
    return Head(
        id=entry.id,
        title=entry.title,
        department=entry.department,
        department_id=entry.department_id,
        region=entry.region,
        year=entry.year,
        kind=entry.kind,
        kind_title=entry.kind,
        alone=False,
        units=(),
        known=False,
    )


def _called(item: str, group: GroupForm, lines: Mapping[str, Mapping[str, Line]], documents: Documents) -> Listed:
    """What an item is called: by series.yml, or as the newest document calls its code."""
    key = item.partition("/")[2]
    title = next((one.title for one in group.items if one.key == key), "")
    if not title:
        newest = max(lines, key=lambda one: (documents.heads[one].year, one))
        title = next(iter(lines[newest].values())).name
    return Listed(key=key, title=title, documents=len(lines))


def _listed(now: State, series: Series) -> dict[str, list[Listed]]:
    """The items of each group, in the order of series.yml or of the codes."""
    found: dict[str, list[Listed]] = {}
    for group in series.groups:
        order = [item.key for item in group.items]
        keys = [item.partition("/")[2] for item in now.items if item.startswith(f"{group.key}/")]
        keys.sort(key=lambda key: (order.index(key) if key in order else 0, key))
        found[group.key] = [
            Listed(key=key, title=title, documents=count)
            for key in keys
            for title, count in [now.titles[f"{group.key}/{key}"]]
        ]
    return found
