"""比较: what the pages that compare cost, whole and after one changed amount.

python -m bench.comparing --documents 2000     200 invented documents, and copies of them under other names

What documents give is kept in build/bench-series. The site of it, with nothing else in it, is left in
build/bench-series/site-<documents>, to be looked at.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from bench.invented import invented_project
from bench.measure import processors
from bench.search.copies import Copy, copy_of
from gongkai.loading.series_file import read_series
from gongkai.model.series import Contribution, Head, Line, TableGiven
from gongkai.pipeline.composing import composed_of
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.publishing.files import KeptFile
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.releases.tree import Tree, look, marked
from gongkai.publishing.series.comparing import Compared, compare, depths
from gongkai.publishing.series.contributions import read, written
from gongkai.publishing.shell import ShellInputs, build_shell
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.drawer import Drawer
from gongkai.rendering.figures.origins import figure_origins
from gongkai.rendering.html import page_environment
from gongkai.rendering.series.given import contribution
from gongkai.rendering.series.pages import SeriesDrawer

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "bench-series"
COMPOSED = 200
"""documents; more are copies of these"""
_WORKSPACE: list[Workspace] = []
"""that of a child"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    count = parser.parse_args().documents
    given = list(contributions(min(count, COMPOSED)))
    copies = max(1, count // COMPOSED)
    places = {place for one in given for place in one.head.region}
    listed = [copied(one, copy_of(places, number)) for number in range(copies) for one in given]
    trial = Trial(count, listed)
    trial.build("全部")
    trial.build("没有改动")
    trial.change()


def contributions(count: int) -> Iterator[Contribution]:
    """What so many invented documents give, made once."""
    project = Project(root=WORK / f"invented-{count}")
    if not project.root.exists():
        invented_project(ROOT, project.root, count)
    kept = WORK / f"given-{count}"
    found = [read(file.read_bytes()) for file in sorted(kept.glob("*.json"))]
    if not found or None in found:  # none yet, or those of another program
        _make(project, kept)
        found = [read(file.read_bytes()) for file in sorted(kept.glob("*.json"))]
    yield from filter(None, found)


def _make(project: Project, kept: Path) -> None:
    workspace = Workspace.open(project)
    workspace.warm((), len(workspace.folders))
    made = kept.with_suffix(".new")
    made.mkdir(parents=True, exist_ok=True)
    wanted = [(id, made / f"{number}.json") for number, id in enumerate(sorted(workspace.folders))]
    context = multiprocessing.get_context("fork")
    with context.Pool(processors(), initializer=_WORKSPACE.append, initargs=(workspace,), maxtasksperchild=8) as pool:
        for _ in pool.imap_unordered(_give, wanted, chunksize=8):
            pass
    shutil.rmtree(kept, ignore_errors=True)
    made.rename(kept)


def _give(wanted: tuple[str, Path]) -> None:
    id, file = wanted
    (workspace,) = _WORKSPACE
    loaded = workspace.load(id)
    if file.is_file() or loaded.document is None or loaded.edition is None or not loaded.whole:
        return
    case = case_of(workspace, loaded.document, loaded.edition)
    composed = composed_of(workspace.library, case, loaded.edition)
    if composed is not None:
        series = read_series(ROOT / "templates" / "site")
        people = workspace.people(id)
        publication = composed.publication
        origins = figure_origins(publication, case.accounts, case.document)
        file.write_bytes(written(contribution(case.document, case.accounts, publication, series, origins, people)))


def copied(one: Contribution, copy: Copy) -> Contribution:
    """Of another place, with other digits."""
    if not copy.number:
        return one
    digits = str.maketrans("123456789", "".join(str((digit + copy.number) % 9 + 1) for digit in range(9)))

    def line(own: Line) -> Line:
        return own._replace(yuan=own.yuan.translate(digits), text=own.text.translate(digits))

    head = replace(
        one.head,
        id=copy.path(one.head.id),
        department_id=copy.path(one.head.department_id),
        department=copy.named(one.head.department),
        region=tuple(map(copy.named, one.head.region)),
    )
    lines = {item: {name: line(own) for name, own in measures.items()} for item, measures in one.lines.items()}
    tables = {key: _table(table, digits) for key, table in one.tables.items()}
    return Contribution(head=head, lines=lines, tables=tables)


def _table(table: TableGiven, digits: dict[int, int]) -> TableGiven:
    def cell(yuan: str, text: str, expected: str, number: str) -> tuple[str, str, str, str]:
        return yuan.translate(digits), text.translate(digits), expected, number

    rows = (row._replace(cells={column: cell(*told) for column, told in row.cells.items()}) for row in table.rows)
    return table._replace(rows=tuple(rows))


class Trial:
    """A site with nothing but the pages that compare."""

    def __init__(self, count: int, given: Sequence[Contribution]) -> None:
        self.site = WORK / f"site-{count}"
        self.work = WORK / f"work-{count}"
        for folder in (self.site, self.work):
            shutil.rmtree(folder, ignore_errors=True)
        self.given = {one.head.id: one for one in given}
        self.record = Tree()
        self.files: dict[str, Path] = {}
        for id, one in self.given.items():
            self.files[id] = self.work / "given" / f"{id}.json"
            self.files[id].parent.mkdir(parents=True, exist_ok=True)
            self.files[id].write_bytes(written(one))
        self.entries = tuple(entry(one.head) for one in given)
        project = Project(root=ROOT)
        drawer = Drawer(page_environment(project.templates))
        self.compared = Compared(
            drawer=SeriesDrawer(drawer, read_series(project.templates / "site")),
            work=self.work / "kept",
            look="",
        )
        self.shell = build_shell(ShellInputs(project=ROOT, work=self.work / "shell", entries=()))
        deeper = ShellInputs(project=ROOT, work=self.work / "shell", entries=self.entries[:1])
        self.models = build_shell(deeper).indexes
        self.models |= {
            depth: self.models[max(self.models)] for depth in depths(self.entries) if depth > len(self.models)
        }

    def build(self, what: str) -> None:
        new = self.site.with_name(f"{self.site.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        there = look(self.site, self.record).files
        growing = Growing(new, self.site, there)
        given = {id: KeptFile.now(file) for id, file in self.files.items()}
        keys = {id: one.digest for id, one in given.items()}
        compared = replace(self.compared, given=given)
        spent, started = time.process_time(), time.monotonic()
        paths = compare(growing, compared, self.models, self.entries, keys, {}).paths
        spent, took = time.process_time() - spent, time.monotonic() - started
        shutil.copytree(self.shell.site, new, dirs_exist_ok=True)
        self.record = marked(new, growing.sums)
        shutil.rmtree(self.site, ignore_errors=True)
        new.rename(self.site)
        sizes = {name: (self.site / name).stat().st_size for name in growing.sums}
        pages = sorted(((size, name) for name, size in sizes.items() if name.endswith(".html")), reverse=True)
        fresh = sum(sizes[name] for name in growing.written)
        whole = sum(sizes.values()) / 1e6
        print(f"{what}：CPU {spent:.2f} 秒（{took:.2f} 秒），{len(paths)} 页，{len(sizes)} 个文件，{whole:.1f} MB")
        print(f"    写了 {len(growing.written)} 个文件，{fresh / 1e6:.2f} MB；最大的网页：")
        for size, name in pages[:4]:
            print(f"    {size / 1000:.0f} KB {name}", flush=True)

    def change(self) -> None:
        """One amount of one document, and its neighbours that derive from it."""
        id = next(id for id, one in self.given.items() if "three-public/reception" in one.lines)
        one = self.given[id]

        def more(own: Line) -> Line:
            return own._replace(yuan=str(int(float(own.yuan)) + 10_000), text=f"{float(own.yuan) / 10_000 + 1:,.2f}")

        for items, what in ((("three-public/reception",), "改一处"), (_chain(one), "改一个科目的数，连同合计")):
            changed = {
                item: {name: more(own) if item in items else own for name, own in measures.items()}
                for item, measures in one.lines.items()
            }
            paths = {own.path for item in items for own in one.lines.get(item, {}).values()}
            tables = {key: _with_more(table, paths) for key, table in one.tables.items()}
            self.files[id].write_bytes(written(replace(one, lines=changed, tables=tables)))
            self.build(what)


def _with_more(table: TableGiven, paths: Collection[str]) -> TableGiven:
    """The same table, the cells at these places larger."""
    rows = []
    for row in table.rows:
        cells = {
            column: (str(int(float(yuan)) + 10_000), f"{float(yuan) / 10_000 + 1:,.2f}", expected, number)
            if f"{table.page}#{row.anchor}-{number}" in paths
            else (yuan, text, expected, number)
            for column, (yuan, text, expected, number) in row.cells.items()
        }
        rows.append(row._replace(cells=cells))
    return table._replace(rows=tuple(rows))


def _chain(one: Contribution) -> tuple[str, ...]:
    """A code, what is above it, and the totals."""
    code = max((item for item in one.lines if item.startswith("functional/")), key=len)
    above = {code, code[:-2], code[:-4]}
    totals = {"totals/expenditure", "totals/basic", "totals/general-budget", "totals/balance", "totals/carry-over"}
    return tuple(item for item in one.lines if item in above | totals)


def entry(head: Head) -> CatalogueEntry:
    """A document of the site, as far as the pages that compare look at it."""
    return CatalogueEntry(
        id=head.id,
        department=head.department,
        department_id=head.department_id,
        region=head.region,
        year=head.year,
        kind=head.kind,
        date="",
        archived=False,
        edition="",
        title=head.title,
        pages=(f"{head.id}/",),
    )


if __name__ == "__main__":
    main()
