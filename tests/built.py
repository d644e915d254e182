"""The sample's documents rendered, and a whole site made of them, as the pipeline does it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.composition.compose import KeyFigure
from gongkai.model.publication import Publication
from gongkai.publishing.pouring import pour
from gongkai.publishing.search.indexing import SITE, Indexing
from gongkai.publishing.shell import Shell, ShellInputs, build_shell
from gongkai.rendering.catalogue import CatalogueEntry, catalogue_entry, catalogue_files
from gongkai.rendering.data import csv_path, data_file
from gongkai.rendering.html import Extras, page_environment, render_pages
from gongkai.rendering.open_data.table_csv import csv_files
from gongkai.rendering.pages import Page
from gongkai.rendering.search_pieces import pieces, search_pages
from tests import sample

PROJECT = Path(__file__).parents[1]
HIGHLIGHTS = (KeyFigure(title="“三公”经费", text="1.00", unit="万元", table="t07"),)
DISTRICT = "测试市新华区行政审批和政务信息管理局"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
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
    return build_shell(ShellInputs(project=PROJECT, work=work, entries=tuple(one.entry for one in documents)))


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
    for path, content in catalogue_files(entries).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    for path, content in pieces("", shell.searched):
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(content)
    indexing = Indexing(work / "search", {})
    indexing.add(SITE, shell.searched)
    for one in documents:
        indexing.add(one.publication.id, search_pages(one.pages))
    indexing.finish(entries, shell.asked)
    shutil.copytree(indexing.files, site / "search/index")
    return shell
