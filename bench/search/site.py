"""A folder with the search page, the index and the pieces of documents, and nothing else of a site."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.search.corpus import ROOT, pages
from gongkai.model.publication import GlossaryEntry, Publication
from gongkai.model.spans import plain
from gongkai.publishing.search.indexing import SITE, Besides, Indexing
from gongkai.publishing.shell import ShellInputs, build_shell
from gongkai.rendering.catalogue import catalogue_entry
from gongkai.rendering.search_pieces import pieces, search_pages
from gongkai.rendering.shell_pages import SiteTerm, TermText


def searchable(publications: Iterable[Publication], folder: Path, work: Path) -> Path:
    """Write it; tells how long that took."""
    shutil.rmtree(folder, ignore_errors=True)
    index = Indexing(work / "index", {})
    spent, count, entries = 0.0, 0, []
    terms: dict[str, SiteTerm] = {}
    for publication in publications:
        made = pages(publication)
        terms |= {term.id: term for term in _terms(publication)}
        entries.append(catalogue_entry(publication, pages=[page.path for page in made], sha256={}, findings={}))
        searched = search_pages(made)
        for path, content in pieces(publication.id, searched):
            _write(folder / path, content)
        begun = time.process_time()
        index.add(publication.id, searched)
        spent += time.process_time() - begun
        count += len(searched)
    shell = build_shell(
        ShellInputs(project=ROOT, work=work / "shell", entries=(), terms=tuple(terms[id] for id in sorted(terms)))
    )
    shutil.copytree(shell.site, folder, dirs_exist_ok=True)
    for path, content in pieces("", shell.searched):
        _write(folder / path, content)
    begun = time.process_time()
    index.add(SITE, shell.searched)
    index.finish(entries, Besides())
    spent += time.process_time() - begun
    shutil.copytree(index.files, folder / "search" / "index")
    print(f"{len(entries)} 份文件，{count} 页；建索引 CPU {spent:.1f} 秒", flush=True)
    return folder


def _terms(publication: Publication) -> Iterator[SiteTerm]:
    """Its glossary, for that of the site."""
    for block in publication.blocks():
        if isinstance(block, GlossaryEntry):
            text = TermText(text=plain(block.text).lstrip("：:"), documents=())
            yield SiteTerm(id=block.id, term=plain(block.term), texts=(text,))


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
