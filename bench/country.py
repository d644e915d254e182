"""全国: what the pages, lists and the search of all cost for many documents, without the documents: they are copies.

python -m bench.country --site 网站 --times 1 10 100    (of a site of 200 documents: 200, 2,000, 20,000)

Catalogue, feeds, site maps, the shell with its lists and front pages, and the index of the search are made, each in a
process of its own, and made again after one figure of one document was changed; not: the documents' own pages, the
comparisons, the data (bench.scale makes those, ten times as slowly).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bench.editing.timing import loop
from bench.scale import Several, several_of
from gongkai.publishing.feed import feeds
from gongkai.publishing.files import bytes_digest, file_digest, files_below
from gongkai.publishing.listing import entries_of
from gongkai.publishing.poured import Memory
from gongkai.publishing.search.indexing import SITE, Besides, Indexing
from gongkai.publishing.search.questions import read_questions
from gongkai.publishing.shell import ShellInputs, build_shell
from gongkai.publishing.site_map import site_maps
from gongkai.rendering.catalogue import CATALOGUE, CatalogueEntry, index_file, part_file, parts
from gongkai.rendering.pages import SearchCell, SearchLine
from gongkai.rendering.search.pieces import FOLDER, SearchPage

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://gongkai.example.gov.cn/"
AMOUNT = "98765.43"
"""what one figure is changed to"""
Entries = tuple[CatalogueEntry, ...]
Digests = dict[str, tuple[str, int]]
"""path → digest and size"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    options = parser.parse_args()
    entries = entries_of(options.site)
    for times in options.times:
        several = several_of(entries, times, Path(), Path())
        listed = tuple(copy.entry(entry) for copy in several for entry in entries)
        print(f"{len(listed)} 份；循环 {loop():.2f} 秒", flush=True)
        apart("目录", listed, lambda all_of: sizes(catalogue(all_of)))
        apart("订阅", listed, lambda all_of: sizes(feeds(ADDRESS, all_of, ())))
        apart("站点地图", listed, lambda all_of: sizes(site_maps(ADDRESS, (), all_of)))
        apart("各级列表和首页", listed, shell_of)
        in_process("检索", partial(searched, options.site, entries, several, listed))


def catalogue(listed: Entries) -> Iterator[tuple[str, bytes]]:
    found = parts(listed)
    yield from ((path, part_file(entries)) for path, entries in found.items())
    yield CATALOGUE, index_file(found, dict.fromkeys(found, "0" * 64))


def apart(what: str, listed: Entries, make: Callable[[Entries], Digests]) -> None:
    """In a process of its own, so that its memory is known: all files, and which are others after one change."""
    one = replace(listed[0], sha256=dict.fromkeys(listed[0].sha256, "0" * 64))

    def work() -> None:
        first = timed("全部", lambda: make(listed))
        again = timed("改一个数", lambda: make((one, *listed[1:])))
        told_of(first, again)

    in_process(what, work)


def in_process(what: str, work: Callable[[], None]) -> None:
    print(f"  {what}", flush=True)
    child = multiprocessing.get_context("fork").Process(target=_counted, args=(work,))
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(child.exitcode)


def _counted(work: Callable[[], None]) -> None:
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"    内存最多 {most / 1e3:.0f} MB，其中记录本身 {begun / 1e3:.0f} MB", flush=True)


def timed(what: str, make: Callable[[], Digests]) -> Digests:
    spent = time.process_time()
    made = make()
    print(f"    {what}：{time.process_time() - spent:.1f} 秒", flush=True)
    return made


def sizes(made: Iterable[tuple[str, bytes | str]]) -> Digests:
    told = ((path, one if isinstance(one, bytes) else one.encode()) for path, one in made)
    return {path: (bytes_digest(content), len(content)) for path, content in told}


def sizes_below(folder: Path, *endings: str) -> Digests:
    files = ((name, Path(file.path)) for name, file in files_below(folder) if name.endswith(endings or ("",)))
    return {name: (file_digest(path), path.stat().st_size) for name, path in files}


