"""A folder with the search page, the index and the pieces of documents, and nothing else of a site."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.search.copies import copy_of
from bench.search.corpus import ROOT, pages
from gongkai.loading.series_file import read_series
from gongkai.model.publication import GlossaryEntry, Publication
from gongkai.model.spans import plain
from gongkai.publishing.search.indexing import SITE, Indexing
from gongkai.publishing.shell import Shell, ShellInputs, build_shell
from gongkai.rendering.catalogue import CatalogueEntry, catalogue_entry
from gongkai.rendering.pages import Link, PageKind
from gongkai.rendering.search.pieces import SearchPage, comparison_pages, pieces, search_pages
from gongkai.rendering.series.links import table_address, table_key
from gongkai.rendering.series.pages import Listed, ListedTable
from gongkai.rendering.shell_pages import SiteTerm, TermText


def searchable(
    publications: Iterable[Publication],
    variants: Mapping[str, tuple[str, ...]],
    folder: Path,
    work: Path,
    times: int = 1,
) -> Path:
    """Write it, every document so many times (copies.py). `variants`: 又作 of terms."""
    shutil.rmtree(folder, ignore_errors=True)
    writing = _Writing(folder, Indexing(work / "index", {}))
    terms: dict[str, SiteTerm] = {}
    originals = []
    for publication in publications:
        terms |= {term.id: term for term in _terms(publication, variants)}
        made = pages(publication)
        entry = catalogue_entry(publication, pages=[page.path for page in made], sha256={}, findings={})
        originals.append((entry, search_pages(made)))
    places = {place for entry, _ in originals for place in entry.region}
    for copy in (copy_of(places, number) for number in range(times)):
        for entry, searched in originals:
            writing.add(copy.entry(entry), tuple(map(copy.page, searched)))
    of_site = tuple(terms[id] for id in sorted(terms))
    shell = build_shell(ShellInputs(project=ROOT, work=work / "shell", entries=tuple(writing.entries), terms=of_site))
    shutil.copytree(shell.site, folder, dirs_exist_ok=True)
    writing.finish(shell)
    return folder


CODES = {"functional": "2", "economic": "3", "government-economic": "5"}
"""how the codes of a group begin"""


class _Writing:
    """Documents on their way into the folder."""

    def __init__(self, folder: Path, index: Indexing) -> None:
        self._folder = folder
        self._index = index
        self.entries: list[CatalogueEntry] = []
        self._pages = 0
        self._codes: dict[tuple[int, str], str] = {}
        self._years: dict[tuple[str, str], set[int]] = {}
        self._spent = 0.0

    def add(self, entry: CatalogueEntry, searched: tuple[SearchPage, ...]) -> None:
        self.entries.append(entry)
        self._pages += len(searched)
        for line in (line for page in searched for line in page.lines if line.code and line.cells):
            self._codes[(len(line.code), line.code)] = line.name
        for title in (page.title for page in searched if page.kind == PageKind.TABLE.value and "/tables/" in page.path):
            self._years.setdefault((title, entry.kind), set()).add(entry.year)
        self._write(entry.id, searched)
        with self._counted():
            self._index.add(entry.id, searched)

    def _write(self, id: str, searched: tuple[SearchPage, ...]) -> None:
        for path, content in pieces(id, searched):
            place = self._folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)

    def finish(self, shell: Shell) -> None:
        searched = (*shell.searched, *self._compared())
        self._write("", searched)
        with self._counted():
            self._index.add(SITE, searched)
            self._index.finish(self.entries, shell.asked)
        shutil.copytree(self._index.files, self._folder / "search" / "index")
        print(f"{len(self.entries)} 份文件，{self._pages} 页；建索引 CPU {self._spent:.1f} 秒", flush=True)

    def _compared(self) -> Iterator[SearchPage]:
        """比较页, of all that series.yml names and of all codes."""
        series = read_series(ROOT / "templates" / "site")
        codes = [(code, name) for (_, code), name in sorted(self._codes.items())]
        listed = {
            group.key: [Listed(key=item.key, title=item.title, documents=len(self.entries)) for item in group.items]
            or [Listed(key=code, title=name, documents=1) for code, name in codes if code[0] == CODES.get(group.key)]
            for group in series.groups
        }
        return comparison_pages(series, listed, self._tables())

    def _tables(self) -> Iterator[ListedTable]:
        """Every table that a document has, with its years."""
        for (title, kind), years in sorted(self._years.items()):
            key = table_key(kind, title)
            links = (Link(text=f"{year}年", path=table_address(key, year)) for year in sorted(years, reverse=True))
            yield ListedTable(title=title, kind=kind, years=tuple(links))

    @contextmanager
    def _counted(self) -> Iterator[None]:
        begun = time.process_time()
        yield
        self._spent += time.process_time() - begun


def _terms(publication: Publication, variants: Mapping[str, tuple[str, ...]]) -> Iterator[SiteTerm]:
    """Its glossary, for that of the site."""
    for block in publication.blocks():
        if isinstance(block, GlossaryEntry):
            text = TermText(text=plain(block.text).lstrip("：:"), documents=())
            term = plain(block.term)
            yield SiteTerm(id=block.id, term=term, texts=(text,), variants=variants.get(term, ()))
