"""写各张表的比较页: tables of the forms over the departments of a year, and a department's over its years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from msgspec import Struct

from gongkai.model.series import TableGiven
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.series.changed import Changed
from gongkai.publishing.series.contributions import table_unpacked
from gongkai.publishing.series.kept import Kept, State
from gongkai.rendering.pages import Link
from gongkai.rendering.series.documents import Documents
from gongkai.rendering.series.form_tables import fixed, has_own_rows
from gongkai.rendering.series.links import table_address, table_years
from gongkai.rendering.series.pages import Drawn, ListedTable, SeriesDrawer
from gongkai.rendering.series.table_years import FEWEST


class ComparingTables(Struct, frozen=True):
    """One build's pages of tables. `written`: writes what is drawn, and gives the digests of its files."""

    new: Growing
    drawer: SeriesDrawer
    kept: Kept
    written: Callable[[Drawn], dict[str, str]]

    def forms(self, old: State, now: State, found: Changed, documents: Documents) -> None:
        """Those over the departments of a year. Raises KeptError."""
        for form in sorted(old.forms.keys() | found.forms.keys()):
            if form not in found.forms and self.new.take_all(old.forms[form]):
                now.forms[form], now.form_titles[form] = old.forms[form], old.form_titles[form]
                continue
            tables = self._form(form, old, found)
            if not tables:
                continue
            key, _, year = form.partition("/")
            newest = max(tables)
            now.form_titles[form] = (tables[newest].title, documents.heads[newest].kind_title)
            as_before = old.form_titles.get(form) == now.form_titles[form] and form in found.forms
            heads = old.heads | now.heads
            touched = {heads[id].department_id for id in found.forms[form]} | found.renamed if as_before else None
            drawn = self.drawer.form_table(key, int(year), tables, documents, touched)
            before = {name: old.forms.get(form, {}).get(name, "") for name in drawn.same}
            if not self.new.take_all(before):
                drawn = self.drawer.form_table(key, int(year), tables, documents)
            now.forms[form] = self.written(drawn)

    def _form(self, form: str, old: State, found: Changed) -> dict[str, TableGiven]:
        """A table as it is now, by document in order; kept if it says something else than before."""
        tables = self.kept.form(form) if form in old.forms else {}
        if edits := found.forms.get(form):
            others = {id: one for id, one in tables.items() if id not in edits}
            now = {id: fixed(table_unpacked(one)) for id, one in edits.items() if one is not None}
            tables = {id: one for id, one in sorted((others | now).items()) if has_own_rows(one)}
            self.kept.keep_form(form, tables)
        return tables

    def over_years(self, old: State, now: State, found: Changed, documents: Documents) -> None:
        """Those of each department over its years. Raises KeptError."""
        ids: dict[str, list[str]] = defaultdict(list)
        for id, head in now.heads.items():
            ids[head.department_id].append(id)
        for address, files in old.over_years.items():
            department, _, key = address.rpartition("/")
            if key not in found.over_years.get(department, ()) and self.new.take_all(files):
                now.over_years[address], now.over_titles[address] = files, old.over_titles[address]
        lost = {address.rpartition("/")[0] for address in old.over_years.keys() - now.over_years.keys()}
        for department in sorted(ids.keys() & (found.over_years.keys() | lost)):
            given = {id: self.kept.tables(id) for id in ids[department]}
            for key in sorted({key for tables in given.values() for key in tables}):
                own = {id: tables[key] for id, tables in given.items() if key in tables}
                address = f"{department}/{key}"
                if address not in now.over_years and len({documents.heads[id].year for id in own}) >= FEWEST:
                    newest = max(own, key=lambda one: documents.heads[one].year)
                    now.over_titles[address] = f"{own[newest].title}（{documents.heads[newest].kind_title}）"
                    now.over_years[address] = self.written(self.drawer.table_years(key, own, documents))


def links_over_years(now: State) -> dict[str, tuple[Link, ...]]:
    """By department, its tables that have pages over its years."""
    found: dict[str, list[Link]] = defaultdict(list)
    for address, title in sorted(now.over_titles.items(), key=lambda one: (one[0].rpartition("/")[0], one[1])):
        department, _, key = address.rpartition("/")
        found[department].append(Link(text=title, path=table_years(department, key)))
    return {department: tuple(links) for department, links in found.items()}


def listed_tables(now: State) -> Iterator[ListedTable]:
    """All tables with their years, as the newest calls them."""
    years: dict[str, list[str]] = defaultdict(list)
    for form in now.forms:
        key, _, year = form.partition("/")
        years[key].append(year)
    listed = []
    for key, own in years.items():
        title, kind = now.form_titles[f"{key}/{max(own)}"]
        links = tuple(Link(text=f"{year}年", path=table_address(key, int(year))) for year in sorted(own, reverse=True))
        listed.append(ListedTable(title=title, kind=kind, years=links))
    yield from sorted(listed, key=lambda one: (one.kind, one.title, one.years))
