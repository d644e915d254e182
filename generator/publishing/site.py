"""成站: a whole new site grown beside the old one, whose place it takes only when it is finished."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gongkai.publishing import robots
from gongkai.publishing.catalogue import write_catalogue
from gongkai.publishing.feed import feed_paths, feeds
from gongkai.publishing.files import KeptFile, files_below
from gongkai.publishing.levels import MadeLevel, write_levels
from gongkai.publishing.open_data.writing import OpenData, open_data_paths, write_open_data
from gongkai.publishing.poured import Memory, keys_of, taken_over
from gongkai.publishing.pouring import pour
from gongkai.publishing.releases.exchange import flush, replace_folder
from gongkai.publishing.releases.growing import Ground, Growing, GrowthError, others
from gongkai.publishing.releases.record import STAMP, Seen, digests_of
from gongkai.publishing.releases.sums import FILE as SUMS
from gongkai.publishing.releases.sums import Differences, SumsError, differences, read_sums
from gongkai.publishing.releases.tree import Tree, look, read_tree, write_tree
from gongkai.publishing.search.indexing import ENTRY, SITE, Indexing
from gongkai.publishing.series.comparing import Compared, compare
from gongkai.publishing.shell import Shell
from gongkai.publishing.site_map import site_maps
from gongkai.rendering.catalogue import CATALOGUE, CatalogueEntry, GoneEntry, part_path
from gongkai.rendering.lists.data import list_paths
from gongkai.rendering.pages import load_pages
from gongkai.rendering.search.pieces import SearchPage, piece_paths, pieces, search_pages
from gongkai.rendering.series.links import COMPARE
from gongkai.rendering.shell_pages import shell_paths

SEARCH = "search/index/"
NO_MATTER = Seen("", bytes(STAMP.size))


class SiteError(Exception):
    """成站失败: there is no new site; the old one stays. The message is Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredients:
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
        new.copy(f"{SEARCH}{name}", indexing.files / name, digest)
    missing = missing_files(new.sums, entries, *gone, unchanged)
    if missing:
        raise SiteError(f"新网站缺少{len(missing)}个文件，例如 {missing[0]}")
    new.finish()
    return sum(len(entry.pages) for entry in entries)


def _pour(made_of: Ingredients, entry: CatalogueEntry, new: Growing, indexing: Indexing) -> None:
    """Write the pages of a document, and tell the search of those that it is to find."""
    shell = made_of.shell
    pages = load_pages(made_of.pages[entry.id].read().decode())
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
        new.copy(name, Path(entry.path), known.get(name, ""))


def missing_files(
    there: Iterable[str],
    entries: tuple[CatalogueEntry, ...],
    withdrawn: tuple[GoneEntry, ...] = (),
    halted: tuple[GoneEntry, ...] = (),
    whole: Collection[str] = frozenset(),
) -> list[str]:
    """Which of the pages and files that a catalogue calls for are not there.

    `whole`: ids of documents of which that is known, as they have been taken over.
    """
    own = sorted(shell_paths(entries, (*withdrawn, *halted)))
    wanted = [CATALOGUE, robots.FILE, f"{SEARCH}{ENTRY}", *feed_paths(entries), *open_data_paths(entries)]
    wanted += [*(f"{page}index.html" for page in (COMPARE, *own)), *list_paths(entries)]
    wanted += {part_path(entry.id) for entry in entries}
    for entry in (entry for entry in entries if entry.id not in whole):
        wanted += (f"{page}index.html" for page in entry.pages)
        wanted += piece_paths(entry.id, entry.pages)
        wanted += [*entry.sha256, entry.data, *entry.tables.values(), *filter(None, [entry.pdf, entry.workbook])]
    names = frozenset(there)
    return [path for path in wanted if path not in names]


