"""成站: a whole new site beside the old one, which it replaces only when it is finished."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.publishing.leaf_pages import pour
from generator.publishing.search import SearchPage, index, search_page, shell_search
from generator.publishing.shell import Shell
from generator.rendering.catalogue import CatalogueEntry, catalogue_file
from generator.rendering.pages import load_pages

CATALOGUE = "catalog.json"
_EXCHANGE = 2
_HERE = -100


class SiteError(Exception):
    """成站失败: the new site is not whole; the old one stays. The message is Chinese."""


def assemble(
    new: Path,
    shell: Shell,
    entries: Iterable[CatalogueEntry],
    folder_of: Callable[[str], Path],
    search_work: Path,
) -> int:
    """Write the whole site to `new`; returns how many leaf pages it poured.

    `search_work` is kept between builds.  Raises SiteError if the site is not whole, SearchError if it has no index.
    """
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(shell.site, new)
    entries = tuple(entries)
    searched: list[SearchPage] = [*shell_search(entries)]
    pages = 0
    for entry in entries:
        folder = folder_of(entry.id)
        shutil.copytree(folder / "files", new / entry.id, dirs_exist_ok=True)
        for page in load_pages((folder / "pages.json").read_text(encoding="utf-8")):
            file = new / page.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(pour(page.pieces, shell.models[page.depth]), encoding="utf-8")
            searched.append(search_page(page))
            pages += 1
    (new / CATALOGUE).write_text(catalogue_file(entries), encoding="utf-8")
    index(new, searched, search_work)
    _whole(new, entries)
    return pages


def _whole(new: Path, entries: tuple[CatalogueEntry, ...]) -> None:
    """Every page and file that the catalogue names must be there."""
    wanted = ["index.html", CATALOGUE]
    for entry in entries:
        wanted.extend(f"{page}index.html" for page in entry.pages)
        wanted.extend(entry.sha256)
    missing = [path for path in wanted if not (new / path).is_file()]
    if missing:
        raise SiteError(f"新网站缺少{len(missing)}个文件，例如 {missing[0]}；原来的网站没有改动")


def replace_site(new: Path, site: Path) -> None:
    """Put the new site in the place of the old one, in one step where the system can exchange two folders."""
    if not site.exists():
        new.rename(site)
        return
    if not _exchange(new, site):
        aside = site.with_name(f".{site.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        site.rename(aside)
        new.rename(site)
        new = aside
    shutil.rmtree(new, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically (Linux renameat2); False where that is not to be had."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    return bool(
        rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
    )
