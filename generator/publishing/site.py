"""成站: a whole new site grown beside the old one, whose place it takes only when it is finished."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongkai.publishing import feed, site_map
from gongkai.publishing.pouring import pour
from gongkai.publishing.search import SearchPage, index, search_page, shell_search
from gongkai.publishing.shell import Shell
from gongkai.rendering.catalogue import CatalogueEntry, GoneEntry, catalogue_file
from gongkai.rendering.pages import PageKind, load_pages
from gongkai.rendering.shell_pages import shell_paths

CATALOGUE = "catalog.json"
_EXCHANGE = 2
_HERE = -100


class SiteError(Exception):
    """成站失败: there is no new site; the old one stays. The message is Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredients:
    """网站的组成: the shell, and the finished documents to pour into it."""

    shell: Shell
    entries: tuple[CatalogueEntry, ...]
    pages: Mapping[str, Path]
    """id → pages.json of a document"""
    files: Mapping[str, Path]
    """id → the folder of its PDF and data files"""
    search: Path
    """a folder that the search keeps between builds"""
    withdrawn: tuple[GoneEntry, ...] = ()
    halted: tuple[GoneEntry, ...] = ()
    kept: frozenset[str] = frozenset()
    """ids of documents that are as they were last published, and not fit now"""


def assemble(new: Path, made_of: Ingredients, progress: Callable[[int], None]) -> int:
    """Write the whole site to the folder `new`; returns how many leaf pages it has.

    `progress` is told how many documents are done. Raises SiteError if the site is not whole, SearchError if it has
    no index.
    """
    entries, shell = made_of.entries, made_of.shell
    _copy(shell.site, new)
    searched: list[SearchPage] = [*shell_search(entries)]
    pages = 0
    for done, entry in enumerate(entries, start=1):
        _copy(made_of.files[entry.id], new / entry.id)
        for page in load_pages(made_of.pages[entry.id].read_text(encoding="utf-8")):
            file = new / page.file
            file.parent.mkdir(parents=True, exist_ok=True)
            pieces = page.pieces
            if entry.id in made_of.kept:
                pieces = pieces | {"body": shell.kept + pieces["body"]}
            file.write_text(pour(pieces, shell.models[page.depth]), encoding="utf-8")
            if page.kind is not PageKind.VERSION:
                searched.append(search_page(page))
            pages += 1
        progress(done)
    gone = (made_of.withdrawn, made_of.halted)
    (new / CATALOGUE).write_text(catalogue_file(entries, *gone), encoding="utf-8")
    (new / feed.FILE).write_text(feed.feed(shell.address, entries, made_of.withdrawn), encoding="utf-8")
    if shell.address:
        (new / site_map.FILE).write_text(site_map.site_map(shell.address, entries), encoding="utf-8")
    index(new, searched, made_of.search)
    missing = missing_files(new, entries, *gone)
    if missing:
        raise SiteError(f"新网站缺少{len(missing)}个文件，例如 {missing[0]}")
    return pages


def _copy(source: Path, target: Path) -> None:
    """Every file of a folder to another; unlike shutil.copytree it stops at the first that cannot be written."""
    for folder, _, names in os.walk(source):
        into = target / Path(folder).relative_to(source)
        into.mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copyfile(Path(folder) / name, into / name)


def missing_files(
    site: Path,
    entries: tuple[CatalogueEntry, ...],
    withdrawn: tuple[GoneEntry, ...] = (),
    halted: tuple[GoneEntry, ...] = (),
) -> list[str]:
    """Which of the pages and files that a catalogue calls for are not there."""
    own = sorted(shell_paths(entries, (*withdrawn, *halted)))
    wanted = [CATALOGUE, feed.FILE, *(f"{page}index.html" for page in own)]
    for entry in entries:
        wanted += [f"{page}index.html" for page in entry.pages]
        wanted += [*entry.sha256, entry.data, *entry.tables.values(), *filter(None, [entry.pdf, entry.workbook])]
    return [path for path in wanted if not (site / path).is_file()]


def is_current(
    site: Path,
    entries: tuple[CatalogueEntry, ...],
    withdrawn: tuple[GoneEntry, ...] = (),
    halted: tuple[GoneEntry, ...] = (),
) -> bool:
    """Whether a site is one of exactly these documents, with all their files there."""
    try:
        catalogue = (site / CATALOGUE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    gone = (withdrawn, halted)
    return catalogue == catalogue_file(entries, *gone) and not missing_files(site, entries, *gone)


def check_place(site: Path, root: Path) -> None:
    """Raise SiteError where a site must not be written: it would take the place of something that is no site.

    `root` is the project.
    """
    if root.is_relative_to(site) or any(site.is_relative_to(root / name) for name in ("content", "templates")):
        raise SiteError(f"网站不能写到 {site}：会覆盖项目自己的文件")
    if site.exists() and not (site / CATALOGUE).is_file() and not (site.is_dir() and not any(site.iterdir())):
        raise SiteError(f"{site} 里已有别的文件，不是生成的网站，不能覆盖；请换一个目录，或先清空它")


@contextmanager
def new_site(site: Path) -> Iterator[Path]:
    """A folder beside `site` in which a new one grows; it takes the old one's place if the block ends well.

    Whatever happens, and whenever it is stopped, `site` is either the whole old site or the whole new one. What a
    build that was killed has left beside it is cleared away. Nobody else may be at it (the caller holds a lock).
    """
    _clear(site)
    new = site.with_name(f".{site.name}.{os.getpid()}")
    new.mkdir(parents=True)
    try:
        yield new
        _flush(new)
        _replace(new, site)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _clear(site: Path) -> None:
    aside = _aside(site)
    if aside.is_dir() and not site.exists():  # killed between the two steps of _replace
        aside.rename(site)
    leftover = re.compile(rf"\.{re.escape(site.name)}\.(\d+|old)")
    for path in site.parent.glob(".*") if site.parent.is_dir() else ():
        if leftover.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def _replace(new: Path, site: Path) -> None:
    """In one step where the system can exchange two folders; `new` is the old site then."""
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        site.rename(_aside(site))
        new.rename(site)
        shutil.rmtree(_aside(site), ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically (Linux renameat2); False where that is not to be had."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _flush(folder: Path) -> None:
    """Bring what was written to the disk, so that a power failure after the exchange finds it there."""
    flush = getattr(ctypes.CDLL(None), "syncfs", None)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if flush is None or flush(descriptor):
            os.sync()
    finally:
        os.close(descriptor)
