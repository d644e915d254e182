"""规模: whether any page grows with the number of documents, and what the pages of all of them cost.

python -m bench.scale                    as bench.tasks has them (200), and ten times as many: copies under other names
python -m bench.scale --times 1 10 40

Of a document nothing is written but what it gives to the pages of all: lists, comparisons, data, catalogue, feeds. Its
own pages do not know how many others there are. The sites are left in build/bench-scale, to be looked at.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from pydantic import TypeAdapter

from bench.search.copies import Copy, copy_of
from bench.tasks import WORK as BUILT
from bench.tasks import built
from gongkai.loading.series_file import read_series
from gongkai.pipeline.building.store import LINES, SERIES, newest_first
from gongkai.pipeline.project import Project
from gongkai.publishing.catalogue import write_catalogue
from gongkai.publishing.feed import feeds
from gongkai.publishing.files import KeptFile
from gongkai.publishing.listing import entries_of
from gongkai.publishing.open_data.writing import OpenData, write_open_data
from gongkai.publishing.releases.growing import Growing
from gongkai.publishing.series.comparing import Compared, compare
from gongkai.publishing.shell import ShellInputs, build_shell
from gongkai.rendering.catalogue import CatalogueEntry
from gongkai.rendering.drawer import Drawer
from gongkai.rendering.html import page_environment
from gongkai.rendering.series.pages import SeriesDrawer

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "bench-scale"
FORM = TypeAdapter(CatalogueEntry)
CITY, CITIES = 2, 3
"""levels of a region down to its city; how many times as many cities there are, however many copies"""
MOST = 300_000
"""bytes of HTML that a page may have"""
SHOWN = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--store", type=Path, help="of a build that was made already, with its site")
    parser.add_argument("--site", type=Path)
    options = parser.parse_args()
    site = options.site or built(200)
    store = options.store or Project(root=BUILT / "invented-200").rendered(pdf=False)
    entries = entries_of(site)
    for times in options.times:
        folder = WORK / f"site-{len(entries) * times}"
        begun, spent = time.monotonic(), time.process_time()
        write(entries, store, folder, times)
        seconds = f"CPU {time.process_time() - spent:.0f} 秒，{time.monotonic() - begun:.0f} 秒"
        print(f"{len(entries) * times}份文件：{seconds}", flush=True)
        tell(folder)


def write(entries: Iterable[CatalogueEntry], store: Path, folder: Path, times: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    work = folder.with_name(f"{folder.name}-work")
    shutil.rmtree(work, ignore_errors=True)
    entries = tuple(entries)
    several = several_of(entries, times, store, work)
    listed = tuple(copy.entry(entry) for copy in several for entry in entries)
    given = {one.id: copy.gives(entry.id, one.id) for copy in several for one, entry in _pairs(copy, entries)}
    shell = build_shell(ShellInputs(project=ROOT, work=work / "shell", entries=listed))
    shutil.copytree(shell.site, folder)
    new = Growing(folder)
    drawer = SeriesDrawer(Drawer(page_environment(ROOT / "templates")), read_series(ROOT / "templates" / "site"))
    series = {id: KeptFile.now(files[0]) for id, files in given.items()}
    compare(new, Compared(drawer=drawer, given=series, work=work / "kept", look=""), shell.indexes, listed, {}, {})
    write_catalogue(new, listed, ((), ()), {}, work / "catalogue.json")
    for path, content in feeds("", listed, ()):
        new.write(path, content)
    lines = {id: KeptFile.now(files[1]) for id, files in given.items()}
    write_open_data(new, listed, OpenData(given=lines, record=work / "data.json"))


def _pairs(copy: Several, entries: tuple[CatalogueEntry, ...]) -> Iterator[tuple[CatalogueEntry, CatalogueEntry]]:
    return ((copy.entry(entry), entry) for entry in entries)


def several_of(entries: tuple[CatalogueEntry, ...], times: int, store: Path, work: Path) -> list[Several]:
    """So many copies of these documents: counties and bureaus are others in each, cities in a few only."""
    cities = {place for entry in entries for place in entry.region[:CITY]}
    counties = {place for entry in entries for place in entry.region[CITY:]}
    provinces = tuple(sorted({entry.id.partition("/")[0] for entry in entries}))
    made = []
    for number in range(times):
        names = (*copy_of(cities, number % CITIES).names, *copy_of(counties, number).names)
        copy = Copy(number, tuple(sorted(names, key=lambda one: -len(one[0]))))
        made.append(Several(copy, provinces, store, work))
    return made


class Several(Struct, frozen=True):
    """Documents under the names of one copy."""

    copy: Copy
    provinces: tuple[str, ...]
    store: Path
    work: Path

    def text(self, text: str) -> str:
        if not self.copy.number:
            return text
        return self.path(self.copy.named(text))

    def path(self, text: str) -> str:
        """Every path in a text: 省/市/… → 省/1-市/37-…"""
        number = self.copy.number
        below = rf"(?m)(?<![\w/-])({'|'.join(self.provinces)})/([a-z0-9-]+)/"
        return re.sub(below, rf"\1/{number % CITIES}-\2/{number}-", text) if number else text

    def entry(self, entry: CatalogueEntry) -> CatalogueEntry:
        return FORM.validate_json(self.text(FORM.dump_json(entry).decode()))

    def gives(self, id: str, named: str) -> tuple[Path, Path]:
        """To the comparisons, and to the data of all."""
        folder = self.work / "given" / named
        folder.mkdir(parents=True)
        series, lines = folder / SERIES, folder / LINES
        kept = self.store / id / newest_first(self.store / id)[0]
        series.write_text(self.text((kept / SERIES).read_text(encoding="utf-8")), encoding="utf-8")
        told = gzip.decompress((kept / LINES).read_bytes()).decode()
        lines.write_bytes(gzip.compress(self.text(told).encode(), 1, mtime=0))
        return series, lines


def tell(site: Path) -> None:
    """The largest page of every kind, and all files by folder."""
    largest: dict[str, tuple[int, str]] = {}
    sums: dict[str, list[int]] = {}
    for file in site.rglob("*"):
        if not file.is_file():
            continue
        name, size = file.relative_to(site).as_posix(), file.stat().st_size
        of_kind = sums.setdefault(name.partition("/")[0] if "/" in name else "", [0, 0])
        of_kind[0], of_kind[1] = of_kind[0] + 1, of_kind[1] + size
        if file.suffix == ".html":
            largest[kind(name)] = max(largest.get(kind(name), (0, "")), (size, name))
    for size, name in sorted(largest.values(), reverse=True)[:SHOWN]:
        print(f"  {size / 1000:7.1f} KB{'！' if size > MOST else '  '} {kind(name):10} {name}")
    for folder, (count, size) in sorted(sums.items(), key=lambda one: -one[1][1])[:SHOWN]:
        print(f"  {count:7}个文件 {size / 1e6:8.2f} MB  {folder or '根目录'}")


KINDS = (
    (r"^index\.html", "首页"),
    (r"^years/", "年度"),
    (r"^kinds/", "类型"),
    (r"^documents/", "全部文件"),
    (r"^compare/departments/", "比较·部门"),
    (r"^compare/", "比较·项目"),
    (r"^(about|corrections|data|guide|glossary|search|site-map|404)", "网站"),
    (r"/letter", "字母"),
    (r"/\d{4}/index\.html", "部门·年度"),
)


def kind(name: str) -> str:
    return next((kind for pattern, kind in KINDS if re.search(pattern, name)), "地区、部门")


if __name__ == "__main__":
    main()
