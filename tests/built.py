"""The sample's documents rendered, and a whole site made of them, as the pipeline does it."""

from __future__ import annotations

import shutil
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.composition.compose import KeyFigure
from gongkai.loading.series_file import read_series
from gongkai.model.publication import Publication
from gongkai.model.series import Contribution, Head, Line, TableGiven, TableRow
from gongkai.publishing.catalogue import write_catalogue
from gongkai.publishing.files import KeptFile
from gongkai.publishing.pouring import pour
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.search.indexing import SITE, Indexing
from gongkai.publishing.series.comparing import Compared, compare
from gongkai.publishing.series.contributions import written
from gongkai.publishing.shell import Shell, ShellInputs, build_shell
from gongkai.rendering.catalogue import CatalogueEntry, catalogue_entry
from gongkai.rendering.data import csv_path, data_file
from gongkai.rendering.drawer import Drawer
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.open_data.table_csv import csv_files
from gongkai.rendering.pages import Page
from gongkai.rendering.search.pieces import pieces, search_pages
from gongkai.rendering.series.links import table_key
from gongkai.rendering.series.pages import SeriesDrawer
from gongkai.rendering.shell_pages import SiteTerm, TermText
from tests import sample
from tests.kept_host import KeptHost

PROJECT = Path(__file__).parents[1]
THREE_PUBLIC = "三公经费支出决算表"
HIGHLIGHTS = (KeyFigure(title="“三公”经费", text="1.00", unit="万元", table="t07"),)
DISTRICT = "测试市新华区行政审批和政务信息管理局"
TERMS = (
    SiteTerm(
        id="fiscal-appropriation-revenue",
        term="财政拨款收入",
        texts=(TermText(text="指财政部门当年拨付的资金。", documents=()),),
        variants=("财政补助收入",),
    ),
)
_host = KeptHost()


class Built(Struct, frozen=True, kw_only=True):
    publication: Publication
    pages: tuple[Page, ...]
    entry: CatalogueEntry


def sample_documents() -> tuple[Built, ...]:
    """Two years and a budget of one bureau, and a district's."""
    district = sample.publication(department=DISTRICT, folder="ceshi/hangkong/xinhua/approval-bureau")
    publications = (
        sample.publication(),
        sample.publication(year=2022),
        sample.publication(year=2023, kind="预算"),
        replace(district, region=("测试省", "测试市", "新华区")),
    )
    environment = page_environment(PROJECT / "templates")
    built = []
    for publication in publications:
        extras = Extras()
        pages = render_pages(publication, extras, environment)
        entry = catalogue_entry(
            publication, pages=[page.path for page in pages], sha256={}, findings={}, highlights=HIGHLIGHTS
        )
        built.append(Built(publication=publication, pages=pages, entry=entry))
    return tuple(built)


def shell_of(documents: tuple[Built, ...], work: Path) -> Shell:
    """The shell of their site in `work`; MkDocs runs where this process has not made the same before."""
    _host.lay(work)
    shell = build_shell(inputs_of(documents, work))
    _host.keep(work)
    return shell


def inputs_of(documents: tuple[Built, ...], work: Path) -> ShellInputs:
    entries = tuple(one.entry for one in documents)
    return ShellInputs(project=PROJECT, work=work, entries=entries, terms=TERMS)


def build_site(documents: tuple[Built, ...], work: Path, site: Path) -> Shell:
    """Shell, leaf pages, data and search; returns the shell, for pages of other documents."""
    shell = shell_of(documents, work)
    shutil.copytree(shell.site, site)
    entries = tuple(one.entry for one in documents)
    for one in documents:
        for page in one.pages:
            file = site / page.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(pour(page.pieces, shell.models[page.depth]), encoding="utf-8")
        for path, content in pieces(one.publication.id, search_pages(one.pages)):
            (site / path).parent.mkdir(exist_ok=True)
            (site / path).write_bytes(content)
        folder = site / one.publication.id
        (folder / "data.json").write_text(data_file(one.publication), encoding="utf-8")
        for id, content in csv_files(one.publication).items():
            (folder / csv_path(id)).write_bytes(content)
    write_catalogue(Growing(site), entries, ((), ()), {}, work / "catalogue.json")
    for path, content in pieces("", shell.searched):
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(content)
    indexing = Indexing(work / "search", {})
    indexing.add(SITE, shell.searched)
    for one in documents:
        indexing.add(one.publication.id, search_pages(one.pages))
    indexing.finish(entries, shell.asked)
    shutil.copytree(indexing.files, site / "search/index")
    _compare(documents, shell, work / "series", site)
    return shell


def _compare(documents: tuple[Built, ...], shell: Shell, work: Path, site: Path) -> None:
    """The pages that compare, of a few figures of each document."""
    files = {}
    for number, one in enumerate(documents):
        file = work / f"{number}.json"
        work.mkdir(exist_ok=True)
        file.write_bytes(written(_given(one.publication, number)))
        files[one.entry.id] = KeptFile.now(file)
    templates = PROJECT / "templates"
    drawer = SeriesDrawer(Drawer(page_environment(templates)), read_series(templates / "site"))
    made_of = Compared(drawer=drawer, given=files, work=work / "kept", look="")
    compare(Growing(site), made_of, shell.indexes, tuple(one.entry for one in documents), {}, {})


def _given(publication: Publication, number: int) -> Contribution:
    """Its expenditure and its receptions; 2022 has another unit than 2021, and another table."""
    own = Head(
        **{name: value for name, value in publication.fields().items() if name in Head.__struct_fields__},
        title=publication.title,
        kind_title=publication.kind_title,
        alone=False,
        units=("本级", "测试市信息中心")[: 1 + (publication.year == 2022)],
    )
    measure = "预算数" if publication.kind == "预算" else "决算数"
    told = {
        "totals/expenditure": ("36858500", "3,685.85", "tables/t03/#t03-total-3", "支出决算表", ""),
        "three-public/reception": (
            f"{number}8500",
            f"{number}.85",
            "tables/t07/#t07-row1-12",
            "三公经费支出决算表",
            "",
        ),
        "functional/2010301": ("1146600", "114.66", "tables/t03/#t03-r2010301-3", "支出决算表", "行政运行"),
    }
    lines = {
        item: {measure: Line(yuan, text, "万元", path, table, name, share="0.1%", per_head="1.20")}
        for item, (yuan, text, path, table, name) in told.items()
    }
    cells = {
        "决算数.合计": ("20000", "2.00", "", "7"),
        "决算数.公务接待费": (f"{number}8500", f"{number}.85", "", "12"),
    }
    heads = {"7": "决算数 · 合计", "12": "决算数 · 公务接待费"}
    row = TableRow("行", "", "", "t07-row1", cells)
    table = TableGiven(THREE_PUBLIC, "“三公”经费支出决算表", "tables/t07/", "万元", heads, (row,), records=False)
    return Contribution(head=own, lines=lines, tables={table_key(own.kind, THREE_PUBLIC): table})