def told_of(first: Digests, again: Digests) -> None:
    whole = [size for _, size in first.values()]
    others = {path: size for path, (digest, size) in again.items() if first.get(path, ("", 0))[0] != digest}
    largest = max(first, key=lambda path: first[path][1])
    print(f"    {len(whole)} 个文件，{sum(whole) / 1e6:.1f} MB，最大的 {max(whole) / 1e3:.0f} KB（{largest}）")
    named = "、".join(sorted(others, key=lambda path: -others[path])[:3])
    print(f"    改一个数，换了 {len(others)} 个文件，{sum(others.values()) / 1e3:.0f} KB：{named}", flush=True)


def shell_of(listed: Entries) -> Digests:
    with tempfile.TemporaryDirectory() as folder:
        shell = build_shell(ShellInputs(project=ROOT, work=Path(folder), entries=listed))
        return sizes_below(shell.site, ".html", ".json")


def searched(site: Path, entries: Entries, several: list[Several], listed: Entries) -> None:
    """The index of all documents, then the same after one change, as a build has it; what is read is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        index = _Index(Path(folder), listed)
        for entry in entries:
            kept = [file.read_text(encoding="utf-8") for file in pieces_of(site / entry.id)]
            for copy in several:
                index.add(copy.path(entry.id), [_page(json.loads(copied(copy, text))) for text in kept])
        index.add(SITE, pages_of(site))
        first = index.made("全部")
        index.begin()
        index.add(entries[0].id, tuple(changed(pages_of(site / entries[0].id))))
        told_of(first, index.made("改一个数"))
        index.tell()


class _Index:
    """检索 that is kept between two builds, with the seconds of the processor that it takes."""

    def __init__(self, folder: Path, listed: Entries) -> None:
        self.work = folder / "search"
        self.listed = listed
        self.memory = Memory(site=folder / "poured", search=self.work.with_suffix(".poured"))
        self.besides = Besides(questions=read_questions(ROOT / "templates" / "site").told())
        self.spent = 0.0
        self.indexing = Indexing(self.work, {})

    def begin(self) -> None:
        with self._counted():
            self.indexing = Indexing(self.work, self.memory.believed(self.work))

    def add(self, id: str, pages: Iterable[SearchPage]) -> None:
        with self._counted():
            self.indexing.add(id, pages)

    def made(self, what: str) -> Digests:
        with self._counted():
            self.indexing.finish(self.listed, self.besides)
            self.memory.remember({}, self.work)
        print(f"    {what}：{self.spent:.1f} 秒", flush=True)
        self.spent = 0.0
        return sizes_below(self.indexing.files)

    def tell(self) -> None:
        kept = [file.stat().st_size for name, file in files_below(self.work) if not name.startswith("index/")]
        record = self.memory.searched.stat().st_size
        print(f"    留着的 {len(kept)} 个文件，{sum(kept) / 1e6:.0f} MB；记录 {record / 1e6:.1f} MB", flush=True)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        begun = time.process_time()
        yield
        self.spent += time.process_time() - begun


def pages_of(folder: Path) -> tuple[SearchPage, ...]:
    """检索页 as the site has them beside the pages of a document."""
    return tuple(_page(json.loads(file.read_bytes())) for file in pieces_of(folder))


def pieces_of(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.json"), key=lambda file: int(file.stem))


def copied(copy: Several, text: str) -> str:
    """检索片 of a copy: other names, other digits, other paths."""
    return copy.path(copy.copy.text(text))


def _page(told: dict[str, Any]) -> SearchPage:
    heads = told.pop("heads", [])
    lines = tuple(_line(line, heads) for line in told.pop("lines", []))
    return SearchPage(**{"title": ""} | told, lines=lines)


def _line(told: dict[str, Any], heads: list[str]) -> SearchLine:
    cells = (SearchCell(column=column, head=heads[head], text=text) for column, head, text in told.pop("cells", ()))
    return SearchLine(**told, cells=tuple(cells))


def changed(pages: Iterable[SearchPage]) -> Iterator[SearchPage]:
    """With another figure in the first row that has one."""
    found = False
    for page in pages:
        at = -1 if found else next((at for at, line in enumerate(page.lines) if line.cells), -1)
        found = found or at >= 0
        yield page if at < 0 else replace(page, lines=(*page.lines[:at], _other(page.lines[at]), *page.lines[at + 1 :]))


def _other(row: SearchLine) -> SearchLine:
    return replace(row, cells=(replace(row.cells[0], text=AMOUNT), *row.cells[1:]))


if __name__ == "__main__":
    main()