def check_place(site: Path, root: Path) -> None:
    """Raise SiteError where a site must not be written: it would take the place of something that is no site.

    `root` is the project.
    """
    if root.is_relative_to(site) or any(site.is_relative_to(root / name) for name in ("content", "templates")):
        raise SiteError(f"网站不能写到 {site}：会覆盖项目自己的文件")
    if site.exists() and not (site / CATALOGUE).is_file() and not (site.is_dir() and not any(site.iterdir())):
        raise SiteError(f"{site} 里已有别的文件，不是生成的网站，不能覆盖；请换一个目录，或先清空它")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """现有的网站: what its files are, and in what they are not what was written."""

    known: Tree
    """its files as they were written"""
    there: Tree
    faults: Differences

    @property
    def catalogue(self) -> str:
        """The digest of its catalogue, which holds those of its parts; empty where there is none."""
        return self.there.files[CATALOGUE].digest if CATALOGUE in self.there.files else ""

    def remember(self, record: Path) -> None:
        """Of a site that stays: what is known of it now, so that next time less has to be read or listed."""
        if not self.known.files:
            _ground_record(record).unlink(missing_ok=True)  # it tells in what it is not as what was known
        if not self.known.files or (self._as_known and self.there.folders != self.known.folders):
            write_tree(record, self.there)

    @property
    def unlike_known(self) -> frozenset[str]:
        """Names of files that are others than those that were written, though they may say the same."""
        known, there = self.known.files, self.there.files
        return frozenset() if self._as_known else others(known, there, known.keys() | there.keys())

    @property
    def _as_known(self) -> bool:
        return self.there.files == self.known.files


def standing(site: Path, record: Path) -> Standing:
    """Look at a site beside what was recorded when it was written, or else what its own list says."""
    known = read_tree(record)
    there = look(site, known)
    if known.files and there.files == known.files:
        return Standing(known=known, there=there, faults=Differences())
    try:
        wanted = digests_of(known.files) or read_sums(site / SUMS) or None
    except SumsError:
        wanted = None
    digests = digests_of(there.files)
    return Standing(known=known, there=there, faults=differences(wanted or digests, digests))


@contextmanager
def new_site(site: Path, record: Path, before: Standing | None = None) -> Iterator[Growing]:
    """A folder in which a new site grows; it takes the old one's place if the block ends well.

    Whatever happens, and whenever it is stopped, `site` is either the whole old site or the whole new one. What a
    build that was killed has left beside it is cleared away. Nobody else may be at it (the caller holds a lock).
    `record` is where the files are recorded as they were written, `before` the site as it is now, if that is known.
    Beside the record lies the site before, as long as the disk can exchange folders: the new one grows out of it, so
    that what has not changed is not touched (decision 0075).
    """
    _clear(site)
    before = before or standing(site, record)
    ground, lying = record.with_suffix(".ground"), _ground_record(record)
    ground.parent.mkdir(parents=True, exist_ok=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    near = ground.parent.stat().st_dev == site.parent.stat().st_dev
    new = ground if near else site.with_name(f".{site.name}.{os.getpid()}")
    taken_up = _taken_up(ground, lying, before) if near else None
    faulty = (*before.faults.altered, *before.faults.missing)
    unlike = faulty if before.known.files else before.there.files
    growing = Growing(new, site, before.there.files, unlike, taken_up)
    new.mkdir(exist_ok=True)
    swapped = False
    try:
        yield growing
        growing.clear()
        flush(new)
        tree = growing.tree()
        record.unlink(missing_ok=True)
        swapped = replace_folder(new, site)
    except GrowthError as error:
        raise SiteError(str(error)) from error
    finally:
        if not (near and swapped):
            shutil.rmtree(new, ignore_errors=True)
    with suppress(OSError):  # the new site is there; records that are lacking cost time
        write_tree(record, tree)
        if near and swapped:
            lies_otherwise = dict.fromkeys(growing.others(tree.files), NO_MATTER)
            write_tree(lying, Tree(lies_otherwise, before.there.folders))


def _ground_record(record: Path) -> Path:
    """In what the ground is not as the site that is recorded, and its folders."""
    return record.with_suffix(".ground-files")


def _taken_up(ground: Path, record: Path, site: Standing) -> Ground | None:
    """What lies in the ground, beside the site as it is now; nothing, and no ground, where that is not known."""
    lying = read_tree(record)
    record.unlink(missing_ok=True)  # from now on it is not as it was
    if not lying.files or not site.known.files:
        shutil.rmtree(ground, ignore_errors=True)
        return None
    return Ground(site.unlike_known.union(lying.files), lying.folders)


def _clear(site: Path) -> None:
    leftover = re.compile(rf"\.{re.escape(site.name)}\.\d+")
    for path in site.parent.glob(".*") if site.parent.is_dir() else ():
        if leftover.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)
