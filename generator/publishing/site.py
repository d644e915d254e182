"""成站: a whole new site grown beside the old one, whose place it takes only when it is finished."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai.publishing import robots
from gongkai.publishing.catalogue import write_catalogue
from gongkai.publishing.feed import feed_paths, feeds
from gongkai.publishing.files import KeptFile, files_below
from gongkai.publishing.levels import MadeLevel, write_levels
from gongkai.publishing.open_data.writing import OpenData, open_data_paths, write_open_data
from gongkai.publishing.poured import Memory, keys_of, taken_over
from gongkai.publishing.pouring import pour
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.search.indexing import ENTRY, SITE, Indexing
from gongkai.publishing.series.comparing import Compared, compare
from gongkai.publishing.shell import Shell
from gongkai.publishing.site_map import site_maps
from gongkai.publishing.standing import SiteError
from gongkai.rendering.catalogue import CATALOGUE, CatalogueEntry, GoneEntry, part_path
from gongkai.rendering.lists.data import list_paths
from gongkai.rendering.pages import load_pages
from gongkai.rendering.search.pieces import SearchPage, piece_paths, pieces, search_pages
from gongkai.rendering.series.links import COMPARE

SEARCH = "search/index/"


class Ingredients(Struct, frozen=True, kw_only=True):
    """网站的组成: the shell, and the finished documents to pour into it."""

    shell: Shell
    entries: tuple[CatalogueEntry, ...]
    pages: Mapping[str, KeptFile]
    """id → pages.json of a document"""
    files: Mapping[str, Path]
    """id → the folder of its PDF and data files"""
    search: Path
    """what the search keeps between builds"""
    withdrawn: tuple[GoneEntry, ...] = ()
    halted: tuple[GoneEntry, ...] = ()
    kept: frozenset[str] = frozenset()
    """ids of documents that are as they were last published, and not fit now"""
    comparable: frozenset[str] = frozenset()
    """ids of documents that may show the text of another beside their own"""
    digests: Mapping[str, str]
    """id → what a document was rendered from; empty where that is not known"""
    catalogued: Path
    """what is known of the catalogue between builds"""
    compared: Compared
    memory: Memory
    data: OpenData
    levels: tuple[MadeLevel, ...] = ()
    draft: bool = False


def assemble(new: Growing, made_of: Ingredients, progress: Callable[[int], None]) -> int:
    """Write the whole site to the folder `new`; returns how many leaf pages it has.

    `progress` is told how many documents are done. Raises SiteError if the site is not whole.
    """
    entries, shell = made_of.entries, made_of.shell
    keys = keys_of(made_of.digests, shell.models)
    believed = made_of.memory.believed(made_of.search)
    unchanged = frozenset(taken_over(new, entries, keys, made_of.memory, believed))
    indexing = Indexing(made_of.search, believed)
    _copy(shell.site, new, digests=shell.digests)
    for done, entry in enumerate(entries, start=1):
        if entry.id not in unchanged:
            _copy(made_of.files[entry.id], new, f"{entry.id}/", entry.sha256)
            _pour(made_of, entry, new, indexing)
        progress(done)
    gone = (made_of.withdrawn, made_of.halted)
    not_there = {"已撤回": made_of.withdrawn, "正在更正": made_of.halted}
    comparing = compare(new, made_of.compared, shell.indexes, entries, keys, not_there)
    _make_searchable(new, indexing, "", (*shell.searched, *comparing.searched))
    write_catalogue(new, entries, gone, keys, made_of.catalogued)
    for path, content in feeds(shell.address, entries, made_of.withdrawn):
        new.write(path, content)
    write_open_data(new, entries, made_of.data)
    everything_gone = (*made_of.withdrawn, *made_of.halted)
    write_levels(new, made_of.levels, shell.indexes, shell.address, entries, everything_gone)
    new.write(robots.FILE, robots.robots(shell.address, draft=made_of.draft).encode())
    if shell.address:
        for path, text in site_maps(
            shell.address, (*shell.paths, *comparing.paths, *(one.key.path for one in made_of.levels)), entries
        ):
            new.write(path, text.encode())
    indexing.finish(entries, shell.asked)
    for name, digest in indexing.digests.items():
        new.copy(f"{SEARCH}{name}", f"{indexing.files}/{name}", digest)
    missing = missing_files(new.sums, shell.paths, entries, unchanged)
    if missing:
        raise SiteError(f"新网站缺少{len(missing)}个文件，例如 {missing[0]}")
    new.finish()
    return sum(len(entry.pages) for entry in entries)


def _pour(made_of: Ingredients, entry: CatalogueEntry, new: Growing, indexing: Indexing) -> None:
    """Write the pages of a document, and tell the search of those that it is to find."""
    shell = made_of.shell
    pages = load_pages(made_of.pages[entry.id].read())
    for page in pages:
        parts = page.pieces
        if page.beside and entry.id not in made_of.comparable:
            parts = parts | {"body": page.instead}
        if entry.id in made_of.kept:
            parts = parts | {"body": shell.kept[entry.id not in made_of.data.given] + parts["body"]}
        new.write(page.file, pour(parts, shell.models[page.depth]).encode())
    _make_searchable(new, indexing, entry.id, search_pages(pages))


def _make_searchable(new: Growing, indexing: Indexing, id: str, pages: tuple[SearchPage, ...]) -> None:
    """Words of a document to the index, its lines beside its pages; without an id, those of the site itself."""
    for path, content in pieces(id, pages):
        new.write(path, content)
    indexing.add(id or SITE, pages)


def _copy(source: Path, new: Growing, prefix: str = "", digests: Mapping[str, str] | None = None) -> None:
    """Every file of a folder, those of known digests unread if the old site has them."""
    known = digests or {}
    for name, entry in files_below(source, prefix):
        new.copy(name, entry.path, known.get(name, ""))


def missing_files(
    there: Iterable[str],
    shell: Iterable[str],
    entries: tuple[CatalogueEntry, ...],
    whole: Collection[str] = frozenset(),
) -> list[str]:
    """Which of the pages and files that a catalogue calls for are not there.

    `shell`: the paths of its pages. `whole`: ids of documents of which that is known, as they have been taken over.
    """
    wanted = [CATALOGUE, robots.FILE, f"{SEARCH}{ENTRY}", *feed_paths(entries), *open_data_paths(entries)]
    wanted += [*(f"{page}index.html" for page in (COMPARE, *shell)), *list_paths(entries)]
    wanted += {part_path(entry.id) for entry in entries}
    for entry in (entry for entry in entries if entry.id not in whole):
        wanted += (f"{page}index.html" for page in entry.pages)
        wanted += piece_paths(entry.id, entry.pages)
        wanted += [*entry.sha256, entry.data, *entry.tables.values(), *filter(None, [entry.pdf, entry.workbook])]
    names = frozenset(there)
    return [path for path in wanted if path not in names]
