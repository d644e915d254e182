"""A folder with the search page, the index and the pieces of documents, and nothing else of a site."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bench.search.corpus import ROOT, pages
from gongkai.model.publication import GlossaryEntry, Publication
from gongkai.model.spans import plain
from gongkai.publishing.search.indexing import SITE, Indexing
from gongkai.publishing.shell import ShellInputs, build_shell
from gongkai.rendering.catalogue import catalogue_entry
from gongkai.rendering.search_pieces import pieces, search_pages
from gongkai.rendering.shell_pages import SiteTerm, TermText


def searchable(
    publications: Iterable[Publication], variants: Mapping[str, tuple[str, ...]], folder: Path, work: Path
) -> Path:
    """Write it. `variants`: 又作 of terms."""
    shutil.rmtree(folder, ignore_errors=True)
    index = Indexing(work / "index", {})
    spent, count, entries = 0.0, 0, []
    terms: dict[str, SiteTerm] = {}
    for publication in publications:
        made = pages(publication)
        terms |= {term.id: term for term in _terms(publication, variants)}
        entries.append(catalogue_entry(publication, pages=[page.path for page in made], sha256={}, findings={}))
        searched = search_pages(made)
        for path, content in pieces(publication.id, searched):
            _write(folder / path, content)
        begun = time.process_time()
        index.add(publication.id, searched)
        spent += time.process_time() - begun
        count += len(searched)
    of_site = tuple(terms[id] for id in sorted(terms))
    shell = build_shell(ShellInputs(project=ROOT, work=work / "shell", entries=tuple(entries), terms=of_site))
    shutil.copytree(shell.site, folder, dirs_exist_ok=True)
    for path, content in pieces("", shell.searched):
        _write(folder / path, content)
    begun = time.process_time()
    index.add(SITE, shell.searched)
    index.finish(entries, shell.asked)
    spent += time.process_time() - begun
    shutil.copytree(index.files, folder / "search" / "index")
    print(f"{len(entries)} 份文件，{count} 页；建索引 CPU {spent:.1f} 秒", flush=True)
    return folder


def _terms(publication: Publication, variants: Mapping[str, tuple[str, ...]]) -> Iterator[SiteTerm]:
    """Its glossary, for that of the site."""
    for block in publication.blocks():
        if isinstance(block, GlossaryEntry):
            text = TermText(text=plain(block.text).lstrip("：:"), documents=())
            term = plain(block.term)
            yield SiteTerm(id=block.id, term=term, texts=(text,), variants=variants.get(term, ()))


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
